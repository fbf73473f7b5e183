/** The face of notices: what the server mounts, and what the demo publishes. */
import type { HttpModule, RequestContext } from '../../platform/http/index.ts';
import { listForStaff, publishNotice } from './actions/notices.ts';
import type { NoticesWorld } from './actions/world.ts';
import type { NewNotice } from './contract.ts';
import { noticesRoutes } from './routes.ts';

export type { NoticesWorld } from './actions/world.ts';

export type Notices = {
  http: HttpModule;
  list: (
    ctx: RequestContext,
    asked: Parameters<typeof listForStaff>[2],
  ) => ReturnType<typeof listForStaff>;
  publish: (ctx: RequestContext, notice: NewNotice) => ReturnType<typeof publishNotice>;
};

export const makeNotices = (world: NoticesWorld): Notices => ({
  http: noticesRoutes(world),
  list: (ctx, asked) => listForStaff(world, ctx, asked),
  publish: (ctx, notice) => publishNotice(world, ctx, notice),
});
