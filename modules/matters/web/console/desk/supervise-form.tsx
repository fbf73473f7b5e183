/** Issues a supervision; a listing that is to be public is shown as the public will read it. */
import { useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Radio, Select } from 'antd';
import { useId, useState } from 'react';
import { read } from '../../../../../web/api.ts';
import { ProblemNotice } from '../../../../../web/console/states.tsx';
import { portalPaths } from '../../../../../web/paths.ts';
import { serverNow } from '../../../../../web/server-clock.ts';
import { useSession } from '../../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { ListedCard, type Listing } from '../../listed/card.tsx';
import type { Matter } from '../matter/form-rules.ts';
import { useAct } from '../matter/use-act.ts';
import { deskTexts } from './texts.ts';

const kinds = ['reminder', 'urging', 'listed', 'talk'] as const;
type Kind = (typeof kinds)[number];
const hoursOffered = [0, 4, 24, 72, 168] as const;
const HOUR_MS = 3_600_000;

type Form = { kind: Kind; target: string; reason: string; hours: number; isPublic: boolean };
const blank: Form = { kind: 'urging', target: '', reason: '', hours: 24, isPublic: false };

type About = { matter: Matter; onDone: () => void };

/** Sends the form once it says why; a word is needed, all else may be left as it is. */
function useSupervise({ matter, onDone }: About) {
  const say = useTexts(deskTexts);
  const { message } = App.useApp();
  const [form, setForm] = useState<Form>(blank);
  const [isTried, setTried] = useState(false);
  const act = useAct(matter.number);
  const action = matter.allowedActions.find((one) => one.action === 'supervise');
  const finish = () => {
    void message.success(say('done', { kind: say(`kind_${form.kind}`) }));
    setForm(blank);
    setTried(false);
    onDone();
  };
  const send = () => {
    setTried(true);
    if (form.reason.trim() === '' || !action) return;
    const seen = { version: matter.version, seq: matter.seq };
    act.mutate({ action, input: inputOf(form), seen }, { onSuccess: finish });
  };
  const set = (part: Partial<Form>) => setForm((old) => ({ ...old, ...part }));
  return { form, set, send, act, isMissing: isTried && form.reason.trim() === '' };
}

const isShown = (form: Form) => form.kind === 'listed' && form.isPublic;

const inputOf = (form: Form) => ({
  kind: form.kind,
  reason: form.reason.trim(),
  ...(form.target && { target: form.target }),
  ...(form.hours > 0 && { replyWithinHours: form.hours }),
  ...(isShown(form) && { isPublic: true }),
});

export function SuperviseForm(about: About) {
  const { matter } = about;
  const say = useTexts(deskTexts);
  const id = useId();
  const { form, set, send, act, isMissing } = useSupervise(about);
  return (
    <form
      className="desk-issue"
      aria-labelledby={`${id}-name`}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <h3 id={`${id}-name`}>{say('issue')}</h3>
      <fieldset>
        <legend>{say('kind')}</legend>
        <Radio.Group
          value={form.kind}
          onChange={(event) => set({ kind: event.target.value as Kind })}
          options={kinds.map((kind) => ({ value: kind, label: say(`kind_${kind}`) }))}
        />
        <p className="desk-facts">{say(`kindHelp_${form.kind}`)}</p>
      </fieldset>
      <Target matter={matter} value={form.target} onChange={(target) => set({ target })} />
      <Reason value={form.reason} isMissing={isMissing} onChange={(reason) => set({ reason })} />
      <Hours value={form.hours} onChange={(hours) => set({ hours })} />
      {form.kind === 'listed' && (
        <PublicChoice
          matter={matter}
          isPublic={form.isPublic}
          onChange={(isPublic) => set({ isPublic })}
        />
      )}
      {isShown(form) && <Preview matter={matter} form={form} />}
      <ProblemNotice error={act.error} />
      <Button type="primary" htmlType="submit" loading={act.isPending}>
        {say('send', { kind: say(`kind_${form.kind}`) })}
      </Button>
    </form>
  );
}

type ReasonProps = { value: string; isMissing: boolean; onChange: (reason: string) => void };

