/** SQL of files that come in parts. They wait in county '-', as uploads that are whole do. */
import type { Selectable } from 'kysely';
import type { MatterUpload } from '../../../db/tables.ts';
import { q, sql, type Tx } from '../../../platform/db/index.ts';
import { WAITING } from '../rules/attachments.ts';

export type PartsRow = {
  id: string;
  uploadedBy: string;
  uploadKey: string | null;
  ending: string;
  mediaType: string;
  bytes: number;
  sha256: Buffer;
  received: number;
  parts: readonly string[];
  sealedKey: Buffer;
  keyId: string;
  attachmentId: string | null;
  touchedAt: Date;
};

const columns = [
  'id',
  'uploaded_by',
  'upload_key',
  'ending',
  'media_type',
  'bytes',
  'sha256',
  'received',
  'parts',
  'sealed_key',
  'key_id',
  'attachment_id',
  'touched_at',
] as const;

function toParts(row: Pick<Selectable<MatterUpload>, (typeof columns)[number]>): PartsRow {
  return {
    id: row.id,
    uploadedBy: row.uploaded_by,
    uploadKey: row.upload_key,
    ending: row.ending,
    mediaType: row.media_type,
    bytes: row.bytes,
    sha256: row.sha256,
    received: row.received,
    parts: row.parts,
    sealedKey: row.sealed_key,
    keyId: row.key_id,
    attachmentId: row.attachment_id,
    touchedAt: row.touched_at,
  };
}

/** The row, or the one that the same actor began under the same key before. */
export async function insertParts(
  tx: Tx,
  row: Omit<PartsRow, 'received' | 'parts' | 'attachmentId'>,
): Promise<PartsRow> {
  const inserted = await tx.first(
    q
      .insertInto('matter.upload')
      .values({
        county: WAITING,
        id: row.id,
        uploaded_by: row.uploadedBy,
        upload_key: row.uploadKey,
        ending: row.ending,
        media_type: row.mediaType,
        bytes: row.bytes,
        sha256: row.sha256,
        received: 0,
        parts: sql`'{}'::text[]`,
        sealed_key: row.sealedKey,
        key_id: row.keyId,
        created_at: row.touchedAt,
        touched_at: row.touchedAt,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['county', 'uploaded_by', 'upload_key'])
          .where('upload_key', 'is not', null)
          .doNothing(),
      )
      .returning(columns),
  );
  if (inserted) return toParts(inserted);
  const twin = await findPartsByKey(tx, row.uploadedBy, row.uploadKey ?? '');
  if (!twin) throw new Error('an upload of the same key has gone meanwhile');
  return twin;
}

export async function findPartsByKey(
  tx: Tx,
  uploadedBy: string,
  uploadKey: string,
): Promise<PartsRow | null> {
  const row = await tx.first(
    q
      .selectFrom('matter.upload')
      .select(columns)
      .where('county', '=', WAITING)
      .where('uploaded_by', '=', uploadedBy)
      .where('upload_key', '=', uploadKey),
  );
  return row ? toParts(row) : null;
}

export async function findParts(tx: Tx, uploadedBy: string, id: string): Promise<PartsRow | null> {
  const row = await tx.first(
    q
      .selectFrom('matter.upload')
      .select(columns)
      .where('county', '=', WAITING)
      .where('id', '=', id)
      .where('uploaded_by', '=', uploadedBy),
  );
  return row ? toParts(row) : null;
}

/** How much an actor has begun and not finished. */
export async function countUnfinished(
  tx: Tx,
  uploadedBy: string,
): Promise<{ files: number; bytes: number }> {
  return tx.one(
    q
      .selectFrom('matter.upload')
      .select([
        sql<number>`count(*)`.as('files'),
        sql<number>`coalesce(sum(bytes), 0)::bigint`.as('bytes'),
      ])
      .where('county', '=', WAITING)
      .where('uploaded_by', '=', uploadedBy)
      .where('attachment_id', 'is', null),
  );
}

/** Adds a part that lies in the store. Null when another part came to this offset before. */
export async function addPart(
  tx: Tx,
  row: PartsRow,
  part: { key: string; bytes: number; at: Date },
): Promise<PartsRow | null> {
  const added = await tx.first(
    q
      .updateTable('matter.upload')
      .set({
        received: row.received + part.bytes,
        parts: sql`array_append(parts, ${part.key}::text)`,
        touched_at: part.at,
      })
      .where('county', '=', WAITING)
      .where('id', '=', row.id)
      .where('received', '=', row.received)
      .returning(columns),
  );
  return added ? toParts(added) : null;
}

/** The file is whole and was taken as an attachment; its parts are no longer needed. */
export async function finishParts(
  tx: Tx,
  id: string,
  done: { attachmentId: string; at: Date },
): Promise<void> {
  await tx.run(
    q
      .updateTable('matter.upload')
      .set({ attachment_id: done.attachmentId, touched_at: done.at })
      .where('county', '=', WAITING)
      .where('id', '=', id),
  );
}

/** The parts' bytes are gone from the store. */
export async function forgetParts(tx: Tx, id: string): Promise<void> {
  await tx.run(
    q
      .updateTable('matter.upload')
      .set({ parts: sql`'{}'::text[]` })
      .where('county', '=', WAITING)
      .where('id', '=', id),
  );
}

export async function deleteParts(tx: Tx, id: string): Promise<void> {
  await tx.run(q.deleteFrom('matter.upload').where('county', '=', WAITING).where('id', '=', id));
}

/** Those that nobody has touched since. */
export async function listStaleParts(
  tx: Tx,
  before: Date,
  limit: number,
): Promise<{ id: string; parts: readonly string[] }[]> {
  return tx.rows(
    q
      .selectFrom('matter.upload')
      .select(['id', 'parts'])
      .where('county', '=', WAITING)
      .where('touched_at', '<', before)
      .orderBy('touched_at')
      .orderBy('id')
      .limit(limit),
  );
}
