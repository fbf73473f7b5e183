/**
 * Somebody was faster: what happened meanwhile beside what one was about to send. Nothing is lost;
 * one goes on with the new state, changes what one wrote, or drops it.
 */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import type { Begun, Seen } from './act-drawer.tsx';
import type { Matter, Values } from './form-rules.ts';
import { EntryRow } from './log.tsx';
import { Facts } from './parts.tsx';
import { logQuery } from './reads.ts';
import { matterTexts } from './texts.ts';
import { useValueWords } from './value-words.ts';
import './log.css';

export function Conflict({
  matter,
  begun,
  seen,
  values,
  onGoOn,
  onDrop,
}: {
  matter: Matter;
  begun: Begun;
  seen: Seen;
  values: Values;
  onGoOn: () => void;
  onDrop: () => void;
}) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  const since = useQuery({ ...logQuery(matter.number, seen.seq), gcTime: 0 });
  const now = matter.allowedActions.find((one) => one.action === begun.action.action);
  const isOpen = now?.why === null;
  return (
    <section className="matter-conflict" role="alert" tabIndex={-1} ref={box}>
      <h3>{say('conflictTitle')}</h3>
      <p>
        {say('stageNow', { stage: named(matter.stage) })} {say('keptSafe')}
      </p>
      <div className="matter-versions">
        <section>
          <h4>{say('meanwhile')}</h4>
          <ol className="matter-log">
            {since.data?.entries
              .filter((entry) => entry.action !== 'rung')
              .map((entry) => (
                <EntryRow key={entry.seq} entry={entry} />
              ))}
          </ol>
        </section>
        <section>
          <h4>{say('yours')}</h4>
          <b>{named(begun.action)}</b>
          <Mine matter={matter} begun={begun} values={values} />
        </section>
      </div>
      {!isOpen && (
        <p>
          {say('noLonger', {
            action: named(begun.action),
            why: named(now?.whyText) || say('none'),
          })}
        </p>
      )}
      <div className="matter-row">
        <Button type="primary" onClick={onGoOn} disabled={!isOpen}>
          {say('goOn')}
        </Button>
        <Button onClick={onDrop}>{say('discard')}</Button>
      </div>
    </section>
  );
}

function Mine({ matter, begun, values }: { matter: Matter; begun: Begun; values: Values }) {
  const named = useNamed();
  const words = useValueWords(matter);
  const facts = Object.entries(begun.action.fields).map(
    ([name, field]) => [named(field), words(field, values[name])] as const,
  );
  return <Facts facts={facts} />;
}
