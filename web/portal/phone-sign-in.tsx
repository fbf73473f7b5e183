/** Signing in by a code sent to a phone: a part that any page can hold without losing its own. */
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useAbout } from '../about.ts';
import { type Answer, api } from '../api.ts';
import { useSignedIn } from '../session.ts';
import { useTexts } from '../texts.ts';
import { CodeField, isCode } from '../ui/code-field.tsx';
import { Button, Notice } from '../ui/parts.tsx';
import { ProblemNote } from '../ui/problem.tsx';
import { SendCode } from '../ui/send-code.tsx';
import { PhoneField } from '../ui/text-field.tsx';
import { portalTexts } from './texts.ts';

type Sent = { phone: string } & Answer<'POST /api/residents/codes'>;

/** `onDone` is called once the session stands; `isBrief`: on a device of others, for an hour. */
export function PhoneSignIn({
  onDone,
  isBrief = false,
}: {
  onDone: () => void;
  isBrief?: boolean;
}) {
  const [sent, setSent] = useState<Sent | null>(null);
  if (!sent) return <PhoneForm onSent={setSent} />;
  return <CodeForm sent={sent} isBrief={isBrief} onDone={onDone} onBack={() => setSent(null)} />;
}

function PhoneForm({ onSent }: { onSent: (sent: Sent) => void }) {
  const say = useTexts(portalTexts);
  const { demo } = useAbout();
  const [phone, setPhone] = useState('');
  const [isWrong, setWrong] = useState(false);
  const ask = useMutation({
    mutationFn: () => api('POST /api/residents/codes', { body: { phone } }),
    onSuccess: (answer) => onSent({ phone, ...answer }),
  });
  const change = (next: string) => {
    setPhone(next);
    // What was refused was about another phone: this one need not wait.
    ask.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isRight = /^1[3-9]\d{9}$/.test(phone);
    setWrong(!isRight);
    if (isRight) ask.mutate();
  };
  return (
    <form onSubmit={submit} noValidate>
      <PhoneField
        label={say('phone')}
        hint={say('phoneHint')}
        error={isWrong ? say('phoneWrong') : null}
        autoComplete="tel-national"
        value={phone}
        onChange={change}
      />
      <SendCode type="submit" isWide error={ask.error} disabled={ask.isPending}>
        {ask.isPending ? say('sending') : say('sendCode')}
      </SendCode>
      {demo && <DemoPhones phones={demo.phones} onChoose={change} />}
    </form>
  );
}

function DemoPhones({
  phones,
  onChoose,
}: {
  phones: readonly string[];
  onChoose: (phone: string) => void;
}) {
  const say = useTexts(portalTexts);
  return (
    <div className="notice" style={{ marginTop: '1rem' }}>
      <p className="muted">{say('demoPhones')}</p>
      {phones.slice(0, 4).map((phone) => (
        <Button key={phone} look="link" onClick={() => onChoose(phone)}>
          {phone}
        </Button>
      ))}
    </div>
  );
}

function CodeForm({
  sent,
  isBrief,
  onDone,
  onBack,
}: {
  sent: Sent;
  isBrief: boolean;
  onDone: () => void;
  onBack: () => void;
}) {
  const say = useTexts(portalTexts);
  const signedIn = useSignedIn();
  const [code, setCode] = useState('');
  const [isWrong, setWrong] = useState(false);
  const enter = useMutation({
    mutationFn: () =>
      api('POST /api/residents/sign-in', { body: { phone: sent.phone, code, isBrief } }),
    onSuccess: (session) => {
      signedIn(session);
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isRight = isCode(code);
    setWrong(!isRight);
    if (isRight) enter.mutate();
  };
  const hint = say('codeHint', { phone: sent.phone, minutes: sent.validMinutes });
  return (
    <form onSubmit={submit} noValidate>
      <ProblemNote error={enter.error} />
      {sent.shownCode && <Notice>{say('demoCode', { code: sent.shownCode })}</Notice>}
      <CodeField
        label={say('code')}
        hint={hint}
        error={isWrong ? say('codeWrong') : null}
        value={code}
        onChange={setCode}
      />
      <Button type="submit" isWide disabled={enter.isPending}>
        {say('signIn')}
      </Button>
      <Button look="link" onClick={onBack}>
        {say('otherPhone')}
      </Button>
    </form>
  );
}
