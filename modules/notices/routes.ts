/** Shape only: what each endpoint of notices calls. */
import { type HttpModule, httpModule } from '../../platform/http/index.ts';
import { listCentres, showCentre } from './actions/centre.ts';
import { listForStaff, listPublic, publishNotice, withdrawNotice } from './actions/notices.ts';
import type { NoticesWorld } from './actions/world.ts';
import { noticesApi } from './contract.ts';
import { noticesTexts } from './texts.ts';

export function noticesRoutes(world: NoticesWorld): HttpModule {
  return httpModule(
    'notices',
    noticesApi,
    {
      listCentres: (ctx) => listCentres(world, ctx),
      getCentre: (ctx, { query }) => showCentre(world, ctx, query.county),
      listPublicNotices: (ctx, { query }) => listPublic(world, ctx, query),
      listNotices: (ctx, { query }) => listForStaff(world, ctx, query),
      publishNotice: (ctx, { body }) => publishNotice(world, ctx, body),
      withdrawNotice: (ctx, { params, body }) => withdrawNotice(world, ctx, { ...params, ...body }),
    },
    noticesTexts,
  );
}
