/**
 * Files that belong to something of another module: kept under a key of their own and not under a
 * matter's. Who may see them is the other module's to know; nothing here asks.
 */
import { refuse } from '../../../kernel/refusal.ts';
import { type Keyring, unseal } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { findAttachment } from '../store/attachments.ts';
import { findDataKey, insertDataKey } from '../store/parties.ts';
import { attachFiles, contextOf, type OpenFile } from './attachments.ts';

export type KeptOwner = { county: string; ownerId: string };

/** Takes uploads of the actor; the scope of `tx` must name '-' beside the county. Once an owner. */
export async function keepFiles(
  tx: Tx,
  ctx: RequestContext,
  keyring: Keyring,
  { county, ownerId, ids }: KeptOwner & { ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return;
  const at = { county, matterId: ownerId };
  const dataKey = insertDataKey(tx, keyring, at);
  await attachFiles(tx, ctx, keyring, { ...at, dataKey: dataKey.key, ids, purpose: 'evidence' });
}

/** Where a kept file lies and how it opens. Refuses NOT_FOUND where its owner has none such. */
export async function openKept(
  tx: Tx,
  keyring: Keyring,
  { county, ownerId, id }: KeptOwner & { id: string },
): Promise<OpenFile> {
  const row = await findAttachment(tx, [county], id);
  if (row?.matterId !== ownerId || !row.fileKey || !row.sealedKey) return refuse('NOT_FOUND');
  const dataKey = await findDataKey(tx, keyring, { county, matterId: ownerId });
  if (!dataKey) return refuse('NOT_FOUND');
  const key = unseal(dataKey.key, row.sealedKey, contextOf(id, 'key'));
  return { mediaType: row.mediaType, storeKey: row.fileKey, key, context: contextOf(id, 'file') };
}
