/**
 * Attachments of a matter: attached by an act, listed, opened through permission, released, moved
 * and erased with it. A file's key is sealed by the matter's, so that it goes when that goes.
 */
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { type Keyring, seal, unseal } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { FileLost, type FileStore, THUMB_TYPE } from '../../../platform/files/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import {
  type Attachment,
  type AttachmentPurpose,
  attachmentsMax,
} from '../contract/attachments.ts';
import { getFileType, maySeeAttachment, type SeesMatter, WAITING } from '../rules/attachments.ts';
import { type OpeningPurpose, purposeOf } from '../rules/opening.ts';
import { type AttachmentRow, MATTER_KEY } from '../store/attachment-row.ts';
import {
  findAttachment,
  findSealedDataKey,
  insertAttachments,
  listByMatter,
  markErased,
  markPublic,
  takeByMatter,
} from '../store/attachments.ts';
import { reachesWaiting, takeWaiting } from '../store/uploads.ts';

/** A matter, where it lies now, and its data key unsealed. */
export type KeyedMatter = { county: string; matterId: string; dataKey: Buffer };

/**
 * Attaches uploads of the actor within an act, whose scope must name '-' beside the county. Answers
 * them in the order of `ids`. Refuses ATTACHMENTS_TOO_MANY, and ATTACHMENT_UNKNOWN for what is
 * not there, not the actor's or attached already; nothing is attached then.
 */
export async function attachFiles(
  tx: Tx,
  ctx: Pick<RequestContext, 'actor' | 'now'>,
  keyring: Keyring,
  act: KeyedMatter & {
    ids: readonly string[];
    purpose: AttachmentPurpose;
    /** Of covered copies: the picture that was covered. */
    coversId?: string;
  },
): Promise<Attachment[]> {
  const ids = [...new Set(act.ids)];
  if (ids.length === 0) return [];
  if (ids.length > attachmentsMax) {
    refuse('ATTACHMENTS_TOO_MANY', { values: { max: attachmentsMax } });
  }
  const taken = await takeWaiting(tx, actorKey(ctx.actor), ids);
  if (taken.length < ids.length) await refuseUnknown(tx, ids, taken);
  const rows = taken.map((row) => ({
    ...row,
    ...sealedFor(act, row.id, openMasterSealed(keyring, row)),
    state: 'attached',
    purpose: act.purpose,
    coversId: act.coversId ?? null,
    attachedAt: new Date(ctx.now),
  }));
  await insertAttachments(tx, rows);
  return ids.flatMap((id) => rows.filter((row) => row.id === id)).map(presentAttachment);
}

async function refuseUnknown(tx: Tx, ids: string[], taken: AttachmentRow[]): Promise<never> {
  if (!(await reachesWaiting(tx))) {
    throw new Error("an act with attachments needs the scope [county, '-']");
  }
  const fields = ids.flatMap((id, at) =>
    taken.some((row) => row.id === id)
      ? []
      : [{ path: `attachments.${at}`, code: 'ATTACHMENT_UNKNOWN' }],
  );
  return refuse('ATTACHMENT_UNKNOWN', { fields });
}

function openMasterSealed(keyring: Keyring, row: AttachmentRow): Buffer {
  if (row.sealedKey && row.keyId) return keyring.openDataKey(row.sealedKey, row.keyId);
  throw new Error(`upload ${row.id} has no key`);
}

function sealedFor({ county, matterId, dataKey }: KeyedMatter, id: string, fileKey: Buffer) {
  return {
    county,
    matterId,
    sealedKey: seal(dataKey, fileKey, contextOf(id, 'key')),
    keyId: MATTER_KEY,
  };
}

/** What an actor who sees the matter may see of its attachments, oldest first; at most 500. */
export async function listAttachments(
  tx: Tx,
  actor: Actor,
  at: { county: string; matterId: string; isReporter?: boolean },
): Promise<Attachment[]> {
  const rows = await listByMatter(tx, at.county, at.matterId);
  const sight = at.isReporter ? 'asReporter' : true;
  return rows.filter((row) => maySeeAttachment(row, actor, sight)).map(presentAttachment);
}

/** Moves all attachments of a matter to its row in another county, under that row's key. */
export async function moveAttachments(tx: Tx, from: KeyedMatter, to: KeyedMatter): Promise<number> {
  const rows = await takeByMatter(tx, from.county, from.matterId);
  const moved = rows.map((row) => {
    // A removed one has no key any more, only bytes that a sweep has still to delete.
    if (!row.sealedKey) return { ...row, county: to.county, matterId: to.matterId };
    const fileKey = unseal(from.dataKey, row.sealedKey, contextOf(row.id, 'key'));
    return { ...row, ...sealedFor(to, row.id, fileKey) };
  });
  await insertAttachments(tx, moved);
  return moved.length;
}

