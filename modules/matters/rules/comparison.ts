/**
 * Organisations side by side: four rates, each with what it is made of. A close by decline, as a
 * duplicate or by withdrawal betters none of them, and none falls because something was reported.
 */
import type { TallyPart } from '../contract/comparison.ts';
import type { TallyMeasure } from './tally.ts';

/** Over fewer a rate says more of chance than of the organisation. */
export const leastCount = 5;

type MeasureSpec = {
  zh: string;
  en: string;
  formula: { zh: string; en: string };
  better: 'higher' | 'lower';
  unit: 'share' | 'stars';
  numerator: readonly TallyPart[];
  denominator: readonly TallyPart[];
};

export const orgMeasureSpecs = {
  onTime: {
    zh: '按期率',
    en: 'On time',
    formula: {
      zh: '按期结案 ÷（期内结案＋期末仍超期未结）。只计本单位自己的时限，派遣、核查所用时间不计；不予受理、重复、撤回不计，但此前已超期的仍计超期。信访事项只计是否按期。',
      en: 'Closed on time ÷ (closed in the period + still open and overdue at its end). Only the organisation’s own clock counts, not the time of dispatch or check; declined, duplicate and withdrawn stand outside, but what had run over before stays. Of petitions only this is counted.',
    },
    better: 'higher',
    unit: 'share',
    numerator: ['onTime'],
    denominator: ['onTime', 'closedLate', 'late'],
  },
  rework: {
    zh: '返工率',
    en: 'Rework',
    formula: {
      zh: '结案前至少返工一次的事项 ÷ 期内结案。返工指核查不合格，或反映人回访不满意。',
      en: 'Closed matters that had to be done again at least once ÷ closed in the period. Done again: the check failed or the reporter was not satisfied when called back.',
    },
    better: 'lower',
    unit: 'share',
    numerator: ['reworked'],
    denominator: ['onTime', 'closedLate'],
  },
  return: {
    zh: '退回率',
    en: 'Return',
    formula: {
      zh: '经裁定属实的异议（非本单位职责）÷ 派给本单位主办的次数。高低首先反映派遣是否准确。',
      en: 'Objections ("not mine") that were granted ÷ times it was given the lead. It first tells how well matters are dispatched.',
    },
    better: 'lower',
    unit: 'share',
    numerator: ['returned'],
    denominator: ['given'],
  },
  rating: {
    zh: '满意度',
    en: 'Rating',
    formula: {
      zh: '期内评价得分之和 ÷ 评价次数（1 至 5 分），计入评价时的承办单位。',
      en: 'Sum of the ratings of the period ÷ their number (1 to 5), for whoever had handled it when it was rated.',
    },
    better: 'higher',
    unit: 'stars',
    numerator: ['rated'],
    denominator: ['rated'],
  },
} as const satisfies Record<string, MeasureSpec>;
export type OrgMeasure = keyof typeof orgMeasureSpecs;

export type OrgRate = { value: number | null; numerator: number; denominator: number };
export type OrgSums = Partial<Record<TallyMeasure, number>>;

/** The four rates of an organisation; below `leastCount` a rate has no value. */
export function orgRates(sums: OrgSums): Record<OrgMeasure, OrgRate> {
  const of = (...measures: TallyMeasure[]) =>
    measures.reduce((total, measure) => total + (sums[measure] ?? 0), 0);
  return {
    onTime: share(of('onTime'), of('onTime', 'closedLate', 'late')),
    rework: share(of('reworked'), of('onTime', 'closedLate')),
    return: share(of('returned'), of('given')),
    rating: rate(of('ratingSum'), of('rated')),
  };
}

function rate(numerator: number, denominator: number): OrgRate {
  const value = denominator >= leastCount ? numerator / denominator : null;
  return { value, numerator, denominator };
}

/** What a period takes back of an earlier one may outweigh what it adds: a share stays a share. */
function share(numerator: number, denominator: number): OrgRate {
  const { value } = rate(numerator, denominator);
  return { value: value && Math.min(1, Math.max(0, value)), numerator, denominator };
}
