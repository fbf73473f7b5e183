/**
 * A period as few blocks of days: figures are kept as sums of each day, four days, sixteen and so
 * on, so that a month is some seven rows and all time a dozen. Blocks begin at a multiple of
 * their span, counted from the first day of our era.
 */

/** How many days a block has; each fits into the next a whole number of times. */
export const spans = [1, 4, 16, 64, 256, 1024] as const;

/** So many days from a day on. */
export type Block = { span: number; day: string };

const DAY_MS = 86_400_000;
const ERA_MS = Date.parse('0001-01-01');
/** No matter was counted before: what is asked of all time begins here. Each block is a look. */
const FIRST = '1970-01-01';

const numberOf = (day: string) => (Date.parse(day) - ERA_MS) / DAY_MS;
const dayOf = (number: number) => new Date(ERA_MS + number * DAY_MS).toISOString().slice(0, 10);

/**
 * Both ends included; without `from` everything up to `to`. From the day `edge` on each day is by
 * itself: longer blocks do not hold it yet.
 */
export function blocksOf(from: string | null, to: string, edge: string): Block[] {
  const end = numberOf(to) + 1;
  const held = Math.min(end, numberOf(edge));
  const blocks: Block[] = [];
  for (let at = numberOf(from ?? FIRST); at < end; ) {
    const span = spans.findLast((one) => at % one === 0 && at + one <= held) ?? 1;
    blocks.push({ span, day: dayOf(at) });
    at += span;
  }
  return blocks;
}

/** Each of the days by itself. */
export function daysOf(from: string, to: string): Block[] {
  const count = numberOf(to) + 1 - numberOf(from);
  return Array.from({ length: count }, (_, at) => ({ span: 1, day: dayOf(numberOf(from) + at) }));
}
