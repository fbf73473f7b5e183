/** The rulebook over HTTP: shape only. */
import { httpModule } from '../../platform/http/index.ts';
import { drawDraft, publishAs, tryOut } from './actions/publish.ts';
import { compareDocuments, getDocument, listDocuments, toHead, toView } from './actions/read.ts';
import type { RulebookWorld } from './actions/world.ts';
import { rulebookApi } from './contract.ts';
import { rulebookTexts } from './texts.ts';

/** The module's endpoints. */
export function rulebookHttp(world: RulebookWorld) {
  return httpModule(
    'rulebook',
    rulebookApi,
    {
      listDocuments: (ctx, { query }) => listDocuments(world, ctx.actor, query),
      getDocument: async (ctx, { params, query }) =>
        toView(await getDocument(world, ctx.actor, { ...params, ...query }, ctx.now)),
      publishDocument: async (ctx, { body }) =>
        toHead(await publishAs(world, ctx, { ...body, validFrom: timeOf(body.validFrom) })),
      checkDocument: async (ctx, { body }) => ({
        faults: await tryOut(world, ctx, { ...body, validFrom: timeOf(body.validFrom) }),
      }),
      compareDocuments: (ctx, { body }) => compareDocuments(world, ctx.actor, body, ctx.now),
      drawDraft: async (ctx, { body }) => ({
        diagram: await drawDraft(world, ctx, { ...body, validFrom: timeOf(body.validFrom) }),
      }),
      drawProcess: async (ctx, { params, query }) => {
        const which = { kind: 'process', ...params, ...query };
        const { body } = await getDocument(world, ctx.actor, which, ctx.now);
        ctx.setHeader('content-type', 'text/plain; charset=utf-8');
        return world.drawProcess(body);
      },
    },
    rulebookTexts,
  );
}

function timeOf(text: string | undefined): number | null {
  return text === undefined ? null : Date.parse(text);
}
