/**
 * Takes messages in from a file: row by row through the same door as everyone, at their own times.
 * A row is whole or not there at all, and taken in once: the key is the source's name and the row's
 * own id, so that whatever was cut off goes on where it stood.
 */
import { actorKey, type StaffActor, type SystemActor } from '../../../kernel/actor.ts';
import { Refusal, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { ImportMap } from '../contract/import.ts';
import {
  idOf,
  type MappedAct,
  type MappedRow,
  mapRow,
  type Row,
  type RowFault,
} from '../rules/mapping.ts';
import { type TargetTallies, tallyTarget, targetCause } from '../rules/targets.ts';
import type { Rules } from '../rules/view.ts';
import { type Deed, isTwin, keepAnswered, listAnswered } from '../store/idempotency.ts';
import { writtenTogether } from '../store/together.ts';
import type { Intake } from './birth.ts';
import { type ActContext, viewOf } from './load.ts';
import { perform } from './perform.ts';
import { type Born, prepareIntake, type RegisterWorld, registerIn } from './register.ts';
import type { Place, Places } from './world.ts';

/** A row of the file, or why it could not even be read. */
export type RawRow = { line: number } & ({ row: Row } | { fault: RowFault; text: string });

export type RefusedRow = RowFault & { line: number; id: string; text: string };

export type ImportInput = {
  rows: AsyncIterable<RawRow>;
  map: ImportMap;
  county: string;
  /** Real time, epoch ms. */
  now: () => number;
  newId: () => string;
  /** Codes over which a map without places spreads its rows. */
  villages: readonly string[];
  /** Replays what happened afterwards (answers, closes). */
  withActs: boolean;
  /** A post of one of these roles in an organisation, for acts that a person must have taken. */
  actorIn: (org: string, roles: readonly string[]) => StaffActor | null;
  isDryRun: boolean;
  onRefused: (row: RefusedRow) => void;
  onProgress: (counts: ImportCounts) => void;
  signal?: AbortSignal;
  batch?: number;
  inFlight?: number;
};

export type ImportCounts = { read: number; added: number; known: number; refused: number };
export type ImportReport = ImportCounts & { targets: TargetTallies; isStopped: boolean };

/** Of lots that are prepared (`platform/db/gathering.ts`). */
const BATCH = 256;
const IN_FLIGHT = 3;

type Run = ImportInput & {
  world: RegisterWorld;
  actor: SystemActor;
  rules: Rules;
  places: Places;
  report: ImportReport;
};

/** Takes in what is not there yet. Throws on what is no row's fault; run again to go on. */
export async function importMessages(
  world: RegisterWorld,
  input: ImportInput,
): Promise<ImportReport> {
  const run = await openRun(world, input);
  const { signal, batch = BATCH, inFlight = IN_FLIGHT } = input;
  const underWay = new Set<Promise<void>>();
  const start = async (rows: RawRow[]) => {
    const one = importBatch(run, rows).finally(() => underWay.delete(one));
    underWay.add(one);
    one.catch(() => undefined);
    if (underWay.size >= inFlight) await Promise.race(underWay);
  };
  let rows: RawRow[] = [];
  for await (const row of input.rows) {
    if (signal?.aborted) break;
    rows.push(row);
    if (rows.length < batch) continue;
    await start(rows);
    rows = [];
  }
  if (rows.length > 0 && !signal?.aborted) await start(rows);
  await Promise.all(underWay);
  run.report.isStopped = signal?.aborted ?? false;
  return run.report;
}

async function openRun(world: RegisterWorld, input: ImportInput): Promise<Run> {
  // One set of rules for the whole run: those of the day on which the rows are taken in.
  const rules = await world.rules(input.county, input.now());
  const numbers = input.isDryRun ? { next: async () => '' } : world.numbers;
  return {
    ...input,
    // Nobody is told today of what was answered years ago.
    world: {
      ...world,
      numbers,
      rules: async () => rules,
      enqueue: () => undefined,
      listeners: async () => [],
      announce: () => undefined,
    },
    actor: { kind: 'system', task: `import:${input.map.source}` },
    rules,
    places: await world.places(),
    report: { read: 0, added: 0, known: 0, refused: 0, targets: {}, isStopped: false },
  };
}

type Keyed = { line: number; row: Row; deed: Deed };
type Prepared = Keyed & { mapped: MappedRow; intake: Intake };

async function importBatch(run: Run, rows: readonly RawRow[]): Promise<void> {
  const keyed: Keyed[] = [];
  for (const raw of rows) {
    run.report.read += 1;
    if ('fault' in raw) refuseRow(run, raw, { ...raw.fault, id: '', text: raw.text });
    else keyed.push({ ...raw, deed: deedOf(run, raw.row) });
  }
  const fresh = await unknownRows(run, keyed);
  const prepared: Prepared[] = [];
  for (const one of fresh) {
    const ready = await prepare(run, one);
    if (ready) prepared.push(ready);
  }
  if (run.isDryRun) run.report.added += prepared.length;
  else await write(run, prepared);
  run.onProgress(run.report);
}

function deedOf(run: Run, row: Row): Deed {
  return { county: run.county, actor: actorKey(run.actor), key: idOf(row, run.map), body: row };
}

/** What was not taken in yet. A row that reads otherwise than the first time is refused. */
async function unknownRows(run: Run, rows: readonly Keyed[]): Promise<Keyed[]> {
  const answers = await run.world.db.scoped({ counties: [run.county] }, (tx) =>
    listAnswered(
      tx,
      rows.map((one) => one.deed),
    ),
  );
  return rows.filter((one) => {
    const answer = answers.get(one.deed.key);
    if (answer === 'otherBody')
      refuseKeyed(run, one, { code: 'IMPORT_ROW_CHANGED', field: 'id', column: run.map.id });
    else if (answer) run.report.known += 1;
    return !answer;
  });
}

async function prepare(run: Run, one: Keyed): Promise<Prepared | null> {
  const { map, villages, withActs } = run;
  const { categories } = run.rules;
  const now = run.now();
  const mapped = mapRow(one.row, { map, categories, villages, now, withActs });
  if ('faults' in mapped) {
    // Each row is refused once, for the first thing that is wrong with it.
    const [fault] = mapped.faults;
    if (fault) refuseKeyed(run, one, fault);
    return null;
  }
  try {
    const place = placeFor(run, mapped, now);
    const ctx = { actor: run.actor, now, newId: run.newId };
    const intake = await prepareIntake(run.world, ctx, mapped.report, place);
    return { ...one, mapped, intake };
  } catch (error) {
    refuseKeyed(run, one, faultOf(error));
    return null;
  }
}

/** The point decides where it lies in a border of ours; else the region, which keeps the point. */
function placeFor(run: Run, { report }: MappedRow, now: number): Place {
  const { point, region } = report;
  const located = point ? run.places.ofPoint(point, now) : null;
  const stated = located ?? (region ? run.places.ofRegion(region, now) : refuse('PLACE_UNKNOWN'));
  if (stated.county !== run.county) return refuse('PLACE_OUT_OF_SCOPE');
  if (located || !point || (point.crs ?? 'wgs84') !== 'wgs84') return stated;
  return { ...stated, lon: point.lon, lat: point.lat };
}

/** A batch in one transaction; when a row spoils it, each half in its own, down to that row. */
async function write(run: Run, rows: readonly Prepared[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  try {
    const born = await inTransaction(run, rows);
    for (const [at, one] of rows.entries()) count(run, one, born[at]);
  } catch (error) {
    if (!(error instanceof Refusal) && !isTwin(error)) throw error;
    if (rows.length === 1) return notTaken(run, first, error);
    const half = Math.ceil(rows.length / 2);
    await write(run, rows.slice(0, half));
    await write(run, rows.slice(half));
  }
}

async function notTaken(run: Run, one: Prepared, error: unknown): Promise<void> {
  // Another row or run with the same id was faster.
  if (isTwin(error)) await unknownRows(run, [one]);
  else refuseKeyed(run, one, faultOf(error));
}

function inTransaction(run: Run, rows: readonly Prepared[]): Promise<Born[]> {
  return run.world.db.scoped({ counties: [run.county] }, (each) =>
    writtenTogether(each, async (tx) => {
      const born: Born[] = [];
      for (const one of rows) born.push(await takeIn(run, tx, one));
      return born;
    }),
  );
}

/** One row: the matter at its own time, what happened afterwards, and the key. */
async function takeIn(run: Run, tx: Tx, one: Prepared): Promise<Born> {
  const { receivedAt, acts } = one.mapped;
  const born = await registerIn(run.world, tx, contextAt(run, run.actor, receivedAt), one.intake);
  let last = born;
  for (const act of acts) last = await replay(run, tx, last, act);
  const answer = { matterId: born.state.matter.id, seq: born.entry.seq, refusal: null };
  keepAnswered(tx, one.deed, answer, 'forGood');
  return born;
}

/** Acts at a time past, and is written down now. */
function contextAt(run: Run, actor: ActContext['actor'], at: number): ActContext {
  return { actor, now: at, newId: run.newId, recordedAt: run.now() };
}

async function replay(run: Run, tx: Tx, before: Born, act: MappedAct): Promise<Born> {
  const { ownerOrg } = before.state.matter;
  const actor = act.by ? run.actorIn(ownerOrg, act.by) : run.actor;
  if (!actor) return refuse('IMPORT_POST_MISSING', { values: { roles: act.by?.join(', ') ?? '' } });
  const ctx = contextAt(run, actor, act.at);
  const loaded = { state: before.state, seq: before.entry.seq, head: before.entry.hash };
  const view = await viewOf(run.world, tx, ctx, loaded);
  const { action, given } = act;
  const done = await perform(run.world, tx, ctx, { ...loaded, view }, { action, given });
  return { state: done.draft.state, entry: done.entry };
}

function count(run: Run, one: Prepared, born: Born | undefined): void {
  run.report.added += 1;
  const { target } = run.map;
  const theirs = one.mapped.target;
  const clock = born?.state.clocks.find((each) => each.name === target?.clock);
  if (!target || theirs === null || !clock) return;
  const unit = clock.detail.category ? clock.detail.unit : 'without a time of its own';
  const cause = targetCause(theirs, clock.dueAt, target.withinSeconds * 1000);
  tallyTarget(run.report.targets, unit, cause);
}

function faultOf(error: unknown): RowFault {
  if (!(error instanceof Refusal)) throw error;
  const [field] = error.details.fields ?? [];
  const detail = field?.code ?? Object.values(error.details.values ?? {}).join(' ');
  return { code: error.code, field: field?.path ?? '', column: null, detail };
}

function refuseKeyed(run: Run, one: Keyed, fault: RowFault): void {
  const text = Object.values(one.row)
    .filter((value) => typeof value === 'string')
    .join(' ');
  refuseRow(run, one, { ...fault, id: one.deed.key, text });
}

function refuseRow(
  run: Run,
  { line }: { line: number },
  refused: RowFault & { id: string; text: string },
) {
  run.report.refused += 1;
  run.onRefused({ ...refused, line });
}
