/** The public board: what is shown of a county, searched and narrowed by the address. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { api } from '../../../../../web/api.ts';
import { type ServedCounty, useCounty } from '../../../../../web/county.ts';
import { portalPaths } from '../../../../../web/paths.ts';
import { CountyChoice } from '../../../../../web/portal/county-choice.tsx';
import { useSearchState } from '../../../../../web/router.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import { lazyPart } from '../../../../../web/ui/lazy-part.tsx';
import { Button, Empty, PageTitle } from '../../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../../web/ui/problem.tsx';
import { PageWaiting } from '../../../../../web/ui/states.tsx';
import { BoardFilters } from './filters.tsx';
import { MatterCard } from './matter-card.tsx';
import { filtersOf, PAGE, type PublicMatter } from './queries.ts';
import { boardTexts } from './texts.ts';
import './board.css';

// The map is ten times the page: it comes when somebody asks for it.
const BoardMap = lazyPart(async () => (await import('./board-map.tsx')).BoardMap);

export function BoardPage() {
  const say = useTexts(boardTexts);
  const { county } = useCounty();
  return (
    <>
      <PageTitle name={say('title')}>{say('title')}</PageTitle>
      {county ? <BoardOf county={county} /> : <CountyChoice />}
    </>
  );
}

function BoardOf({ county }: { county: ServedCounty }) {
  const say = useTexts(boardTexts);
  return (
    <>
      <p className="muted">{say('intro', { name: county.name })}</p>
      <p className="board-links">
        <Link to={portalPaths.figures}>{say('figures')}</Link>
        <Link to={portalPaths.listed}>{say('listed')}</Link>
      </p>
      <BoardFilters county={county.county} />
      <Found county={county.county} />
    </>
  );
}

/** Pages may be short, even empty, and still go on: what is hidden lies between. */
function useBoard(county: string) {
  const [search] = useSearchState();
  const filters = filtersOf(search);
  const pages = useInfiniteQuery({
    queryKey: ['GET /api/public/matters', county, filters],
    queryFn: ({ pageParam, signal }) =>
      api(
        'GET /api/public/matters',
        { query: { county, ...filters, limit: PAGE, after: pageParam } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const last = pages.data?.pages.at(-1);
  const isEmptyYet = last !== undefined && last.items.length === 0 && last.next !== null;
  const { fetchNextPage, isFetchingNextPage } = pages;
  useEffect(() => {
    if (isEmptyYet && !isFetchingNextPage) void fetchNextPage();
  }, [isEmptyYet, isFetchingNextPage, fetchNextPage]);
  return { pages, items: pages.data?.pages.flatMap((page) => page.items) ?? [] };
}

function Found({ county }: { county: string }) {
  const say = useTexts(boardTexts);
  const [search, change] = useSearchState();
  const { pages, items } = useBoard(county);
  if (pages.isPending) return <PageWaiting />;
  if (pages.error) return <ProblemNote error={pages.error} onRetry={() => void pages.refetch()} />;
  if (items.length === 0 && !pages.hasNextPage) {
    return (
      <Empty>
        <p>
          <strong>{say('none')}</strong>
        </p>
        <p>{say('noneHelp')}</p>
        <Button
          look="plain"
          onClick={() =>
            change({ q: undefined, town: undefined, category: undefined, state: undefined })
          }
        >
          {say('clear')}
        </Button>
      </Empty>
    );
  }
  return (
    <>
      {search.view === 'map' && <BoardMap county={county} items={items} />}
      <MatterList items={items} />
      <p className="muted" role="status">
        {say('shown', { count: items.length })}
      </p>
      {pages.hasNextPage && (
        <Button
          look="plain"
          isWide
          disabled={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {say('more')}
        </Button>
      )}
    </>
  );
}

function MatterList({ items }: { items: readonly PublicMatter[] }) {
  return (
    <ul className="plain-list">
      {items.map((item) => (
        <li key={item.number}>
          <MatterCard item={item} />
        </li>
      ))}
    </ul>
  );
}
