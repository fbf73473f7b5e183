/** The queues beside the list, each with what waits in it; on a phone one choice above it. */
import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { useId } from 'react';
import { consolePaths } from '../../../../../web/paths.ts';
import { useSearchState } from '../../../../../web/router.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import { offeredGroups } from './menu-rules.ts';
import { queueNames, queueTexts } from './texts.ts';
import type { Counts, QueueName } from './use-counts.ts';

function useCountWords(counts: Counts) {
  const say = useTexts(queueTexts);
  return (queue: QueueName) => {
    const one = counts.get(queue);
    if (!one) return '';
    return one.isMore ? say('many', { count: one.count }) : String(one.count);
  };
}

export function QueueMenu({ chosen, counts }: { chosen: QueueName; counts: Counts }) {
  const say = useTexts(queueTexts);
  const named = useTexts(queueNames);
  const countOf = useCountWords(counts);
  const [search] = useSearchState();
  return (
    <nav className="queue-menu" aria-label={say('menu')}>
      {offeredGroups(counts, chosen).map(({ name, queues }) => (
        <section key={name}>
          <h2>{say(name)}</h2>
          <ul>
            {queues.map((queue) => (
              <li key={queue}>
                <Link
                  to={consolePaths.queue}
                  search={{ ...search, queue }}
                  activeOptions={{ exact: true, includeSearch: true }}
                  {...(queue === chosen && { 'aria-current': 'page' as const })}
                >
                  <span>{named(queue)}</span>
                  <span className="queue-count">{countOf(queue)}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

export function QueueSelect({ chosen, counts }: { chosen: QueueName; counts: Counts }) {
  const say = useTexts(queueTexts);
  const named = useTexts(queueNames);
  const countOf = useCountWords(counts);
  const [, change] = useSearchState();
  const id = useId();
  const label = (queue: QueueName) => [named(queue), countOf(queue)].filter(Boolean).join(' · ');
  return (
    <div className="queue-select">
      <label htmlFor={id}>{say('menu')}</label>
      <Select
        id={id}
        value={chosen}
        onChange={(queue) => change({ queue })}
        options={offeredGroups(counts, chosen).map(({ name, queues }) => ({
          label: say(name),
          options: queues.map((queue) => ({ value: queue, label: label(queue) })),
        }))}
      />
    </div>
  );
}
