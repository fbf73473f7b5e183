/** Patrol over HTTP: shape only. */
import { type HttpModule, httpModule } from '../../platform/http/index.ts';
import { checkIn, listCheckIns, openPhoto } from './actions/check-ins.ts';
import { addPoint, changePoint, listDue, listPatrolPoints } from './actions/points.ts';
import type { PatrolWorld } from './actions/world.ts';
import { patrolApi } from './contract.ts';
import { patrolTexts } from './texts.ts';

export function patrolHttp(world: PatrolWorld): HttpModule {
  return httpModule(
    'patrol',
    patrolApi,
    {
      listPatrolPoints: (ctx, { query }) => listPatrolPoints(world, ctx, query),
      listPatrolDue: (ctx) => listDue(world, ctx),
      addPatrolPoint: (ctx, { body }) => addPoint(world, ctx, body),
      changePatrolPoint: (ctx, { params, body }) => changePoint(world, ctx, params, body),
      checkIn: (ctx, { params, body }) => checkIn(world, ctx, params, body),
      listCheckIns: (ctx, { params, query }) => listCheckIns(world, ctx, params, query),
      openCheckInPhoto: (ctx, { params }) => openPhoto(world, ctx, params),
    },
    patrolTexts,
  );
}
