/** A matter of the board in a list. */
import { Link } from '@tanstack/react-router';
import { useTime } from '../../../../../web/dates.ts';
import { portalPaths } from '../../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { Badge } from '../../../../../web/ui/parts.tsx';
import type { PublicMatter } from './queries.ts';
import { boardTexts } from './texts.ts';

const SEVERAL = 2;

export function MatterCard({ item }: { item: PublicMatter }) {
  const say = useTexts(boardTexts);
  const named = useNamed();
  const time = useTime();
  return (
    <Link className="card board-card" to={portalPaths.publicMatter(item.number)}>
      <span className="board-card-head">
        <strong>{named(item.title)}</strong>
        <StageBadge item={item} />
      </span>
      <span className="board-card-facts">
        <span>{item.place.regionName}</span>
        <span>
          {item.closedAt
            ? say('closedAt', { at: time(item.closedAt, 'day') })
            : say('received', { at: time(item.receivedAt, 'day') })}
        </span>
        {item.handlingOrg && <span>{named(item.handlingOrg)}</span>}
        {item.reporterCount >= SEVERAL && (
          <span>{say('troubled', { count: item.reporterCount })}</span>
        )}
      </span>
    </Link>
  );
}

const OUTCOMES = ['fixed', 'answered', 'referred', 'impossible', 'declined'] as const;

/** A closed matter says how it ended; green only where it was solved or answered. */
export function StageBadge({ item }: { item: Pick<PublicMatter, 'stage' | 'outcome' | 'isOpen'> }) {
  const say = useTexts(boardTexts);
  const named = useNamed();
  const outcome = OUTCOMES.find((one) => one === item.outcome);
  if (item.isOpen || !outcome) return <Badge tone="info">{named(item.stage)}</Badge>;
  const isGood = outcome === 'fixed' || outcome === 'answered';
  return <Badge tone={isGood ? 'good' : 'warn'}>{say(outcome)}</Badge>;
}
