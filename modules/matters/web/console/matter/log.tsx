/** The log: who did what as what, in words, newest first, and whether its chain holds. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Alert, Checkbox } from 'antd';
import { Suspense, useState } from 'react';
import { ConsoleWaiting } from '../../../../../web/console/states.tsx';
import { useTime } from '../../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import type { Matter } from './form-rules.ts';
import { Facts, Panel, Quiet } from './parts.tsx';
import { type LogEntry, logQuery, type WholeLog } from './reads.ts';
import { matterTexts } from './texts.ts';
import './log.css';

export function LogPanel({ matter }: { matter: Matter }) {
  const say = useTexts(matterTexts);
  return (
    <Panel id="log" title={say('log')}>
      <Suspense fallback={<ConsoleWaiting />}>
        <Entries number={matter.number} />
      </Suspense>
    </Panel>
  );
}

function Entries({ number }: { number: string }) {
  const say = useTexts(matterTexts);
  const { data } = useSuspenseQuery(logQuery(number));
  const [showsRungs, setShowsRungs] = useState(false);
  const shown = data.entries.filter((entry) => showsRungs || entry.action !== 'rung');
  return (
    <>
      <Chain log={data} />
      <Checkbox checked={showsRungs} onChange={(event) => setShowsRungs(event.target.checked)}>
        {say('showRungs')}
      </Checkbox>
      <ol className="matter-log" reversed>
        {shown.toReversed().map((entry) => (
          <EntryRow key={entry.seq} entry={entry} />
        ))}
      </ol>
    </>
  );
}

function Chain({ log }: { log: WholeLog }) {
  const say = useTexts(matterTexts);
  if (log.brokenAt !== null) {
    return <Alert type="error" showIcon title={say('chainBroken', { seq: log.brokenAt })} />;
  }
  const sealed = log.sealed
    ? say('sealed', { checkpoint: log.sealed.checkpoint })
    : say('notSealed');
  return (
    <Quiet>
      ✓ {say('chainSound', { count: log.entries.length })} · {sealed}
    </Quiet>
  );
}

export function EntryRow({ entry }: { entry: LogEntry }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const time = useTime();
  const isLate = Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt) > LATE_MS;
  return (
    <li value={entry.seq}>
      <div className="matter-row">
        <b>{named(entry.actionLabel)}</b>
        <Who entry={entry} />
        <time className="matter-soft" dateTime={entry.occurredAt}>
          {time(entry.occurredAt)}
        </time>
        {isLate && (
          <span className="matter-soft">
            {say('recordedLater', { time: time(entry.recordedAt) })}
          </span>
        )}
      </div>
      <Facts facts={entry.said.map(({ label, text }) => [named(label), named(text)] as const)} />
      {entry.changed.length > 0 && (
        <details className="matter-more">
          <summary>{say('changes')}</summary>
          <ul>
            {entry.changed.map((line) => (
              <li key={line.zh}>{named(line)}</li>
            ))}
          </ul>
          <p className="matter-hash">
            {say('hashOf')} {entry.hash.slice(0, 16)}… ← {entry.prev.slice(0, 8)}…
          </p>
        </details>
      )}
    </li>
  );
}

/** Written down so much later, it was done away from the network. */
const LATE_MS = 60_000;

export function Who({ entry }: { entry: LogEntry }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const sort = entry.actor.split(':')[0];
  if (sort === 'system') return <span>{say('program')}</span>;
  if (sort === 'resident') return <span>{say('resident')}</span>;
  return (
    <span>
      {entry.org && named(entry.org)}
      {sort === 'machine'
        ? ` ${say('machine')}`
        : entry.postLabel && ` · ${named(entry.postLabel)}`}
    </span>
  );
}