function Reason({ value, isMissing, onChange }: ReasonProps) {
  const say = useTexts(deskTexts);
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{say('reason')}</label>
      <Input.TextArea
        id={id}
        rows={3}
        maxLength={1000}
        value={value}
        status={isMissing ? 'error' : ''}
        aria-invalid={isMissing}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <p
        id={`${id}-hint`}
        className={isMissing ? 'desk-fault' : 'desk-facts'}
        role={isMissing ? 'alert' : undefined}
      >
        {isMissing ? say('reasonNeeded') : say('reasonHint')}
      </p>
    </>
  );
}

function Hours({ value, onChange }: { value: number; onChange: (hours: number) => void }) {
  const say = useTexts(deskTexts);
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{say('hours')}</label>
      <Select
        id={id}
        value={value}
        onChange={onChange}
        options={hoursOffered.map((hours) => ({ value: hours, label: say(`hours_${hours}`) }))}
      />
    </>
  );
}

const countyOf = (matter: Matter) => matter.number.slice(0, matter.number.indexOf('-'));

function useTargets(matter: Matter) {
  return useQuery(read('GET /api/orgs/loads', { query: { county: countyOf(matter) } })).data?.items;
}

type TargetProps = { matter: Matter; value: string; onChange: (org: string) => void };

function Target({ matter, value, onChange }: TargetProps) {
  const say = useTexts(deskTexts);
  const named = useNamed();
  const id = useId();
  const orgs = useTargets(matter) ?? [];
  return (
    <>
      <label htmlFor={id}>{say('target')}</label>
      <Select
        id={id}
        showSearch
        allowClear
        optionFilterProp="label"
        value={value || undefined}
        placeholder={say('targetHint', { org: named(matter.handlingOrg ?? matter.owner) })}
        onChange={(org: string | undefined) => onChange(org ?? '')}
        options={orgs.map(({ org }) => ({ value: org.id, label: named(org) }))}
      />
    </>
  );
}

const usePublicity = ({ number }: Matter) =>
  useQuery(read('GET /api/matters/{number}/publicity', { params: { number } })).data;

/** These are of the board alone: a supervisor may list all the same. */
const ofBoard = ['BOARD_OFF', 'NOT_LOOKED_AT'];

type PublicProps = { matter: Matter; isPublic: boolean; onChange: (isPublic: boolean) => void };

function PublicChoice({ matter, isPublic, onChange }: PublicProps) {
  const say = useTexts(deskTexts);
  const named = useNamed();
  const publicity = usePublicity(matter);
  const isBarred = !!publicity?.hidden && !ofBoard.includes(publicity.hidden);
  return (
    <>
      <Checkbox
        checked={isPublic && !isBarred}
        disabled={isBarred}
        onChange={(event) => onChange(event.target.checked)}
      >
        {say('isPublic')}
      </Checkbox>
      {isBarred && (
        <p className="desk-facts">{say('notOpen', { why: named(publicity.hiddenWords) })}</p>
      )}
    </>
  );
}

/** The card of the public page, made of what stands in the form. */
function Preview({ matter, form }: { matter: Matter; form: Form }) {
  const say = useTexts(deskTexts);
  const orgs = useTargets(matter) ?? [];
  const publicity = usePublicity(matter);
  const { posts, post } = useSession();
  const issuer = posts?.find((one) => one.id === post)?.org ?? matter.owner;
  const chosen = orgs.find(({ org }) => org.id === form.target)?.org;
  const now = serverNow();
  const listing: Listing = {
    number: matter.number,
    title: publicity?.title ?? { zh: matter.title, en: matter.title },
    category: matter.category,
    regionName: matter.regionName,
    issuer,
    target: chosen ?? matter.handlingOrg ?? matter.owner,
    reason: form.reason,
    issuedAt: new Date(now).toISOString(),
    replyDueAt: form.hours > 0 ? new Date(now + form.hours * HOUR_MS).toISOString() : null,
    state: 'issued',
    stage: matter.stage,
    isOpen: matter.isOpen,
    closedAt: matter.closedAt,
  };
  return (
    <section aria-label={say('preview')} className="desk-preview">
      <h4>
        {say('preview')} ·{' '}
        <a href={portalPaths.listed} target="_blank" rel="noreferrer">
          {say('onPortal')}
        </a>
      </h4>
      <ListedCard listing={listing} now={now} />
    </section>
  );
}
