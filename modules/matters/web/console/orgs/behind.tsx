/** The very matters behind a figure: what counted, when, and what was taken back. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Drawer } from 'antd';
import { type Answer, api } from '../../../../../web/api.ts';
import { ConsoleWaiting, ProblemNotice } from '../../../../../web/console/states.tsx';
import { consolePaths } from '../../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import type { Compared, OrgLine } from './sorting.ts';
import { orgsTexts } from './texts.ts';

export type Part = Compared['measures'][number]['numerator'][number];
export type Opened = { org: OrgLine['org']; part: Part };
type Query = { county: string; from: string; to: string; town?: string };

type Props = { opened: Opened | null; query: Query; onClose: () => void };

export function Behind({ opened, query, onClose }: Props) {
  const say = useTexts(orgsTexts);
  const named = useNamed();
  const title = opened
    ? say('behind', { org: named(opened.org), part: say(`part_${opened.part}`) })
    : '';
  return (
    <Drawer open={opened !== null} onClose={onClose} size={520} destroyOnHidden title={title}>
      {opened && <Matters opened={opened} query={query} />}
    </Drawer>
  );
}

function Matters({ opened, query }: { opened: Opened; query: Query }) {
  const say = useTexts(orgsTexts);
  const { org, part } = opened;
  const list = useInfiniteQuery({
    queryKey: ['GET /api/figures/orgs/{org}/matters', org.id, part, query],
    queryFn: ({ pageParam }) =>
      api('GET /api/figures/orgs/{org}/matters', {
        params: { org: org.id },
        query: { ...query, part, ...(pageParam && { after: pageParam }) },
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  if (list.isPending) return <ConsoleWaiting />;
  const pages = list.data?.pages ?? [];
  const items = pages.flatMap((page) => page.items);
  const hidden = pages.reduce((sum, page) => sum + page.hidden, 0);
  return (
    <>
      <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
      <ul className="orgs-behind">
        {items.map((matter) => (
          <Matter key={matter.number} matter={matter} />
        ))}
      </ul>
      {items.length === 0 && hidden === 0 && <p>{say('nothing')}</p>}
      {hidden > 0 && <p>{say('hidden', { count: hidden })}</p>}
      {list.hasNextPage && <Button onClick={() => void list.fetchNextPage()}>{say('more')}</Button>}
    </>
  );
}

type One = Answer<'GET /api/figures/orgs/{org}/matters'>['items'][number];

function Matter({ matter }: { matter: One }) {
  const say = useTexts(orgsTexts);
  const named = useNamed();
  const { day, n } = matter;
  const words = n < 0 ? 'back' : n === 1 ? 'counted' : 'times';
  return (
    <li>
      <Link to={consolePaths.matter(matter.number)}>{matter.title}</Link>
      <span>
        {matter.number} · {named(matter.category)} · {named(matter.stage)}
      </span>
      <span>{say(words, { day, count: n })}</span>
    </li>
  );
}
