/** What the reporters were told, and how they rated it. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { useTime } from '../../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import type { Matter } from './form-rules.ts';
import { Panel, Quiet } from './parts.tsx';
import { logQuery } from './reads.ts';
import { matterTexts } from './texts.ts';

export function RepliesPanel({ matter }: { matter: Matter }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const time = useTime();
  const mean = matter.ratingMean?.toFixed(1);
  return (
    <Panel
      id="replies"
      title={say('replies')}
      empty={matter.replies.length === 0 && say('noReplies')}
    >
      <ul className="matter-list">
        {matter.replies.map((reply) => (
          <li key={`${reply.at} ${reply.text}`}>
            <div className="matter-soft">
              {time(reply.at)} {reply.by && named(reply.by)}
              {reply.isJoined && ` · ${say('fromJoined')}`}
            </div>
            <p className="matter-text">{reply.text}</p>
          </li>
        ))}
      </ul>
      {mean === undefined ? (
        matter.replies.length > 0 && <Quiet>{say('noRating')}</Quiet>
      ) : (
        <p>
          <span aria-hidden="true">
            {'★'.repeat(Math.round(Number(mean)))}
            {'☆'.repeat(5 - Math.round(Number(mean)))}
          </span>{' '}
          {say('rating', { mean, count: matter.ratingCount })}
        </p>
      )}
      <Suspense>
        <Ratings number={matter.number} />
      </Suspense>
    </Panel>
  );
}

/** One by one, as the log has them: what raters wrote is sealed and read gathered, elsewhere. */
function Ratings({ number }: { number: string }) {
  const say = useTexts(matterTexts);
  const time = useTime();
  const { data } = useSuspenseQuery(logQuery(number));
  const ratings = data.entries.filter((entry) => entry.action === 'rate');
  if (ratings.length < 2) return null;
  return (
    <ul className="matter-plain">
      {ratings.map((entry) => (
        <li key={entry.seq}>
          {say('score', { score: Number(entry.given.score) })}{' '}
          <span className="matter-soft">{time(entry.occurredAt)}</span>
        </li>
      ))}
    </ul>
  );
}
