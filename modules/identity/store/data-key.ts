/** The one data key of sign-in, kept sealed under the master key. */
import type { Keyring } from '../../../platform/crypto/index.ts';
import { type Database, q } from '../../../platform/db/index.ts';

/**
 * The key, made at the first start (of several processes one wins) and sealed anew under the
 * present master key after a rotation. Throws SealError when its master key is not here.
 */
export async function identityDataKey(db: Database, keyring: Keyring): Promise<Buffer> {
  const fresh = keyring.newDataKey();
  return db.scoped({ counties: [] }, async (tx) => {
    await tx.run(
      q
        .insertInto('identity.data_key')
        .values({ only_row: true, sealed: fresh.sealed, key_id: fresh.keyId })
        .onConflict((conflict) => conflict.doNothing()),
    );
    const row = await tx.one(q.selectFrom('identity.data_key').select(['sealed', 'key_id']));
    if (row.key_id !== keyring.masterKeyId) {
      const again = keyring.resealDataKey(row.sealed, row.key_id);
      await tx.run(
        q.updateTable('identity.data_key').set({ sealed: again.sealed, key_id: again.keyId }),
      );
    }
    return keyring.openDataKey(row.sealed, row.key_id);
  });
}
