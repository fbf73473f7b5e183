/**
 * A large part of a page that comes when it is wanted. Unlike React's own `lazy` it can be asked
 * for again where the network failed, and the rest of the page stays.
 */
import { type ComponentType, useEffect, useState } from 'react';
import { askConnection, useConnectionLost } from '../connection.ts';
import { sharedTexts } from '../shared-texts.ts';
import { useTexts } from '../texts.ts';
import { Button, Notice, Waiting } from './parts.tsx';

export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>) {
  let known: ComponentType<P> | null = null;
  return function LazyPart(props: P) {
    const say = useTexts(sharedTexts);
    const isLost = useConnectionLost();
    const [state, setState] = useState<'waiting' | 'here' | 'failed'>('waiting');
    const [tries, setTries] = useState(0);
    // biome-ignore lint/correctness/useExhaustiveDependencies: what they change to is asked anew.
    useEffect(() => {
      let isGone = false;
      const end = (next: typeof state) => {
        if (!isGone) setState(next);
      };
      load().then(
        (part) => {
          known = part;
          end('here');
        },
        () => end('failed'),
      );
      return () => {
        isGone = true;
      };
    }, [tries, isLost]);
    const Part = known;
    if (Part) return <Part {...props} />;
    if (state !== 'failed') return <Waiting words={say('waiting')} />;
    const again = async () => {
      await askConnection();
      setState('waiting');
      setTries(tries + 1);
    };
    return (
      <Notice tone="warn">
        <p>{say('unreachedPart')}</p>
        <Button look="plain" onClick={() => void again()}>
          {say('tryAgain')}
        </Button>
      </Notice>
    );
  };
}
