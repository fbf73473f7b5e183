/**
 * A helper brings a petition on their own phone: they write it, the petitioner reads it and says
 * yes with a code of their own. What is changed after the code was sent needs another.
 */
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useRef, useState } from 'react';
import { type Answer, api } from '../../../../web/api.ts';
import { useCounty } from '../../../../web/county.ts';
import { todayHere } from '../../../../web/dates.ts';
import { newKey } from '../../../../web/new-key.ts';
import { portalPaths } from '../../../../web/paths.ts';
import { CountyChoice } from '../../../../web/portal/county-choice.tsx';
import { PhoneSignIn } from '../../../../web/portal/phone-sign-in.tsx';
import { useSession } from '../../../../web/session.ts';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useTexts } from '../../../../web/texts.ts';
import { CodeField, isCode } from '../../../../web/ui/code-field.tsx';
import { Button, ErrorSummary, Notice, PageTitle } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { SendCode } from '../../../../web/ui/send-code.tsx';
import { MandateFields, PetitionerFields, PetitionFields, Reading } from './file-parts.tsx';
import { fileTexts } from './file-texts.ts';
import { filingOf, type Missing, missingIn, nothingWritten, type Written } from './filing.ts';

export function PetitionForPage() {
  const say = useTexts(fileTexts);
  const session = useSession();
  const { county } = useCounty();
  return (
    <>
      <PageTitle name={say('title')}>{say('title')}</PageTitle>
      <p>{say('intro')}</p>
      <p className="muted">
        {say('noPhone')} {say('notSealed')}
      </p>
      {session.kind !== 'resident' ? (
        <section className="card">
          <h2>{say('signIn')}</h2>
          <PhoneSignIn onDone={() => undefined} />
        </section>
      ) : county ? (
        <Filing county={county.county} />
      ) : (
        <CountyChoice />
      )}
    </>
  );
}

type Sent = Answer<'POST /api/my/petitions/code'>;

function Filing({ county }: { county: string }) {
  const say = useTexts(fileTexts);
  const shared = useTexts(sharedTexts);
  const [written, setWritten] = useState<Written>(nothingWritten);
  const [tries, setTries] = useState(0);
  const send = useMutation({
    mutationFn: () => api('POST /api/my/petitions/code', { body: filingOf(written) }),
  });
  const missing = tries === 0 ? [] : missingIn(written, todayHere());
  const errorOf = (what: Missing) => (missing.includes(what) ? say(`mend_${what}`) : null);
  const put = (part: Partial<Written>) => {
    setWritten({ ...written, ...part });
    // What was refused was about another phone.
    if (part.phone !== undefined) send.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTries(tries + 1);
    if (missingIn(written, todayHere()).length === 0) send.mutate();
  };
  if (send.data) {
    return (
      <>
        <Reading written={written} county={county} />
        <Confirm written={written} sent={send.data} onChange={send.reset} />
      </>
    );
  }
  const isWhole = missingIn(written, todayHere()).length === 0;
  const parts = { written, put, errorOf };
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary
        title={shared('mend')}
        attempt={tries}
        errors={missing.map((what) => ({ id: `file-${what}`, text: say(`mend_${what}`) }))}
      />
      <PetitionerFields {...parts} />
      <PetitionFields {...parts} county={county} />
      <MandateFields {...parts} />
      {isWhole && <Reading written={written} county={county} />}
      <SendCode type="submit" isWide error={send.error} disabled={send.isPending}>
        {say('send')}
      </SendCode>
    </form>
  );
}

type ConfirmProps = { written: Written; sent: Sent; onChange: () => void };

function Confirm({ written, sent, onChange }: ConfirmProps) {
  const say = useTexts(fileTexts);
  const navigate = useNavigate();
  const key = useRef(newKey());
  const [code, setCode] = useState('');
  const file = useMutation({
    mutationFn: () =>
      api('POST /api/my/petitions', { body: { ...filingOf(written), code } }, { key: key.current }),
    onSuccess: ({ number }) => navigate({ to: portalPaths.matter(number) }),
    // Another code is another try.
    onError: () => {
      key.current = newKey();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isCode(code)) file.mutate();
  };
  return (
    <form className="card" onSubmit={submit} noValidate>
      {sent.shownCode && <Notice>{say('shownCode', { code: sent.shownCode })}</Notice>}
      <CodeField
        label={say('code')}
        hint={say('codeHint', { phone: written.phone, count: sent.validMinutes })}
        value={code}
        onChange={setCode}
      />
      <ProblemNote error={file.error} />
      <Button type="submit" isWide disabled={file.isPending || !isCode(code)}>
        {say(file.isPending ? 'filing' : 'file')}
      </Button>
      <Button look="plain" isWide onClick={onChange}>
        {say('change')}
      </Button>
    </form>
  );
}
