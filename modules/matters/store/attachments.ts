/**
 * SQL of a matter's attachments. A row changes its county by being deleted and inserted, because a
 * shard key never changes in place.
 */
import { q, type Tx } from '../../../platform/db/index.ts';
import {
  type AttachmentRow,
  columns,
  contentColumns,
  toAttachment,
  unreadable,
} from './attachment-row.ts';

/** By id, wherever the scope of `tx` reaches among these counties. */
export async function findAttachment(
  tx: Tx,
  counties: readonly string[],
  id: string,
): Promise<AttachmentRow | undefined> {
  const row = await tx.first(
    q
      .selectFrom('matter.attachment')
      .select(columns)
      .where('county', 'in', counties)
      .where('id', '=', id),
  );
  return row && toAttachment(row);
}

/** A matter's attachments, oldest first; at most 500. */
export async function listByMatter(
  tx: Tx,
  county: string,
  matterId: string,
): Promise<AttachmentRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('matter.attachment')
      .select(columns)
      .where('county', '=', county)
      .where('matter_id', '=', matterId)
      .where('state', '=', 'attached')
      .orderBy('id')
      .limit(500),
  );
  return rows.map(toAttachment);
}

/** A matter's covered copies that are public now, oldest first. */
export async function listReleased(
  tx: Tx,
  at: { county: string; matterId: string },
): Promise<AttachmentRow[]> {
  const rows = await listByMatter(tx, at.county, at.matterId);
  return rows.filter((row) => row.isPublic && row.purpose === 'covered');
}

/** Takes all attachments of a matter out of its county, removed ones too. */
export async function takeByMatter(
  tx: Tx,
  county: string,
  matterId: string,
): Promise<(AttachmentRow & { removedAt: Date | null })[]> {
  const rows = await tx.rows(
    q
      .deleteFrom('matter.attachment')
      .where('county', '=', county)
      .where('matter_id', '=', matterId)
      .returning([...columns, 'removed_at']),
  );
  return rows.map((row) => ({ ...toAttachment(row), removedAt: row.removed_at }));
}

/** Puts rows that were taken where they belong now. */
export async function insertAttachments(
  tx: Tx,
  attachments: readonly (AttachmentRow & { removedAt?: Date | null })[],
): Promise<void> {
  if (attachments.length === 0) return;
  await tx.run(
    q.insertInto('matter.attachment').values(
      attachments.map((one) => ({
        county: one.county,
        id: one.id,
        matter_id: one.matterId,
        state: one.state,
        purpose: one.purpose,
        uploaded_by: one.uploadedBy,
        ...contentColumns(one),
        file_key: one.fileKey,
        thumb_key: one.thumbKey,
        sealed_key: one.sealedKey,
        key_id: one.keyId,
        is_public: one.isPublic,
        covers_id: one.coversId,
        released_at: one.releasedAt,
        uploaded_at: one.uploadedAt,
        attached_at: one.attachedAt,
        removed_at: one.removedAt ?? null,
      })),
    ),
  );
}

/** Releases covered copies of a matter, or takes the release back (`releasedAt` null). */
export async function markPublic(
  tx: Tx,
  of: { county: string; matterId: string; ids: readonly string[]; releasedAt: Date | null },
): Promise<number> {
  const { releasedAt } = of;
  return tx.run(
    q
      .updateTable('matter.attachment')
      .set({ is_public: releasedAt !== null, ...(releasedAt && { released_at: releasedAt }) })
      .where('county', '=', of.county)
      .where('matter_id', '=', of.matterId)
      .where('id', 'in', of.ids)
      .where('state', '=', 'attached')
      .where('purpose', '=', 'covered'),
  );
}

/** Makes a matter's attachments unreadable and forgets who sent them and when they were taken. */
export async function markErased(
  tx: Tx,
  county: string,
  matterId: string,
  at: Date,
): Promise<number> {
  return tx.run(
    q
      .updateTable('matter.attachment')
      .set({
        ...unreadable,
        uploaded_by: 'erased',
        taken_at: null,
        is_public: false,
        removed_at: at,
      })
      .where('county', '=', county)
      .where('matter_id', '=', matterId)
      .where('state', '<>', 'removed'),
  );
}

/** The matter's data key as it is stored, or undefined after erasing. */
export async function findSealedDataKey(
  tx: Tx,
  county: string,
  matterId: string,
): Promise<{ sealed: Buffer; keyId: string } | undefined> {
  const row = await tx.first(
    q
      .selectFrom('matter.data_key')
      .select(['sealed', 'key_id'])
      .where('county', '=', county)
      .where('matter_id', '=', matterId),
  );
  return row && { sealed: row.sealed, keyId: row.key_id };
}
