/** On the page of an own petition: withdrawing it by a code, a proxy, who answers for it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { type Answer, api, read } from '../../../../web/api.ts';
import { useTime } from '../../../../web/dates.ts';
import { newKey } from '../../../../web/new-key.ts';
import { useTexts } from '../../../../web/texts.ts';
import { CodeField, isCode } from '../../../../web/ui/code-field.tsx';
import { Button, Field, Notice } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { SendCode } from '../../../../web/ui/send-code.tsx';
import { PhoneField, TextField } from '../../../../web/ui/text-field.tsx';
import { ScopeTicks, useScopeWords } from './mandate-scope.tsx';
import { careTexts } from './texts.ts';

type Care = NonNullable<Answer<'GET /api/matters/{number}/care'>['care']>;
type Of = { number: string; care: Care };

export function PetitionCare({ number }: { number: string }) {
  const say = useTexts(careTexts);
  const read_ = useQuery(read('GET /api/matters/{number}/care', { params: { number } }));
  if (read_.error) return <ProblemNote error={read_.error} onRetry={() => void read_.refetch()} />;
  const care = read_.data?.care;
  if (!care) return null;
  return (
    <section className="card" aria-labelledby="petition-care">
      <h2 id="petition-care">{say('title')}</h2>
      <Standing care={care} />
      {care.may.giveMandate && <GiveMandate number={number} />}
      {care.may.withdraw && <Withdraw number={number} care={care} />}
    </section>
  );
}

function Standing({ care }: { care: Care }) {
  const say = useTexts(careTexts);
  const time = useTime();
  const { withdrawal, takenOver } = care;
  const at = withdrawal ? time(withdrawal.at) : '';
  return (
    <>
      {takenOver && takenOver.until === null && (
        <p>{say('leader', { since: takenOver.since, leader: takenOver.leader })}</p>
      )}
      {withdrawal && <p>{say(withdrawal.way === 'code' ? 'byCode' : 'byCall', { at })}</p>}
      {withdrawal?.isDrawn && withdrawal.result === null && (
        <Notice>{say('drawn', { share: `${Math.round(withdrawal.share * 100)}%` })}</Notice>
      )}
      <MandateStanding care={care} />
    </>
  );
}

function MandateStanding({ care: { mandate } }: { care: Care }) {
  const say = useTexts(careTexts);
  const time = useTime();
  const scopeWords = useScopeWords();
  if (!mandate) return null;
  return (
    <>
      <h3>{say('proxy')}</h3>
      <p>
        {say(`state_${mandate.state}`)} · {say('scope', { what: scopeWords(mandate) })}
        {mandate.state === 'active' && mandate.reportOn && (
          <> · {say('reportBy', { on: mandate.reportOn })}</>
        )}
      </p>
      {mandate.isFiled && <p>{say('filed')}</p>}
      {mandate.reports.length > 0 && (
        <>
          <h3>{say('reports')}</h3>
          <ul className="plain-list">
            {mandate.reports.toReversed().map(({ at, text }) => (
              <li key={at}>
                <span className="muted">{time(at)}</span> {text}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** What the page shows of the matter is read again. */
function useAgain() {
  const client = useQueryClient();
  return () => void client.invalidateQueries();
}

function Withdraw({ number, care }: Of) {
  const say = useTexts(careTexts);
  const send = useMutation({
    mutationFn: () =>
      api('POST /api/my/matters/{number}/withdrawal-code', { params: { number }, body: {} }),
  });
  return (
    <>
      <h3>{say('withdraw')}</h3>
      <p>{say('withdrawHint')}</p>
      {send.data ? (
        <WithdrawForm number={number} care={care} sent={send.data} onCancel={send.reset} />
      ) : (
        <SendCode error={send.error} onClick={() => send.mutate()} disabled={send.isPending}>
          {say('sendCode')}
        </SendCode>
      )}
    </>
  );
}

type Sent = Answer<'POST /api/my/matters/{number}/withdrawal-code'>;

function WithdrawForm({ number, care, sent, onCancel }: Of & { sent: Sent; onCancel: () => void }) {
  const say = useTexts(careTexts);
  const again = useAgain();
  const key = useRef(newKey());
  const [code, setCode] = useState('');
  const [reason, setReason] = useState('');
  const withdraw = useMutation({
    mutationFn: () =>
      api(
        'POST /api/my/matters/{number}/withdrawal',
        {
          params: { number },
          body: { code, version: care.version, ...(reason && { reason }) },
        },
        { key: key.current },
      ),
    onSuccess: again,
    // Another code is another try.
    onError: () => {
      key.current = newKey();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isCode(code)) withdraw.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      {sent.shownCode && <Notice>{say('shownCode', { code: sent.shownCode })}</Notice>}
      <ProblemNote error={withdraw.error} />
      <CodeField
        label={say('code')}
        hint={say('codeHint', { count: sent.validMinutes })}
        value={code}
        onChange={setCode}
      />
      <Field label={say('reason')}>
        {(tie) => (
          <textarea
            {...tie}
            className="input"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" isWide disabled={withdraw.isPending || code.length < 6}>
        {say('confirmWithdraw')}
      </Button>
      <Button onClick={onCancel} isWide>
        {say('cancel')}
      </Button>
    </form>
  );
}

const helpers = ['resident', 'gridWorker', 'staff'] as const;

function GiveMandate({ number }: { number: string }) {
  const say = useTexts(careTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <h3>{say('proxy')}</h3>
      <p>{say('proxyHint')}</p>
      {isOpen ? (
        <MandateForm number={number} />
      ) : (
        <Button onClick={() => setOpen(true)}>{say('choose')}</Button>
      )}
    </>
  );
}

function MandateForm({ number }: { number: string }) {
  const say = useTexts(careTexts);
  const again = useAgain();
  const key = useRef(newKey());
  const [form, setForm] = useState({
    helper: 'resident' as (typeof helpers)[number],
    name: '',
    phone: '',
    mayMessage: true,
    mayReview: false,
  });
  const put = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const give = useMutation({
    mutationFn: () =>
      api(
        'POST /api/my/matters/{number}/mandate',
        { params: { number }, body: form },
        { key: key.current },
      ),
    onSuccess: again,
    onError: () => {
      key.current = newKey();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    give.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={give.error} />
      <Field label={say('who')}>
        {(tie) => (
          <select
            {...tie}
            className="input"
            value={form.helper}
            onChange={(event) => put({ helper: event.target.value as typeof form.helper })}
          >
            {helpers.map((helper) => (
              <option key={helper} value={helper}>
                {say(helper)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <HelperFields form={form} put={put} />
      <ScopeTicks scope={form} put={put} />
      <Button
        type="submit"
        isWide
        disabled={give.isPending || form.name.trim() === '' || form.phone.length < 11}
      >
        {say('give')}
      </Button>
    </form>
  );
}

type Helper = { name: string; phone: string };

function HelperFields({ form, put }: { form: Helper; put: (part: Partial<Helper>) => void }) {
  const say = useTexts(careTexts);
  return (
    <>
      <TextField
        label={say('name')}
        maxLength={60}
        value={form.name}
        onChange={(name) => put({ name })}
      />
      <PhoneField
        label={say('phone')}
        hint={say('phoneHint')}
        value={form.phone}
        onChange={(phone) => put({ phone })}
      />
    </>
  );
}
