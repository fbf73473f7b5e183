/** The tasks of one worker with all that is needed to do them without a network. Only reads. */
import { Refusal } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { AllowedAction, FormField } from '../contract/forms.ts';
import type { Queue } from '../contract/lists.ts';
import type { Task, TaskCategory, TaskWork } from '../contract/tasks.ts';
import type { MatterView as MatterAnswer } from '../contract/views.ts';
import { questionsOf } from '../rules/forms.ts';
import { STAGES } from '../rules/queues.ts';
import { listQueue } from './queues.ts';
import { readMatter } from './read.ts';
import { SEALED } from './words.ts';
import type { MattersWorld } from './world.ts';

/** Where tasks are taken from, what is the worker's own first. */
const SOURCES: readonly Queue[] = ['mine', 'toVerify', 'toCheck', 'org'];
/** Matters are read side by side, but not all at once: a shift is no reason to hold the pool. */
const AT_ONCE = 4;

/** At most `max` tasks: of each queue those due first, one's own queue before the others. */
export async function listTasks(
  world: MattersWorld,
  ctx: RequestContext,
  max: number,
): Promise<{ items: Task[]; isMore: boolean }> {
  const numbers = new Set<string>();
  let isMore = false;
  for (const queue of SOURCES) {
    const page = await listQueue(world, ctx, { queue, limit: Math.min(max, 100) });
    for (const one of page.items) numbers.add(one.number);
    isMore ||= page.next !== null;
  }
  const wanted = [...numbers].slice(0, max);
  const items: Task[] = [];
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const group = wanted.slice(at, at + AT_ONCE);
    const read = await Promise.all(group.map((number) => task(world, ctx, number)));
    items.push(...read.filter((one) => one !== null));
  }
  return { items: items.sort(byDue), isMore: isMore || numbers.size > max };
}

/** Those due first above, those without a due time last; else in the order of the queues. */
function byDue(a: Task, b: Task): number {
  if (a.dueAt === b.dueAt) return 0;
  if (a.dueAt === null) return 1;
  return b.dueAt === null || a.dueAt < b.dueAt ? -1 : 1;
}

/** Null when it went out of sight since it was listed. */
async function task(
  world: MattersWorld,
  ctx: RequestContext,
  number: string,
): Promise<Task | null> {
  try {
    return taskOf(await readMatter(world, ctx, number));
  } catch (error) {
    if (error instanceof Refusal && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}

/**
 * What the reader does next: by the stage, where an act that leads on from it is theirs. The queue
 * does not say: what is assigned to verify lies among one's own like what is assigned to handle.
 */
function workOf({ stage, allowedActions }: MatterAnswer): TaskWork {
  const mayLeadOn = allowedActions.some((one) => one.why === null && one.leadsTo.length > 0);
  if (mayLeadOn && stage.code === STAGES.toVerify) return 'verify';
  return mayLeadOn && stage.code === STAGES.toCheck ? 'check' : 'handle';
}

function taskOf(matter: MatterAnswer): Task {
  const { number, title, text, category, stage, urgency, version, seq, region, grid } = matter;
  const mine = matter.assignments.find((one) => one.note !== '');
  return {
    number,
    work: workOf(matter),
    title,
    text,
    category,
    stage,
    urgency,
    version,
    seq,
    region,
    grid,
    point: matter.point,
    // Sealed words open on the console alone, with a purpose: on a phone they say nothing.
    placeText: matter.placeText === SEALED ? '' : matter.placeText,
    regionName: matter.regionName,
    gridName: matter.gridName,
    near: matter.near,
    receivedAt: matter.receivedAt,
    dueAt: matter.dueAt,
    isSuspended: matter.isSuspended,
    reworkCount: matter.reworkCount,
    handlingOrg: matter.handlingOrg,
    result: matter.result,
    note: mine?.note ?? '',
    attachments: matter.attachments.map(({ id, purpose, medium, href, thumbHref }) => ({
      id,
      purpose,
      medium,
      href,
      thumbHref,
    })),
    actions: actionsOf(matter.allowedActions),
  };
}

/** What follows an act that is open now, so that both can be done before the network is back. */
const FOLLOWS: Readonly<Record<string, string>> = { complete: 'acknowledge' };

function actionsOf(all: readonly AllowedAction[]): Task['actions'] {
  const open = new Set(all.filter((one) => one.why === null).map((one) => one.action));
  return all.flatMap((one) => {
    const after = FOLLOWS[one.action];
    const isNext = one.why === 'ACTION_NOT_OPEN' && after !== undefined && open.has(after);
    if (!open.has(one.action) && !isNext) return [];
    if (Object.values(one.fields).some(needsPicking)) return [];
    const { action, zh, en, fields, needsVersion, isPrimary } = one;
    return [{ action, zh, en, fields, needsVersion, isPrimary, after: isNext ? after : null }];
  });
}

/** An organisation or a post is picked from lists that do not go along. */
function needsPicking(field: FormField): boolean {
  const isPicked = field.type === 'id' || field.type === 'code';
  return isPicked && field.required && field.picks !== 'clock';
}

/**
 * The categories of a county that open matters of these kinds, with their questions in words and
 * what a self-handling needs. Sealed ones stay off phones.
 */
export async function listTaskCategories(
  world: MattersWorld,
  { county, kinds }: { county: string; kinds: readonly string[] },
  now: number,
): Promise<TaskCategory[]> {
  const { categories } = await world.rules(county, now);
  const offered = categories.categories.filter(
    ({ kind, isSealed }) => kinds.includes(kind) && !isSealed,
  );
  return offered.map((one) => ({
    code: one.code,
    zh: one.zh,
    en: one.en,
    parent: one.parent,
    emergency: one.emergency,
    maySelfHandle: one.maySelfHandle,
    evidence: { ...one.evidence },
    keywords: [...one.keywords],
    form: questionsOf(one.form),
  }));
}
