/**
 * Somebody else was there first: mine beside theirs, field by field, and what happened meanwhile.
 * The worker sends mine upon what stands now, changes it first, or drops it.
 */
import { Link } from '@tanstack/react-router';
import { useTime } from '../../../web/dates.ts';
import { fieldPaths } from '../../../web/paths.ts';
import { useNamed, useTexts } from '../../../web/texts.ts';
import { Badge, Button, Notice } from '../../../web/ui/parts.tsx';
import { against, type Line, linesOf } from './queue/compare.ts';
import type { ActDeed, Item, Since } from './queue/item.ts';
import { isStillOpen } from './queue/rules.ts';
import { rebaseItem } from './state.ts';
import { fieldTexts, queueTexts } from './texts.ts';

export function Conflict({ item, deed }: { item: Item; deed: ActDeed }) {
  const say = useTexts(queueTexts);
  const named = useNamed();
  const { standing } = item;
  return (
    <div className="queue-conflict-box">
      <Compared item={item} deed={deed} />
      {standing && standing.since.length > 0 && <Meanwhile since={standing.since} />}
      {!standing && <p className="muted">{say('standingLater')}</p>}
      {standing && !standing.isOpen && (
        <Notice tone="warn">
          <p>{say('closedNow', { what: named(deed.words) })}</p>
          {standing.why && <p>{named(standing.why)}</p>}
        </Notice>
      )}
    </div>
  );
}

/** What can be done about it; throwing it away stands beside. */
export function ConflictWays({ item }: { item: Item }) {
  const say = useTexts(queueTexts);
  if (!isStillOpen(item)) return null;
  return (
    <>
      <Button onClick={() => void rebaseItem(item)}>{say('onTop')}</Button>
      <Link to={fieldPaths.item(item.id)} className="button button-plain">
        {say('editFirst')}
      </Link>
    </>
  );
}

function Compared({ item, deed }: { item: Item; deed: ActDeed }) {
  const say = useTexts(queueTexts);
  const field = useTexts(fieldTexts);
  const named = useNamed();
  const time = useTime();
  const { standing } = item;
  const lines = linesOf(deed, standing);
  const theirs = standing && against(deed, standing);
  const files = item.files.length;
  return (
    <table className="queue-compare">
      <caption className="hidden-text">{say('compareOf', { what: named(deed.words) })}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{say('mine')}</th>
          <th scope="col">{say('theirs')}</th>
        </tr>
      </thead>
      <tbody>
        <Row
          label={field('stage')}
          mine={named(deed.stage) || say('versionOnly', { version: deed.version })}
          theirs={named(standing?.stage) || null}
          isSame={deed.stage !== null && deed.stage.zh === standing?.stage?.zh}
        />
        <Row
          label={named(deed.words)}
          mine={time(item.happenedAt)}
          theirs={theirs ? `${time(theirs.at)} ${named(theirs.org)}`.trim() : null}
        />
        {lines.map((line) => (
          <LineRow key={line.label.zh} line={line} />
        ))}
        {files > 0 && (
          <Row label={say('files')} mine={say('photos', { count: files })} theirs={null} />
        )}
      </tbody>
    </table>
  );
}

function LineRow({ line: { label, mine, theirs, isSame } }: { line: Line }) {
  const field = useTexts(fieldTexts);
  const named = useNamed();
  const own = typeof mine === 'boolean' ? field(mine ? 'yes' : 'no') : named(mine);
  return (
    <Row label={named(label)} mine={own || null} theirs={named(theirs) || null} isSame={isSame} />
  );
}

function Row({
  label,
  mine,
  theirs,
  isSame = false,
}: {
  label: string;
  mine: string | null;
  theirs: string | null;
  isSame?: boolean;
}) {
  const say = useTexts(queueTexts);
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>{mine ?? <Nothing />}</td>
      <td>
        {theirs ?? <Nothing />} {isSame && <Badge tone="good">{say('same')}</Badge>}
      </td>
    </tr>
  );
}

function Nothing() {
  const say = useTexts(queueTexts);
  return <span className="muted">{say('nothing')}</span>;
}

function Meanwhile({ since }: { since: readonly Since[] }) {
  const say = useTexts(queueTexts);
  const named = useNamed();
  const time = useTime();
  return (
    <details className="queue-since">
      <summary>{say('meanwhile', { count: since.length })}</summary>
      <ol>
        {since.map((one) => (
          <li key={`${one.at} ${one.action}`}>
            <b>{named(one.words)}</b> <span className="muted">{time(one.at)}</span> {named(one.org)}
            {one.said.map(({ label, text }) => (
              <p key={label.zh}>{say('pair', { label: named(label), text: named(text) })}</p>
            ))}
          </li>
        ))}
      </ol>
    </details>
  );
}
