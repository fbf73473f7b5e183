/**
 * Takes one file in. The row comes before the bytes and says `storing` until they are there: a
 * crash in between leaves nothing that the sweep of orphans would not find.
 */
import { actorKey } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { type Keyring, seal, sha256 } from '../../../platform/crypto/index.ts';
import type { Database } from '../../../platform/db/index.ts';
import type { FileStore } from '../../../platform/files/index.ts';
import type { RequestContext, UploadedFile } from '../../../platform/http/index.ts';
import type { Upload } from '../contract/attachments.ts';
import { type AttachmentLimits, fileKeyOf, WAITING } from '../rules/attachments.ts';
import type { AttachmentRow, Content } from '../store/attachment-row.ts';
import { countWaiting, findUpload, insertUpload, markStored } from '../store/uploads.ts';
import { contextOf, presentFile } from './attachments.ts';
import { type Examined, examineFile } from './examine.ts';

/** What attachments need of the house. `zone` reads the wall clock of a camera. */
export type AttachmentWorld = {
  db: Database;
  files: FileStore;
  keyring: Keyring;
  limits: AttachmentLimits;
  zone: string;
};

const WAITING_SCOPE = { counties: [WAITING] };

/** Examines, seals and keeps the file of `ctx`. The same file under the same key is one upload. */
export async function uploadFile(world: AttachmentWorld, ctx: RequestContext): Promise<Upload> {
  const file = ctx.file ?? refuse('FILE_ABSENT');
  // Before the examination: it may change the bytes at hand.
  const sentHash = sha256(file.bytes);
  const earlier = await beginUpload(world, ctx, file, sentHash);
  const examined = await examineFile(file, world, ctx.now);
  const row = earlier ?? (await reserve(world, ctx, examined, sentHash));
  if (row.state === 'storing') await keep(world, row, examined);
  return {
    ...presentFile({ ...row, ...(row.state === 'storing' && contentOf(examined)) }),
    uploadedAt: row.uploadedAt.toISOString(),
    place: examined.place,
  };
}

/** The same upload of before, or undefined when there is room for a new one. */
async function beginUpload(
  world: AttachmentWorld,
  ctx: RequestContext,
  file: UploadedFile,
  sentHash: Buffer,
): Promise<AttachmentRow | undefined> {
  return world.db.scoped(WAITING_SCOPE, async (tx) => {
    const by = actorKey(ctx.actor);
    const earlier = ctx.idempotencyKey && (await findUpload(tx, by, ctx.idempotencyKey));
    if (earlier) return sameUpload(earlier, sentHash);
    const waiting = await countWaiting(tx, by);
    const { waitingMax, waitingBytesMax } = world.limits;
    const isFull =
      waiting.files >= waitingMax || waiting.bytes + file.bytes.length > waitingBytesMax;
    return isFull ? refuse('UPLOADS_WAITING') : undefined;
  });
}

function sameUpload(row: AttachmentRow, sentHash: Buffer): AttachmentRow {
  return row.uploadSha256?.equals(sentHash) ? row : refuse('UPLOAD_KEY_REUSED');
}

async function reserve(
  world: AttachmentWorld,
  ctx: RequestContext,
  examined: Examined,
  sentHash: Buffer,
): Promise<AttachmentRow> {
  const id = ctx.newId();
  const own = world.keyring.newDataKey();
  const uploadedBy = actorKey(ctx.actor);
  const uploadKey = ctx.idempotencyKey ?? null;
  return world.db.scoped(WAITING_SCOPE, async (tx) => {
    const row = await insertUpload(tx, {
      id,
      uploadedBy,
      uploadKey,
      uploadSha256: sentHash,
      ...contentOf(examined),
      fileKey: fileKeyOf(id),
      thumbKey: examined.thumb ? `${fileKeyOf(id)}.thumb` : null,
      sealedKey: own.sealed,
      keyId: own.keyId,
      uploadedAt: new Date(ctx.now),
    });
    if (row) return row;
    // The phone sent it twice at once: the other request has begun, and both may finish it.
    const twin = await findUpload(tx, uploadedBy, uploadKey ?? '');
    return twin ? sameUpload(twin, sentHash) : refuse('UPLOAD_KEY_REUSED');
  });
}

/** Two requests may do this for one row: each writes the whole file under the row's own key. */
async function keep(world: AttachmentWorld, row: AttachmentRow, examined: Examined) {
  const { id, fileKey, thumbKey, sealedKey, keyId } = row;
  if (!fileKey || !sealedKey || !keyId) throw new Error(`upload ${id} has no key`);
  const key = world.keyring.openDataKey(sealedKey, keyId);
  await world.files.put(fileKey, seal(key, examined.bytes, contextOf(id, 'file')));
  if (thumbKey && examined.thumb) {
    await world.files.put(thumbKey, seal(key, examined.thumb, contextOf(id, 'thumb')));
  }
  await world.db.scoped(WAITING_SCOPE, (tx) => markStored(tx, id, contentOf(examined)));
}

function contentOf(examined: Examined): Content {
  return {
    mediaType: examined.mediaType,
    bytes: examined.bytes.length,
    sha256: sha256(examined.bytes),
    width: examined.width,
    height: examined.height,
    takenAt: examined.takenAt === null ? null : new Date(examined.takenAt),
  };
}
