/** The console's first page: the own work first, the queues with what waits, and the list. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useCallback, useState } from 'react';
import { read } from '../../../../../web/api.ts';
import { ConsoleTitle, ConsoleWaiting, ProblemNotice } from '../../../../../web/console/states.tsx';
import { consolePaths } from '../../../../../web/paths.ts';
import { useSearchState } from '../../../../../web/router.tsx';
import { useMay, useSession } from '../../../../../web/session.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { BulkBar } from './bulk.tsx';
import { ExportDialog } from './export.tsx';
import { QueueFilters } from './filters.tsx';
import { KeysHelp } from './help.tsx';
import { asQueue, firstQueue } from './menu-rules.ts';
import type { RowStore } from './row-store.ts';
import { askedFilters, type Filters, filtersOf } from './rules.ts';
import { QueueMenu, QueueSelect } from './side.tsx';
import { QueueTable } from './table.tsx';
import { queueNames, queueTexts } from './texts.ts';
import { useChoice } from './use-choice.ts';
import { type Counts, type QueueName, useCounts } from './use-counts.ts';
import { useListKeys } from './use-keys.ts';
import { useRows } from './use-rows.ts';
import './queue.css';

export function QueuePage() {
  const { counts, isKnown } = useCounts();
  if (!isKnown) return <ConsoleWaiting />;
  return <Chosen counts={counts} />;
}

/** Which queue is first is decided once: a list must not change under the reader. */
function Chosen({ counts }: { counts: Counts }) {
  const named = useTexts(queueNames);
  const [first] = useState(() => firstQueue(counts));
  const [search] = useSearchState();
  const queue = asQueue(search.queue) ?? first;
  const filters = filtersOf(search);
  return (
    <>
      <ConsoleTitle name={named(queue)} />
      <div className="queue">
        <QueueMenu chosen={queue} counts={counts} />
        <div className="queue-main">
          <QueueSelect chosen={queue} counts={counts} />
          <QueueFilters filters={filters} />
          <List key={`${queue} ${JSON.stringify(filters)}`} {...{ queue, filters, counts }} />
        </div>
      </div>
    </>
  );
}

type ListProps = { queue: QueueName; filters: Filters; counts: Counts };

function List({ queue, filters, counts }: ListProps) {
  const say = useTexts(queueTexts);
  const named = useTexts(queueNames);
  const { store, listed, isLive } = useRows(queue, filters);
  const { rows } = listed;
  const choice = useChoice(rows);
  const [at, move] = useState(0);
  const [dialog, setDialog] = useState<'export' | 'keys'>();
  const placeOf = usePlaceNames();
  const cursor = { at: Math.min(at, Math.max(rows.length - 1, 0)), move };
  const navigate = useNavigate();
  const open = useCallback(
    (number: string) => void navigate({ to: consolePaths.matter(number) }),
    [navigate],
  );
  const reload = useReload(store, choice.clear, move);
  useListKeys({
    count: rows.length,
    cursor,
    choose: choice.choose,
    unchoose: choice.clear,
    reload,
    open: (index) => {
      const row = rows[index];
      if (row) open(row.number);
    },
    help: () => setDialog('keys'),
  });
  const numbers = [...choice.chosen.keys()];
  const asked = { queue, ...askedFilters(filters), ...(numbers.length > 0 && { numbers }) };
  return (
    <>
      <Bar
        {...{ isLive, reload }}
        count={rows.length}
        news={listed.news.size}
        onExport={() => setDialog('export')}
        onKeys={() => setDialog('keys')}
      />
      {choice.chosen.size > 0 && (
        <BulkBar
          choice={choice}
          onExport={() => setDialog('export')}
          onDone={(done) => {
            for (const number of done) store.hear({ number, isHere: true });
          }}
        />
      )}
      <ProblemNotice error={listed.error} onRetry={reload} />
      {rows.length === 0 && !listed.isLoading && listed.isAtEnd ? (
        <Nothing queue={queue} isFiltered={Object.keys(filters).length > 0} />
      ) : (
        <QueueTable
          caption={say('caption', { queue: named(queue) })}
          {...{ listed, store, cursor, placeOf }}
          total={totalOf({ queue, filters, counts }, listed.isAtEnd ? rows.length : null)}
          chosen={choice.chosen}
          onChoose={choice.choose}
          onOpen={open}
        />
      )}
      {dialog === 'export' && <ExportDialog asked={asked} onClose={() => setDialog(undefined)} />}
      {dialog === 'keys' && <KeysHelp onClose={() => setDialog(undefined)} />}
    </>
  );
}

function useReload(store: RowStore, clear: () => void, move: (to: number) => void) {
  return useCallback(() => {
    store.reload();
    clear();
    move(0);
    document.querySelector('.queue-scroll')?.scrollTo({ top: 0 });
  }, [store, clear, move]);
}

/** The queue's count holds for the unfiltered list, as far as it was counted. */
function totalOf({ queue, filters, counts }: ListProps, read: number | null): number | null {
  if (read !== null) return read;
  const one = counts.get(queue);
  const isWhole = Object.keys(filters).length === 0 && one && !one.isMore;
  return isWhole ? one.count : null;
}

type BarProps = {
  isLive: boolean;
  count: number;
  news: number;
  reload: () => void;
  onExport: () => void;
  onKeys: () => void;
};

function Bar({ isLive, count, news, reload, onExport, onKeys }: BarProps) {
  const say = useTexts(queueTexts);
  const may = useMay();
  return (
    <div className="queue-bar">
      <p className="queue-news" role="status" aria-live="polite">
        {news > 0 && (
          <>
            {say('news', { count: news })}
            <Button type="link" onClick={reload}>
              {say('show')}
            </Button>
          </>
        )}
      </p>
      <span className="queue-soft">{say('rows', { count })}</span>
      {!isLive && <span className="queue-soft">{say('away')}</span>}
      <Button onClick={reload}>{say('refresh')}</Button>
      {may('matter.export') && <Button onClick={onExport}>{say('exportAll')}</Button>}
      <Button className="queue-wide" onClick={onKeys}>
        {say('keys')}
      </Button>
    </div>
  );
}

function Nothing({ queue, isFiltered }: { queue: QueueName; isFiltered: boolean }) {
  const say = useTexts(queueTexts);
  if (isFiltered) return <p className="queue-nothing">{say('noneFiltered')}</p>;
  return <p className="queue-nothing">{say(queue === 'mine' ? 'noneMine' : 'none')}</p>;
}

const TOWN = 9;

/** Towns by name; the matter's own page says the village. */
function usePlaceNames(): (region: string) => string {
  const { counties = [] } = useSession();
  const parent = counties[0] ?? '';
  const { data } = useQuery({
    ...read('GET /api/regions', { query: { parent, limit: 100 } }),
    enabled: parent !== '',
    staleTime: 600_000,
  });
  const items = data?.items;
  return useCallback(
    (region) => items?.find(({ code }) => code === region.slice(0, TOWN))?.name ?? region,
    [items],
  );
}
