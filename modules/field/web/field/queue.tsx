/** What goes out: each item with its state, and what the worker can do about it. */
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useTime } from '../../../../web/dates.ts';
import { fieldPaths } from '../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { Badge, Button, Empty, Notice, PageTitle, Sheet } from '../../../../web/ui/parts.tsx';
import { Conflict, ConflictWays } from '../conflict.tsx';
import type { Item } from '../queue/item.ts';
import { mayEdit, mayHaveArrived } from '../queue/rules.ts';
import { heldBy } from '../queue/sender.ts';
import { useWrongParts } from '../said.ts';
import {
  askStandings,
  clearArrived,
  discardItem,
  refreshShift,
  retryItem,
  useField,
} from '../state.ts';
import { queueTexts } from '../texts.ts';

const heads = [
  ['headTrouble', ['refused', 'conflict']],
  ['headWaiting', ['waiting', 'sending']],
  ['headDone', ['done']],
] as const;

export function QueuePage() {
  const say = useTexts(queueTexts);
  const { items, shift, unreadable, isSending, isOnline } = useField();
  useEffect(() => {
    // Hours may lie between the conflict and the moment in which it is looked at.
    if (isOnline) void askStandings();
  }, [isOnline]);
  const own = items.filter((item) => item.account === shift?.account);
  const foreign = items.filter((item) => item.state !== 'done').length;
  const others = foreign - own.filter((item) => item.state !== 'done').length;
  return (
    <>
      <PageTitle name={say('title')}>{say('title')}</PageTitle>
      {others > 0 && <Notice tone="warn">{say('ofOther', { count: others })}</Notice>}
      {unreadable > 0 && <Notice tone="warn">{say('unreadable', { count: unreadable })}</Notice>}
      {own.length === 0 && <Empty>{say('none')}</Empty>}
      {heads.map(([words, states]) => {
        const group = own.filter((item) => (states as readonly string[]).includes(item.state));
        if (group.length === 0) return null;
        const ordered = words === 'headDone' ? group.toReversed() : group;
        return (
          <section key={words}>
            <h2>{say(words)}</h2>
            {words === 'headWaiting' && (
              <Button isWide disabled={isSending} onClick={() => void refreshShift()}>
                {isSending ? say('sending') : say('sendNow')}
              </Button>
            )}
            <ul className="plain-list queue-list">
              {ordered.map((item) => (
                <ItemCard key={item.id} item={item} />
              ))}
            </ul>
            {words === 'headDone' && (
              <Button look="plain" onClick={() => void clearArrived()}>
                {say('hide')}
              </Button>
            )}
          </section>
        );
      })}
    </>
  );
}

const tones = {
  waiting: 'info',
  sending: 'info',
  done: 'good',
  refused: 'bad',
  conflict: 'warn',
} as const;

function useTitle(): (item: Item) => string {
  const say = useTexts(queueTexts);
  const named = useNamed();
  return ({ deed }) => {
    if (deed.kind === 'report') return `${say('reportOf')}: ${deed.text.slice(0, 40)}`;
    if (deed.kind === 'act') return `${named(deed.words)}: ${deed.title || deed.number}`;
    return `${say('checkInOf')}: ${deed.name}`;
  };
}

function ItemCard({ item }: { item: Item }) {
  const say = useTexts(queueTexts);
  const time = useTime();
  const titleOf = useTitle();
  const { items, progress } = useField();
  const held = item.state === 'waiting' ? heldBy(item, items) : null;
  const number = item.answer?.number ?? (item.deed.kind === 'act' ? item.deed.number : null);
  const share = item.state === 'sending' ? progress[item.id] : undefined;
  return (
    <li className={`card queue-item queue-${item.state}`}>
      <h3>{titleOf(item)}</h3>
      <p className="task-badges" aria-live="polite">
        <Badge tone={tones[item.state]}>{say(item.state)}</Badge>
        {number && <span>{say('number', { number })}</span>}
      </p>
      <p className="muted">
        {say('happened', { at: time(item.happenedAt) })}
        {item.files.length > 0 && ` · ${say('photos', { count: item.files.length })}`}
      </p>
      {share !== undefined && (
        <progress
          max={1}
          value={share}
          aria-label={say('progress', { percent: Math.round(share * 100) })}
        />
      )}
      {held && <p className="muted">{say('holds', { what: titleOf(held) })}</p>}
      <Why item={item} />
      {item.state === 'conflict' && item.deed.kind === 'act' && (
        <Conflict item={item} deed={item.deed} />
      )}
      {item.state !== 'done' && item.state !== 'sending' && <Ways item={item} />}
    </li>
  );
}

function Why({ item }: { item: Item }) {
  const say = useTexts(queueTexts);
  const named = useNamed();
  const wrong = useWrongParts();
  if (!item.said || item.state === 'done') return null;
  const why = named(item.said.titles);
  if (item.state === 'waiting') return <p className="muted">{say('lastTry', { why })}</p>;
  const fields = wrong(item).join(say('and'));
  return (
    <div className="queue-why" role="note">
      <p>{why}</p>
      {fields && <p className="muted">{say('fieldsWrong', { fields })}</p>}
    </div>
  );
}

function Ways({ item }: { item: Item }) {
  const say = useTexts(queueTexts);
  const [isAsking, setAsking] = useState(false);
  const isReport = item.deed.kind === 'report';
  return (
    <div className="actions">
      {item.state === 'conflict' && <ConflictWays item={item} />}
      {(item.state === 'refused' || item.tries > 0) && item.state !== 'conflict' && (
        <Button look="plain" onClick={() => void retryItem(item)}>
          {say('retry')}
        </Button>
      )}
      {item.state !== 'conflict' && mayEdit(item) && (
        <Link
          {...(isReport
            ? { to: fieldPaths.report, search: { item: item.id } }
            : { to: fieldPaths.item(item.id) })}
          className={`button button-${item.state === 'refused' ? 'main' : 'plain'}`}
        >
          {say('edit')}
        </Link>
      )}
      <Button look="bad" onClick={() => setAsking(true)}>
        {say('discard')}
      </Button>
      <Sheet title={say('discardTitle')} isOpen={isAsking} onClose={() => setAsking(false)}>
        <p>{say(mayHaveArrived(item) ? 'discardMaybe' : 'discardHelp')}</p>
        <div className="actions">
          <Button look="bad" onClick={() => void discardItem(item)}>
            {say('discard')}
          </Button>
          <Button look="plain" onClick={() => setAsking(false)}>
            {say('keep')}
          </Button>
        </div>
      </Sheet>
    </div>
  );
}
