/** What a plain face shows while it waits, when it broke, and where there is nothing. */
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import { isUnreachable, Problem } from '../api.ts';
import { askConnection, useConnectionLost } from '../connection.ts';
import { sharedTexts } from '../shared-texts.ts';
import { useTexts } from '../texts.ts';
import { Button, PageTitle, Waiting } from './parts.tsx';
import { useProblemText } from './problem.tsx';

export function PageWaiting() {
  const say = useTexts(sharedTexts);
  return <Waiting words={say('waiting')} />;
}

export function PageBroken({ error, reset }: { error: unknown; reset: () => void }) {
  const say = useTexts(sharedTexts);
  const textOf = useProblemText();
  const again = useAgain(error, reset);
  if (isUnreachable(error)) return <PageUnreached onAgain={again} />;
  return (
    <div role="alert">
      <PageTitle name={say('broken')}>{say('broken')}</PageTitle>
      <p>{textOf(error)}</p>
      <Button onClick={again}>{say('tryAgain')}</Button>
    </div>
  );
}

/** What failed is asked for anew: the queries would else give the failure that they remember. */
function useAgain(error: unknown, reset: () => void): () => void {
  const queries = useQueryErrorResetBoundary();
  return () => {
    if (!(error instanceof Problem) || error.code === 'PAGE_NOT_LOADED') return location.reload();
    queries.reset();
    reset();
  };
}

/** No connection, in plain words; the page goes on by itself once the server answers. */
function PageUnreached({ onAgain }: { onAgain: () => void }) {
  const say = useTexts(sharedTexts);
  const isLost = useConnectionLost();
  const wasLost = useRef(isLost);
  const [isAsking, setAsking] = useState(false);
  useEffect(() => {
    if (wasLost.current && !isLost) onAgain();
    wasLost.current = isLost;
  });
  const ask = async () => {
    setAsking(true);
    const isThere = await askConnection();
    setAsking(false);
    // Where it was lost before, its return is heard above.
    if (isThere && !isLost) onAgain();
  };
  return (
    <div role="alert">
      <PageTitle name={say('unreached')}>{say('unreached')}</PageTitle>
      <p>{say('unreachedHelp')}</p>
      <Button disabled={isAsking} onClick={() => void ask()}>
        {isAsking ? say('asking') : say('tryAgain')}
      </Button>
    </div>
  );
}

export function PageMissing() {
  const say = useTexts(sharedTexts);
  return (
    <div>
      <PageTitle name={say('missing')}>{say('missing')}</PageTitle>
      <p>{say('missingHelp')}</p>
      <Link to="/">{say('goHome')}</Link>
    </div>
  );
}
