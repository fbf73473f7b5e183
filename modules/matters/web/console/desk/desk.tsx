/** The supervision desk: lists of what runs out, what was issued, what came back, with counts. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { type Answer, api, read } from '../../../../../web/api.ts';
import { ConsoleTitle, ConsoleWaiting, ProblemNotice } from '../../../../../web/console/states.tsx';
import { consolePaths } from '../../../../../web/paths.ts';
import { useSearchState } from '../../../../../web/router.tsx';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { useNews } from '../news/use-news.ts';
import { PlaceChoice, usePlaceChosen } from '../place/place.tsx';
import { DeskDrawer } from './drawer.tsx';
import { ClockChips, SupervisionLines } from './standing.tsx';
import { deskTexts } from './texts.ts';
import './desk.css';

export type DeskMatter = Answer<'GET /api/supervision'>['items'][number];

const groups = [
  { name: 'clocks', lists: ['breached', 'red', 'orange', 'yellow'] },
  { name: 'measures', lists: ['late', 'issued', 'answered', 'owed'] },
  { name: 'returns', lists: ['asked', 'disputed', 'returned'] },
] as const;
type List = (typeof groups)[number]['lists'][number];
const allLists: readonly string[] = groups.flatMap(({ lists }) => lists);
const REFRESH_MS = 30_000;

function useList(): List {
  const [{ list }] = useSearchState();
  return list && allLists.includes(list) ? (list as List) : 'breached';
}

export function SupervisionPage() {
  const say = useTexts(deskTexts);
  const place = usePlaceChosen();
  const query = { county: place.county, ...(place.town && { town: place.town }) };
  const counts = useQuery({
    ...read('GET /api/supervision/counts', { query }),
    refetchInterval: REFRESH_MS,
  });
  const list = useList();
  const [found, setFound] = useState<string | null>(null);
  useNews(['GET /api/supervision', 'GET /api/supervision/counts']);
  return (
    <>
      <ConsoleTitle name={say('title')}>
        <PlaceChoice />
        <ByNumber onFind={setFound} />
      </ConsoleTitle>
      <ProblemNotice error={counts.error} />
      <div className="desk">
        <Lists counts={counts.data?.items ?? []} />
        <section className="desk-list" aria-labelledby="desk-list-name">
          <h2 id="desk-list-name">{say(list)}</h2>
          <p className="desk-help">{say(`help_${list}`)}</p>
          <Rows key={list} list={list} query={query} />
        </section>
      </div>
      <DeskDrawer number={found} onClose={() => setFound(null)} />
    </>
  );
}

/** Any matter in sight can be supervised, also one that is in no list. */
function ByNumber({ onFind }: { onFind: (number: string) => void }) {
  const say = useTexts(deskTexts);
  return (
    <Input.Search
      className="desk-number"
      aria-label={say('byNumber')}
      placeholder={say('byNumber')}
      enterButton={say('act')}
      onSearch={(words) => {
        if (words.trim() !== '') onFind(words.trim());
      }}
    />
  );
}

type Counts = Answer<'GET /api/supervision/counts'>['items'];

function Lists({ counts }: { counts: Counts }) {
  const say = useTexts(deskTexts);
  const chosen = useList();
  const [search] = useSearchState();
  const countOf = (list: List) => {
    const one = counts.find((count) => count.list === list);
    return one?.isMore ? say('many', { count: one.count }) : (one?.count ?? '');
  };
  return (
    <nav className="desk-lists" aria-label={say('lists')}>
      {groups.map(({ name, lists }) => (
        <section key={name}>
          <h2>{say(name)}</h2>
          <ul>
            {lists.map((list) => (
              <li key={list}>
                <Link
                  to={consolePaths.supervision}
                  search={{ ...search, list }}
                  aria-current={list === chosen ? 'page' : undefined}
                >
                  <span className={`desk-dot desk-dot-${list}`} aria-hidden="true" />
                  {say(list)} <b className="desk-count">{countOf(list)}</b>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}

function useRows(list: List, query: { county: string; town?: string }) {
  return useInfiniteQuery({
    queryKey: ['GET /api/supervision', list, query],
    queryFn: ({ pageParam }) =>
      api('GET /api/supervision', {
        query: { list, ...query, ...(pageParam && { after: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    refetchInterval: REFRESH_MS,
  });
}

function Rows({ list, query }: { list: List; query: { county: string; town?: string } }) {
  const say = useTexts(deskTexts);
  const rows = useRows(list, query);
  const [opened, setOpened] = useState<string | null>(null);
  if (rows.isPending) return <ConsoleWaiting />;
  const items = rows.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <ProblemNotice error={rows.error} onRetry={() => void rows.refetch()} />
      {items.length === 0 && !rows.error && (
        <p className="desk-none" role="status">
          {say('none')}
        </p>
      )}
      <ul className="desk-rows">
        {items.map((matter) => (
          <Row key={matter.number} matter={matter} onAct={() => setOpened(matter.number)} />
        ))}
      </ul>
      {rows.hasNextPage && <Button onClick={() => void rows.fetchNextPage()}>{say('more')}</Button>}
      <DeskDrawer number={opened} onClose={() => setOpened(null)} />
    </>
  );
}

function Row({ matter, onAct }: { matter: DeskMatter; onAct: () => void }) {
  const say = useTexts(deskTexts);
  const named = useNamed();
  const { number, returns } = matter;
  return (
    <li className="desk-row">
      <div className="desk-row-head">
        <h3>
          <Link to={consolePaths.matter(number)}>{matter.title}</Link>
        </h3>
        <Button onClick={onAct} aria-label={say('actOn', { number })}>
          {say('act')}
        </Button>
      </div>
      <p className="desk-facts">
        {number} · {named(matter.category)} · {named(matter.stage)}
        {matter.handlingOrg && ` · ${named(matter.handlingOrg)}`}
        {returns > 0 && ` · ${say('returnsAre', { count: returns })}`}
      </p>
      <ClockChips clocks={matter.clocks} />
      <SupervisionLines supervisions={matter.supervisions} />
    </li>
  );
}
