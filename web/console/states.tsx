/** What the console shows while it waits, when it broke, where there is nothing. */
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Spin } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { consolePaths } from '../paths.ts';
import { sharedTexts } from '../shared-texts.ts';
import { useTexts } from '../texts.ts';
import { isForbidden, useProblemText } from '../ui/problem.tsx';

export function ConsoleWaiting() {
  const say = useTexts(sharedTexts);
  return (
    <div className="console-waiting" role="status">
      <Spin size="large" />
      <p>{say('waiting')}</p>
    </div>
  );
}

export function ConsoleBroken({ error, reset }: { error: unknown; reset: () => void }) {
  const say = useTexts(sharedTexts);
  const textOf = useProblemText();
  const queries = useQueryErrorResetBoundary();
  if (isForbidden(error)) return <ConsoleForbidden error={error} />;
  const again = () => {
    // The queries would else give the failure that they remember.
    queries.reset();
    reset();
  };
  return (
    <div role="alert">
      <ConsoleTitle name={say('broken')} />
      <p>{textOf(error)}</p>
      <Button type="primary" onClick={again}>
        {say('tryAgain')}
      </Button>
    </div>
  );
}

/** A refusal for want of a right: asking again gives the same, so it leads back instead. */
export function ConsoleForbidden({ error }: { error?: unknown }) {
  const say = useTexts(sharedTexts);
  const textOf = useProblemText();
  return (
    <div role="alert">
      <ConsoleTitle name={say('forbidden')} />
      <p>{error === undefined ? say('forbiddenHelp') : textOf(error)}</p>
      <Link to={consolePaths.queue}>{say('backToWork')}</Link>
    </div>
  );
}

export function ConsoleMissing() {
  const say = useTexts(sharedTexts);
  return (
    <>
      <ConsoleTitle name={say('missing')} />
      <p>{say('missingHelp')}</p>
      <Link to={consolePaths.queue}>{say('goHome')}</Link>
    </>
  );
}

/** A refusal in words, where it happened. */
export function ProblemNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const say = useTexts(sharedTexts);
  const textOf = useProblemText();
  if (!error) return null;
  if (onRetry && isForbidden(error)) {
    return (
      <Alert
        type="error"
        showIcon
        role="alert"
        title={textOf(error)}
        action={<Link to={consolePaths.queue}>{say('backToWork')}</Link>}
      />
    );
  }
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={textOf(error)}
      action={onRetry && <Button onClick={onRetry}>{say('tryAgain')}</Button>}
    />
  );
}

/** The page's one heading, with what can be done beside it. */
export function ConsoleTitle({ name, children }: { name: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${name} - 邻里 Linli`;
  }, [name]);
  return (
    <div className="console-title">
      <h1>{name}</h1>
      {children}
    </div>
  );
}
