/** Papers over HTTP: shape only. */
import { type HttpModule, httpModule } from '../../platform/http/index.ts';
import { makePaper } from './actions/make.ts';
import { listPapers, openPaper, previewPaper } from './actions/read.ts';
import type { PapersWorld } from './actions/world.ts';
import { papersApi } from './contract.ts';
import { papersTexts } from './texts.ts';

export function papersHttp(world: PapersWorld): HttpModule {
  return httpModule(
    'papers',
    papersApi,
    {
      listPapers: (ctx, { params }) => listPapers(world, ctx, params.number),
      previewPaper: (ctx, { params }) => previewPaper(world, ctx, params),
      makePaper: (ctx, { params, body }) => makePaper(world, ctx, { ...params, ...body }),
      openPaper: (ctx, { params, query }) => openPaper(world, ctx, { ...params, ...query }),
    },
    papersTexts,
  );
}
