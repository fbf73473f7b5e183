/**
 * Intake: a message becomes a matter with its number, place, grid, clocks, sealed parties and its
 * first log entry, in one transaction. One door for residents, grid workers, hotlines and machines.
 */
import { actorKey, covers } from '../../../kernel/actor.ts';
import { must, refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { NewReport } from '../contract/reports.ts';
import { type Category, findCategory } from '../rules/category.ts';
import { cellOf } from '../rules/cells.ts';
import { applyClockEvent } from '../rules/clocks.ts';
import { beginDraft, checkGiven, finishDraft } from '../rules/decide.ts';
import { type Draft, tell } from '../rules/draft.ts';
import { ownerApart } from '../rules/effects/around.ts';
import { mask } from '../rules/mask.ts';
import { knownValues, type PartyData } from '../rules/party.ts';
import { leaveOutPastRungs } from '../rules/past-rungs.ts';
import { freshFacts, type Matter, type MatterState } from '../rules/state.ts';
import type { MatterView, Rules } from '../rules/view.ts';
import { type Deed, findAnswered, isTwin, keepAnswered } from '../store/idempotency.ts';
import type { Entry } from '../store/log.ts';
import { findMatter } from '../store/matters.ts';
import type { Numbers } from '../store/numbers.ts';
import { insertDataKey, insertParty } from '../store/parties.ts';
import { attachFiles } from './attachments.ts';
import { type ActContext, WAITING } from './load.ts';
import { ownerOf } from './owner.ts';
import { perform, routeOf } from './perform.ts';
import { saveDeed } from './save.ts';
import { indexState } from './search-index.ts';
import { SEALED } from './words.ts';
import { countiesOf, type MattersWorld, type Place } from './world.ts';

export type RegisterWorld = MattersWorld & { numbers: Numbers };

export type Registered = { matter: Matter; isRepeat: boolean };

/** Everything about the new matter that is known before its transaction. */
export type Intake = {
  report: NewReport;
  place: Place;
  category: Category | null;
  rules: Rules;
  channel: string;
  number: string;
  parties: readonly PartyData[];
  receivedAt: number;
  parent: MatterState | null;
};

/**
 * Takes a report in. Refuses PLACE_UNKNOWN, PLACE_OUT_OF_SCOPE, CATEGORY_UNKNOWN, TIME_IN_FUTURE,
 * KEY_REUSED and faults of the category's own questions; nothing is written then.
 */
export async function register(
  world: RegisterWorld,
  ctx: RequestContext,
  report: NewReport,
): Promise<Registered> {
  const place = await placeOf(world, ctx, report);
  const deed = ctx.idempotencyKey
    ? { county: place.county, actor: actorKey(ctx.actor), key: ctx.idempotencyKey, body: report }
    : null;
  const known = deed && (await findRepeat(world, deed));
  if (known) return known;
  const intake = await prepareIntake(world, ctx, report, place);
  try {
    const matter = await world.db.scoped({ counties: [place.county, WAITING] }, async (tx) => {
      const done = await registerIn(world, tx, ctx, intake);
      const answer = { matterId: done.state.matter.id, seq: done.entry.seq, refusal: null };
      if (deed) keepAnswered(tx, deed, answer, ctx.now);
      return done.state.matter;
    });
    return { matter, isRepeat: false };
  } catch (error) {
    // The twin request was a moment faster: its matter is this one's too.
    const twin = deed && isTwin(error) ? await findRepeat(world, deed) : null;
    if (twin) return twin;
    throw error;
  }
}

async function findRepeat(world: RegisterWorld, deed: Deed): Promise<Registered | null> {
  return world.db.scoped({ counties: [deed.county] }, async (tx) => {
    const answered = await findAnswered(tx, deed);
    if (answered === 'otherBody') return refuse('KEY_REUSED');
    if (!answered) return null;
    if (answered.refusal || !answered.matterId) return refuse(answered.refusal ?? 'KEY_REUSED');
    const loaded = await findMatter(tx, { county: deed.county, id: answered.matterId }, 'none');
    must(loaded, 'the matter of a kept key stands');
    return { matter: loaded.state.matter, isRepeat: true };
  });
}

async function placeOf(world: MattersWorld, ctx: ActContext, report: NewReport): Promise<Place> {
  const places = await world.places();
  const place = report.point
    ? places.ofPoint(report.point, ctx.now)
    : report.region
      ? places.ofRegion(report.region, ctx.now)
      : null;
  if (!place) return refuse('PLACE_UNKNOWN', { fields: [{ path: 'body.point', code: 'outside' }] });
  const isStaff = ctx.actor.kind === 'staff' || ctx.actor.kind === 'machine';
  if (isStaff && !countiesOf(ctx.actor).includes(place.county)) return refuse('PLACE_OUT_OF_SCOPE');
  return place;
}

/** What is computed and refused before anything is written. */
export async function prepareIntake(
  world: RegisterWorld,
  ctx: ActContext,
  report: NewReport,
  place: Place,
): Promise<Intake> {
  const receivedAt = report.occurredAt ? Date.parse(report.occurredAt) : ctx.now;
  if (receivedAt > ctx.now) {
    refuse('TIME_IN_FUTURE', { fields: [{ path: 'body.occurredAt', code: 'future' }] });
  }
  const rules = await world.rules(place.county, ctx.now);
  const category = findCategory(rules.categories, report.category ?? null);
  if (report.category && !category) {
    refuse('CATEGORY_UNKNOWN', { fields: [{ path: 'body.category', code: 'unknown' }] });
  }
  if (category) checkGiven({ fields: category.form }, report.fields ?? {});
  if (report.subjectOrg && !world.orgs.find(report.subjectOrg)) {
    refuse('ORG_UNKNOWN', { fields: [{ path: 'body.subjectOrg', code: 'unknown' }] });
  }
  const year = Number(dateAt(receivedAt, world.zone).slice(0, 4));
  return {
    report,
    place,
    category,
    rules,
    channel: channelOf(ctx, report),
    number: await world.numbers.next(place.county, year),
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
  intake: Intake,
): Promise<Born> {
  const id = newIdAt(world, ctx, intake.receivedAt);
  const at = { county: intake.place.county, matterId: id };
  const dataKey = insertDataKey(tx, world.keyring, at);
  const parties = await withResidentPhone(world, tx, ctx, intake);
  const words = maskedWords(intake.report, parties);
  const matter = bornMatter(world, ctx, intake, { id, ...words, parties });
  const draft = birthDraft(world, ctx, intake, matter);
  for (const data of parties) {
    insertParty(tx, { ...at, id: ctx.newId(), data, at: ctx.now, dataKey });
  }
  const entry = await saveDeed(world, tx, ctx, {
    action: 'register',
    draft,
    given: { channel: intake.channel, category: matter.category, attachments: idsOf(intake) },
    hidden: { ...words.hidden, parties: JSON.stringify(parties) },
    occurredAt: intake.receivedAt,
    dataKey,
    before: null,
  });
  indexState(tx, draft.state, []);
  await attachReported(world, tx, ctx, { ...at, dataKey: dataKey.key, ids: idsOf(intake) });
  if (ctx.actor.kind === 'resident') {
    const { account } = ctx.actor;
    const link = { ...at, number: matter.number, account, relation: 'reporter' as const };
    await world.residents.link(tx, { ...link, at: ctx.now });
  }
  return selfHandledAtOnce(world, tx, ctx, intake, { state: draft.state, entry });
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

const TITLE_LENGTH = 40;

function maskedWords(report: NewReport, parties: readonly PartyData[]) {
  const known = knownValues(parties);
  const title = mask(report.title ?? report.text.slice(0, TITLE_LENGTH), known);
  const body = mask(report.text, known);
  const placeText = mask(report.address ?? '', known);
  const hidden: Record<string, string> = {};
  if (title.found && report.title) hidden.title = report.title;
  if (body.found) hidden.text = report.text;
  // An address may be somebody's home: only its masked form stands in the clear.
  if (report.address) hidden.address = report.address;
  return {
    title: title.masked,
    body: body.masked,
    placeText: parties.length > 0 && report.address ? SEALED : placeText.masked,
    hidden,
  };
}

type Words = {
  id: string;
  title: string;
  body: string;
  placeText: string;
  parties: readonly PartyData[];
};

function bornMatter(world: MattersWorld, ctx: ActContext, intake: Intake, words: Words): Matter {
  const { report, place, category } = intake;
  const kind = category?.kind ?? 'intake';
  const process = intake.rules.process(kind);
  if (!process) return refuse('KIND_UNKNOWN', { values: { kind } });
  const isResident = ctx.actor.kind === 'resident';
  const hasReporter = isResident || words.parties.length > 0;
  return {
    county: place.county,
    id: words.id,
    number: intake.number,
    kind,
    processVersion: process.version,
    stage: process.definition.initial,
    isOpen: true,
    outcome: null,
    title: words.title,
    body: words.body,
    category: category?.code ?? null,
    urgency: report.urgency ?? 'normal',
    channel: intake.channel,
    region: place.region,
    grid: place.grid,
    lon: place.lon,
    lat: place.lat,
    cell: cellOf(place.lon, place.lat),
    ownerOrg: apartOwner(world, place.region, report),
    handlingOrg: null,
    handlerPost: null,
    subjectOrg: report.subjectOrg ?? null,
    mergedInto: null,
    movedToCounty: null,
    movedToId: null,
    dueAt: null,
    receivedAt: intake.receivedAt,
    createdAt: ctx.now,
    updatedAt: ctx.now,
    closedAt: null,
    isPrivate: report.isPrivate ?? category?.isPrivate ?? false,
    isSuspended: false,
    isUnowned: false,
    fields: report.fields ?? {},
    facts: {
      ...freshFacts(),
      hasReporter,
      reporterCount: hasReporter ? 1 : 0,
      isAnonymous: report.isAnonymous ?? false,
      isReachable: words.parties.some((party) => party.phone !== '') || isResident,
      registeredBy: actorKey(ctx.actor),
      intakeOrg: ctx.actor.kind === 'staff' || ctx.actor.kind === 'machine' ? ctx.actor.org : null,
      placeText: words.placeText,
      subjectPost: report.subjectPost ?? null,
    },
    version: 1,
  };
}

/** The nearest centre, unless the complaint is about it or what stands above it. */
function apartOwner({ orgs }: MattersWorld, region: string, { subjectOrg }: NewReport): string {
  return ownerApart(orgs, ownerOf(orgs, region), subjectOrg ?? null);
}

/** The first entry's changes: the matter itself, its route, its clocks, its parent. */
function birthDraft(world: MattersWorld, ctx: ActContext, intake: Intake, matter: Matter): Draft {
  const bare: MatterState = {
    matter,
    clocks: [],
    assignments: [],
    requests: [],
    supervisions: [],
    links: [],
  };
  const view = viewAtBirth(world, intake, bare);
  const route = routeOf(view, matter.category, ctx.now);
  const routed: Matter = {
    ...matter,
    isUnowned: route.org === null,
    facts: { ...matter.facts, route: route.why },
  };
  const state = { ...bare, matter: routed };
  const draft = beginDraft({ ...view, state }, ctx.actor, {
    given: {},
    aid: {},
    now: ctx.now,
    newId: ctx.newId,
  });
  draft.changes.push({ what: 'matter', set: routed });
  if (intake.parent) linkParent(draft, intake.parent, ctx.newId());
  applyClockEvent(draft, 'action:register');
  if (ctx.recordedAt !== undefined) leaveOutPastRungs(draft, ctx.recordedAt);
  if (matter.facts.hasReporter) {
    tell(draft, {
      template: 'matter.registered',
      to: { kind: 'reporter' },
      values: { number: matter.number },
      dedupe: 'registered',
    });
  }
  return finishDraft(draft);
}

function linkParent(draft: Draft, parent: MatterState, id: string): void {
  const { county, id: otherId, number } = parent.matter;
  const row = {
    id,
    kind: 'parent' as const,
    otherCounty: county,
    otherId,
    otherNumber: number,
    state: 'standing' as const,
  };
  draft.changes.push({ what: 'link', row });
  draft.state = { ...draft.state, links: [...draft.state.links, row] };
}

function viewAtBirth(world: MattersWorld, intake: Intake, state: MatterState): MatterView {
  const { kind, processVersion } = state.matter;
  const definition = intake.rules.processVersion(kind, processVersion);
  must(definition, 'the process of a new matter stands');
  return {
    state,
    definition,
    category: intake.category,
    rules: intake.rules,
    orgs: world.orgs,
    relation: 'reporter',
    hasRated: false,
    joined: null,
  };
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
  const view = { ...viewAtBirth(world, intake, born.state), relation: null };
  const loaded = { state: born.state, seq: born.entry.seq, head: born.entry.hash, view };
  const done = await perform(world, tx, ctx, loaded, { action: 'selfHandle', given: selfHandled });
  return { state: done.draft.state, entry: done.entry };
}
