/** Signing in on a phone: once with a network; what was done meanwhile stays where it is. */
import { type FormEvent, useState } from 'react';
import { fieldSignInTexts } from '../../modules/field/web/texts.ts';
import { DemoAccounts } from '../demo-accounts.tsx';
import { type StaffSignIn, staffSignInTexts, useStaffSignIn } from '../staff-sign-in.ts';
import { useTexts } from '../texts.ts';
import { CodeField } from '../ui/code-field.tsx';
import { Button, Field } from '../ui/parts.tsx';
import { ProblemNote } from '../ui/problem.tsx';

export function FieldSignIn({ onDone }: { onDone: () => void }) {
  const say = useTexts(staffSignInTexts);
  const field = useTexts(fieldSignInTexts);
  const { submit, isPending, needsTotp, error } = useStaffSignIn(onDone);
  const [given, setGiven] = useState<StaffSignIn>({ name: '', password: '' });
  const change = (next: Partial<StaffSignIn>) => setGiven({ ...given, ...next });
  const enter = (event: FormEvent) => {
    event.preventDefault();
    submit(given);
  };
  return (
    <form className="card" onSubmit={enter}>
      <h2>{say('title')}</h2>
      <p className="muted">{field('lead')}</p>
      <ProblemNote error={error} />
      <Field label={say('name')}>
        {(tie) => (
          <input
            {...tie}
            className="input"
            required
            autoComplete="username"
            autoCapitalize="none"
            value={given.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={say('password')}>
        {(tie) => (
          <input
            {...tie}
            className="input"
            type="password"
            required
            autoComplete="current-password"
            value={given.password}
            onChange={(event) => change({ password: event.target.value })}
          />
        )}
      </Field>
      {needsTotp && (
        <CodeField
          label={say('totp')}
          hint={say('totpHint')}
          value={given.totp ?? ''}
          onChange={(totp) => change({ totp })}
        />
      )}
      <Button type="submit" isWide disabled={isPending}>
        {say('submit')}
      </Button>
      <DemoAccounts first="gridWorker" onChoose={(name, password) => change({ name, password })} />
    </form>
  );
}
