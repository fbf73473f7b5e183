/** One task: what it is, where, its photos, and the forms of what may be done; all offline. */
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTime } from '../../../../web/dates.ts';
import { fieldPaths } from '../../../../web/paths.ts';
import { useParam } from '../../../../web/router.tsx';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { Badge, Button, Empty, Notice, PageTitle } from '../../../../web/ui/parts.tsx';
import { ActForm, actDeed } from '../act-form.tsx';
import { lessWaiting } from '../form-rules.ts';
import { isInside } from '../map-rules.ts';
import { OwnMap } from '../own-map.tsx';
import { useRefocus } from '../refocus.ts';
import { addDeed, type Shift, useField, useOwnItems } from '../state.ts';
import { fieldTexts } from '../texts.ts';
import { actsSince, lastAct, waitingPhotos, whereOf } from '../work.ts';
import { TaskBadges } from './tasks.tsx';

type Task = Shift['tasks'][number];

export function TaskPage() {
  const number = useParam('number');
  const { shift } = useField();
  const task = shift?.tasks.find((one) => one.number === number);
  if (!task || !shift) return <TaskGone number={number} />;
  return (
    <>
      <PageTitle name={task.title}>{task.title}</PageTitle>
      <TaskBadges task={task} />
      {task.text !== task.title && <p className="task-text">{task.text}</p>}
      <Facts task={task} />
      <Photos task={task} />
      {task.point && <TaskMap task={task} shift={shift} />}
      <Actions task={task} />
    </>
  );
}

/** It leaves the list by the worker's own act, too: then that is said, or it looks like a loss. */
function TaskGone({ number }: { number: string }) {
  const say = useTexts(fieldTexts);
  const named = useNamed();
  const act = lastAct(number, useOwnItems());
  return (
    <>
      <PageTitle name={number}>{number}</PageTitle>
      {act && (
        <Notice tone="good">
          {say(act.isSent ? 'taskSent' : 'taskKept', { what: named(act.words) })}
        </Notice>
      )}
      <Empty>
        {!act && <p>{say('taskGone')}</p>}
        <Link to={fieldPaths.tasks}>{say('backToTasks')}</Link>
      </Empty>
    </>
  );
}

function Facts({ task }: { task: Task }) {
  const say = useTexts(fieldTexts);
  const named = useNamed();
  const time = useTime();
  const rows = [
    [say('place'), task.placeText],
    // Absent on what a phone took along before the server told it.
    [say('near'), task.near ? named(task.near) : ''],
    [say('region'), [task.regionName, task.gridName].filter(Boolean).join(' · ')],
    [say('category'), named(task.category)],
    [say('stage'), named(task.stage)],
    [say('receivedAt'), time(task.receivedAt)],
    [say('handlingOrg'), named(task.handlingOrg)],
    [say('dispatchNote'), task.note],
    [say('resultSaid'), task.result?.text ?? ''],
  ].filter(([, value]) => value !== '');
  return (
    <dl className="facts">
      {rows.map(([name, value]) => (
        <div className="fact-row" key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Photos({ task }: { task: Task }) {
  const say = useTexts(fieldTexts);
  const photos = task.attachments.filter((one) => one.thumbHref !== null);
  if (photos.length === 0) return null;
  return (
    <section>
      <h2>{say('photosThere')}</h2>
      <ul className="photo-row">
        {photos.map((photo) => (
          <li key={photo.id}>
            <Thumb address={photo.thumbHref ?? ''} href={photo.href} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was not fetched in time is said, instead of a broken picture. */
function Thumb({ address, href }: { address: string; href: string }) {
  const say = useTexts(fieldTexts);
  const [isMissing, setMissing] = useState(false);
  if (isMissing) return <span className="photo-missing">{say('photoNotHere')}</span>;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      <img src={address} alt={say('photosThere')} loading="lazy" onError={() => setMissing(true)} />
    </a>
  );
}

function TaskMap({ task, shift }: { task: Task; shift: Shift }) {
  const say = useTexts(fieldTexts);
  const named = useNamed();
  const { point } = task;
  // Within its own grid as a whole; what lies outside of all is seen beside them.
  const [grids] = useState(() => {
    const own = shift.grids.filter((grid) => point !== null && isInside(point, grid.shape));
    return own.length > 0 ? own : shift.grids;
  });
  const [points] = useState(() =>
    task.point ? [{ ...task.point, id: task.number, kind: 'task' as const }] : [],
  );
  return (
    <OwnMap
      grids={grids}
      points={points}
      start={null}
      showsAll
      label={`${say('place')}: ${whereOf(task, named)}`}
    />
  );
}

function Actions({ task }: { task: Task }) {
  const say = useTexts(fieldTexts);
  const named = useNamed();
  const items = useOwnItems();
  const [chosen, setChosen] = useState<string | null>(null);
  const [isKept, setKept] = useState(false);
  const section = useRefocus<HTMLElement>(chosen, chosen ? 'form h3' : 'h2');
  const recorded = actsSince(task, items);
  const taken = new Set(recorded.map((item) => (item.deed.kind === 'act' ? item.deed.action : '')));
  const actions = task.actions.filter((one) => !taken.has(one.action));
  const action = actions.find((one) => one.action === chosen);
  return (
    <section aria-live="polite" ref={section}>
      <h2 tabIndex={-1}>{say('whatNow')}</h2>
      {isKept && <Notice tone="good">{say('recordedToast')}</Notice>}
      {recorded.map((item) =>
        item.deed.kind === 'act' ? (
          <p key={item.id}>
            <Badge tone="good">{say('recorded', { what: named(item.deed.words) })}</Badge>
          </p>
        ) : null,
      )}
      {actions.length === 0 && recorded.length === 0 && <Empty>{say('noActions')}</Empty>}
      {action ? (
        <ActForm
          key={action.action}
          action={{ ...action, fields: lessWaiting(action.fields, waitingPhotos(recorded)) }}
          onKeep={async (input, files) => {
            await addDeed(actDeed(task, action, input), files);
            setChosen(null);
            setKept(true);
          }}
          onCancel={() => setChosen(null)}
        />
      ) : (
        <div className="actions">
          {actions.map((one) => {
            const isHeld = one.after !== null && !taken.has(one.after);
            const before = task.actions.find((other) => other.action === one.after);
            return (
              <Button
                key={one.action}
                isWide
                look={one.isPrimary || (one.after !== null && !isHeld) ? 'main' : 'plain'}
                disabled={isHeld}
                onClick={() => {
                  setChosen(one.action);
                  setKept(false);
                }}
              >
                {named(one)}
                {isHeld && before && ` · ${say('afterOther', { what: named(before) })}`}
              </Button>
            );
          })}
        </div>
      )}
    </section>
  );
}
