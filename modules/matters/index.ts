/** The face of the loop: what the house mounts, sweeps and schedules, and what kinds register. */
import type { Actor } from '../../kernel/actor.ts';
import type { RefusalTexts } from '../../kernel/endpoint.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Tx } from '../../platform/db/index.ts';
import {
  type Figure,
  type HttpModule,
  httpModule,
  type RequestContext,
} from '../../platform/http/index.ts';
import type { Schedule } from '../../platform/jobs/schedule.ts';
import type { SweepLog, SweepTask } from '../../platform/jobs/sweeper.ts';
import { type Alongside, act } from './actions/act.ts';
import { listAttachments } from './actions/attachments.ts';
import { type BulkParts, bulkPartsOf } from './actions/bulk-parts.ts';
import { whyWords } from './actions/buttons.ts';
import { type Foreseen, foresee } from './actions/foresee.ts';
import { type ImportInput, type ImportReport, importMessages } from './actions/import.ts';
import { type KeptOwner, keepFiles } from './actions/kept.ts';
import { openLive } from './actions/live.ts';
import type { LiveParts } from './actions/live-world.ts';
import { getInSight, viewOf, withMatter } from './actions/load.ts';
import type { MapWorld } from './actions/map.ts';
import type { ListsWorld } from './actions/own.ts';
import { type Opened, openLogged, openMasked } from './actions/persons.ts';
import { type OnBehalf, register } from './actions/register.ts';
import { dropParty, partiesOf, partyLabelsOf, putParty, tellParties } from './actions/sides.ts';
import { listTaskCategories, listTasks } from './actions/tasks.ts';
import type { MattersWorld } from './actions/world.ts';
import { mattersApiWith } from './contract.ts';
import { checkpointSchedules } from './jobs/checkpoint.ts';
import { matterSchedules, matterSweeps } from './jobs/index.ts';
import { presenceTask } from './jobs/presence.ts';
import { countDueClocks } from './reports/due.ts';
import { type CheckpointAge, checkpointAges } from './reports/sealed.ts';
import { answerKept, attachmentHandlers, uploadHandlers } from './routes/attachments.ts';
import { boardHandlers } from './routes/board.ts';
import { checkpointHandlers } from './routes/checkpoints.ts';
import { clockHandlers } from './routes/clocks.ts';
import { consoleHandlers } from './routes/console.ts';
import { figureHandlers } from './routes/figures.ts';
import { listHandlers } from './routes/lists.ts';
import { liveHandlers } from './routes/live.ts';
import { mapHandlers } from './routes/map.ts';
import { matterHandlers } from './routes/matters.ts';
import { replyHandlers } from './routes/replies.ts';
import { trialHandlers } from './routes/trials.ts';
import { defaultAttachmentLimits, type SeesMatter } from './rules/attachments.ts';
import { whyNot } from './rules/decide.ts';
import type { Given } from './rules/draft.ts';
import { type EffectTable, effects } from './rules/effects/index.ts';
import { type GuardTable, guards } from './rules/guards.ts';
import { mask } from './rules/mask.ts';
import type { PaperTemplates } from './rules/paper.ts';
import type { MatterKeyring, PartyData } from './rules/party.ts';
import { isSubject, maySee } from './rules/standing.ts';
import type { Matter } from './rules/state.ts';
import type { MatterView } from './rules/view.ts';
import { countOpenByPost } from './store/desk.ts';
import { findMatter } from './store/matters.ts';
import { openNumbers } from './store/numbers.ts';
import { listOfKind } from './store/of-kind.ts';
import { findDataKey, findDataKeys, listReporters, type Party } from './store/parties.ts';
import { listShut } from './store/scope.ts';
import { mattersTexts } from './texts.ts';

export type { BulkParts } from './actions/bulk-parts.ts';
export type { ImportReport } from './actions/import.ts';
export type { LiveParts } from './actions/live-world.ts';
export type { MapPlaces } from './actions/map.ts';
export type { ListsWorld } from './actions/own.ts';
export type { Beside, BesideAct, MattersWorld, Outgoing, Place, Places } from './actions/world.ts';
export { defaultDocuments, readDefinition } from './commands/defaults.ts';
export { addMessageImport, type ImportCommandContext, runImport } from './commands/import.ts';
export { addLogCommands } from './commands/log.ts';
export { type ActSum, countActs, countReceived, type Sum } from './reports/year.ts';
export { defaultAttachmentLimits } from './rules/attachments.ts';
export type { Category } from './rules/category.ts';
export { findCategory, lineage } from './rules/category.ts';
export { checkProcessBody, documentCheckers } from './rules/documents.ts';
export { draw, drawPage } from './rules/draw.ts';
export { rulesOf } from './rules/holding.ts';
export { maskName, maskPhone } from './rules/mask-display.ts';
export { type OpeningPurpose, purposeOf } from './rules/opening.ts';
export type { PaperTemplate, PaperTemplates, PaperWords } from './rules/paper.ts';
export type { ProcessDefinition } from './rules/process.ts';
export { centreWords } from './rules/settings.ts';
export type { EntryBody, Matter, MatterState } from './rules/state.ts';
export type { MatterView } from './rules/view.ts';
export { matterHolds } from './store/held-years.ts';

