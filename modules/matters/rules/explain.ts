/**
 * Why a clock is due when it is: where its time comes from, day by day what counted, its stops,
 * extensions and rungs. Computed again from what the clock keeps; nothing is stored for it.
 */
import type { Calendar } from '../../../kernel/calendar.ts';
import { endsWithDay } from '../../../kernel/counting.ts';
import type { ExplainedDay } from '../../../kernel/due-days.ts';
import { must } from '../../../kernel/refusal.ts';
import type { Unit } from '../../../kernel/units.ts';
import { daysStopped, dueAt } from '../../../kernel/working-time.ts';
import { said, stopReasonWords, unitWords } from '../contract/words.ts';
import { type CategoryTree, findCategory } from './category.ts';
import type { ProcessDefinition, Words } from './process.ts';
import { rungTimes, stretchesOf } from './recount.ts';
import type { Clock, ClockDetail, Rung } from './state.ts';

export type ClockExplanation = Words & {
  id: string;
  name: string;
  org: string | null;
  state: Clock['state'];
  nature: ClockDetail['nature'];
  /** Where its time comes from, for people. */
  why: Words;
  citation: string | null;
  amount: number;
  unit: Unit;
  /** By which it was counted; `isSameCalendar` is false when `days` were counted by a newer one. */
  calendar: { id: string; version: number };
  isSameCalendar: boolean;
  isProvisional: boolean;
  startedAt: number;
  countsFrom: number;
  /** As first set, before stops and extensions; `days` lead to this one. */
  firstDueAt: number;
  dueAt: number;
  endedAt: number | null;
  breachedAt: number | null;
  /** Counted ms that a stopped clock has left. */
  leftMs: number | null;
  days: readonly ExplainedDay[];
  stops: readonly Stop[];
  extensions: readonly { at: number; amount: number; unit: Unit }[];
  /** In the order of the ladder. `at` is null for what an end or an extension has overtaken. */
  rungs: readonly { rung: Rung; state: 'fired' | 'toCome' | 'overtaken'; at: number | null }[];
};

/** Explains a clock by the calendar at hand; `definition` is the matter's own version. */
export function explainClock(
  clock: Clock,
  definition: ProcessDefinition,
  calendar: Calendar,
  tree: CategoryTree = { categories: [] },
): ClockExplanation {
  const { detail } = clock;
  const { startedAt, amount, unit, counting } = detail;
  const spec = definition.clocks[clock.name];
  const first = dueAt({ start: startedAt, amount, unit, counting, calendar });
  return {
    id: clock.id,
    name: clock.name,
    zh: spec?.zh ?? clock.name,
    en: spec?.en ?? clock.name,
    org: clock.org,
    state: clock.state,
    nature: detail.nature,
    why: whyOf(detail, definition, tree),
    citation: detail.citation,
    amount,
    unit,
    calendar: detail.calendar,
    isSameCalendar:
      detail.calendar.id === calendar.id && detail.calendar.version === calendar.version,
    isProvisional: detail.isProvisional,
    startedAt,
    countsFrom: detail.countsFrom,
    firstDueAt: first.dueAt,
    dueAt: clock.dueAt,
    endedAt: detail.endedAt,
    breachedAt: detail.breachedAt,
    leftMs: detail.leftMs,
    days: first.days,
    stops: stopsOf(detail, definition, calendar),
    extensions: extensionsOf(detail),
    rungs: rungsOf(clock, definition, calendar),
  };
}

export function whyOf(
  detail: ClockDetail,
  definition: ProcessDefinition,
  tree: CategoryTree,
): Words {
  const { amount, unit, why, category } = detail;
  const time = { zh: `${amount}${unitWords[unit].zh}`, en: `${amount} ${unitWords[unit].en}` };
  const version = why.split(' ').at(-1) ?? '';
  const zh = `${definition.title.zh}流程 ${version}`;
  const en = `the process "${definition.title.en}" ${version}`;
  if (category === null) return { zh: `${zh}规定：${time.zh}`, en: `Set by ${en}: ${time.en}` };
  const named = findCategory(tree, category) ?? { zh: category, en: category };
  return {
    zh: `类别“${named.zh}”规定（${zh}）：${time.zh}`,
    en: `Set by the category "${named.en}" (${en}): ${time.en}`,
  };
}

/** `days`: whole days that it took from a clock that ends with a day; null where time is exact. */
type Stop = { from: number; to: number | null; reason: string; why: Words; days: number | null };

function stopsOf(detail: ClockDetail, definition: ProcessDefinition, calendar: Calendar): Stop[] {
  const { turns, unit } = detail;
  const stops: Stop[] = [];
  const daysOf = ({ from }: Stop, to: number) =>
    endsWithDay(unit, detail.counting)
      ? daysStopped({ stoppedAt: from, resumedAt: to, unit, calendar })
      : null;
  for (const turn of turns) {
    if (turn.kind === 'stop') {
      const { at: from, reason } = turn;
      stops.push({ from, to: null, reason, why: stopWords(reason, definition), days: null });
    }
    const last = stops.at(-1);
    if (turn.kind !== 'resume') continue;
    must(last, 'a clock resumes after a stop');
    last.to = turn.at;
    last.days = daysOf(last, turn.at);
  }
  return stops;
}

/** A stop's reason is the program's own word, or the stage or action that brought it. */
function stopWords(reason: string, definition: ProcessDefinition): Words {
  const [sort, name = ''] = reason.split(':');
  const named = sort === 'stage' ? definition.stages[name] : definition.actions[name];
  return named ? { zh: named.zh, en: named.en } : said(stopReasonWords, reason);
}

function extensionsOf({ turns }: ClockDetail) {
  return turns.flatMap((turn) =>
    turn.kind === 'extend' ? [{ at: turn.at, amount: turn.amount, unit: turn.unit }] : [],
  );
}

function rungsOf(clock: Clock, definition: ProcessDefinition, calendar: Calendar) {
  const { detail } = clock;
  const ladder = definition.ladders[definition.clocks[clock.name]?.ladder ?? ''] ?? [];
  const run = { stretches: stretchesOf(detail, clock.dueAt), unit: detail.unit };
  return rungTimes(ladder, run, calendar).map(({ rung, at }) => {
    const toCome = detail.rungs.find((one) => one.rung === rung);
    if (toCome) return { rung, state: 'toCome' as const, at: toCome.at };
    const isFired = detail.firedRungs.includes(rung);
    return isFired
      ? { rung, state: 'fired' as const, at }
      : { rung, state: 'overtaken' as const, at: null };
  });
}
