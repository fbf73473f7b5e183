/** Every edition of regions, borders and grids, the newest first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Table, Tag } from 'antd';
import { type Answer, api } from '../../../../web/api.ts';
import { Scrollable } from '../../../../web/console/admin/parts.tsx';
import { adminTexts } from '../../../../web/console/admin/texts.ts';
import { ConsoleWaiting, ProblemNotice } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { useTexts } from '../../../../web/texts.ts';
import { placesAdminTexts } from './admin-texts.ts';

type Edition = Answer<'GET /api/editions'>['items'][number];

export const editionsKey = 'editions';
const KINDS = {
  region: 'editionRegion',
  boundary: 'editionBoundary',
  grid: 'editionGrid',
} as const;
/** The day before all records, as the server writes it. */
const BEGINNING = '1949-10-01';

export function Editions() {
  const say = useTexts(placesAdminTexts);
  const admin = useTexts(adminTexts);
  const time = useTime();
  const pages = useInfiniteQuery({
    queryKey: [editionsKey],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api('GET /api/editions', { query: { limit: 20, ...(pageParam && { cursor: pageParam }) } }),
    getNextPageParam: (last) => last.next ?? undefined,
  });
  if (pages.isPending) return <ConsoleWaiting />;
  if (pages.error)
    return <ProblemNotice error={pages.error} onRetry={() => void pages.refetch()} />;
  const editions = pages.data.pages.flatMap((page) => page.items);
  return (
    <section className="admin-panel import-report" aria-labelledby="editions">
      <h2 id="editions">{say('editions')}</h2>
      <Scrollable label={say('editions')}>
        <Table<Edition>
          size="small"
          rowKey="number"
          dataSource={editions}
          pagination={false}
          columns={[
            { title: say('edition'), dataIndex: 'number' },
            { title: say('what'), render: (_, { kind }) => <Tag>{say(KINDS[kind])}</Tag> },
            {
              title: say('from'),
              render: (_, { validFrom }) =>
                validFrom <= BEGINNING ? say('beforeRecords') : validFrom,
            },
            { title: say('source'), dataIndex: 'source' },
            { title: say('crs'), dataIndex: 'crs' },
            { title: say('added'), dataIndex: 'added' },
            { title: say('changed'), dataIndex: 'changed' },
            { title: say('ended'), dataIndex: 'ended' },
            { title: say('loadedAt'), render: (_, one) => time(one.loadedAt, 'full') },
          ]}
        />
      </Scrollable>
      {pages.hasNextPage && (
        <Button onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
          {admin('older')}
        </Button>
      )}
    </section>
  );
}
