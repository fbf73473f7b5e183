/**
 * Asking for a one-time code. Where one was sent a moment ago the button says how long to wait and
 * opens by itself: signing in and consenting share the limit of a phone, so that nobody is flooded.
 */
import { type ComponentProps, useEffect, useState } from 'react';
import { sharedTexts } from '../shared-texts.ts';
import { useTexts } from '../texts.ts';
import { Button, Notice } from './parts.tsx';
import { ProblemNote } from './problem.tsx';
import { leftOf, waitOf } from './wait.ts';

export function SendCode({
  error,
  disabled,
  ...button
}: ComponentProps<typeof Button> & { error: unknown }) {
  const whole = waitOf(error);
  const left = useLeft(error);
  return (
    <>
      {whole > 0 ? <Wait left={left} whole={whole} /> : <ProblemNote error={error} />}
      <Button {...button} disabled={disabled || left > 0} />
    </>
  );
}

/** Read aloud once when it begins, and once when it is over: not each second. */
function Wait({ left, whole }: { left: number; whole: number }) {
  const words = useWaitWords();
  return (
    <Notice tone={left > 0 ? 'warn' : 'info'}>
      <p aria-hidden>{words(left)}</p>
      <p className="hidden-text" role="status">
        {words(left === 0 ? 0 : whole)}
      </p>
    </Notice>
  );
}

function useWaitWords(): (seconds: number) => string {
  const say = useTexts(sharedTexts);
  return (seconds) => {
    if (seconds === 0) return say('codeAgain');
    if (seconds < LONG_S) return say('codeWait', { count: seconds });
    return say('codeWaitLong', { count: Math.ceil(seconds / MINUTE_S) });
  };
}

const MINUTE_S = 60;
const LONG_S = 2 * MINUTE_S;
const SECOND_MS = 1000;

/** Seconds left to wait, counted down from when it was refused. */
function useLeft(error: unknown): number {
  const wait = waitOf(error);
  const [left, setLeft] = useState(wait);
  useEffect(() => {
    const since = performance.now();
    const tick = () => {
      const rest = leftOf(wait, performance.now() - since);
      setLeft(rest);
      if (rest === 0) clearInterval(timer);
    };
    const timer = setInterval(tick, SECOND_MS / 2);
    tick();
    return () => clearInterval(timer);
    // Each refusal counts from its own moment, also where it says as many seconds.
  }, [wait, error]);
  return wait === 0 ? 0 : left;
}
