/**
 * Who sees which matters, in SQL: the same as `maySee` of rules/standing.ts, proved by a property.
 * Conditions speak of the alias `m` (matter.matter or a window of it). Only leakproof operators:
 * any other would lose the index under the county wall.
 */
import type { RawBuilder } from 'kysely';
import type { Actor, MachineActor, StaffActor } from '../../../kernel/actor.ts';
import { q, sql, type Tx } from '../../../platform/db/index.ts';

export type Condition = RawBuilder<boolean>;

const NEVER: Condition = sql<boolean>`false`;
const ALWAYS: Condition = sql<boolean>`true`;

export const anyOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? NEVER : sql<boolean>`(${sql.join([...conditions], sql` or `)})`;
export const allOf = (conditions: readonly Condition[]): Condition =>
  conditions.length === 0 ? ALWAYS : sql<boolean>`(${sql.join([...conditions], sql` and `)})`;

/**
 * The matters that an actor may see. A resident sees `own`: the ids that identity's links name.
 * Staff and machines need the permission matter.read; nobody sees nothing.
 */
export function inSight(actor: Actor, own: readonly string[] = []): Condition {
  switch (actor.kind) {
    case 'system':
      return ALWAYS;
    case 'resident':
      return own.length === 0 ? NEVER : sql<boolean>`m.id = any(${[...own]}::uuid[])`;
    case 'nobody':
      return NEVER;
    case 'staff':
    case 'machine':
      if (!actor.permissions.has('matter.read')) return NEVER;
      return anyOf([
        allOf([UNSEALED, anyOf([inRegions(actor.regions), isOfOrg(actor.org)])]),
        sealedOf(actor),
      ]);
  }
}

const UNSEALED = sql<boolean>`not m.is_sealed`;

/** What is sealed: held by the own organisation, with the right to open it, and not its subject. */
function sealedOf(actor: StaffActor | MachineActor): Condition {
  if (!actor.permissions.has('matter.sealed')) return NEVER;
  const isNotOfOrg = sql<boolean>`(
    m.subject_org is null or m.subject_org <> all(${[...actor.orgPath]}::uuid[]))`;
  const own = [sql<boolean>`m.is_sealed`, isNotOfOrg, isOfOrg(actor.org)];
  if (actor.kind === 'staff') {
    own.push(sql<boolean>`(m.subject_post is null or m.subject_post <> ${actor.post}::uuid)`);
  }
  return allOf(own);
}

/** Of some matters of a county those that are sealed and not the actor's to see. */
export async function listShut(
  tx: Tx,
  actor: Actor,
  { county, ids }: { county: string; ids: readonly string[] },
): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.rows(
    q
      .selectFrom('matter.matter as m')
      .select('m.id')
      .where('m.county', '=', county)
      .where('m.id', 'in', [...ids])
      .where('m.is_sealed', '=', true)
      .where(sql<boolean>`not ${inSight(actor)}`)
      .orderBy('m.id')
      .limit(ids.length),
  );
  return rows.map((row) => row.id);
}

/** Of what a worker may see, that which lies in the regions of the post; nothing sealed. */
export function inSightAtPlace(actor: StaffActor | MachineActor): Condition {
  if (!actor.permissions.has('matter.read')) return NEVER;
  return allOf([UNSEALED, inRegions(actor.regions)]);
}

/** What the public judge would hide anyhow, said early. Who is complained about stands in facts. */
export const publicOnes: Condition = sql<boolean>`(not m.is_private and not m.is_sealed
  and m.subject_org is null and m.merged_into is null and m.facts ->> 'subjectPost' is null)`;

const TOWN = 9;
const VILLAGE = 12;
const GRID = 15;

/**
 * The matters whose region or grid lies in one of the codes: towns, villages and grids by equality,
 * counties and above by a range. A grid's code has 15 digits, a region's at most 12, so that the
 * code filled up with nines is the last of those below it.
 */
export function inRegions(codes: readonly string[]): Condition {
  const ofLength = (length: number) => codes.filter((code) => code.length === length);
  const above = codes.filter((code) => code.length < TOWN);
  const aboveGrids = codes.filter((code) => code.length < GRID);
  return anyOf([
    ...above.map((code) => between('region', code, code.padEnd(VILLAGE, '9'))),
    ...equalsOne('town', ofLength(TOWN)),
    ...equalsOne('village', ofLength(VILLAGE)),
    ...equalsOne('grid', ofLength(GRID)),
    ...aboveGrids.map((code) => between('grid', code.padEnd(GRID, '0'), code.padEnd(GRID, '9'))),
  ]);
}

const column = (name: string) => sql.ref(`m.${name}`);

function between(name: 'region' | 'grid', from: string, to: string): Condition {
  // A null grid would make the whole condition null, and its negation too.
  const both = sql<boolean>`${column(name)} >= ${from} and ${column(name)} <= ${to}`;
  return name === 'grid' ? sql<boolean>`(m.grid is not null and ${both})` : sql<boolean>`(${both})`;
}

function equalsOne(name: 'town' | 'village' | 'grid', codes: readonly string[]): Condition[] {
  if (codes.length === 0) return [];
  const one = sql<boolean>`${column(name)} = any(${[...codes]}::text[])`;
  return [name === 'grid' ? sql<boolean>`(m.grid is not null and ${one})` : one];
}

/**
 * What an organisation holds, handles, works on or has been supervised about. `offset 0` keeps the
 * planner from gathering all work of the organisation first: it is looked up row by row.
 */
function isOfOrg(org: string): Condition {
  return sql<boolean>`(
    m.owner_org = ${org}
    or (m.handling_org is not null and m.handling_org = ${org})
    or exists (
      select 1 from matter.assignment work
      where work.county = m.county and work.matter_id = m.id and work.org = ${org}
        and work.state <> 'cancelled' offset 0)
    or exists (
      select 1 from matter.supervision one
      where one.county = m.county and one.matter_id = m.id and one.target_org = ${org} offset 0))`;
}
