/** `linli demo run`: finds the matters, lets the day happen, prints what came of it. */
import { setTimeout } from 'node:timers/promises';
import { type Category, defaultDocuments } from '../../matters/index.ts';
import { demoTowns } from '../actions/directory.ts';
import { COUNTY } from '../actions/house.ts';
import { placesOf } from '../actions/places.ts';
import { nextHalfDay } from '../rules/half-days.ts';
import { type Client, clientOf, describe, Unexpected } from './client.ts';
import { type Closed, runDay, type Tally } from './day.ts';
import { officesOf } from './offices.ts';
import { rateOwn, reportOwn } from './own.ts';

export type RunOptions = {
  address: string;
  password: string;
  residentCookies: readonly string[];
  /** Of what came in by import; null: all of it. */
  limit: number | null;
  /** Reports made on the day itself. */
  own: number;
  concurrency: number;
  movesClock: boolean;
  print: (line: string) => void;
};

/** Drives the open imported messages and the day's own reports through the loop. */
export async function runDemo(options: RunOptions): Promise<Tally> {
  const { print, concurrency } = options;
  const client = clientOf(options);
  const offices = await officesOf(client);
  const from = await clockOf(client);
  const begun = performance.now();
  const imported = await importedOf(client, options.limit);
  print(`${imported.length} imported messages are open`);
  const { own, refused } = await reportOwn({
    client,
    offices,
    concurrency,
    count: options.own,
    residents: options.residentCookies.length,
    villages: demoTowns().flatMap((town) =>
      placesOf(12)
        .filter((place) => place.code.startsWith(town.code))
        .map((place) => place.code),
    ),
  });
  print(`${own.length} reports were made today`);
  for (const line of refused) print(`  refused: ${line}`);
  const numbers = [...imported, ...own.map((one) => one.number)];
  const pass = options.movesClock ? () => passHalfDay(client, print) : undefined;
  const guess = guesser();
  const tally = await runDay({ client, offices, guess, concurrency, pass, print }, numbers);
  const rated = await rateOwn(client, own, concurrency);
  printTally(print, tally, { rated, matters: numbers.length });
  const ownNumbers = new Set(own.map((one) => one.number));
  const isOwn = ({ number }: Closed) => ownNumbers.has(number);
  printClosed(
    print,
    'imported (their clocks run since they were received)',
    tally.closed.filter((one) => !isOwn(one)),
  );
  printClosed(print, 'reported today', tally.closed.filter(isOwn));
  const seconds = (performance.now() - begun) / 1000;
  const acts = [...tally.acts.values()].reduce((sum, one) => sum + one, 0);
  print(`${acts} acts over HTTP in ${seconds.toFixed(0)} s (${(acts / seconds).toFixed(0)}/s)`);
  await printFigures(client, print, { from, to: await clockOf(client) });
  return tally;
}

async function clockOf(client: Client): Promise<number> {
  const answer = await client.get('countydispatcher', '/api/clock');
  return typeof answer.body.now === 'string' ? Date.parse(answer.body.now) : Date.now();
}

async function importedOf(client: Client, limit: number | null): Promise<string[]> {
  const numbers: string[] = [];
  let after = '';
  do {
    const query = new URLSearchParams({
      queue: 'recent',
      county: COUNTY,
      channel: 'import',
      isOpen: 'true',
      limit: '100',
      ...(after && { after }),
    });
    const answer = await client.get('countydispatcher', `/api/matters?${query.toString()}`);
    if (answer.status !== 200) throw new Unexpected(`the list of matters: ${describe(answer)}`);
    const page = answer.body as unknown as { items: { number: string }[]; next: string | null };
    numbers.push(...page.items.map((one) => one.number));
    after = page.next ?? '';
  } while (after !== '' && (limit === null || numbers.length < limit));
  return numbers.slice(0, limit ?? undefined);
}

