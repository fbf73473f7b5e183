/** The face of patrol: its endpoints, and the places of a day for whoever makes a shift of it. */
import type { HttpModule, RequestContext } from '../../platform/http/index.ts';
import { addPoint, listToday } from './actions/points.ts';
import type { PatrolWorld } from './actions/world.ts';
import type { NewPatrolPoint, PatrolPoint } from './contract.ts';
import { patrolHttp } from './routes.ts';

export type { PatrolWorld } from './actions/world.ts';

export type Patrol = {
  http: HttpModule;
  /** Those due, and those that were looked at today. */
  listToday: (
    ctx: RequestContext,
  ) => Promise<{ on: string; items: PatrolPoint[]; isMore: boolean }>;
  addPoint: (ctx: RequestContext, point: NewPatrolPoint) => Promise<PatrolPoint>;
};

export function makePatrol(world: PatrolWorld): Patrol {
  return {
    http: patrolHttp(world),
    listToday: (ctx) => listToday(world, ctx),
    addPoint: (ctx, point) => addPoint(world, ctx, point),
  };
}
