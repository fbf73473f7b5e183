/** The face of notices: what the server mounts. */
import type { HttpModule } from '../../platform/http/index.ts';
import type { NoticesWorld } from './actions/world.ts';
import { noticesRoutes } from './routes.ts';

export type { NoticesWorld } from './actions/world.ts';

export const makeNotices = (world: NoticesWorld): { http: HttpModule } => ({
  http: noticesRoutes(world),
});