/** The engine's own guards and effects; a kind adds its names to these. */
export const engineNames = { guards, effects };

/** What a kind of matter brings. Its names are its own: none that the engine or another has. */
export type Kind = {
  code: string;
  processFile: string;
  guards: GuardTable;
  effects: EffectTable;
  /** What its guards refuse, in words. */
  texts: RefusalTexts;
  /** Its documents by code, for `modules/papers`. */
  papers?: PaperTemplates;
};

export type Matters = {
  http: HttpModule;
  /** What people wait for, for the house's sweeper. */
  sweeps: (clock: Clock, log: SweepLog) => SweepTask[];
  /** Maintenance at set times. */
  schedules: (clock: Clock, checkpointDir: string) => Schedule[];
  /** How many rungs of clocks wait to be fired, for `/metrics`. */
  figures: (clock: Clock) => Promise<Figure[]>;
  /** Ends the reading of live updates: before the database is closed. */
  closeLive: () => Promise<void>;
  /** How far checkpoints lie behind, county by county, for `linli doctor`. */
  checkpointAges: () => Promise<CheckpointAge[]>;
  register: (
    ctx: RequestContext,
    report: Parameters<typeof register>[2],
    onBehalf?: OnBehalf,
  ) => ReturnType<typeof register>;
  /** What a report would become; refuses what the registration would. */
  foresee: (ctx: RequestContext, report: Parameters<typeof register>[2]) => Promise<Foreseen>;
  /** Takes an action; `alongside` writes what belongs to it in the same transaction. */
  act: (
    ctx: RequestContext,
    input: Parameters<typeof act>[2],
    alongside?: Alongside,
  ) => ReturnType<typeof act>;
  /** Reads one matter in the actor's sight, in a transaction of its county. Refuses NOT_FOUND. */
  reading: <T>(
    ctx: RequestContext,
    number: string,
    work: (tx: Tx, view: MatterView, seq: number) => Promise<T>,
  ) => Promise<T>;
  /** By what rows agree with the log that no act wrote: the demo's grown city. */
  bulk: BulkParts;
  /** Takes messages in from a file's rows, by a map. */
  importMessages: (input: ImportInput) => Promise<ImportReport>;
  /** Why the actor may not take an action now, or null; `NOT_YOURS` where it is not theirs. */
  /** `given`: as far as it is known what would be given. */
  whyNot: (ctx: RequestContext, view: MatterView, action: string, given?: Given) => string | null;
  /** What a refusal of an action says, before it is tried. */
  wordsOf: (view: MatterView, code: string) => { zh: string; en: string };
  /** Whether the actor is what the matter complains about, or stands below it. */
  isSubject: (view: MatterView, actor: Actor) => boolean;
  /** The persons of a matter that `reading` gave: opened, which is logged, or masked. */
  openPersons: (
    tx: Tx,
    ctx: RequestContext,
    of: { matter: Matter; purpose: string; reason: string },
  ) => Promise<Opened>;
  maskPersons: (tx: Tx, matter: Matter) => Promise<Opened>;
  openMatterKey: (tx: Tx, at: { county: string; matterId: string }) => Promise<Buffer | null>;
  /** Those of many matters, by matter; one that was erased is absent. */
  openMatterKeys: (
    tx: Tx,
    of: { county: string; matterIds: readonly string[] },
  ) => Promise<Map<string, Buffer>>;
  /** Whom a message about a matter reaches, and the key that seals it; null once erased. */
  contactsOf: (
    tx: Tx,
    at: { county: string; matterId: string },
  ) => Promise<{ dataKey: MatterKeyring; reporters: { id: string; phone: string }[] } | null>;
  /** The same with the id of the master key, for messages. */
  matterKeyOf: (tx: Tx, at: { county: string; matterId: string }) => Promise<MatterKeyring | null>;
  /** What an actor who sees the matter may see of its attachments. */
  listAttachments: typeof listAttachments;
  /** Persons of a matter for a kind's own module; see `actions/sides.ts`. */
  parties: MatterParties;
  /** Uploads of the actor, kept for something that is no matter; seen only through `answerKept`. */
  keepFiles: (
    tx: Tx,
    ctx: RequestContext,
    to: KeptOwner & { ids: readonly string[] },
  ) => Promise<void>;
  answerKept: (ctx: RequestContext, which: KeptOwner & { id: string }) => Promise<Buffer>;
  /** A worker's tasks with their forms, and the categories: for a shift without a network. */
  listTasks: (ctx: RequestContext, max: number) => ReturnType<typeof listTasks>;
  listTaskCategories: (
    asked: { county: string; kinds: readonly string[] },
    now: number,
  ) => ReturnType<typeof listTaskCategories>;
  /** Matters of a kind received in a time, for an analysis; never what is sealed. */
  listOfKind: typeof listOfKind;
  /** Open matters of an organisation by the post that handles them. */
  countOpenByPost: typeof countOpenByPost;
  /** A text without what finds a person. */
  maskText: (text: string) => string;
  /** The matter of a number as far as the actor sees it, else null. */
  findMatter: (
    ctx: RequestContext,
    number: string,
  ) => Promise<{ county: string; matterId: string } | null>;
  /** Of some matters those that are sealed and not the actor's: no list may name them. */
  shutAmong: (
    ctx: RequestContext,
    tx: Tx,
    of: { county: string; ids: readonly string[] },
  ) => Promise<readonly string[]>;
  mayReadMatter: (
    ctx: RequestContext,
    at: { county: string; matterId: string },
  ) => Promise<boolean>;
};

