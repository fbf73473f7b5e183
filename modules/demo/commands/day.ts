/**
 * The scripted day: rounds in which each matter goes on until it must wait, a few matters at once.
 * Between the rounds half a day may pass. Nothing here decides; `rules/moves.ts` does.
 */
import { type Memory, type Move, nextMove, type Seen } from '../rules/moves.ts';
import { type Answer, type Client, codeOf, describe } from './client.ts';
import type { Held, Offices } from './offices.ts';

export type Day = {
  client: Client;
  offices: Offices;
  guess: (text: string) => string;
  concurrency: number;
  /** Lets half a day pass before a round; absent: the clock stays. */
  pass?: () => Promise<void>;
  print: (line: string) => void;
};

export type Tally = {
  acts: Map<string, number>;
  /** `ACTION CODE` → how often. */
  refusals: Map<string, number>;
  outcomes: Map<string, number>;
  open: number;
  closed: Closed[];
};

/** What a matter that closed came to. */
export type Closed = {
  number: string;
  onTime: boolean;
  reworkCount: number;
  /** From receipt to the first answer. */
  answerHours: number | null;
};

type Course = {
  number: string;
  done: Map<string, number>;
  stage: string;
  waited: number;
  isOver: boolean;
};

/** More rounds than the slowest fate needs. */
const ROUNDS_MAX = 60;
/** A matter that goes on longer within a round goes in a circle. */
const MOVES_MAX = 25;

/** Drives the matters to their end. Answers what was done. */
export async function runDay(day: Day, numbers: readonly string[]): Promise<Tally> {
  const tally: Tally = {
    acts: new Map(),
    refusals: new Map(),
    outcomes: new Map(),
    open: 0,
    closed: [],
  };
  const courses = numbers.map(
    (number): Course => ({ number, done: new Map(), stage: '', waited: -1, isOver: false }),
  );
  for (let round = 1; round <= ROUNDS_MAX; round += 1) {
    const going = courses.filter((course) => !course.isOver);
    if (going.length === 0) break;
    if (round > 1) await day.pass?.();
    await atOnce(day.concurrency, going, (course) => goOn(day, tally, course));
    const over = courses.length - courses.filter((course) => !course.isOver).length;
    day.print(`round ${round}: ${over} of ${courses.length} matters at their end`);
  }
  tally.open = courses.filter((course) => course.stage !== 'closed').length;
  return tally;
}

/** Works through the items, so many at a time. */
export async function atOnce<T>(
  count: number,
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const item = items[next];
      next += 1;
      if (item !== undefined) await work(item);
    }
  };
  await Promise.all(Array.from({ length: count }, worker));
}

type View = {
  number: string;
  stage: { code: string };
  kind: { code: string };
  version: number;
  outcome: string | null;
  title: string;
  text: string;
  region: string;
  owner: { id: string };
  handlingOrg: { id: string } | null;
  route: { zh: string } | null;
  reporterCount: number;
  isSuspended: boolean;
  isSelfHandled: boolean;
  requests: { kind: string; state: string }[];
  receivedAt: string;
  reworkCount: number;
  clocks: { name: string; isBreached: boolean }[];
  replies: { at: string }[];
};

/** The clocks that decide whether a matter is on time; those of the checks are the centre's own. */
const DECIDING: ReadonlySet<string> = new Set(['respond', 'verify', 'dispatch', 'handle']);
const HOUR_MS = 3_600_000;

function closedOf(view: View): Closed {
  const { number, reworkCount, clocks, replies, receivedAt } = view;
  const answers = replies.map((one) => Date.parse(one.at) - Date.parse(receivedAt));
  return {
    number,
    reworkCount,
    onTime: !clocks.some((clock) => DECIDING.has(clock.name) && clock.isBreached),
    answerHours: answers.length === 0 ? null : Math.min(...answers) / HOUR_MS,
  };
}

