/**
 * SQL of uploads that wait to be attached, and of the sweep. They wait in county '-': a scope
 * without it sees none.
 */
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import { WAITING } from '../rules/attachments.ts';
import {
  type AttachmentRow,
  type Content,
  columns,
  contentColumns,
  toAttachment,
  unreadable,
} from './attachment-row.ts';

/** The upload of this actor under an idempotency key, while it waits. */
export async function findUpload(
  tx: Tx,
  uploadedBy: string,
  uploadKey: string,
): Promise<AttachmentRow | undefined> {
  const row = await tx.first(
    q
      .selectFrom('matter.attachment')
      .select(columns)
      .where('county', '=', WAITING)
      .where('uploaded_by', '=', uploadedBy)
      .where('upload_key', '=', uploadKey),
  );
  return row && toAttachment(row);
}

/** How many uploads of an actor wait, and their bytes. */
export async function countWaiting(
  tx: Tx,
  uploadedBy: string,
): Promise<{ files: number; bytes: number }> {
  return tx.one(
    q
      .selectFrom('matter.attachment')
      .select([
        sql<number>`count(*)`.as('files'),
        sql<number>`coalesce(sum(bytes), 0)::bigint`.as('bytes'),
      ])
      .where('county', '=', WAITING)
      .where('uploaded_by', '=', uploadedBy)
      .where('state', 'in', ['storing', 'uploaded']),
  );
}

/** Undefined when the same actor has begun an upload under the same key meanwhile. */
export async function insertUpload(
  tx: Tx,
  upload: Content & {
    id: string;
    uploadedBy: string;
    uploadKey: string | null;
    uploadSha256: Buffer;
    fileKey: string;
    thumbKey: string | null;
    sealedKey: Buffer;
    keyId: string;
    uploadedAt: Date;
  },
): Promise<AttachmentRow | undefined> {
  const row = await tx.first(
    q
      .insertInto('matter.attachment')
      .values({
        county: WAITING,
        id: upload.id,
        state: 'storing',
        uploaded_by: upload.uploadedBy,
        upload_key: upload.uploadKey,
        upload_sha256: upload.uploadSha256,
        ...contentColumns(upload),
        file_key: upload.fileKey,
        thumb_key: upload.thumbKey,
        sealed_key: upload.sealedKey,
        key_id: upload.keyId,
        is_public: false,
        uploaded_at: upload.uploadedAt,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['county', 'uploaded_by', 'upload_key'])
          .where('upload_key', 'is not', null)
          .doNothing(),
      )
      .returning(columns),
  );
  return row && toAttachment(row);
}

/** The bytes are there. What they are is written again: a repeated upload may have made them. */
export async function markStored(tx: Tx, id: string, content: Content): Promise<void> {
  await tx.run(
    q
      .updateTable('matter.attachment')
      .set({ state: 'uploaded', ...contentColumns(content) })
      .where('county', '=', WAITING)
      .where('id', '=', id)
      .where('state', '=', 'storing'),
  );
}

/** Takes an actor's waiting uploads out of '-'. A second taker waits here and then finds none. */
export async function takeWaiting(
  tx: Tx,
  uploadedBy: string,
  ids: readonly string[],
): Promise<AttachmentRow[]> {
  const rows = await tx.rows(
    q
      .deleteFrom('matter.attachment')
      .where('county', '=', WAITING)
      .where('id', 'in', ids)
      .where('uploaded_by', '=', uploadedBy)
      .where('state', '=', 'uploaded')
      .returning(columns),
  );
  return rows.map(toAttachment);
}

/** Whether the scope of `tx` reaches the uploads that wait. */
export async function reachesWaiting(tx: Tx): Promise<boolean> {
  const setting = sql<string | null>`current_setting('app.counties', true)`;
  const { counties } = await tx.one(q.selectNoFrom(setting.as('counties')));
  return (counties ?? '').split(',').includes(WAITING);
}

/** Marks uploads that were never attached; those that an act holds at this moment are passed by. */
export async function markOrphans(
  tx: Tx,
  { before, at, limit }: { before: Date; at: Date; limit: number },
): Promise<number> {
  const orphans = q
    .selectFrom('matter.attachment')
    .select('id')
    .where('county', '=', WAITING)
    .where('state', 'in', ['storing', 'uploaded'])
    .where('uploaded_at', '<', before)
    .orderBy('uploaded_at')
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .skipLocked();
  return tx.run(
    q
      .updateTable('matter.attachment')
      .set({ ...unreadable, removed_at: at })
      .where('county', '=', WAITING)
      .where('id', 'in', orphans),
  );
}

/** Removed ones whose bytes are still there. */
export async function listRemoved(
  tx: Tx,
  county: string,
  limit: number,
): Promise<{ id: string; fileKey: string; thumbKey: string | null }[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.attachment')
      .select(['id', 'file_key', 'thumb_key'])
      .where('county', '=', county)
      .where('state', '=', 'removed')
      .where('file_key', 'is not', null)
      .orderBy('id')
      .limit(limit),
  );
  return rows.map((row) => ({
    id: row.id,
    fileKey: row.file_key as string,
    thumbKey: row.thumb_key,
  }));
}

/** The bytes are gone: an upload's row goes too, a matter's stays as a trace that one was there. */
export async function forgetBytes(tx: Tx, county: string, ids: readonly string[]): Promise<void> {
  if (county === WAITING) {
    await tx.run(
      q
        .deleteFrom('matter.attachment')
        .where('county', '=', county)
        .where('id', 'in', ids)
        .where('state', '=', 'removed'),
    );
    return;
  }
  await tx.run(
    q
      .updateTable('matter.attachment')
      .set({ file_key: null, thumb_key: null })
      .where('county', '=', county)
      .where('id', 'in', ids)
      .where('state', '=', 'removed'),
  );
}
