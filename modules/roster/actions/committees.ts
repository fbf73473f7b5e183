/** Committees and their members: registered for a term, changed, published. */
import { type Actor, covers } from '../../../kernel/actor.ts';
import { civilDate, dayNumber } from '../../../kernel/dates.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { MatterView } from '../../matters/index.ts';
import type { ChangedCommittee, Committee, NewCommittee, PublicCommittee } from '../contract.ts';
import { committeeFaults, isHeldOn } from '../rules.ts';
import {
  type CommitteeRow,
  insertCommittee,
  listCommitteeRows,
  listMediatorRows,
  lockCommittee,
  type MediatorRow,
  putMediator,
  updateCommittee,
} from '../store.ts';
import type { Field, RosterWorld } from './world.ts';

/** Refuses NOT_FOUND beyond the actor's counties. */
export function assertCounty(actor: Actor, county: string): void {
  const own = actor.kind === 'staff' || actor.kind === 'machine' ? actor.counties : [];
  if (!own.includes(county)) refuse('NOT_FOUND');
}

async function readAll(tx: Tx, county: string, isWanted: (row: CommitteeRow) => boolean) {
  const committees = (await listCommitteeRows(tx, county)).filter(isWanted);
  const mediators = await listMediatorRows(
    tx,
    county,
    committees.map(({ id }) => id),
  );
  const byCommittee = Map.groupBy(mediators, (row) => row.committeeId);
  return committees.map((row) => ({ row, mediators: byCommittee.get(row.id) ?? [] }));
}

/** What everyone may know: no post, no load, nothing of a person but the name and what they do. */
export async function listPublic(
  world: RosterWorld,
  { now }: RequestContext,
  { county }: { county: string },
): Promise<{ items: PublicCommittee[] }> {
  const today = dateAt(now, world.zone);
  const { fields } = await world.rules(county, now);
  const found = await world.db.scoped({ counties: [county] }, (tx) =>
    readAll(tx, county, (row) => isHeldOn(row, today)),
  );
  const items = found.map(({ row, mediators }) => ({
    id: row.id,
    org: world.orgs.named(row.org),
    channel: row.channel,
    level: row.level,
    isFree: row.channel === 'people',
    fee: { zh: row.feeZh, en: row.feeEn },
    fromOn: row.fromOn,
    toOn: row.toOn,
    grievancesTo: world.orgs.named(row.grievancesOrg),
    mediators: mediators
      .filter((one) => isHeldOn(one, today))
      .map((one) => presentMediator(one, fields)),
  }));
  return { items };
}

export function presentMediator(row: MediatorRow, fields: readonly Field[]) {
  const words = row.fields.flatMap((code) => fields.find((one) => one.code === code) ?? []);
  return {
    id: row.id,
    name: row.name,
    seat: row.seat,
    fields: words.map(({ zh, en }) => ({ zh, en })),
    // Written through the contract's list.
    languages: row.languages as PublicCommittee['mediators'][number]['languages'],
  };
}

export async function listCommittees(
  world: RosterWorld,
  { actor, now }: RequestContext,
  { county }: { county: string },
): Promise<{ items: Committee[]; fields: Field[] }> {
  assertCounty(actor, county);
  const found = await world.db.scoped({ counties: [county] }, (tx) =>
    readAll(tx, county, () => true),
  );
  const { fields } = await world.rules(county, now);
  return { items: found.map((one) => presentCommittee(world, one, now)), fields: [...fields] };
}

/** Refuses ROSTER_COMMITTEE_UNSOUND with what is missing, ROSTER_FREE, ROSTER_FEE_MISSING. */
export async function addCommittee(
  world: RosterWorld,
  ctx: RequestContext,
  body: NewCommittee,
): Promise<Committee> {
  const county = world.orgs.countyOf(body.org) ?? refuse('NOT_FOUND');
  assertCounty(ctx.actor, county);
  const row: CommitteeRow = {
    county,
    id: ctx.newId(),
    org: body.org,
    channel: body.channel,
    fromOn: body.fromOn,
    version: 1,
    ...fieldsOf(body),
  };
  const mediators = await mediatorsOf(world, ctx, row, { given: body.mediators, standing: [] });
  check(world, ctx, row, mediators);
  await world.db.scoped({ counties: [county] }, async (tx) => {
    await insertCommittee(tx, row, ctx.now);
    for (const one of mediators) putMediator(tx, one);
    note(tx, ctx, row, 'added');
  });
  return presentCommittee(world, { row, mediators }, ctx.now);
}

/** Also NOT_FOUND and VERSION_STALE. Who is left out serves no more from today on. */
export async function changeCommittee(
  world: RosterWorld,
  ctx: RequestContext,
  { county, id, ...body }: { county: string; id: string } & ChangedCommittee,
): Promise<Committee> {
  assertCounty(ctx.actor, county);
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const standing = (await lockCommittee(tx, county, id)) ?? refuse('NOT_FOUND');
    const known = await listMediatorRows(tx, county, [id]);
    if (standing.version !== body.version) {
      const present = presentCommittee(world, { row: standing, mediators: known }, ctx.now);
      refuse('VERSION_STALE', { present });
    }
    const row = { ...standing, ...fieldsOf(body), version: standing.version + 1 };
    const mediators = await mediatorsOf(world, ctx, row, {
      given: body.mediators,
      standing: known,
    });
    check(world, ctx, row, mediators);
    await updateCommittee(tx, row);
    for (const one of mediators) putMediator(tx, one);
    note(tx, ctx, row, 'changed');
    return presentCommittee(world, { row, mediators }, ctx.now);
  });
}