async function goOn(day: Day, tally: Tally, course: Course): Promise<void> {
  course.waited += 1;
  for (let moves = 0; moves < MOVES_MAX; moves += 1) {
    const answer = await day.client.get('countydispatcher', `/api/matters/${course.number}`);
    if (answer.status !== 200) return end(tally, course, `read ${describe(answer)}`);
    const view = answer.body as unknown as View;
    const stage = view.stage.code;
    if (stage !== course.stage) Object.assign(course, { stage, waited: 0 });
    if (stage === 'closed') {
      count(tally.outcomes, view.outcome ?? '');
      tally.closed.push(closedOf(view));
      course.isOver = true;
      return;
    }
    const seen = seenOf(view, day.offices.hasHead(heldOf(view)));
    const move = nextMove(seen, course satisfies Memory);
    if (move.wait) return;
    if (!(await make(day, tally, { course, view, move }))) return;
  }
  end(tally, course, 'circle');
}

function end(tally: Tally, course: Course, why: string): void {
  count(tally.refusals, why);
  course.isOver = true;
}

const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);

function seenOf(view: View, hasHead: boolean): Seen {
  return {
    number: view.number,
    stage: view.stage.code,
    kind: view.kind.code,
    text: view.text,
    hasReporter: view.reporterCount > 0,
    isSuspended: view.isSuspended,
    isSelfHandled: view.isSelfHandled,
    pending: view.requests.find((one) => one.state === 'pending')?.kind ?? null,
    hasHead,
  };
}

function heldOf(view: View): Held {
  return {
    region: view.region,
    owner: view.owner.id,
    handlingOrg: view.handlingOrg?.id ?? null,
    routeName: view.route?.zh.split('：').at(-1) ?? null,
  };
}

type Making = { course: Course; view: View; move: Extract<Move, { wait: false }> };

/** Makes the move over HTTP; false when the matter is over for today. */
async function make(day: Day, tally: Tally, making: Making): Promise<boolean> {
  const { course, view, move } = making;
  const held = heldOf(view);
  const who = day.offices.loginOf(move.by, held);
  const input = { ...move.given, ...namedOf(day, making, held) };
  const path = `/api/matters/${view.number}/actions/${move.action}`;
  const send = (more: object): Promise<Answer> =>
    day.client.send(who, 'POST', path, { version: view.version, input: { ...input, ...more } });
  let answer = await send({});
  if (String(answer.body.code).startsWith('EVIDENCE_')) {
    const [before, after] = await Promise.all([
      day.client.photo(who, 'before'),
      day.client.photo(who, 'after'),
    ]);
    answer = await send({ beforePhotos: [before], afterPhotos: [after] });
  }
  if (answer.status === 200) {
    count(tally.acts, move.action);
    count(course.done, move.action);
    return true;
  }
  // Somebody else was faster: look again.
  if (answer.body.code === 'VERSION_STALE') return true;
  return wasRefused(tally, course, move.action, answer);
}

/** What one may not do is left out from then on; only the plain way must be open. */
const DETOURS: ReadonlySet<string> = new Set([
  'object',
  'askSuspension',
  'askExtension',
  'supervise',
  'replySupervision',
  'closeSupervision',
  'requestVerify',
]);

function wasRefused(tally: Tally, course: Course, action: string, answer: Answer): boolean {
  const code = codeOf(answer.body) || String(answer.status);
  if (!DETOURS.has(action)) {
    end(tally, course, `${action} ${code}`);
    return false;
  }
  count(tally.refusals, `${action} ${code}`);
  count(course.done, action);
  if (action === 'requestVerify') count(course.done, 'verify');
  return true;
}

/** Organisations and categories that a move names. */
function namedOf(day: Day, { course, view, move }: Making, held: Held): object {
  switch (move.action) {
    case 'dispatch': {
      const { routeOf, elsewhereOf } = day.offices;
      return { org: course.done.has('object') ? elsewhereOf(held) : routeOf(held) };
    }
    case 'requestVerify':
      return { org: day.offices.verifierOf(held) };
    case 'triage':
      return { category: day.guess(`${view.title} ${view.text}`) };
    default:
      return {};
  }
}