/** Releases covered copies to everyone, or takes it back; nothing else ever becomes public. */
export async function releaseAttachments(
  tx: Tx,
  which: { county: string; matterId: string; ids: readonly string[]; releasedAt: Date | null },
): Promise<number> {
  return which.ids.length === 0 ? 0 : markPublic(tx, which);
}

/**
 * Makes a matter's attachments unreadable with the transaction at hand; their bytes go with the
 * next `sweepRemoved`, because a file deleted before COMMIT would not come back after ROLLBACK.
 */
export async function eraseAttachments(
  tx: Tx,
  { county, matterId, now }: { county: string; matterId: string; now: number },
): Promise<number> {
  return markErased(tx, county, matterId, new Date(now));
}

/** Where a permitted file lies and how it opens. */
export type OpenFile = { mediaType: string; storeKey: string; key: Buffer; context: string };

/** Given by the face of the loop: whether the actor of `ctx` sees the matter at all. */
export type MayReadMatter = (
  ctx: RequestContext,
  tx: Tx,
  county: string,
  matterId: string,
) => Promise<SeesMatter>;

/** Permits and journals. Refuses NOT_FOUND for what is missing, unseen, removed or erased alike. */
export async function openAttachment(
  tx: Tx,
  ctx: RequestContext,
  world: { keyring: Keyring; mayReadMatter: MayReadMatter },
  which: {
    id: string;
    counties: readonly string[];
    part: 'file' | 'thumb';
    purpose?: OpeningPurpose | undefined;
  },
): Promise<OpenFile> {
  const row = await findAttachment(tx, which.counties, which.id);
  if (!row) return refuse('NOT_FOUND');
  const seesMatter = row.matterId
    ? await world.mayReadMatter(ctx, tx, row.county, row.matterId)
    : null;
  if (!maySeeAttachment(row, ctx.actor, seesMatter)) return refuse('NOT_FOUND');
  const open = await openRow(tx, world.keyring, row, which.part);
  if (which.part === 'file') {
    journal(tx, ctx, {
      verb: 'attachment.open',
      county: row.county,
      matterId: row.matterId ?? undefined,
      ...purposeOf(ctx.actor, which.purpose),
      detail: { attachment: row.id },
    });
  }
  return open;
}

/** Where a row's file lies and how it opens; the caller has judged. Refuses NOT_FOUND once gone. */
export async function openRow(
  tx: Tx,
  keyring: Keyring,
  row: AttachmentRow,
  part: 'file' | 'thumb',
): Promise<OpenFile> {
  const storeKey = part === 'file' ? row.fileKey : row.thumbKey;
  const key = storeKey && (await fileKeyOfRow(tx, keyring, row));
  if (!storeKey || !key) return refuse('NOT_FOUND');
  const mediaType = part === 'file' ? row.mediaType : THUMB_TYPE;
  return { mediaType, storeKey, key, context: contextOf(row.id, part) };
}

async function fileKeyOfRow(tx: Tx, keyring: Keyring, row: AttachmentRow): Promise<Buffer | null> {
  if (!row.matterId) return openMasterSealed(keyring, row);
  const stored = await findSealedDataKey(tx, row.county, row.matterId);
  if (!stored || !row.sealedKey) return null;
  const dataKey = keyring.openDataKey(stored.sealed, stored.keyId);
  return unseal(dataKey, row.sealedKey, contextOf(row.id, 'key'));
}

/** The bytes themselves, after the transaction: a slow store must not hold a connection. */
export async function readFileBytes(files: FileStore, open: OpenFile): Promise<Buffer> {
  const sealed = await files.get(open.storeKey).catch((error: unknown) => {
    if (error instanceof FileLost) return refuse('FILE_LOST');
    throw error;
  });
  return unseal(open.key, sealed, open.context);
}

/** No county in it: the sealed bytes stay as they are when the row moves. */
export function contextOf(id: string, part: 'file' | 'thumb' | 'key'): string {
  return `attachment/${id}/${part}`;
}

/** The shape that a matter's view carries. */
export function presentAttachment(row: AttachmentRow): Attachment {
  if (!row.purpose || !row.attachedAt) throw new Error(`attachment ${row.id} is not attached`);
  return {
    ...presentFile(row),
    purpose: row.purpose,
    isPublic: row.isPublic,
    attachedAt: row.attachedAt.toISOString(),
  };
}

/** What an upload and an attachment have in common. */
export function presentFile(row: AttachmentRow) {
  const query = row.county === WAITING ? '' : `?county=${row.county}`;
  return {
    id: row.id,
    mediaType: row.mediaType,
    medium: getFileType(row.mediaType).medium,
    bytes: row.bytes,
    sha256: row.sha256.toString('hex'),
    width: row.width,
    height: row.height,
    takenAt: row.takenAt?.toISOString() ?? null,
    href: `/api/attachments/${row.id}${query}`,
    thumbHref: row.thumbKey ? `/api/attachments/${row.id}/thumb${query}` : null,
  };
}