function fieldsOf(body: NewCommittee | ChangedCommittee) {
  return {
    level: body.level,
    chosenBy: body.chosenBy,
    grievancesOrg: body.grievancesTo,
    grievanceDays: body.grievanceDays,
    feeZh: body.fee.zh,
    feeEn: body.fee.en,
    toOn: body.toOn,
  };
}

type Given = {
  given: NewCommittee['mediators'];
  standing: readonly MediatorRow[];
};

/** Everyone of the committee: those given, and those who stood and are not, as having left. */
async function mediatorsOf(
  world: RosterWorld,
  ctx: RequestContext,
  row: CommitteeRow,
  { given, standing }: Given,
): Promise<MediatorRow[]> {
  const today = dateAt(ctx.now, world.zone);
  const { fields } = await world.rules(row.county, ctx.now);
  const kept = given.map((one, index): MediatorRow => {
    const before = standing.find(({ id }) => id === one.id);
    if (one.id !== undefined && !before) refuse('NOT_FOUND');
    if (one.post !== null && world.orgOfPost(one.post, ctx.now) !== row.org) {
      refuse('ROSTER_POST_UNKNOWN', {
        fields: [{ path: `body.mediators.${index}.post`, code: 'unknown' }],
      });
    }
    if (!one.fields.every((code) => fields.some((field) => field.code === code))) {
      refuse('ROSTER_FIELD_UNKNOWN', {
        fields: [{ path: `body.mediators.${index}.fields`, code: 'unknown' }],
      });
    }
    return {
      county: row.county,
      id: before?.id ?? ctx.newId(),
      committeeId: row.id,
      post: one.post,
      name: one.name,
      seat: one.seat,
      isWoman: one.seat === 'hired' ? null : one.isWoman,
      fields: one.fields,
      languages: [...one.languages],
      loadMost: one.loadMost,
      fromOn: before?.fromOn ?? row.fromOn,
      toOn: null,
      version: (before?.version ?? 0) + 1,
    };
  });
  const ids = new Set(kept.map(({ id }) => id));
  const left = standing
    .filter(({ id }) => !ids.has(id))
    // What the law's check asked is needed no more.
    .map((one) => ({ ...one, toOn: one.toOn ?? dayBefore(one, today), isWoman: null }));
  return [...kept, ...left];
}

/** The last day on which they served. */
function dayBefore({ fromOn }: MediatorRow, today: string): string {
  const yesterday = civilDate(dayNumber(today) - 1);
  return fromOn > yesterday ? fromOn : yesterday;
}

function check(
  world: RosterWorld,
  { actor, now }: RequestContext,
  row: CommitteeRow,
  mediators: readonly MediatorRow[],
): void {
  const regions = actor.kind === 'staff' ? actor.regions : [];
  if (!covers(regions, world.orgs.regionOf(row.org) ?? '')) refuse('REGION_OUTSIDE');
  if (row.toOn !== null && row.toOn < row.fromOn) refuse('DATES_REVERSED');
  const isFree = row.channel === 'people';
  if (isFree && (row.feeZh !== '' || row.feeEn !== '')) refuse('ROSTER_FREE');
  if (!isFree && row.feeZh === '') refuse('ROSTER_FEE_MISSING');
  const here = mediators.filter((one) => one.toOn === null);
  // A term that is over is history: it is registered as it was.
  const faults = committeeFaults(row, here, dateAt(now, world.zone)).filter(
    (code) => code !== 'termOver',
  );
  if (faults.length === 0) return;
  const fields = faults.map((code) => ({ path: 'body.mediators', code }));
  refuse('ROSTER_COMMITTEE_UNSOUND', { fields });
}

function note(tx: Tx, ctx: RequestContext, { county, id, org }: CommitteeRow, is: string): void {
  journal(tx, ctx, { verb: 'roster.change', county, detail: { committee: id, org, is } });
}

function presentCommittee(
  world: RosterWorld,
  { row, mediators }: { row: CommitteeRow; mediators: readonly MediatorRow[] },
  now: number,
): Committee {
  const today = dateAt(now, world.zone);
  const here = mediators.filter((one) => one.toOn === null || today <= one.toOn);
  return {
    county: row.county,
    id: row.id,
    org: world.orgs.named(row.org),
    channel: row.channel,
    level: row.level,
    chosenBy: row.chosenBy,
    grievancesTo: world.orgs.named(row.grievancesOrg),
    grievanceDays: row.grievanceDays,
    fee: { zh: row.feeZh, en: row.feeEn },
    fromOn: row.fromOn,
    toOn: row.toOn,
    mediators: here.map(({ county: _county, committeeId: _id, version: _version, ...one }) => ({
      ...one,
      // Written through the contract's list.
      languages: one.languages as Committee['mediators'][number]['languages'],
    })),
    faults: committeeFaults(row, mediators, today),
    version: row.version,
  };
}

/** The committee in force of the organisation that mediates, with those who serve today. */
export async function committeeOf(
  world: RosterWorld,
  tx: Tx,
  now: number,
  { state }: Pick<MatterView, 'state'>,
) {
  const { county, handlingOrg } = state.matter;
  if (handlingOrg === null) return null;
  const today = dateAt(now, world.zone);
  const all = await readAll(tx, county, (row) => row.org === handlingOrg && isHeldOn(row, today));
  const found = all.at(-1);
  return found && { ...found, mediators: found.mediators.filter((one) => isHeldOn(one, today)) };
}
