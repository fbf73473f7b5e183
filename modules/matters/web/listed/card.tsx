/** One public listing as everyone reads it: organisations, reason, dates, state; never a person. */
import type { Answer } from '../../../../web/api.ts';
import { useTime } from '../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { listedTexts } from './texts.ts';
import './listed.css';

export type Listing = Answer<'GET /api/public/listed'>['items'][number];

export function ListedCard({ listing, now }: { listing: Listing; now: number }) {
  const say = useTexts(listedTexts);
  const named = useNamed();
  const time = useTime();
  const { state, replyDueAt } = listing;
  const isLate = state === 'issued' && replyDueAt !== null && Date.parse(replyDueAt) < now;
  const words = isLate ? 'late' : state === 'replied' || state === 'closed' ? state : 'issued';
  const facts: [string, string][] = [
    [say('target'), named(listing.target)],
    [say('issuer'), named(listing.issuer)],
    [say('reason'), listing.reason],
    [say('issued'), time(listing.issuedAt, 'day')],
    ...(replyDueAt ? [[say('replyDue'), time(replyDueAt, 'full')] as [string, string]] : []),
    [say('place'), listing.regionName],
    [
      say('stage'),
      listing.closedAt
        ? say('closedAt', { at: time(listing.closedAt, 'day') })
        : named(listing.stage),
    ],
  ];
  return (
    <article className={`listed-card listed-${words}`}>
      <header>
        <h2>{named(listing.title)}</h2>
        <span className="listed-state">{say(`state_${words}`)}</span>
      </header>
      <p className="listed-number">
        {listing.number}
        {listing.category && ` · ${named(listing.category)}`}
      </p>
      <dl>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </article>
  );
}
