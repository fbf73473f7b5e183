/** One matter of a list: a row of the table on a desk, a card's worth of lines on a phone. */
import { type MouseEvent, memo, type ReactNode } from 'react';
import { useTime } from '../../../../../web/dates.ts';
import { consolePaths } from '../../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { TimeLeft } from '../time-left.tsx';
import type { Row } from './row-store.ts';
import { hasMarks } from './rules.ts';
import { queueTexts } from './texts.ts';
import './table.css';
import './cards.css';

export type RowProps = {
  row: Row;
  /** From 0. */
  index: number;
  isCurrent: boolean;
  isChosen: boolean;
  mark: 'gone' | 'changed' | undefined;
  placeOf: (region: string) => string;
  onChoose: (index: number, isRange: boolean) => void;
  onEnter: (index: number) => void;
  onOpen: (number: string) => void;
};

/** A new tab, a window, a download are the browser's. */
const isPlain = (event: MouseEvent<HTMLAnchorElement>) =>
  event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

/**
 * Drawn again only when what it shows changed: thousands may pass by. For the same reason its link
 * is a plain one: the router's would watch the address from every row.
 */
export const QueueRow = memo(function QueueRow(props: RowProps) {
  const { row, index, isCurrent, isChosen, mark, placeOf, onChoose, onEnter, onOpen } = props;
  const say = useTexts(queueTexts);
  const named = useNamed();
  const tab = isCurrent ? 0 : -1;
  return (
    <tr
      aria-rowindex={index + 2}
      data-index={index}
      className={[
        'queue-row',
        isCurrent && 'is-current',
        mark && `is-${mark}`,
        hasMarks(row, mark) && 'has-marks',
      ]
        .filter(Boolean)
        .join(' ')}
      aria-selected={isChosen}
    >
      <td className="queue-check">
        <input
          type="checkbox"
          aria-label={say('select', { number: row.number })}
          checked={isChosen}
          tabIndex={tab}
          onFocus={() => onEnter(index)}
          onChange={(event) => onChoose(index, isRangeAsked(event.nativeEvent))}
        />
      </td>
      <td className="queue-matter">
        <a
          href={`/console${consolePaths.matter(row.number)}`}
          className="queue-link"
          tabIndex={tab}
          onFocus={() => onEnter(index)}
          onClick={(event) => {
            if (!isPlain(event)) return;
            event.preventDefault();
            onOpen(row.number);
          }}
        >
          {row.title}
        </a>
        <span className="queue-under">
          <span className="queue-number">{row.number}</span>
          {hasMarks(row, mark) && <Marks row={row} mark={mark} />}
          <span className="queue-where" aria-hidden="true">
            {placeOf(row.region)}
          </span>
        </span>
      </td>
      <td className="queue-category">{named(row.category)}</td>
      <td className="queue-stage">{named(row.stage)}</td>
      <td className="queue-place">{placeOf(row.region)}</td>
      <td className="queue-org">{named(row.handlingOrg)}</td>
      <td className="queue-due">
        <Due row={row} />
      </td>
    </tr>
  );
});

/** A click with the shift key; the key itself comes without. */
const isRangeAsked = (event: Event) => 'shiftKey' in event && event.shiftKey === true;

function Marks({ row, mark }: Pick<RowProps, 'row' | 'mark'>) {
  const say = useTexts(queueTexts);
  return (
    <span className="queue-marks">
      {mark && <Mark tone="news">{say(mark)}</Mark>}
      {row.urgency === 'urgent' && <Mark tone="bad">{say('urgent')}</Mark>}
      {row.isUnowned && <Mark tone="warn">{say('unowned')}</Mark>}
      {row.isSuspended && <Mark>{say('suspended')}</Mark>}
      {row.isPrivate && <Mark>{say('private')}</Mark>}
      {row.reworkCount > 0 && <Mark>{say('reworked', { count: row.reworkCount })}</Mark>}
      {row.reopenCount > 0 && <Mark>{say('reopened', { count: row.reopenCount })}</Mark>}
    </span>
  );
}

type MarkProps = { tone?: 'bad' | 'warn' | 'news' | 'plain'; children: ReactNode };

/** A word beside a title, in colours that can be read in both looks. */
export function Mark({ tone = 'plain', children }: MarkProps) {
  return <span className={`queue-mark is-${tone}`}>{children}</span>;
}

/** How long is left in the time that its clock counts, and until when. */
export function Due({ row }: { row: Pick<Row, 'dueAt' | 'work' | 'timeLeft' | 'isOpen'> }) {
  const say = useTexts(queueTexts);
  const time = useTime();
  const due = row.work?.dueAt ?? row.dueAt;
  if (!row.isOpen || due === null) return <span className="queue-soft">{say('noDue')}</span>;
  return (
    <span className="queue-left">
      <TimeLeft left={row.timeLeft} dueAt={due} />
      <time dateTime={due}>{time(due)}</time>
    </span>
  );
}
