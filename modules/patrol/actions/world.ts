/** What the verbs of patrol work with; made once in index.ts from the faces of other modules. */
import { civilAt } from '../../../kernel/zone.ts';
import type { Database, Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { PatrolPoint } from '../contract.ts';
import { turnOf } from '../rules.ts';
import type { PointRow } from '../store.ts';

export type PlaceFound = {
  county: string;
  region: string;
  grid: string | null;
  lon: number | null;
  lat: number | null;
};

export type PatrolWorld = {
  db: Database;
  zone: string;
  /** Refuses points out of range; null: no county of ours. */
  placeOf: (
    point: { lon: number; lat: number; crs?: string },
    now: number,
  ) => Promise<PlaceFound | null>;
  /** Null: its code is all that is known. */
  gridNamed: (code: string) => string | null;
  orgNamed: (id: string) => { id: string; zh: string; en: string | null };
  /** Whether the actor sees a matter of this number. */
  seesMatter: (ctx: RequestContext, number: string) => Promise<boolean>;
  /** Takes out of a text what finds a person. */
  maskText: (text: string) => string;
  /** Keeps uploads of the actor under a key of their own, with what they belong to. */
  keepFiles: (
    tx: Tx,
    ctx: RequestContext,
    to: { county: string; ownerId: string; ids: readonly string[] },
  ) => Promise<void>;
  /** The bytes and the headers of a kept file. Refuses NOT_FOUND and FILE_LOST. */
  answerKept: (
    ctx: RequestContext,
    which: { county: string; ownerId: string; id: string },
  ) => Promise<Buffer>;
};

const iso = (at: number) => new Date(at).toISOString();

/** A point as it stands today. */
export function presentPoint(world: PatrolWorld, row: PointRow, now: number): PatrolPoint {
  const dayOf = (at: number) => civilAt(at, world.zone).day;
  const turn = turnOf(row.every, {
    since: row.checkedAt === null ? null : dayOf(row.checkedAt),
    begun: Math.min(dayOf(row.createdAt), dayOf(now)),
    today: dayOf(now),
  });
  return {
    id: row.id,
    county: row.county,
    name: row.name,
    lookFor: row.lookFor,
    every: row.every,
    region: row.region,
    grid: row.grid,
    gridName: row.grid === null ? null : world.gridNamed(row.grid),
    placeCode: row.placeCode,
    lon: row.lon,
    lat: row.lat,
    isActive: row.isActive,
    checkedAt: row.checkedAt === null ? null : iso(row.checkedAt),
    checkedResult: row.checkedResult,
    isDue: row.isActive && turn.isDue,
    dueOn: turn.dueOn,
    missed: row.isActive ? turn.missed : 0,
    version: row.version,
  };
}
