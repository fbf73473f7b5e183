/** Issues a supervision; a listing that is to be public is shown as the public will read it. */
import { useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Radio, Select } from 'antd';
import { useId, useState } from 'react';
import { read } from '../../../../../web/api.ts';
import { ProblemAlert } from '../../../../../web/console/states.tsx';
import { portalPaths } from '../../../../../web/paths.ts';
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

export function IssueForm({ matter, onDone }: { matter: Matter; onDone: () => void }) {
  const say = useTexts(deskTexts);
  const id = useId();
  const { message } = App.useApp();
  const [form, setForm] = useState<Form>(blank);
  const [isTried, setTried] = useState(false);
  const act = useAct(matter.number);
  const set = (part: Partial<Form>) => setForm((old) => ({ ...old, ...part }));
  const isPublic = form.kind === 'listed' && form.isPublic;
  const send = () => {
    setTried(true);
    const action = matter.allowedActions.find((one) => one.action === 'supervise');
    if (form.reason.trim() === '' || !action) return;
    const input = {
      kind: form.kind,
      reason: form.reason.trim(),
      ...(form.target && { target: form.target }),
      ...(form.hours > 0 && { replyWithinHours: form.hours }),
      ...(isPublic && { isPublic }),
    };
    const seen = { version: matter.version, seq: matter.seq };
    act.mutate(
      { action, input, seen },
      {
        onSuccess: () => {
          void message.success(say('done', { kind: say(`kind_${form.kind}`) }));
          setForm(blank);
          setTried(false);
          onDone();
        },
      },
    );
  };
  const isMissing = isTried && form.reason.trim() === '';
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
      <label htmlFor={`${id}-reason`}>{say('reason')}</label>
      <Input.TextArea
        id={`${id}-reason`}
        rows={3}
        maxLength={1000}
        value={form.reason}
        status={isMissing ? 'error' : ''}
        aria-invalid={isMissing}
        aria-describedby={`${id}-hint`}
        onChange={(event) => set({ reason: event.target.value })}
      />
      <p
        id={`${id}-hint`}
        className={isMissing ? 'desk-fault' : 'desk-facts'}
        role={isMissing ? 'alert' : undefined}
      >
        {isMissing ? say('reasonNeeded') : say('reasonHint')}
      </p>
      <label htmlFor={`${id}-hours`}>{say('hours')}</label>
      <Select
        id={`${id}-hours`}
        value={form.hours}
        onChange={(hours) => set({ hours })}
        options={hoursOffered.map((hours) => ({ value: hours, label: say(`hours_${hours}`) }))}
      />
      {form.kind === 'listed' && (
        <Checkbox
          checked={form.isPublic}
          disabled={matter.isPrivate}
          onChange={(event) => set({ isPublic: event.target.checked })}
        >
          {say('isPublic')}
        </Checkbox>
      )}
      {isPublic && <Preview matter={matter} form={form} />}
      <ProblemAlert error={act.error} />
      <Button type="primary" htmlType="submit" loading={act.isPending}>
        {say('send', { kind: say(`kind_${form.kind}`) })}
      </Button>
    </form>
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

/** The card of the public page, made of what stands in the form. */
function Preview({ matter, form }: { matter: Matter; form: Form }) {
  const say = useTexts(deskTexts);
  const orgs = useTargets(matter) ?? [];
  const { posts, post } = useSession();
  const issuer = posts?.find((one) => one.id === post)?.org ?? matter.owner;
  const chosen = orgs.find(({ org }) => org.id === form.target)?.org;
  const now = Date.now();
  const listing: Listing = {
    number: matter.number,
    title: matter.title,
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
