/** The matters that wait, moved through by keys; each can be dragged onto an organisation. */
import { type KeyboardEvent, type RefObject, useId } from 'react';
import { useTime } from '../../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { type BoardMatter, moved } from './board-rules.ts';
import { DRAGGED } from './org-list.tsx';
import { dispatchTexts } from './texts.ts';

type Props = {
  rows: readonly BoardMatter[];
  chosen: string | null;
  list: RefObject<HTMLUListElement | null>;
  onChoose: (number: string) => void;
  /** Enter: on to the organisations. */
  onEnter: () => void;
  /** A: take the suggestion. */
  onAccept: () => void;
};

export function RowList({ rows, chosen, list, onChoose, onEnter, onAccept }: Props) {
  const say = useTexts(dispatchTexts);
  const id = useId();
  const at = rows.findIndex((row) => row.number === chosen);
  const onKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (['ArrowDown', 'ArrowUp', 'Home', 'End'].includes(event.key)) {
      const row = rows[moved(at, rows.length, event.key)];
      if (row) onChoose(row.number);
      document.getElementById(`${id}-${row?.number}`)?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') onEnter();
    else if (event.key.toLowerCase() === 'a') onAccept();
    else return;
    event.preventDefault();
  };
  return (
    <ul
      ref={list}
      className="dispatch-rows"
      role="listbox"
      aria-label={say('waiting')}
      aria-activedescendant={at < 0 ? undefined : `${id}-${chosen}`}
      tabIndex={0}
      onKeyDown={onKey}
    >
      {rows.map((row) => (
        <BoardRow
          key={row.number}
          id={`${id}-${row.number}`}
          row={row}
          isChosen={row.number === chosen}
          onChoose={() => onChoose(row.number)}
        />
      ))}
    </ul>
  );
}

function BoardRow({
  id,
  row,
  isChosen,
  onChoose,
}: {
  id: string;
  row: BoardMatter;
  isChosen: boolean;
  onChoose: () => void;
}) {
  const say = useTexts(dispatchTexts);
  const named = useNamed();
  const time = useTime();
  return (
    // The keys are those of the list.
    <li
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      className="dispatch-row"
      draggable
      onClick={onChoose}
      onKeyDown={() => undefined}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED, row.number);
        // It is not chosen by this: the organisations would move away under the pointer.
        event.dataTransfer.effectAllowed = 'move';
      }}
    >
      <span className="dispatch-row-title">
        {row.title}
        {row.urgency === 'urgent' && <span className="dispatch-tag tag-bad">{say('urgent')}</span>}
        {row.isPrivate && <span className="dispatch-tag tag-plain">{say('private')}</span>}
        {row.returns > 0 && (
          <span className="dispatch-tag tag-warn">{say('returned', { count: row.returns })}</span>
        )}
      </span>
      <span className="dispatch-row-facts">
        {[row.number, named(row.category) || named(row.stage)].join(' · ')}
        <span className={row.isOverdue ? 'dispatch-due is-overdue' : 'dispatch-due'}>
          {row.dueAt
            ? say(row.isOverdue ? 'overdueSince' : 'due', { at: time(row.dueAt) })
            : say('noDue')}
        </span>
      </span>
      <span className={row.suggestedOrg ? 'dispatch-row-suggestion' : 'dispatch-row-none'}>
        {row.suggestedOrg
          ? say('suggestedOrg', { org: named(row.suggestedOrg) })
          : say('noSuggestion')}
      </span>
    </li>
  );
}
