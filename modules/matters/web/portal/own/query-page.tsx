/** 凭编号查询: a number and a phone's code open one matter; nothing says whose phone it is. */
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api, Problem } from '../../../../../web/api.ts';
import { portalPaths } from '../../../../../web/paths.ts';
import { PhoneSignIn } from '../../../../../web/portal/phone-sign-in.tsx';
import { useSearchState } from '../../../../../web/router.tsx';
import { useSession } from '../../../../../web/session.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { Button, Field, Notice, PageTitle, Tick } from '../../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../../web/ui/problem.tsx';
import { isNumber, plainNumber } from './queries.ts';
import { ownTexts } from './texts.ts';
import './own.css';

export function QueryPage() {
  const say = useTexts(ownTexts);
  const [{ number = '' }, change] = useSearchState();
  return (
    <>
      <PageTitle name={say('queryTitle')}>{say('queryTitle')}</PageTitle>
      {isNumber(number) ? (
        <Asked number={number} onBack={() => change({ number: undefined })} />
      ) : (
        <NumberForm first={number} onNumber={(found) => change({ number: found })} />
      )}
    </>
  );
}

function NumberForm({ first, onNumber }: { first: string; onNumber: (number: string) => void }) {
  const say = useTexts(ownTexts);
  const [typed, setTyped] = useState(first);
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const number = plainNumber(typed);
    setWrong(!isNumber(number));
    if (isNumber(number)) onNumber(number);
  };
  return (
    <form className="card" onSubmit={submit} noValidate>
      <Field
        label={say('number')}
        hint={say('numberHint')}
        error={isWrong ? say('numberWrong') : null}
      >
        {(tie) => (
          <input
            {...tie}
            className="input"
            autoComplete="off"
            maxLength={30}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" isWide>
        {say('next')}
      </Button>
    </form>
  );
}

function Asked({ number, onBack }: { number: string; onBack: () => void }) {
  const say = useTexts(ownTexts);
  const session = useSession();
  const navigate = useNavigate();
  const [isShared, setShared] = useState(false);
  const claim = useMutation({
    mutationFn: () => api('POST /api/my/matters', { body: { number } }),
    onSuccess: () => void navigate({ to: portalPaths.matter(number) }),
  });
  const isUnknown = claim.error instanceof Problem && claim.error.code === 'NOT_FOUND';
  return (
    <>
      <p>
        <strong>{say('asked', { number })}</strong>{' '}
        <Button look="link" onClick={onBack}>
          {say('otherNumber')}
        </Button>
      </p>
      {isUnknown && <Notice tone="bad">{say('notFound', { number })}</Notice>}
      {!isUnknown && <ProblemNote error={claim.error} />}
      {session.kind === 'resident' ? (
        <Button isWide disabled={claim.isPending} onClick={() => claim.mutate()}>
          {say('look')}
        </Button>
      ) : (
        <section className="card">
          <p>{say('queryPhone')}</p>
          <Tick
            label={say('shared')}
            hint={say('sharedHint')}
            checked={isShared}
            onChange={setShared}
          />
          <PhoneSignIn isBrief={isShared} onDone={() => claim.mutate()} />
        </section>
      )}
      <p className="own-after">
        <Link to={portalPaths.publicMatter(number)}>{say('publicInstead')}</Link>
      </p>
    </>
  );
}
