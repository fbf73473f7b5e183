/** The first page: my grid on the map, what waits, and the three things that a shift is made of. */
import { Link, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { fieldPaths } from '../../../../web/paths.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Empty, Notice, PageTitle } from '../../../../web/ui/parts.tsx';
import { Icon } from '../icons.tsx';
import { type MapPoint, OwnMap } from '../own-map.tsx';
import type { Item } from '../queue/item.ts';
import { type FieldState, type Shift, useField, useOwnItems } from '../state.ts';
import { fieldTexts } from '../texts.ts';
import { isDoneHere, isLookedAt } from '../work.ts';

export function TodayPage() {
  const say = useTexts(fieldTexts);
  const { shift } = useField();
  return (
    <>
      <PageTitle name={say('today')}>{say('today')}</PageTitle>
      {shift ? <Taken shift={shift} /> : <Empty>{say('noShift')}</Empty>}
    </>
  );
}

function Taken({ shift }: { shift: Shift }) {
  const say = useTexts(fieldTexts);
  const items = useOwnItems();
  const tasks = shift.tasks.filter((task) => !isDoneHere(task, items)).length;
  const points = shift.patrol.items.filter((point) => !isLookedAt(point, items)).length;
  return (
    <>
      <div className="today-doors">
        <Link to={fieldPaths.report} className="today-door today-report">
          <Icon name="camera" />
          {say('report')}
        </Link>
        <Link to={fieldPaths.tasks} className="today-door">
          <b aria-hidden="true">{tasks}</b>
          <span className="hidden-text">
            {say('countOf', { what: say('tasks'), count: tasks })}
          </span>
          <span aria-hidden="true">{say('tasks')}</span>
        </Link>
        <Link to={fieldPaths.patrol} className="today-door">
          <b aria-hidden="true">{points}</b>
          <span className="hidden-text">
            {say('countOf', { what: say('patrol'), count: points })}
          </span>
          <span aria-hidden="true">{say('patrol')}</span>
        </Link>
      </div>
      {shift.isMore.tasks && <Notice tone="warn">{say('moreTasks')}</Notice>}
      <GridMap shift={shift} items={items} />
    </>
  );
}

function GridMap({ shift, items }: { shift: Shift; items: FieldState['items'] }) {
  const say = useTexts(fieldTexts);
  const navigate = useNavigate();
  const points = useMemo(() => pointsOf(shift, items), [shift, items]);
  if (shift.grids.length === 0) return <Empty>{say('noGrid')}</Empty>;
  const count = (kind: MapPoint['kind']) => points.filter((point) => point.kind === kind).length;
  const words = { grids: shift.grids.length, tasks: count('task'), points: count('point') };
  const open = (id: string) => {
    const point = points.find((one) => one.id === id);
    if (point?.kind === 'task') void navigate({ to: fieldPaths.task(id) });
    if (point?.kind === 'point') void navigate({ to: fieldPaths.patrol });
  };
  return (
    <section>
      <OwnMap grids={shift.grids} points={points} label={say('mapLabel', words)} onChoose={open} />
      <ul className="map-legend" aria-hidden="true">
        <li className="legend-task">{say('legendTask')}</li>
        <li className="legend-point">{say('legendPoint')}</li>
        <li className="legend-own">{say('legendOwn')}</li>
      </ul>
    </section>
  );
}

function pointsOf(shift: Shift, items: readonly Item[]): MapPoint[] {
  const tasks = shift.tasks.flatMap((task): MapPoint[] =>
    task.point
      ? [{ ...task.point, id: task.number, kind: 'task', isDone: isDoneHere(task, items) }]
      : [],
  );
  const places = shift.patrol.items.map(
    (point): MapPoint => ({
      id: point.id,
      kind: 'point',
      lon: point.lon,
      lat: point.lat,
      isDone: isLookedAt(point, items),
    }),
  );
  const own = items.flatMap((item): MapPoint[] =>
    item.deed.kind === 'report' && item.deed.point
      ? [{ ...item.deed.point, id: item.id, kind: 'own', isDone: item.state === 'done' }]
      : [],
  );
  return [...places, ...tasks, ...own];
}
