/** The room does not open: what it means in plain words, what to do, and a way on. */
import { useEffect, useEffectEvent } from 'react';
import { isUnreachable, Problem } from '../../../../web/api.ts';
import { useConnectionLost } from '../../../../web/connection.ts';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Button, Notice, PageTitle } from '../../../../web/ui/parts.tsx';
import { useProblemText } from '../../../../web/ui/problem.tsx';
import { CentrePhone } from './centre-phone.tsx';
import { troubleTexts } from './trouble-texts.ts';

type Word = NonNullable<(typeof troubleTexts)['keys']>;
type Kind = 'unknown' | 'known' | 'ended' | 'cancelled' | 'network' | 'other';

const words: Record<Kind, { title: Word; steps: readonly Word[] }> = {
  unknown: { title: 'unknownTitle', steps: ['unknownWhole', 'unknownNewer', 'askNew'] },
  known: { title: 'knownTitle', steps: ['knownAgain', 'knownElse', 'askNew'] },
  ended: { title: 'endedTitle', steps: ['endedRecord', 'endedPapers'] },
  cancelled: { title: 'cancelledTitle', steps: ['cancelledWait', 'cancelledAsk'] },
  network: { title: 'networkTitle', steps: ['networkSelf', 'networkCheck', 'networkCall'] },
  other: { title: 'otherTitle', steps: ['otherAgain'] },
};

const kinds: Readonly<Record<string, Kind>> = {
  ROOM_LINK_UNKNOWN: 'unknown',
  ROOM_DEVICE_UNKNOWN: 'known',
  ROOM_ENDED: 'ended',
  ROOM_CANCELLED: 'cancelled',
};

/** Whether the room stays closed for this page, however often it asks. */
export const isLasting = (error: unknown): boolean =>
  error instanceof Problem && Object.hasOwn(kinds, error.code);

export const isOver = (error: unknown): boolean => ['ended', 'cancelled'].includes(kindOf(error));

function kindOf(error: unknown): Kind {
  if (isUnreachable(error)) return 'network';
  return (error instanceof Problem && kinds[error.code]) || 'other';
}

/** `error` null: the address is no link at all. */
export function Trouble({
  error,
  county,
  onRetry,
}: {
  error: unknown;
  county: string | null;
  onRetry?: () => void;
}) {
  const say = useTexts(troubleTexts);
  const shared = useTexts(sharedTexts);
  const textOf = useProblemText();
  const kind = error === null ? 'unknown' : kindOf(error);
  const { title, steps } = words[kind];
  useReturn(kind === 'network' ? onRetry : undefined);
  return (
    <div className="room-narrow">
      <PageTitle name={say(title)}>{say(title)}</PageTitle>
      {kind === 'other' && <Notice tone="bad">{textOf(error)}</Notice>}
      <section className="room-card" aria-labelledby="room-what">
        <h2 id="room-what">{say('what')}</h2>
        <ol>
          {steps.map((step) => (
            <li key={step}>{say(step)}</li>
          ))}
        </ol>
        {onRetry && !isLasting(error) && <Button onClick={onRetry}>{shared('tryAgain')}</Button>}
        <CentrePhone county={county} />
        {kind === 'ended' && (
          <p>
            <a href="/my">{say('portal')}</a>
          </p>
        )}
      </section>
    </div>
  );
}

/** Tries by itself once the server answers again. */
function useReturn(onRetry: (() => void) | undefined): void {
  const isLost = useConnectionLost();
  const again = useEffectEvent(() => onRetry?.());
  useEffect(() => {
    if (!isLost) again();
  }, [isLost]);
}
