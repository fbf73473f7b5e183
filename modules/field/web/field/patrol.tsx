/** The places due today: a check-in is one tap, trouble becomes a report from there. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTime } from '../../../../web/dates.ts';
import { fieldPaths } from '../../../../web/paths.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Badge, Button, Empty, Notice, PageTitle } from '../../../../web/ui/parts.tsx';
import { CheckInForm, emptyCheckIn } from '../check-in-form.tsx';
import { Icon } from '../icons.tsx';
import { isStorageFull } from '../queue/store.ts';
import { useRefocus } from '../refocus.ts';
import { addDeed, type Shift, useField, useOwnItems } from '../state.ts';
import { fieldTexts, patrolTexts, reportTexts } from '../texts.ts';
import { foundOf, isLookedAt } from '../work.ts';

type Point = Shift['patrol']['items'][number];

export function PatrolPage() {
  const say = useTexts(patrolTexts);
  const field = useTexts(fieldTexts);
  const { shift } = useField();
  const items = useOwnItems();
  const points = shift?.patrol.items ?? [];
  const done = points.filter((point) => isLookedAt(point, items)).length;
  return (
    <>
      <PageTitle name={say('title')}>{say('title')}</PageTitle>
      <p className="muted">{say('privacy')}</p>
      {!shift && <Empty>{field('noShift')}</Empty>}
      {shift && points.length === 0 && <Empty>{say('none')}</Empty>}
      {points.length > 0 && (
        <div className="patrol-progress">
          <progress max={points.length} value={done} aria-label={say('title')} />
          <span aria-live="polite">{say('progress', { done, all: points.length })}</span>
        </div>
      )}
      <ul className="plain-list">
        {points.map((point) => (
          <PointCard key={point.id} point={point} />
        ))}
      </ul>
    </>
  );
}

function PointCard({ point }: { point: Point }) {
  const say = useTexts(patrolTexts);
  const time = useTime();
  const items = useOwnItems();
  const [isNoting, setNoting] = useState(false);
  const found = foundOf(point, items);
  const card = useRefocus<HTMLLIElement>(found === null ? isNoting : 'found', 'h2');
  const words = (result: 'ok' | 'trouble') => say(result === 'ok' ? 'ok' : 'trouble');
  return (
    <li className={found ? 'card patrol-done' : 'card'} ref={card}>
      <h2 tabIndex={-1}>{point.name}</h2>
      <p className="task-badges">
        <Badge>{say(point.every)}</Badge>
        {point.missed > 0 && <Badge tone="warn">{say('missed', { count: point.missed })}</Badge>}
      </p>
      {point.gridName && <p className="muted">{point.gridName}</p>}
      {point.lookFor && <p>{point.lookFor}</p>}
      {!found && (
        <p className="muted">
          {point.checkedAt && point.checkedResult
            ? say('lastTime', { at: time(point.checkedAt), what: words(point.checkedResult) })
            : say('never')}
        </p>
      )}
      {found ? (
        <p role="status">
          <Badge tone={found.result === 'ok' ? 'good' : 'warn'}>
            {say('done', { what: words(found.result) })}
          </Badge>{' '}
          <span className="muted">{time(found.at, 'clock')}</span>
        </p>
      ) : isNoting ? (
        <CheckInForm
          begin={{ ...emptyCheckIn, result: 'trouble' }}
          onKeep={async (form, files) => {
            await addDeed(deedOf(point, form.result, form.note), files);
            setNoting(false);
          }}
          onCancel={() => setNoting(false)}
        />
      ) : (
        <Ways point={point} onNote={() => setNoting(true)} />
      )}
    </li>
  );
}

function Ways({ point, onNote }: { point: Point; onNote: () => void }) {
  const say = useTexts(patrolTexts);
  const report = useTexts(reportTexts);
  const [isTrouble, setTrouble] = useState(false);
  const [isFull, setFull] = useState(false);
  const allWell = async () => {
    try {
      await addDeed(deedOf(point, 'ok', ''), []);
    } catch (error) {
      if (!isStorageFull(error)) throw error;
      setFull(true);
    }
  };
  return (
    <>
      {isFull && <Notice tone="bad">{report('full')}</Notice>}
      <div className="patrol-ways">
        <Button aria-label={`${say('ok')}: ${point.name}`} onClick={() => void allWell()}>
          <Icon name="ok" /> {say('ok')}
        </Button>
        <Button
          look="bad"
          aria-expanded={isTrouble}
          aria-label={`${say('trouble')}: ${point.name}`}
          onClick={() => setTrouble(!isTrouble)}
        >
          <Icon name="trouble" /> {say('trouble')}
        </Button>
      </div>
      {isTrouble && (
        <div className="patrol-ways">
          <Link to={fieldPaths.report} search={{ point: point.id }} className="button button-main">
            {say('reportIt')}
          </Link>
          <Button look="plain" onClick={onNote}>
            {say('noteOnly')}
          </Button>
        </div>
      )}
    </>
  );
}

const deedOf = (point: Point, result: 'ok' | 'trouble', note: string) =>
  ({
    kind: 'checkIn',
    county: point.county,
    point: point.id,
    name: point.name,
    result,
    note,
    reportItem: null,
  }) as const;
