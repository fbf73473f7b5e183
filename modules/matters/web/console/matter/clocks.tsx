/** The clocks of a matter, and why each is due when it is. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { read } from '../../../../../web/api.ts';
import { ConsoleWaiting } from '../../../../../web/console/states.tsx';
import { useTime } from '../../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { clockNatureWords, clockStateWords } from '../../../contract/words.ts';
import { TimeLeft } from '../time-left.tsx';
import { ClockExplained } from './clock-explained.tsx';
import type { Clock } from './clock-rules.ts';
import type { Matter } from './form-rules.ts';
import { Mark, Panel, Quiet, useWord } from './parts.tsx';
import { matterTexts } from './texts.ts';

const isLive = (clock: Clock) => clock.state === 'running' || clock.state === 'stopped';

export function ClocksPanel({ matter }: { matter: Matter }) {
  const say = useTexts(matterTexts);
  const byDue = matter.clocks.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  const live = byDue.filter(isLive);
  const past = byDue.filter((clock) => !isLive(clock));
  return (
    <Panel id="clocks" title={say('clocks')}>
      {live.length === 0 && <Quiet>{say('noClocks')}</Quiet>}
      <ClockList clocks={live} number={matter.number} />
      {past.length > 0 && (
        <details className="matter-more">
          <summary>{say('past', { count: past.length })}</summary>
          <ClockList clocks={past} number={matter.number} />
        </details>
      )}
    </Panel>
  );
}

function ClockList({ clocks, number }: { clocks: readonly Clock[]; number: string }) {
  return (
    <ul className="matter-list">
      {clocks.map((clock) => (
        <ClockRow key={clock.id} clock={clock} number={number} />
      ))}
    </ul>
  );
}

function ClockRow({ clock, number }: { clock: Clock; number: string }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const time = useTime();
  const word = useWord();
  return (
    <li>
      <div className="matter-row">
        <b>{named(clock)}</b>
        {clock.org && <span>{named(clock.org)}</span>}
        <Mark>{word(clockNatureWords, clock.nature)}</Mark>
        <Mark tone={clock.state === 'running' ? 'info' : 'plain'}>
          {word(clockStateWords, clock.state)}
        </Mark>
        {clock.isBreached && <Mark tone="bad">{say('breached')}</Mark>}
        {clock.isProvisional && <Mark>{say('provisional')}</Mark>}
      </div>
      <div>
        {say('due')} {time(clock.dueAt)} <TimeLeft left={clock.timeLeft} dueAt={clock.dueAt} />
      </div>
      <WhyDue id={clock.id} number={number} />
    </li>
  );
}

/** Read only when somebody asks: the explanation is counted anew each time. */
function WhyDue({ id, number }: { id: string; number: string }) {
  const say = useTexts(matterTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="matter-more" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{say('whyDue')}</summary>
      {isOpen && (
        <Suspense fallback={<ConsoleWaiting />}>
          <Explained id={id} number={number} />
        </Suspense>
      )}
    </details>
  );
}

function Explained({ id, number }: { id: string; number: string }) {
  const { data } = useSuspenseQuery(
    read('GET /api/matters/{number}/clocks', { params: { number } }),
  );
  const clock = data.items.find((one) => one.id === id);
  return clock ? <ClockExplained clock={clock} /> : null;
}
