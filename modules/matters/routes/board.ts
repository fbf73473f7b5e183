/** What everyone may see, what a resident sees of their own, and releases: shape only. */
import type { Handlers } from '../../../platform/http/index.ts';
import { readFileBytes } from '../actions/attachments.ts';
import { listPublicMatters } from '../actions/board.ts';
import { claimMatter } from '../actions/claim.ts';
import { readOwnMatter } from '../actions/own-matter.ts';
import { getPublicFigures } from '../actions/public-figures.ts';
import { openPublicPicture, readPublic } from '../actions/public-page.ts';
import { readPublicity, releasePicture, withdrawRelease } from '../actions/release.ts';
import type { MattersWorld } from '../actions/world.ts';
import type { boardApi } from '../contract/board.ts';
import type { ownApi } from '../contract/own.ts';
import type { releaseApi } from '../contract/releases.ts';
import { setFileHeaders } from './attachments.ts';

export function boardHandlers(
  world: MattersWorld,
): Handlers<typeof boardApi & typeof ownApi & typeof releaseApi> {
  return {
    listPublicMatters: (ctx, { query }) => listPublicMatters(world, ctx, query),
    getPublic: (ctx, { params }) => readPublic(world, ctx, params.number),
    openPublicPicture: async (ctx, { params, query }) => {
      const which = { id: params.id, county: query.county, part: query.part ?? 'file' };
      const open = await openPublicPicture(world, ctx, which);
      const bytes = await readFileBytes(world.files, open);
      setFileHeaders(ctx, open, params.id);
      return bytes;
    },
    getPublicFigures: (ctx, { query }) => getPublicFigures(world, ctx, query),
    getOwnMatter: (ctx, { params }) => readOwnMatter(world, ctx, params.number),
    claimMatter: (ctx, { body }) => claimMatter(world, ctx, body.number),
    getPublicity: (ctx, { params }) => readPublicity(world, ctx, params.number),
    releasePicture: (ctx, { params, body }) =>
      releasePicture(world, ctx, { number: params.number, ...body }),
    withdrawRelease: (ctx, { params, body }) =>
      withdrawRelease(world, ctx, { ...params, reason: body.reason }),
  };
}
