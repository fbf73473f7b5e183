/** Shape only: what the endpoints of disputes as a whole call. */
import { type HttpModule, httpModule } from '../../platform/http/index.ts';
import { analyseDisputes, type DisputesWorld } from './actions/analysis.ts';
import { disputesApi } from './contract.ts';

export function disputesHttp(world: DisputesWorld): HttpModule {
  return httpModule(
    'disputes',
    disputesApi,
    { analyseDisputes: (ctx, { query }) => analyseDisputes(world, ctx, query) },
    {},
  );
}
