/** What was reported nearby already. Following it is quicker than reporting it again. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../../../web/api.ts';
import { PhoneSignIn } from '../../../../../web/portal/phone-sign-in.tsx';
import { useSessionIfKnown } from '../../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { Button } from '../../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../../web/ui/problem.tsx';
import { usePreview } from '../../report/preview.ts';
import { NextButton, type StepProps } from './parts.tsx';
import { reportTexts } from './texts.ts';

export function NearStep({
  handle,
  onNext,
  onFollowed,
}: StepProps & { onFollowed: (number: string) => void }) {
  const say = useTexts(reportTexts);
  const named = useNamed();
  const session = useSessionIfKnown();
  const preview = usePreview(handle.draft).data;
  const [wanted, setWanted] = useState<string | null>(null);
  const follow = useMutation({
    mutationFn: (number: string) =>
      api('POST /api/matters/{number}/actions/{action}', {
        params: { number, action: 'follow' },
        body: {},
      }),
    onSuccess: (_, number) => onFollowed(number),
  });
  const choose = (number: string) => {
    if (session?.kind === 'resident') follow.mutate(number);
    else setWanted(number);
  };
  return (
    <>
      <p>{say('nearHint')}</p>
      <ProblemNote error={follow.error} />
      <ul className="plain-list">
        {preview?.near.map((one) => (
          <li className="card" key={one.number}>
            <h2>{one.title}</h2>
            <p className="muted">
              {one.number} · {named(one.why)}
            </p>
            {wanted === one.number && session?.kind !== 'resident' ? (
              <section aria-label={say('followSignIn')}>
                <h3>{say('followSignIn')}</h3>
                <PhoneSignIn onDone={() => follow.mutate(one.number)} />
              </section>
            ) : (
              <Button
                look="plain"
                isWide
                disabled={follow.isPending}
                aria-label={say('followOf', { number: one.number })}
                onClick={() => choose(one.number)}
              >
                {say('follow')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <NextButton onNext={onNext} words={say('notNear')} />
    </>
  );
}