type At = { county: string; matterId: string };

export type MatterParties = {
  of: (tx: Tx, at: At) => Promise<Party[]>;
  labels: (tx: Tx, at: At) => ReturnType<typeof partyLabelsOf>;
  put: (tx: Tx, at: At & { id: string; now: number }, data: PartyData) => Promise<void>;
  drop: (tx: Tx, at: At & { id: string }) => void;
  tell: (
    tx: Tx,
    ctx: { now: number; newId: () => string },
    at: At & { parties: readonly string[] },
    told: { template: string; values: Record<string, string>; dedupe: string },
  ) => Promise<void>;
};

/** Wide reads that need nothing but a transaction. */
const reads = { countOpenByPost, listOfKind };

type Counties = { counties: () => Promise<readonly string[]> };
type Base = Omit<ListsWorld & MapWorld, 'texts'> &
  LiveParts &
  Counties & { kindTexts: RefusalTexts };

/** Ties the loop to its world; `counties` are those that this installation serves. */
export function makeMatters(base: Base): Matters {
  const texts = { ...mattersTexts, ...base.kindTexts };
  const world = { ...base, texts, numbers: openNumbers(base.db) };
  const mayRead = (ctx: RequestContext, tx: Tx, county: string, matterId: string) =>
    mayReadMatter(world, ctx, tx, { county, id: matterId });
  const live = openLive(world);
  const handlers = {
    ...liveHandlers(world, live),
    ...matterHandlers(world),
    ...checkpointHandlers(world),
    ...listHandlers(world),
    ...clockHandlers(world),
    ...figureHandlers(world),
    ...consoleHandlers(world),
    ...trialHandlers(world),
    ...replyHandlers(world),
    ...uploadHandlers({ ...world, limits: defaultAttachmentLimits }),
    ...attachmentHandlers({ ...world, limits: defaultAttachmentLimits, mayReadMatter: mayRead }),
    ...boardHandlers(world),
    ...mapHandlers(world),
  };
  return {
    http: httpModule('matters', mattersApiWith(Object.keys(base.kindTexts)), handlers, texts),
    sweeps: (clock, log) => [
      ...matterSweeps(world, clock, log),
      presenceTask(world, base.counties, clock.now),
    ],
    schedules: (clock, exportDir) => [
      ...matterSchedules(world, clock),
      ...checkpointSchedules({ db: world.db, now: clock.now, counties: base.counties, exportDir }),
    ],
    figures: async (clock) => [...(await dueClocks(world, clock)), ...live.figures()],
    closeLive: live.close,
    checkpointAges: () => agesOf(world, base.counties),
    register: (ctx, report, onBehalf) => register(world, ctx, report, onBehalf),
    foresee: (ctx, report) => foresee(world, ctx, report),
    act: (ctx, input, alongside) => act(world, ctx, input, alongside),
    reading: (ctx, number, work) => readingIn(world, ctx, number, work),
    importMessages: (input) => importMessages(world, input),
    bulk: bulkPartsOf(world),
    keepFiles: (tx, ctx, to) => keepFiles(tx, ctx, world.keyring, to),
    answerKept: (ctx, which) =>
      answerKept({ ...world, limits: defaultAttachmentLimits }, ctx, which),
    listTasks: (ctx, max) => listTasks(world, ctx, max),
    listTaskCategories: (asked, now) => listTaskCategories(world, asked, now),
    ...reads,
    maskText: (text) => mask(text).masked,
    whyNot: (ctx, view, action, given) => whyNotIn(world, ctx, view, { action, given }),
    wordsOf: (view, code) => whyWords(world.texts, view, code),
    isSubject,
    openPersons: (tx, ctx, of) => openLogged(world, tx, ctx, of),
    maskPersons: (tx, matter) => openMasked(world, tx, matter),
    matterKeyOf: (tx, at) => findDataKey(tx, world.keyring, at),
    listAttachments,
    openMatterKey: async (tx, at) => (await findDataKey(tx, world.keyring, at))?.key ?? null,
    openMatterKeys: (tx, of) => keysIn(world, tx, of),
    contactsOf: (tx, at) => contactsIn(world, tx, at),
    parties: partiesFace(world),
    findMatter: (ctx, number) => findForActor(world, ctx, number),
    shutAmong: ({ actor }, tx, of) => listShut(tx, actor, of),
    mayReadMatter: (ctx, at) =>
      world.db.scoped(
        { counties: [at.county] },
        async (tx) => (await mayRead(ctx, tx, at.county, at.matterId)) !== false,
      ),
  };
}

