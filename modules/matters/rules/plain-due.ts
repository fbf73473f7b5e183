/**
 * A due time in plain words for the people who wait for it: how long, counted from when, which
 * days do not count. The full account, day by day, is `explain.ts`.
 */
import type { ExplainedDay } from '../../../kernel/due-days.ts';
import { isNatural, type Unit } from '../../../kernel/units.ts';
import { civilText } from '../../../kernel/zone.ts';
import { unitWords } from '../contract/words.ts';
import type { ClockExplanation } from './explain.ts';
import type { Amount, Words } from './process.ts';

export function plainDue(clock: ClockExplanation, zone: string): Words {
  const parts = [
    plainTerm(clock),
    countsOnly(clock.unit),
    startWords(clock, zone),
    skippedWords(clock.days, clock.unit),
    clock.isProvisional
      ? {
          zh: '明年节假日公布后可能顺延',
          en: 'it may move when next year’s holidays are published',
        }
      : null,
  ].filter((part) => part !== null);
  return {
    zh: `${parts.map(({ zh }) => zh).join('；')}。`,
    en: `${parts.map(({ en }) => en).join('; ')}.`,
  };
}

/** `3个工作日`, `3 working days`. */
export function plainTerm({ amount, unit }: Amount): Words {
  const { zh, en } = unitWords[unit];
  return { zh: `${amount}${zh}`, en: `${amount} ${amount === 1 ? en.replace(/s$/, '') : en}` };
}

function countsOnly(unit: Unit): Words | null {
  if (unit === 'workHours') return { zh: '只计上班时间', en: 'only office hours count' };
  if (unit !== 'urgentWorkHours') return null;
  return { zh: '只计应急值守时间', en: 'only hours of emergency duty count' };
}

function startWords({ countsFrom, startedAt }: ClockExplanation, zone: string): Words | null {
  if (countsFrom <= startedAt) return null;
  const from = civilText(countsFrom, zone).slice(0, 16);
  return { zh: `从 ${from} 起算`, en: `counted from ${from}` };
}

const isSkipped = ({ why, days, ms }: ExplainedDay) =>
  days === 0 && ms === 0 && (why === 'weekend' || why === 'holiday' || why === 'override');

function skippedWords(days: readonly ExplainedDay[], unit: Unit): Words | null {
  if (isNatural(unit)) return null;
  const spans = days.filter(isSkipped).reduce<ExplainedDay[]>(joinAlike, []);
  if (spans.length === 0) return null;
  return {
    zh: `${spans.map((one) => `${spanOf(one, '至')}（${one.name ?? '周末'}）`).join('、')}不计`,
    en: `not counted: ${spans.map((one) => `${spanOf(one, ' to ')} (${one.name ?? 'weekend'})`).join(', ')}`,
  };
}

function joinAlike(spans: ExplainedDay[], day: ExplainedDay): ExplainedDay[] {
  const last = spans.at(-1);
  const isNext = last && last.name === day.name && last.why === day.why && follows(last, day);
  if (!isNext) return [...spans, day];
  return [...spans.slice(0, -1), { ...last, to: day.to }];
}

const follows = (last: ExplainedDay, day: ExplainedDay) =>
  Date.parse(day.from) - Date.parse(last.to) <= 86_400_000;

const spanOf = ({ from, to }: ExplainedDay, till: string) =>
  from === to ? from.slice(5) : `${from.slice(5)}${till}${to.slice(5)}`;
