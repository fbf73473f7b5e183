/** Matters over HTTP: shape only. */
import { refuse } from '../../../kernel/refusal.ts';
import type { Handlers, RequestContext } from '../../../platform/http/index.ts';
import { act } from '../actions/act.ts';
import { readLog } from '../actions/log.ts';
import { hintsOf, nearOf, suggestNear } from '../actions/near.ts';
import { eraseMatterPersons, listOpenings, openPersons } from '../actions/persons.ts';
import { previewReport } from '../actions/preview.ts';
import { listCategories, readMatter } from '../actions/read.ts';
import { type RegisterWorld, register } from '../actions/register.ts';
import type { matterApi } from '../contract/matters.ts';
import type { previewApi } from '../contract/preview.ts';
import type { NewReport } from '../contract/reports.ts';

export function matterHandlers(
  world: RegisterWorld,
): Handlers<typeof matterApi & typeof previewApi> {
  return {
    register: (ctx, { body }) => registerReport(world, ctx, body),
    suggestNear: (ctx, { body }) => suggestNear(world, ctx, body),
    previewReport: (ctx, { body }) => previewReport(world, ctx, body),
    getMatter: (ctx, { params }) => readMatter(world, ctx, params.number),
    listNearOf: (ctx, { params }) => nearOf(world, ctx, params.number),
    act: (ctx, { params, body }) =>
      act(world, ctx, {
        number: params.number,
        action: params.action,
        version: body.version,
        given: body.input ?? {},
        occurredAt: body.occurredAt === undefined ? undefined : Date.parse(body.occurredAt),
      }),
    getLog: (ctx, { params, query }) => readLog(world, ctx, { ...params, ...query }),
    openPersons: (ctx, { params, body }) => openPersons(world, ctx, { ...params, ...body }),
    listOpenings: (ctx, { params }) => listOpenings(world, ctx, params.number),
    erasePersons: (ctx, { params, body }) => eraseMatterPersons(world, ctx, { ...params, ...body }),
    listCategories: (ctx, { query }) => listCategories(world, ctx, query.county),
  };
}

async function registerReport(world: RegisterWorld, ctx: RequestContext, body: NewReport) {
  const { actor } = ctx;
  const isStaff = actor.kind === 'staff' || actor.kind === 'machine';
  if (isStaff && !actor.permissions.has('matter.register')) refuse('FORBIDDEN');
  const registered = await register(world, ctx, body);
  const { matter, isRepeat } = registered;
  return {
    number: matter.number,
    kind: matter.kind,
    stage: matter.stage,
    version: matter.version,
    region: matter.region,
    grid: matter.grid,
    dueAt: matter.dueAt === null ? null : new Date(matter.dueAt).toISOString(),
    isRepeat,
    route: matter.facts.route,
    ...(await hintsOf(world, ctx, registered, body)),
  };
}