async function dueClocks({ db, counties }: Counties & MattersWorld, clock: Clock) {
  const [all, at] = await Promise.all([counties(), clock.now()]);
  const value = await db.scoped({ counties: all }, (tx) => countDueClocks(tx, all, at));
  return [{ name: 'linli_clocks_due', help: 'Clocks whose next rung waits to be fired.', value }];
}

/** False for what a complaint is about and those below it: files may show who reported. */
async function mayReadMatter(
  world: MattersWorld,
  ctx: RequestContext,
  tx: Tx,
  key: { county: string; id: string },
): Promise<SeesMatter> {
  const loaded = await findMatter(tx, key, 'none');
  if (!loaded) return false;
  const view = await viewOf(world, tx, ctx, loaded);
  if (!maySee(view, ctx.actor) || isSubject(view, ctx.actor)) return false;
  return view.relation === 'reporter' ? 'asReporter' : true;
}

async function findForActor(world: MattersWorld, ctx: RequestContext, number: string) {
  try {
    return await withMatter(world, ctx, number, async (tx, key) => {
      const { state } = await getInSight(world, tx, ctx, key, 'none');
      return { county: state.matter.county, matterId: state.matter.id };
    });
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

function isNotFound(error: unknown): boolean {
  return error instanceof Refusal && error.code === 'NOT_FOUND';
}

function partiesFace(world: MattersWorld): Matters['parties'] {
  return {
    of: (tx, at) => partiesOf(world, tx, at),
    labels: partyLabelsOf,
    put: (tx, at, data) => putParty(world, tx, at, data),
    drop: dropParty,
    tell: (tx, ctx, at, told) => tellParties(world, tx, ctx, at, told),
  };
}

async function agesOf({ db }: MattersWorld, counties: Counties['counties']) {
  const all = await counties();
  return db.scoped({ counties: all }, (tx) => checkpointAges(tx, all));
}

function readingIn<T>(
  world: MattersWorld,
  ctx: RequestContext,
  number: string,
  work: (tx: Tx, view: MatterView, seq: number) => Promise<T>,
): Promise<T> {
  return withMatter(world, ctx, number, async (tx, key) => {
    const { view, seq } = await getInSight(world, tx, ctx, key, 'none');
    return work(tx, view, seq);
  });
}

async function keysIn(
  { keyring }: MattersWorld,
  tx: Tx,
  of: { county: string; matterIds: readonly string[] },
): Promise<Map<string, Buffer>> {
  const keys = await findDataKeys(tx, keyring, of);
  return new Map([...keys].map(([id, { key }]) => [id, key]));
}

async function contactsIn(
  { keyring }: MattersWorld,
  tx: Tx,
  at: { county: string; matterId: string },
) {
  const dataKey = await findDataKey(tx, keyring, at);
  return dataKey && { dataKey, reporters: await listReporters(tx, at, dataKey) };
}

function whyNotIn(
  world: MattersWorld,
  { actor, now }: RequestContext,
  view: MatterView,
  { action, given }: { action: string; given: Given | undefined },
): string | null {
  return whyNot(world.names, view, { action, actor, now, ...(given && { given }) });
}
