/** The matters of a part of the map, as a list: for the keyboard, and for what lies at one door. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Tag } from 'antd';
import { useEffect, useRef } from 'react';
import { type Answer, read } from '../../../../../web/api.ts';
import { ProblemNotice } from '../../../../../web/console/states.tsx';
import { useTime } from '../../../../../web/dates.ts';
import type { Bounds, MapFilter } from '../../../../../web/map/props.ts';
import { consolePaths } from '../../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { mapPageTexts } from './texts.ts';

/** What the list is of: what is in view, or a cluster that was picked. */
export type There = { bounds: Bounds; zoom: number; isPicked: boolean };

type Item = Answer<'GET /api/map/matters'>['items'][number];

/** The server lists up to a town at once; from here on what is in view is less. */
const LIST_ZOOM = 12.5;

export function MattersThere({
  there,
  filter,
  chosen,
  onBack,
}: {
  there: There | null;
  filter: MapFilter;
  chosen: string | null;
  onBack: () => void;
}) {
  const say = useTexts(mapPageTexts);
  const isNear = there !== null && (there.isPicked || there.zoom >= LIST_ZOOM);
  const { data, error, isFetching, refetch } = useQuery({
    ...read('GET /api/map/matters', { query: { ...filterQuery(filter), ...boxQuery(there) } }),
    enabled: isNear,
    placeholderData: keepPreviousData,
    staleTime: 5000,
  });
  const isPicked = there?.isPicked === true;
  return (
    <section className="map-page-list" aria-labelledby="map-page-list-title">
      <div className="map-page-list-head">
        <h2 id="map-page-list-title">{say(isPicked ? 'inCluster' : 'inView')}</h2>
        {isPicked && (
          <Button size="small" onClick={onBack}>
            {say('backToView')}
          </Button>
        )}
      </div>
      <div aria-live="polite">
        {!isNear && <p>{say('zoomIn')}</p>}
        {isNear && error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
        {isNear && !data && isFetching && <p>{say('reading')}</p>}
        {isNear && data?.items.length === 0 && <p>{say('none')}</p>}
        {isNear && data?.isMore && <p>{say('more', { count: data.items.length })}</p>}
      </div>
      {isNear && data && data.items.length > 0 && (
        <ul>
          {data.items.map((item) => (
            <MatterThere key={item.number} item={item} isChosen={item.number === chosen} />
          ))}
        </ul>
      )}
    </section>
  );
}

function filterQuery({ state, category, days, isOverdue }: MapFilter) {
  return { state, category, days, ...(isOverdue && { isOverdue: 'true' as const }) };
}

function boxQuery(there: There | null) {
  const [west, south, east, north] = there?.bounds ?? [0, 0, 0, 0];
  return { west, south, east, north };
}

function MatterThere({ item, isChosen }: { item: Item; isChosen: boolean }) {
  const say = useTexts(mapPageTexts);
  const named = useNamed();
  const time = useTime();
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isChosen) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isChosen]);
  return (
    <li ref={row} data-chosen={isChosen ? 'yes' : 'no'}>
      <Link to={consolePaths.matter(item.number)}>{item.title}</Link>
      <p>{[item.number, named(item.category), named(item.stage)].filter(Boolean).join(' · ')}</p>
      <p>
        {item.urgency === 'urgent' && <Tag color="orange">{say('urgent')}</Tag>}
        {item.isOverdue && <Tag color="red">{say('overdue')}</Tag>}
        {item.isOpen && item.dueAt && say('due', { time: time(item.dueAt) })}
      </p>
    </li>
  );
}
