/** My tasks: to handle, to verify, to check; those due first above. */
import { Link } from '@tanstack/react-router';
import { useTime } from '../../../../web/dates.ts';
import { fieldPaths } from '../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { Badge, Empty, PageTitle } from '../../../../web/ui/parts.tsx';
import { type Shift, serverNow, useField, useOwnItems } from '../state.ts';
import { fieldTexts } from '../texts.ts';
import { actsOn, isDoneHere, whereOf } from '../work.ts';

type Task = Shift['tasks'][number];

const works = [
  ['handle', 'workHandle'],
  ['verify', 'workVerify'],
  ['check', 'workCheck'],
] as const;

export function TasksPage() {
  const say = useTexts(fieldTexts);
  const { shift } = useField();
  const tasks = shift?.tasks ?? [];
  return (
    <>
      <PageTitle name={say('tasks')}>{say('tasks')}</PageTitle>
      {!shift && <Empty>{say('noShift')}</Empty>}
      {shift && tasks.length === 0 && <Empty>{say('noTasks')}</Empty>}
      {works.map(([work, words]) => {
        const own = tasks.filter((task) => task.work === work);
        if (own.length === 0) return null;
        return (
          <section key={work}>
            <h2>
              {say(words)} <span className="muted">{own.length}</span>
            </h2>
            <ul className="plain-list">
              {own.map((task) => (
                <TaskRow key={task.number} task={task} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function TaskRow({ task }: { task: Task }) {
  const named = useNamed();
  const items = useOwnItems();
  const recorded = actsOn(task.number, items).at(-1);
  return (
    <li>
      <Link
        to={fieldPaths.task(task.number)}
        className={isDoneHere(task, items) ? 'card task-card task-done' : 'card task-card'}
      >
        <strong>{task.title}</strong>
        <TaskBadges task={task} />
        <span className="muted">
          {task.category ? named(task.category) : ''} {whereOf(task, named)}
        </span>
        {recorded?.deed.kind === 'act' && recorded.state !== 'done' && (
          <Recorded words={named(recorded.deed.words)} />
        )}
      </Link>
    </li>
  );
}

function Recorded({ words }: { words: string }) {
  const say = useTexts(fieldTexts);
  return <Badge tone="good">{say('recorded', { what: words })}</Badge>;
}

export function TaskBadges({ task }: { task: Task }) {
  const say = useTexts(fieldTexts);
  const time = useTime();
  const isOverdue = task.dueAt !== null && Date.parse(task.dueAt) < serverNow();
  return (
    <span className="task-badges">
      {task.urgency === 'urgent' && <Badge tone="bad">{say('urgent')}</Badge>}
      {isOverdue && <Badge tone="bad">{say('overdue')}</Badge>}
      {task.dueAt && !isOverdue && (
        <Badge tone="info">{say('dueAt', { at: time(task.dueAt) })}</Badge>
      )}
      {task.reworkCount > 0 && (
        <Badge tone="warn">{say('rework', { count: task.reworkCount })}</Badge>
      )}
      {task.isSuspended && <Badge>{say('suspended')}</Badge>}
    </span>
  );
}
