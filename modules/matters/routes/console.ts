/** Dispatch board, supervision desk, organisations side by side, wall: shape only. */
import type { Handlers } from '../../../platform/http/index.ts';
import { compareOrgs, listBehindFigure } from '../actions/comparison.ts';
import { countSupervision, listSupervision } from '../actions/desk.ts';
import { listDispatch, listOrgLoads } from '../actions/dispatch.ts';
import { getWall } from '../actions/wall.ts';
import type { MattersWorld } from '../actions/world.ts';
import type { comparisonApi } from '../contract/comparison.ts';
import type { deskApi } from '../contract/desk.ts';
import type { dispatchApi } from '../contract/dispatch.ts';
import type { wallApi } from '../contract/wall.ts';

type ConsoleApi = typeof dispatchApi & typeof deskApi & typeof comparisonApi & typeof wallApi;

export function consoleHandlers(world: MattersWorld): Handlers<ConsoleApi> {
  return {
    listDispatch: (ctx, { query }) => listDispatch(world, ctx, query),
    listOrgLoads: (ctx, { query }) => listOrgLoads(world, ctx, query.county),
    listSupervision: (ctx, { query }) => listSupervision(world, ctx, query),
    countSupervision: (ctx, { query }) => countSupervision(world, ctx, query),
    compareOrgs: (ctx, { query }) => compareOrgs(world, ctx, query),
    listBehindFigure: (ctx, { params, query }) =>
      listBehindFigure(world, ctx, { ...query, org: params.org }),
    getWall: (ctx, { query }) => getWall(world, ctx, query.county),
  };
}
