/**
 * A table of any length: real rows of a real table, of which only those in sight stand in the
 * document. The browser knows rows and columns; `aria-rowindex` says where they are in the whole.
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useMedia } from '../../../../../web/media.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { QueueRow } from './row.tsx';
import type { Row, RowStore, Rows } from './row-store.ts';
import { hasMarks } from './rules.ts';
import { queueTexts } from './texts.ts';

const WIDE = '(min-width: 56rem)';
const ROW_PX = 58;
const CARD_PX = 108;
const MARKS_PX = 24;
/** Rows that stand ready above and below what is seen. */
const SPARE = 8;
/** Rows read ahead of the last one in sight: two pages. */
const AHEAD = 400;

export type Cursor = { at: number; move: (to: number) => void };

export type TableProps = {
  caption: string;
  listed: Rows;
  store: RowStore;
  /** Of all rows; null: nobody counted that far. */
  total: number | null;
  cursor: Cursor;
  chosen: { has: (number: string) => boolean };
  placeOf: (region: string) => string;
  onChoose: (index: number, isRange: boolean) => void;
  onOpen: (number: string) => void;
};

export function QueueTable(props: TableProps) {
  const { caption, listed, store, total, cursor, chosen, placeOf, onChoose, onOpen } = props;
  const { rows, marks } = listed;
  const scroll = useRef<HTMLDivElement>(null);
  const isWide = useMedia(WIDE);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (index) => (isWide ? ROW_PX : cardPx(rows[index], marks)),
    overscan: SPARE,
    getItemKey: (index) => rows[index]?.number ?? index,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => virtual.measure(), [virtual, isWide, marks]);
  useEffect(() => store.reach(last + AHEAD), [store, last]);
  useCursorInSight(scroll, cursor, (index) => virtual.scrollToIndex(index));
  const above = items[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <div className="queue-scroll" ref={scroll}>
      <table
        className={isWide ? 'queue-table' : 'queue-table is-narrow'}
        aria-rowcount={total === null ? -1 : total + 1}
        aria-busy={listed.isLoading}
      >
        <caption className="queue-hidden">{caption}</caption>
        <Head />
        <tbody>
          <Space height={above} />
          {items.map(({ index, key }) => {
            const row = rows[index];
            if (!row) return null;
            return (
              <QueueRow
                key={key}
                row={row}
                index={index}
                isCurrent={index === cursor.at}
                isChosen={chosen.has(row.number)}
                mark={marks.get(row.number)}
                placeOf={placeOf}
                onChoose={onChoose}
                onEnter={cursor.move}
                onOpen={onOpen}
              />
            );
          })}
          <Space height={below} />
        </tbody>
      </table>
      <Foot listed={listed} />
    </div>
  );
}

/** As the style sheet has it. */
function cardPx(row: Row | undefined, marks: Rows['marks']): number {
  return row && hasMarks(row, marks.get(row.number)) ? CARD_PX + MARKS_PX : CARD_PX;
}

function Head() {
  const say = useTexts(queueTexts);
  return (
    <thead>
      <tr aria-rowindex={1}>
        <th scope="col" className="queue-check">
          <span className="queue-hidden">{say('bulk')}</span>
        </th>
        <th scope="col">{say('matter')}</th>
        <th scope="col" className="queue-category">
          {say('category')}
        </th>
        <th scope="col" className="queue-stage">
          {say('stage')}
        </th>
        <th scope="col" className="queue-place">
          {say('place')}
        </th>
        <th scope="col" className="queue-org">
          {say('org')}
        </th>
        <th scope="col" className="queue-due">
          {say('due')}
        </th>
      </tr>
    </thead>
  );
}

/** Stands for the rows that are not in the document. */
function Space({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden="true" className="queue-space">
      <td style={{ height }} />
    </tr>
  );
}

function Foot({ listed }: { listed: Rows }) {
  const say = useTexts(queueTexts);
  if (listed.isLoading) return <p className="queue-foot">{say('loading')}</p>;
  return listed.isAtEnd ? <p className="queue-foot">{say('end')}</p> : null;
}

/** Brings the current row into sight and gives it the focus, once it stands in the document. */
function useCursorInSight(
  scroll: React.RefObject<HTMLDivElement | null>,
  { at }: Cursor,
  show: (index: number) => void,
) {
  const moved = useRef(at);
  useEffect(() => {
    if (moved.current === at) return;
    moved.current = at;
    const focus = () =>
      scroll.current?.querySelector<HTMLElement>(`tr[data-index="${at}"] .queue-link`);
    if (scroll.current?.querySelector(`tr[data-index="${at}"]`)?.contains(document.activeElement)) {
      return;
    }
    show(at);
    requestAnimationFrame(() => focus()?.focus({ preventScroll: true }));
  });
}
