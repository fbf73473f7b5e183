/** `linli demo grow`: a city to measure on. */
import type { Command } from 'commander';
import { refuse } from '../../../kernel/refusal.ts';
import { openBulk } from '../../../platform/db/bulk.ts';
import type { FirstDocument } from '../../rulebook/index.ts';
import { assertGrowable, growCity } from '../actions/grow.ts';
import type { DemoHouse } from '../actions/house.ts';
import { loadDemo } from '../actions/load.ts';

export type GrowContext = {
  open: () => Promise<{ house: DemoHouse; now: () => Promise<number> | number }>;
  print: (line: string) => void;
  growing: () => Promise<{
    ownerUrl: string;
    password: string;
    documents: readonly FirstDocument[];
  }>;
};

/** What fits a disk of 40 GB: above a million what is over has one entry. */
const MOST = 10_000_000;
/** Below this the indexes stay: making them again would take longer. */
const INDEXES_FROM = 20_000;

export function addGrowCommand(demo: Command, context: GrowContext): void {
  demo
    .command('grow')
    .description('a believable city of copies of the demo’s matters, to measure on (演示城市)')
    .requiredOption('--matters <count>', 'how many there shall be in all, up to 10000000')
    .option('--city', 'also in two counties next door (三个区)')
    .action(async ({ matters, city = false }: { matters: string; city?: boolean }) =>
      grow(context, Number(matters), city),
    );
}

async function grow(
  { open, growing, print }: GrowContext,
  matters: number,
  isCity: boolean,
): Promise<void> {
  if (!Number.isInteger(matters) || matters < 1 || matters > MOST) refuse('GROW_COUNT_INVALID');
  const { ownerUrl, password, documents } = await growing();
  const { house, now } = await open();
  const asOf = await now();
  const options = { now: asOf, password, documents };
  const bulk = await openBulk(ownerUrl);
  const ending = new AbortController();
  const end = () => ending.abort();
  process.once('SIGINT', end);
  try {
    await assertGrowable(house, bulk);
    const loaded = await loadDemo(house, { ...options, progress: progressOf(print) });
    if (loaded && loaded.told > 0) print(`${loaded.told} stories of the demo were told`);
    const grown = await growCity(house, bulk, {
      ...options,
      matters,
      indexesFrom: INDEXES_FROM,
      isCity,
      signal: ending.signal,
      say: print,
      progress: progressOf(print),
    });
    const rate = Math.round(grown.matters / Math.max(0.001, grown.seconds));
    const what = grown.isDone ? 'stands' : 'stopped: the same command goes on';
    print(`${grown.matters} matters in ${grown.seconds.toFixed(1)} s (${rate}/s); ${what}`);
  } finally {
    process.off('SIGINT', end);
    await bulk.close();
  }
}

const EVERY_MS = 5000;

/** A line now and then: how many, how fast, how long yet. */
function progressOf(print: (line: string) => void) {
  const begun = performance.now();
  let first: number | null = null;
  let last = begun;
  return (part: string, done: number, of: number) => {
    first ??= done;
    const now = performance.now();
    if (now - last < EVERY_MS) return;
    last = now;
    const rate = (done - first) / ((now - begun) / 1000);
    const left = rate > 0 ? `${Math.round((of - done) / rate)} s left` : '';
    print(`${part}: ${done} of ${of}, ${Math.round(rate)}/s, ${left}`);
  };
}
