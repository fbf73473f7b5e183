/**
 * Intake: a message becomes a matter with its number, place, grid, clocks, sealed parties and its
 * first log entry, in one transaction. One door for residents, grid workers, hotlines and machines.
 */
import { actorKey, covers } from '../../../kernel/actor.ts';
import { happenedAt } from '../../../kernel/happened.ts';
import { Refusal, refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { NewReport } from '../contract/reports.ts';
import { findCategory } from '../rules/category.ts';
import { checkGiven } from '../rules/decide.ts';
import type { Given } from '../rules/draft.ts';
import type { PartyData } from '../rules/party.ts';
import { KEYS_KEPT_MS } from '../rules/settings.ts';
import type { MatterState } from '../rules/state.ts';
import type { MatterView } from '../rules/view.ts';
import { type Deed, isTwin, keepAnswered } from '../store/idempotency.ts';
import type { Entry } from '../store/log.ts';
import type { Numbers } from '../store/numbers.ts';
import { insertDataKey, insertParty } from '../store/parties.ts';
import { attachFiles } from './attachments.ts';
import { birthDraft, bornMatter, type Intake, maskedWords, viewAtBirth } from './birth.ts';
import { type ActContext, WAITING } from './load.ts';
import { candidatesNear } from './near.ts';
import { perform } from './perform.ts';
import { findRepeat, findRepeatNowOrThen, type Registered } from './repeat.ts';
import { saveDeed } from './save.ts';
import { indexState } from './search-index.ts';
import { countiesOf, type MattersWorld, type Place } from './world.ts';

export type RegisterWorld = MattersWorld & { numbers: Numbers };

/** What a resident brings for another, whose matter it is from its first moment. */
export type OnBehalf = {
  /** Taken at once by who brings it, as the proxy that they are then. */
  action: string;
  given: Given;
  /** Asked when this is no repeat and could be taken in, before anything is written; may refuse. */
  confirm: () => Promise<void>;
  /** Whose it is, and who brought it; may refuse. */
  link: (tx: Tx, at: { county: string; matterId: string; number: string }) => Promise<void>;
};

/**
 * Takes a report in. Refuses PLACE_UNKNOWN, PLACE_OUT_OF_SCOPE, CATEGORY_UNKNOWN, TIME_IN_FUTURE,
 * KEY_REUSED and faults of the category's own questions; nothing is written then.
 */
export async function register(
  world: RegisterWorld,
  ctx: RequestContext,
  report: NewReport,
  onBehalf?: OnBehalf,
): Promise<Registered> {
  const place = await placeOf(world, report, ctx.now);
  if (!place) return refuse('PLACE_UNKNOWN', { fields: [{ path: 'body.point', code: 'outside' }] });
  const body = onBehalf ? { ...report, onBehalf: onBehalf.given } : report;
  const deed = ctx.idempotencyKey
    ? { county: place.county, actor: actorKey(ctx.actor), key: ctx.idempotencyKey, body }
    : null;
  const then = deed && (await countyThen(world, report, ctx.now));
  if (deed && (onBehalf || (then !== null && then !== deed.county))) {
    const known = await findRepeatNowOrThen(world, deed, then);
    if (known) return known;
  }
  try {
    const made = await registerNew(world, ctx, { report, place, deed, onBehalf });
    return { ...made, isRepeat: false };
  } catch (error) {
    // Told by the key's own row: asking for it first would cost every report a transaction.
    const isAsked = isTwin(error) || error instanceof Refusal;
    const known = deed && isAsked ? await findRepeat(world, deed) : null;
    if (known) return known;
    throw error;
  }
}

type NewMatter = {
  report: NewReport;
  place: Place;
  deed: Deed | null;
  onBehalf: OnBehalf | undefined;
};

async function registerNew(
  world: RegisterWorld,
  ctx: RequestContext,
  { report, place, deed, onBehalf }: NewMatter,
): Promise<Omit<Registered, 'isRepeat'>> {
  checkScope(ctx, place);
  const intake = { ...(await prepareIntake(world, ctx, report, place)), onBehalf };
  await onBehalf?.confirm();
  const write = async (tx: Tx) => {
    // Asked first, so that it travels with what the intake reads: what lies near is not itself.
    const [near, done] = await Promise.all([
      candidatesNear(tx, intake, ctx.now),
      registerIn(world, tx, ctx, intake),
    ]);
    const answer = { matterId: done.state.matter.id, seq: done.entry.seq, refusal: null };
    if (deed) keepAnswered(tx, deed, answer, ctx.now);
    return { matter: done.state.matter, near };
  };
  const scope = { counties: [place.county, WAITING] };
  // What one brings for another is confirmed by a code that serves once: it must not run twice.
  return onBehalf ? world.db.scoped(scope, write) : world.db.shared(scope, write);
}

/**
 * Where the point lay before a boundary was redrawn: a phone that was offline repeats its report
 * after that, too, and its key lies there. Null: nowhere, or it named its region itself.
 */
async function countyThen(
  world: RegisterWorld,
  report: NewReport,
  now: number,
): Promise<string | null> {
  if (!report.point) return null;
  return (await placeOf(world, report, now - KEYS_KEPT_MS))?.county ?? null;
}

export async function placeOf(
  world: MattersWorld,
  report: Pick<NewReport, 'point' | 'region'>,
  at: number,
): Promise<Place | null> {
  const places = await world.places();
  if (report.point) return places.ofPoint(report.point, at);
  return report.region ? places.ofRegion(report.region, at) : null;
}

function checkScope(ctx: ActContext, place: Place): void {
  const isStaff = ctx.actor.kind === 'staff' || ctx.actor.kind === 'machine';
  if (isStaff && !countiesOf(ctx.actor).includes(place.county)) refuse('PLACE_OUT_OF_SCOPE');
}

/** What is computed and refused before anything is written, with the number that it will bear. */
export async function prepareIntake(
  world: RegisterWorld,
  ctx: ActContext,
  report: NewReport,
  place: Place,
): Promise<Intake> {
  const weighed = await weighIntake(world, ctx, report, place);
  const { category } = weighed;
  if (category) checkGiven({ fields: category.form }, report.fields ?? {});
  const year = Number(dateAt(weighed.receivedAt, world.zone).slice(0, 4));
  return { ...weighed, number: await world.numbers.next(place.county, year) };
}

/** The same without a number and the category's own answers: a preview has neither yet. */
export async function weighIntake(
  world: MattersWorld,
  ctx: ActContext,
  report: NewReport,
  place: Place,
): Promise<Omit<Intake, 'number'>> {
  const receivedAt = happenedAt(report.occurredAt, ctx.now);
  const rules = await world.rules(place.county, ctx.now);
  const category = findCategory(rules.categories, report.category ?? null);
  if (report.category && !category) {
    refuse('CATEGORY_UNKNOWN', { fields: [{ path: 'body.category', code: 'unknown' }] });
  }
  if (report.subjectOrg && !world.orgs.find(report.subjectOrg)) {
    refuse('ORG_UNKNOWN', { fields: [{ path: 'body.subjectOrg', code: 'unknown' }] });
  }
  return {
    report,
    place,
    category,
    rules,
    channel: channelOf(ctx, report),
    parties: partiesOf(report),
    receivedAt,
    parent: null,
  };
}

function channelOf(ctx: ActContext, report: NewReport): string {
  if (ctx.actor.kind === 'resident') return 'resident';
  if (ctx.actor.kind === 'machine') return 'machine';
  if (ctx.actor.kind === 'system') return 'import';
  if (ctx.actor.kind === 'staff' && ctx.actor.role === 'gridWorker') return 'gridWorker';
  return report.channel ?? 'counter';
}

function partiesOf(report: NewReport): PartyData[] {
  if (!report.reporter) return [];
  const { name = '', phone = '', idNumber = '', address = '' } = report.reporter;
  return [{ role: 'reporter', name, phone, idNumber, address }];
}

export type Born = { state: MatterState; entry: Entry };

/** Writes the new matter with everything that belongs to its first moment. */
export async function registerIn(
  world: RegisterWorld,
  tx: Tx,
  ctx: ActContext,
  intake: Intake & { onBehalf?: OnBehalf | undefined },
): Promise<Born> {
  const id = newIdAt(world, ctx, intake.receivedAt);
  const at = { county: intake.place.county, matterId: id };
  const listeners = world.listeners(tx, at.county);
  const [parties] = await Promise.all([withResidentPhone(world, tx, ctx, intake), listeners]);
  const dataKey = insertDataKey(tx, world.keyring, at);
  const words = maskedWords(intake.report, parties);
  const matter = bornMatter(world, ctx, intake, { id, ...words, parties });
  const draft = birthDraft(world, ctx, intake, matter);
  const named = parties.map((data) => ({ id: ctx.newId(), data }));
  for (const one of named) insertParty(tx, { ...at, ...one, at: ctx.now, dataKey });
  const entry = await saveDeed(world, tx, ctx, {
    action: 'register',
    draft,
    given: { channel: intake.channel, category: matter.category, attachments: idsOf(intake) },
    hidden: { ...words.hidden, parties: JSON.stringify(parties) },
    occurredAt: intake.receivedAt,
    dataKey,
    before: null,
    reporters: named.flatMap(({ id: ref, data: { role, phone } }) =>
      role === 'reporter' && phone !== '' ? [{ id: ref, phone }] : [],
    ),
    listeners,
  });
  indexState(tx, draft.state);
  await attachReported(world, tx, ctx, { ...at, dataKey: dataKey.key, ids: idsOf(intake) });
  const born = { state: draft.state, entry };
  const { onBehalf } = intake;
  if (onBehalf) {
    await onBehalf.link(tx, { ...at, number: matter.number });
    return actAtOnce(world, tx, ctx, { intake, born, relation: 'proxy', ...onBehalf });
  }
  if (ctx.actor.kind === 'resident') {
    const { account } = ctx.actor;
    const link = { ...at, number: matter.number, account, relation: 'reporter' as const };
    await world.residents.link(tx, { ...link, at: ctx.now });
  }
  return selfHandledAtOnce(world, tx, ctx, intake, born);
}

/** Imports mint ids from the received time, so that a chain lies in its year's partition. */
function newIdAt(world: MattersWorld, ctx: ActContext, receivedAt: number): string {
  const DAY = 86_400_000;
  return (ctx.recordedAt ?? ctx.now) - receivedAt > DAY ? world.idAt(receivedAt) : ctx.newId();
}

async function withResidentPhone(
  world: MattersWorld,
  tx: Tx,
  ctx: ActContext,
  intake: Intake,
): Promise<readonly PartyData[]> {
  if (ctx.actor.kind !== 'resident' || intake.report.isAnonymous) return intake.parties;
  const phone = (await world.residents.phoneOf(tx, ctx.actor.account)) ?? '';
  const [given] = intake.parties;
  const own: PartyData = given ?? {
    role: 'reporter',
    name: '',
    phone: '',
    idNumber: '',
    address: '',
  };
  return [{ ...own, phone: own.phone || phone }];
}

const idsOf = (intake: Intake): readonly string[] => intake.report.attachments ?? [];

async function attachReported(
  world: MattersWorld,
  tx: Tx,
  ctx: ActContext,
  to: { county: string; matterId: string; dataKey: Buffer; ids: readonly string[] },
): Promise<void> {
  if (to.ids.length > 0) await attachFiles(tx, ctx, world.keyring, { ...to, purpose: 'report' });
}

/** What a grid worker mended on the spot is reported and self-handled in one step. */
async function selfHandledAtOnce(
  world: RegisterWorld,
  tx: Tx,
  ctx: ActContext,
  intake: Intake,
  born: Born,
): Promise<Born> {
  const { selfHandled } = intake.report;
  if (!selfHandled) return born;
  const inGrid = intake.place.grid ?? intake.place.region;
  if (ctx.actor.kind !== 'staff' || !covers(ctx.actor.regions, inGrid)) return refuse('NOT_YOURS');
  const act = { action: 'selfHandle', given: selfHandled, relation: null };
  return actAtOnce(world, tx, ctx, { intake, born, ...act });
}

type AtOnce = Pick<MatterView, 'relation'> & {
  intake: Intake;
  born: Born;
  action: string;
  given: Given;
};

async function actAtOnce(
  world: RegisterWorld,
  tx: Tx,
  ctx: ActContext,
  { intake, born, relation, action, given }: AtOnce,
): Promise<Born> {
  const view = { ...viewAtBirth(world, intake, born.state), relation };
  const loaded = { state: born.state, seq: born.entry.seq, head: born.entry.hash, view };
  const act = { action, given, occurredAt: intake.receivedAt };
  const done = await perform(world, tx, ctx, loaded, act);
  return { state: done.draft.state, entry: done.entry };
}
