/** What was found at a point, newest first: by organisation, never by person. */

import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { api } from '../../../../web/api.ts';
import { ConsoleWaiting, ProblemNotice } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { consolePaths } from '../../../../web/paths.ts';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { pointsTexts } from '../texts.ts';
import type { PatrolPoint } from './points.ts';

const ROUTE = 'GET /api/patrol/points/{county}/{id}/check-ins';

export function CheckIns({ point: { county, id } }: { point: PatrolPoint }) {
  const say = useTexts(pointsTexts);
  const shared = useTexts(sharedTexts);
  const named = useNamed();
  const time = useTime();
  const list = useInfiniteQuery({
    queryKey: [ROUTE, id],
    queryFn: ({ pageParam }) =>
      api(ROUTE, { params: { county, id }, query: pageParam ? { after: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  if (list.error) return <ProblemNotice error={list.error} />;
  if (!list.data) return <ConsoleWaiting />;
  const items = list.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <p className="patrol-soft">{say('noHistory')}</p>;
  return (
    <>
      <ol className="patrol-history">
        {items.map((one) => (
          <li key={one.id}>
            <strong className={`patrol-${one.result}`}>{say(one.result)}</strong>{' '}
            {time(one.occurredAt)} · {named(one.org)}
            {one.matter && (
              <>
                {' · '}
                <Link to={consolePaths.matter(one.matter)}>
                  {say('matter', { number: one.matter })}
                </Link>
              </>
            )}
            {one.note && <div>{one.note}</div>}
            {one.photos.map((photo, at) => (
              <a key={photo.id} href={photo.href} target="_blank" rel="noreferrer">
                {say('photo', { count: at + 1 })}{' '}
              </a>
            ))}
          </li>
        ))}
      </ol>
      {list.hasNextPage && (
        <Button size="small" onClick={() => void list.fetchNextPage()}>
          {shared('more')}
        </Button>
      )}
    </>
  );
}