/** What belongs nowhere else is a matter of the estate: property management. */
function guesser(): (text: string) => string {
  const tree = defaultDocuments().find((one) => one.kind === 'categories')?.body;
  const { categories } = tree as { categories: Category[] };
  const usable = categories.filter((one) => one.kind === 'report' && one.code !== 'staffConduct');
  return (text) => {
    const scored = usable.map(({ code, keywords }) => ({
      code,
      score: keywords.filter((word) => text.includes(word)).join('').length,
    }));
    const best = scored.reduce((a, b) => (b.score > a.score ? b : a));
    return best.score > 0 ? best.code : 'propertyService';
  };
}

const HOUR_MS = 3_600_000;
/** The ladder looks every two seconds: what half a day made due has fired before people go on. */
const LADDER_MS = 2500;

async function passHalfDay(client: Client, print: (line: string) => void): Promise<void> {
  const at = new Date(nextHalfDay(await clockOf(client))).toISOString();
  const answer = await client.send('admin', 'PUT', '/api/clock', { at });
  if (answer.status !== 200) throw new Unexpected(`the clock: ${describe(answer)}`);
  print(`the clock stands at ${at}`);
  await setTimeout(LADDER_MS);
}

function printTally(
  print: (line: string) => void,
  tally: Tally,
  { rated, matters }: { rated: number; matters: number },
): void {
  const lines = (map: Map<string, number>) =>
    [...map]
      .sort((a, b) => b[1] - a[1])
      .map(([key, times]) => `${key} ${times}`)
      .join(', ');
  print(`matters ${matters}, left open ${tally.open}, rated by residents ${rated}`);
  print(`outcomes: ${lines(tally.outcomes)}`);
  print(`acts: ${lines(tally.acts)}`);
  print(`refused: ${lines(tally.refusals) || 'nothing'}`);
}

function printClosed(print: (line: string) => void, what: string, closed: Closed[]): void {
  if (closed.length === 0) return;
  const share = (count: number) => `${((100 * count) / closed.length).toFixed(1)} %`;
  const onTime = closed.filter((one) => one.onTime).length;
  const reworked = closed.filter((one) => one.reworkCount > 0).length;
  const answers = closed.flatMap((one) => one.answerHours ?? []);
  const mean = answers.reduce((sum, one) => sum + one, 0) / Math.max(1, answers.length);
  print(
    `${what}: ${closed.length} closed, on time ${share(onTime)}, sent back ${share(reworked)}, ` +
      `first answer after ${mean.toFixed(1)} h on average (${answers.length} answered)`,
  );
}

type Rate = { value: number | null; numerator: number; denominator: number };

async function printFigures(
  client: Client,
  print: (line: string) => void,
  period: { from: number; to: number },
): Promise<void> {
  const day = (at: number) => new Date(at + 8 * HOUR_MS).toISOString().slice(0, 10);
  const query = new URLSearchParams({ county: COUNTY, from: day(period.from), to: day(period.to) });
  const answer = await client.get('countyleader', `/api/figures?${query.toString()}`);
  if (answer.status !== 200) {
    print(`no figures: ${describe(answer)}`);
    return;
  }
  const { items } = answer.body as { items: Record<string, unknown>[] };
  const line = items[0] ?? {};
  const share = (name: string) => {
    const { value, numerator, denominator } = line[name] as Rate;
    const percent = value === null ? '—' : `${(value * 100).toFixed(1)} %`;
    return `${percent} (${numerator} of ${denominator})`;
  };
  const mean = (name: string) => (line[name] as Rate).value?.toFixed(1) ?? '—';
  print(`figures of ${day(period.from)} to ${day(period.to)}:`);
  print(`  on-time closure rate ${share('onTimeClosureRate')}`);
  print(`  rework rate ${share('reworkRate')}`);
  print(`  mean answer time ${mean('meanAnswerHours')} h, mean rating ${mean('meanRating')}`);
  const { breached, objections, reopened } = line as Record<string, number>;
  print(`  breached ${breached}, objections ${objections}, reopened ${reopened}`);
}
