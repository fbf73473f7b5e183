/**
 * A file in parts. A part is sealed and lies in the store before its row counts it; of two that
 * come to one offset, one counts. Whole files are put together one after the other: what this
 * holds in memory is one file, however many phones come back to the network at once.
 */
import { actorKey } from '../../../kernel/actor.ts';
import { partBytesMax } from '../../../kernel/endpoint.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { seal, sha256, unseal } from '../../../platform/crypto/index.ts';
import { FileLost } from '../../../platform/files/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { Upload } from '../contract/attachments.ts';
import type { NewUpload, UploadProgress } from '../contract/uploads.ts';
import { endingOf, WAITING } from '../rules/attachments.ts';
import {
  addPart,
  countUnfinished,
  deleteParts,
  findParts,
  findPartsByKey,
  finishParts,
  forgetParts,
  insertParts,
  type PartsRow,
} from '../store/parts.ts';
import { countWaiting, findUpload } from '../store/uploads.ts';
import { presentFile } from './attachments.ts';
import { type AttachmentWorld, uploadFile } from './upload.ts';

const WAITING_SCOPE = { counties: [WAITING] };
/** How long a file may break off: a worker's two days off. */
export const PARTS_KEPT_MS = 72 * 3_600_000;
const MB = 1024 * 1024;

/** Refuses FILE_TOO_LARGE, UPLOADS_WAITING, and UPLOAD_KEY_REUSED for another file. */
export async function startUpload(
  world: AttachmentWorld,
  ctx: RequestContext,
  body: NewUpload,
): Promise<UploadProgress> {
  const max = Math.max(...Object.values(bytesLimits(world)));
  if (body.bytes > max) {
    refuse('FILE_TOO_LARGE', {
      fields: [{ path: 'body.bytes', code: 'FILE_TOO_LARGE' }],
      values: { max: Math.floor(max / MB) },
    });
  }
  const by = actorKey(ctx.actor);
  const hash = Buffer.from(body.sha256, 'hex');
  const row = await world.db.scoped(WAITING_SCOPE, async (tx) => {
    const earlier = ctx.idempotencyKey && (await findPartsByKey(tx, by, ctx.idempotencyKey));
    if (earlier) return earlier;
    const [whole, begun] = [await countWaiting(tx, by), await countUnfinished(tx, by)];
    const { waitingMax, waitingBytesMax } = world.limits;
    const bytes = whole.bytes + begun.bytes + body.bytes;
    if (whole.files + begun.files >= waitingMax || bytes > waitingBytesMax) {
      refuse('UPLOADS_WAITING');
    }
    const own = world.keyring.newDataKey();
    return insertParts(tx, {
      id: ctx.newId(),
      uploadedBy: by,
      uploadKey: ctx.idempotencyKey ?? null,
      ending: endingOf(body.name ?? ''),
      mediaType: body.mediaType ?? '',
      bytes: body.bytes,
      sha256: hash,
      sealedKey: own.sealed,
      keyId: own.keyId,
      touchedAt: new Date(ctx.now),
    });
  });
  if (!row.sha256.equals(hash) || row.bytes !== body.bytes) refuse('UPLOAD_KEY_REUSED');
  return progressOf(world, row);
}

function bytesLimits({ limits }: AttachmentWorld) {
  const { pictureBytesMax, documentBytesMax, voiceBytesMax, videoBytesMax } = limits;
  return { pictureBytesMax, documentBytesMax, voiceBytesMax, videoBytesMax };
}

/** Refuses NOT_FOUND for what is not there and for what another began. */
export async function getUpload(
  world: AttachmentWorld,
  ctx: RequestContext,
  id: string,
): Promise<UploadProgress> {
  return progressOf(world, await getParts(world, ctx, id));
}

async function getParts(
  world: AttachmentWorld,
  ctx: RequestContext,
  id: string,
): Promise<PartsRow> {
  const row = await world.db.scoped(WAITING_SCOPE, (tx) => findParts(tx, actorKey(ctx.actor), id));
  return row ?? refuse('NOT_FOUND');
}

async function progressOf(
  world: AttachmentWorld,
  row: PartsRow,
  taken?: Upload,
): Promise<UploadProgress> {
  return {
    id: row.id,
    bytes: row.bytes,
    offset: row.received,
    partBytesMax,
    expiresAt: new Date(row.touchedAt.getTime() + PARTS_KEPT_MS).toISOString(),
    attachmentId: taken?.id ?? row.attachmentId,
    attachment: taken ?? (await waitingOf(world, row)),
  };
}

/** The attachment while it waits. Where it was taken was said once and is kept nowhere. */
async function waitingOf(world: AttachmentWorld, row: PartsRow): Promise<Upload | null> {
  if (row.attachmentId === null) return null;
  const found = await world.db.scoped(WAITING_SCOPE, (tx) =>
    findUpload(tx, row.uploadedBy, keyOf(row.id)),
  );
  if (!found) return null;
  return { ...presentFile(found), uploadedAt: found.uploadedAt.toISOString(), place: null };
}

