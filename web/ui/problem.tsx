/** A refusal or a failure, in words, where it happened. */
import { Problem } from '../api.ts';
import { sharedTexts } from '../shared-texts.ts';
import { useNamed, useTexts } from '../texts.ts';
import { Button, Notice } from './parts.tsx';

/** The right is wanting: the same request gets the same answer. */
export const isForbidden = (error: unknown): boolean =>
  error instanceof Problem && error.code === 'FORBIDDEN';

/** What an error says in the reader's language; a bug of ours says only that it is one. */
export function useProblemText(): (error: unknown) => string {
  const named = useNamed();
  const say = useTexts(sharedTexts);
  return (error) => (error instanceof Problem ? named(error.titles) : say('broken'));
}

export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const textOf = useProblemText();
  const say = useTexts(sharedTexts);
  if (!error) return null;
  return (
    <Notice tone="bad">
      <p>{textOf(error)}</p>
      {onRetry && (
        <Button look="plain" onClick={onRetry}>
          {say('tryAgain')}
        </Button>
      )}
    </Notice>
  );
}
