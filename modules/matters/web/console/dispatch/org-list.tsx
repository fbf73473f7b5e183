/** The organisations beside the board, in groups: found by typing or a digit, dropped upon. */
import { Input } from 'antd';
import { type DragEvent, type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import {
  type Group,
  type Grouped,
  heaviest,
  type Load,
  moved,
  pickedByDigit,
} from './board-rules.ts';
import { dispatchTexts } from './texts.ts';

export const DRAGGED = 'application/x-linli-matter';

type Props = {
  groups: readonly Grouped[];
  chosen: Load | null;
  typed: string;
  onType: (typed: string) => void;
  onChoose: (load: Load) => void;
  /** Enter on the one that is chosen. */
  onGive: () => void;
  /** A matter was dropped on it. */
  onDrop: (number: string, load: Load) => void;
};

export function OrgList(props: Props) {
  const say = useTexts(dispatchTexts);
  const { groups, chosen, typed } = props;
  const orgs = groups.flatMap(({ loads }) => loads);
  const id = useId();
  const at = orgs.findIndex(({ org }) => org.id === chosen?.org.id);
  const choose = (index: number) => {
    const load = orgs[index];
    if (load) props.onChoose(load);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const digit = pickedByDigit(event.key, typed, orgs.length);
    if (digit !== null) choose(digit);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      choose(moved(at, orgs.length, event.key));
    } else if (event.key === 'Enter') {
      if (chosen) props.onGive();
      else choose(0);
    } else return;
    event.preventDefault();
  };
  return (
    <div className="dispatch-orgs">
      <label htmlFor={`${id}-input`}>{say('findOrg')}</label>
      <Input
        id={`${id}-input`}
        className="dispatch-org-input"
        role="combobox"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
        aria-autocomplete="list"
        placeholder={say('findOrgHint')}
        autoComplete="off"
        allowClear
        value={typed}
        onChange={(event) => props.onType(event.target.value)}
        onKeyDown={onKey}
      />
      <div id={`${id}-list`} role="listbox" aria-label={say('orgs')} className="dispatch-org-list">
        {groups.map(({ group, loads }) => (
          <OrgGroup key={group} group={group}>
            {loads.map((load) => {
              const index = orgs.indexOf(load);
              return (
                <OrgOption
                  key={load.org.id}
                  id={`${id}-${index}`}
                  load={load}
                  digit={typed === '' && index < 9 ? index + 1 : null}
                  share={load.open / heaviest(orgs)}
                  isChosen={index === at}
                  onChoose={() => choose(index)}
                  onGive={props.onGive}
                  onDrop={(number) => props.onDrop(number, load)}
                />
              );
            })}
          </OrgGroup>
        ))}
      </div>
      {orgs.length === 0 && <p role="status">{say('noOrg')}</p>}
    </div>
  );
}

function OrgGroup({ group, children }: { group: Group; children: ReactNode }) {
  const say = useTexts(dispatchTexts);
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <div id={id} role="presentation" className="dispatch-group">
        {say(`group_${group}`)}
      </div>
      {children}
    </div>
  );
}

type OptionProps = {
  id: string;
  load: Load;
  digit: number | null;
  share: number;
  isChosen: boolean;
  onChoose: () => void;
  onGive: () => void;
  onDrop: (number: string) => void;
};

const PERCENT = 100;

function OrgOption({ id, load, digit, share, isChosen, ...on }: OptionProps) {
  const say = useTexts(dispatchTexts);
  const named = useNamed();
  const [isOver, setOver] = useState(false);
  const { open, overdue, dueSoon } = load;
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const number = event.dataTransfer.getData(DRAGGED);
    if (number) on.onDrop(number);
  };
  return (
    // The keys are those of the combobox that owns the list.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isChosen}
      className={`dispatch-org${isOver ? ' dispatch-org-over' : ''}`}
      onClick={on.onChoose}
      onDoubleClick={on.onGive}
      onKeyDown={() => undefined}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(DRAGGED)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span className="dispatch-org-name">
        {digit !== null && <kbd aria-hidden="true">{digit}</kbd>}
        {named(load.org)}
      </span>
      <span className="dispatch-load">
        <span className="dispatch-bar" aria-hidden="true">
          <span style={{ width: `${share * PERCENT}%` }} />
        </span>
        <span className="dispatch-load-words">
          {say('open', { open })}
          {overdue > 0 && <b> · {say('overdueShort', { overdue })}</b>}
          {dueSoon > 0 && ` · ${say('dueSoon', { dueSoon })}`}
        </span>
      </span>
    </div>
  );
}
