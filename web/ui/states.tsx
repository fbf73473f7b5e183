/** What a plain face shows while it waits, when it broke, and where there is nothing. */
import { Link } from '@tanstack/react-router';
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
  return (
    <div role="alert">
      <PageTitle name={say('broken')}>{say('broken')}</PageTitle>
      <p>{textOf(error)}</p>
      <Button onClick={reset}>{say('tryAgain')}</Button>
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