/** Of the attachment that a whole file becomes: however often it is tried, it is one. */
const keyOf = (id: string) => `upload:${id}`;

/**
 * Takes the part of `ctx`. Refuses UPLOAD_OFFSET with how far the file has come; UPLOAD_BROKEN when
 * the whole is not what was announced (it must be begun anew); and FILE_… as for a file at once.
 */
export async function sendPart(
  world: AttachmentWorld,
  ctx: RequestContext,
  { id, offset }: { id: string; offset: number },
): Promise<UploadProgress> {
  const row = await getParts(world, ctx, id);
  if (row.attachmentId !== null) return progressOf(world, row);
  const bytes = ctx.bytes ?? Buffer.alloc(0);
  if (offset !== row.received) return refuseOffset(world, row);
  if (row.received + bytes.length > row.bytes) {
    refuse('INPUT_INVALID', { fields: [{ path: 'body', code: 'tooLong' }] });
  }
  const isWhole = row.received + bytes.length === row.bytes;
  // An empty part only asks to finish what has come whole.
  if (bytes.length === 0 && !isWhole) {
    refuse('INPUT_INVALID', { fields: [{ path: 'body', code: 'empty' }] });
  }
  const grown = bytes.length === 0 ? row : await keepPart(world, ctx, row, bytes);
  if (!isWhole) return progressOf(world, grown);
  return oneByOne(() => finish(world, ctx, grown));
}

async function refuseOffset(world: AttachmentWorld, row: PartsRow): Promise<never> {
  return refuse('UPLOAD_OFFSET', {
    fields: [{ path: 'query.offset', code: 'UPLOAD_OFFSET' }],
    present: await progressOf(world, row),
  });
}

async function keepPart(
  world: AttachmentWorld,
  ctx: RequestContext,
  row: PartsRow,
  bytes: Buffer,
): Promise<PartsRow> {
  const key = `uploads/${row.id.slice(-2)}/${row.id}/${ctx.newId()}`;
  const own = world.keyring.openDataKey(row.sealedKey, row.keyId);
  await world.files.put(key, seal(own, bytes, contextOf(row, row.received)));
  const part = { key, bytes: bytes.length, at: new Date(ctx.now) };
  const grown = await world.db.scoped(WAITING_SCOPE, (tx) => addPart(tx, row, part));
  if (grown) return grown;
  await world.files.remove(key);
  return refuseOffset(world, await getParts(world, ctx, row.id));
}

/** Where the part begins is sealed with it: parts cannot change places. */
const contextOf = (row: PartsRow, offset: number) => `upload/${row.id}/${offset}`;

async function finish(
  world: AttachmentWorld,
  ctx: RequestContext,
  row: PartsRow,
): Promise<UploadProgress> {
  const bytes = await wholeOf(world, row);
  if (!bytes || !sha256(bytes).equals(row.sha256)) {
    await drop(world, row);
    return refuse('UPLOAD_BROKEN');
  }
  const name = row.ending === '' ? '' : `file.${row.ending}`;
  const file = { name, mediaType: row.mediaType, bytes };
  const taken = await uploadFile(world, { ...ctx, idempotencyKey: keyOf(row.id), file });
  const done = { attachmentId: taken.id, at: new Date(ctx.now) };
  await world.db.scoped(WAITING_SCOPE, (tx) => finishParts(tx, row.id, done));
  for (const key of row.parts) await world.files.remove(key);
  await world.db.scoped(WAITING_SCOPE, (tx) => forgetParts(tx, row.id));
  return progressOf(world, { ...row, attachmentId: taken.id, touchedAt: done.at }, taken);
}

/** Null when the store has lost a part, as after a restore. */
async function wholeOf(world: AttachmentWorld, row: PartsRow): Promise<Buffer | null> {
  const own = world.keyring.openDataKey(row.sealedKey, row.keyId);
  const whole = Buffer.alloc(row.bytes);
  let at = 0;
  try {
    for (const key of row.parts) {
      const part = unseal(own, await world.files.get(key), contextOf(row, at));
      at += part.copy(whole, at);
    }
  } catch (error) {
    if (error instanceof FileLost) return null;
    throw error;
  }
  return at === row.bytes ? whole : null;
}

async function drop(world: AttachmentWorld, row: PartsRow): Promise<void> {
  for (const key of row.parts) await world.files.remove(key);
  await world.db.scoped(WAITING_SCOPE, (tx) => deleteParts(tx, row.id));
}

/** What was taken as an attachment stays. */
export async function dropUpload(
  world: AttachmentWorld,
  ctx: RequestContext,
  id: string,
): Promise<void> {
  await drop(world, await getParts(world, ctx, id));
}

let last: Promise<unknown> = Promise.resolve();

/** Runs after whatever was given before, also when that failed. */
function oneByOne<T>(work: () => Promise<T>): Promise<T> {
  const next = last.then(work, work);
  last = next.catch(() => undefined);
  return next;
}
