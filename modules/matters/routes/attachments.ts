/** Files over HTTP. A served file never runs in our origin: its own policy is a sandbox. */
import type { Actor } from '../../../kernel/actor.ts';
import type { Handlers, RequestContext } from '../../../platform/http/index.ts';
import {
  type MayReadMatter,
  type OpenFile,
  openAttachment,
  readFileBytes,
} from '../actions/attachments.ts';
import { type KeptOwner, openKept } from '../actions/kept.ts';
import { dropUpload, getUpload, sendPart, startUpload } from '../actions/parts.ts';
import { type AttachmentWorld, uploadFile } from '../actions/upload.ts';
import type { attachmentApi, OpeningPurpose } from '../contract/attachments.ts';
import type { uploadApi } from '../contract/uploads.ts';
import { getFileType, WAITING } from '../rules/attachments.ts';

export type AttachmentRoutesWorld = AttachmentWorld & { mayReadMatter: MayReadMatter };

type Which = {
  id: string;
  county?: string | undefined;
  part: 'file' | 'thumb';
  purpose?: OpeningPurpose | undefined;
};

export function attachmentHandlers(world: AttachmentRoutesWorld): Handlers<typeof attachmentApi> {
  return {
    uploadAttachment: (ctx) => uploadFile(world, ctx),
    openAttachment: (ctx, { params, query }) =>
      answerFile(world, ctx, { id: params.id, ...query, part: 'file' }),
    openThumb: (ctx, { params, query }) =>
      answerFile(world, ctx, { id: params.id, county: query.county, part: 'thumb' }),
  };
}

export function uploadHandlers(world: AttachmentWorld): Handlers<typeof uploadApi> {
  return {
    startUpload: (ctx, { body }) => startUpload(world, ctx, body),
    getUpload: (ctx, { params }) => getUpload(world, ctx, params.id),
    sendPart: (ctx, { params, query }) => sendPart(world, ctx, { ...params, ...query }),
    dropUpload: (ctx, { params }) => dropUpload(world, ctx, params.id),
  };
}

async function answerFile(world: AttachmentRoutesWorld, ctx: RequestContext, which: Which) {
  const { id, part } = which;
  const counties = which.county ? [which.county] : [...countiesOf(ctx.actor), WAITING];
  const open = await world.db.scoped({ counties }, (tx) =>
    openAttachment(tx, ctx, world, { id, part, counties, purpose: which.purpose }),
  );
  const bytes = await readFileBytes(world.files, open);
  setFileHeaders(ctx, open, id);
  return bytes;
}

/** The same answer for a file that belongs to something of another module. */
export async function answerKept(
  world: AttachmentWorld,
  ctx: RequestContext,
  which: KeptOwner & { id: string },
): Promise<Buffer> {
  const open = await world.db.scoped({ counties: [which.county] }, (tx) =>
    openKept(tx, world.keyring, which),
  );
  const bytes = await readFileBytes(world.files, open);
  setFileHeaders(ctx, open, which.id);
  return bytes;
}

function countiesOf(actor: Actor): readonly string[] {
  return actor.kind === 'staff' || actor.kind === 'machine' ? actor.counties : [];
}

/** A served file never runs in our origin, and no shared computer keeps it long. */
export function setFileHeaders(ctx: RequestContext, { mediaType }: OpenFile, id: string) {
  const { extension, medium } = getFileType(mediaType);
  // Browsers show a PDF only outside a sandbox: documents are saved, the rest may be looked at.
  const manner = medium === 'document' ? 'attachment' : 'inline';
  ctx.setHeader('content-type', mediaType);
  ctx.setHeader('content-disposition', `${manner}; filename="${id.slice(-12)}.${extension}"`);
  ctx.setHeader('x-content-type-options', 'nosniff');
  ctx.setHeader('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
  ctx.setHeader('cross-origin-resource-policy', 'same-origin');
  // Short: on a shared computer the next person must not find it, nor after an erasure.
  ctx.setHeader('cache-control', 'private, max-age=300');
  ctx.setHeader('vary', 'Cookie, Authorization');
}
