/** Who has opened the reader's personal data: when, which organisation, as what post, why. */
import { useQuery } from '@tanstack/react-query';
import { read } from '../../../../../web/api.ts';
import { useTime } from '../../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { ProblemNote } from '../../../../../web/ui/problem.tsx';
import { PageWaiting } from '../../../../../web/ui/states.tsx';
import { type Opening, openingsOf } from './queries.ts';
import { ownTexts } from './texts.ts';

export function Openings({ number }: { number: string }) {
  const say = useTexts(ownTexts);
  const openings = useQuery(openingsOf(number));
  return (
    <section className="card" aria-labelledby="openings">
      <h2 id="openings">{say('openings')}</h2>
      <p className="muted">{say('openingsIntro')}</p>
      {openings.isPending && <PageWaiting />}
      <ProblemNote error={openings.error} onRetry={() => void openings.refetch()} />
      {openings.data && <Lines items={openings.data.items.filter((one) => one.org !== null)} />}
    </section>
  );
}

function Lines({ items }: { items: readonly Opening[] }) {
  const say = useTexts(ownTexts);
  if (items.length === 0) return <p>{say('openingsNone')}</p>;
  return (
    <ul className="plain-list">
      {items.map((item, at) => (
        // Lines of the log: newest first, none ever changes.
        <Line key={`${items.length - at} ${item.at}`} item={item} />
      ))}
    </ul>
  );
}

const PURPOSES = ['callBack', 'handling', 'verification', 'service', 'audit'] as const;
const WHAT = {
  'attachment.open': 'openingFile',
  'paper.open': 'openingPaper',
  'person.open': 'openingData',
  'person.erase': 'openingErased',
} as const;

function Line({ item }: { item: Opening }) {
  const say = useTexts(ownTexts);
  const named = useNamed();
  const time = useTime();
  const role = useRoleName(item.role);
  const purpose = PURPOSES.find((one) => one === item.purpose);
  const what = Object.entries(WHAT).find(([verb]) => verb === item.verb)?.[1] ?? 'openingData';
  return (
    <li className="own-opening">
      <strong>{named(item.org)}</strong>
      {role && say('asRole', { role })} {say(what)}
      {(purpose || item.reason) && (
        <p>
          {purpose && item.reason
            ? say('purposeIs', { purpose: say(purpose), reason: item.reason })
            : (purpose && say(purpose)) || item.reason}
        </p>
      )}
      <time className="muted" dateTime={item.at}>
        {time(item.at, 'full')}
      </time>
    </li>
  );
}

/** The post's role in words; a role that is gone speaks by nothing. */
function useRoleName(code: string | null): string {
  const named = useNamed();
  const roles = useQuery({ ...read('GET /api/roles', {}), staleTime: 600_000 });
  return named(roles.data?.items.find((role) => role.code === code));
}
