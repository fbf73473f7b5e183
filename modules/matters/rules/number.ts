/** Reading a public number: it names the county, and so where to look. */
import { refuse } from '../../../kernel/refusal.ts';

const NUMBER = /^([0-9A-Za-z]{1,12})-(\d{2})-(\d{7,})$/;

/** The county of a number. Refuses NOT_FOUND when it is no number: it names nothing. */
export function countyOfNumber(number: string): string {
  return NUMBER.exec(number)?.[1] ?? refuse('NOT_FOUND');
}

export function isMatterNumber(text: string): boolean {
  return NUMBER.test(text);
}
