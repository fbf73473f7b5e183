/**
 * Persons in a matter and the key that seals them. There is no way from a person to matters: every
 * statement here begins with one matter.
 */
import { type Keyring, seal, unseal } from '../../../platform/crypto/index.ts';
import { insertInto, q, sql, type Tx } from '../../../platform/db/index.ts';
import { maskName, maskPhone } from '../rules/mask-display.ts';
import type { MatterKeyring, PartyData } from '../rules/party.ts';

export type Party = PartyData & { id: string; label: string };

/** Where a person's data opens again: with its matter and its own id, nowhere else. */
export const partyContext = (matterId: string, partyId: string) => `${matterId}/party/${partyId}`;

/** Makes the matter's data key and stores it sealed. */
export function insertDataKey(
  tx: Tx,
  keyring: Keyring,
  at: { county: string; matterId: string },
): MatterKeyring {
  const made = keyring.newDataKey();
  tx.send(
    insertInto('matter.data_key', {
      county: at.county,
      matter_id: at.matterId,
      sealed: made.sealed,
      key_id: made.keyId,
    }),
  );
  return { key: made.key, keyId: made.keyId };
}

/** The matter's data key, or null when it was erased. */
export async function findDataKey(
  tx: Tx,
  keyring: Keyring,
  at: { county: string; matterId: string },
): Promise<MatterKeyring | null> {
  const row = await tx.first(
    q
      .selectFrom('matter.data_key')
      .select(['sealed', 'key_id'])
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId),
  );
  return row ? { key: keyring.openDataKey(row.sealed, row.key_id), keyId: row.key_id } : null;
}

/** Those of many matters of a county, by matter; an erased one is absent. */
export async function findDataKeys(
  tx: Tx,
  keyring: Keyring,
  { county, matterIds }: { county: string; matterIds: readonly string[] },
): Promise<Map<string, MatterKeyring>> {
  if (matterIds.length === 0) return new Map();
  const rows = await tx.rows(
    q
      .selectFrom('matter.data_key')
      .select(['matter_id', 'sealed', 'key_id'])
      .where('county', '=', county)
      .where('matter_id', '=', sql<string>`any (${[...matterIds]}::uuid[])`),
    'byKey',
  );
  return new Map(
    rows.map(({ matter_id, sealed, key_id }) => [
      matter_id,
      { key: keyring.openDataKey(sealed, key_id), keyId: key_id },
    ]),
  );
}

export type NewParty = {
  county: string;
  matterId: string;
  id: string;
  data: PartyData;
  at: number;
  dataKey: MatterKeyring;
};

export function insertParty(tx: Tx, party: NewParty): void {
  tx.send(
    insertInto('matter.party', {
      county: party.county,
      matter_id: party.matterId,
      id: party.id,
      role: party.data.role,
      sealed: seal(
        party.dataKey.key,
        JSON.stringify(party.data),
        partyContext(party.matterId, party.id),
      ),
      key_id: party.dataKey.keyId,
      label: labelOf(party.data),
      created_at: new Date(party.at).toISOString(),
    }),
  );
}

export function deleteParty(tx: Tx, at: { county: string; matterId: string; id: string }): void {
  tx.send(
    q
      .deleteFrom('matter.party')
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .where('id', '=', at.id),
  );
}

function labelOf(data: PartyData): string {
  return [data.name && maskName(data.name), data.phone && maskPhone(data.phone)]
    .filter((part) => part !== '')
    .join(' ');
}

/** What lists may show of a matter's persons. */
export async function listPartyLabels(
  tx: Tx,
  at: { county: string; matterId: string },
): Promise<{ id: string; role: string; label: string }[]> {
  return tx.rows(
    q
      .selectFrom('matter.party')
      .select(['id', 'role', 'label'])
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .orderBy('id')
      .limit(100),
  );
}

/** A matter's persons, unsealed. The caller logs the opening, or uses them for masking only. */
export async function openParties(
  tx: Tx,
  at: { county: string; matterId: string },
  dataKey: MatterKeyring,
): Promise<Party[]> {
  return unsealParties(await listParties(tx, at), at, dataKey);
}

export type SealedParty = { id: string; sealed: Buffer; label: string };

/** More persons than a matter has, an outage's reporters aside. */
export const PARTIES_MAX = 100;

/** A matter's persons as they lie, for who reads its key in the same trip. */
export function listParties(
  tx: Tx,
  at: { county: string; matterId: string },
): Promise<SealedParty[]> {
  return tx.rows(
    q
      .selectFrom('matter.party')
      .select(['id', 'sealed', 'label'])
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId)
      .orderBy('id')
      .limit(PARTIES_MAX),
    'byKey',
  );
}

/** The same care as for `openParties`. */
export function unsealParties(
  rows: readonly SealedParty[],
  at: { matterId: string },
  dataKey: MatterKeyring,
): Party[] {
  return rows.map((row) => ({
    ...(JSON.parse(
      unseal(dataKey.key, row.sealed, partyContext(at.matterId, row.id)).toString('utf8'),
    ) as PartyData),
    id: row.id,
    label: row.label,
  }));
}

const REPORTERS_PAGE = 500;

/** All reporters of a matter with a phone: of an outage, hundreds. */
export async function listReporters(
  tx: Tx,
  at: { county: string; matterId: string },
  dataKey: MatterKeyring,
): Promise<{ id: string; phone: string }[]> {
  const reporters: { id: string; phone: string }[] = [];
  for (let after: string | null = null; ; ) {
    const rows: { id: string; sealed: Buffer }[] = await tx.rows(
      q
        .selectFrom('matter.party')
        .select(['id', 'sealed'])
        .where('county', '=', at.county)
        .where('matter_id', '=', at.matterId)
        .where('role', '=', 'reporter')
        .$if(after !== null, (query) => query.where('id', '>', after))
        .orderBy('id')
        .limit(REPORTERS_PAGE),
    );
    for (const { id, sealed } of rows) {
      const text = unseal(dataKey.key, sealed, partyContext(at.matterId, id)).toString('utf8');
      const { phone } = JSON.parse(text) as PartyData;
      if (phone !== '') reporters.push({ id, phone });
    }
    if (rows.length < REPORTERS_PAGE) return reporters;
    after = rows.at(-1)?.id ?? null;
  }
}

/** Erases the persons of a matter: the key first, without which nothing sealed opens again. */
export function erasePersons(tx: Tx, at: { county: string; matterId: string }): void {
  tx.send(
    q
      .deleteFrom('matter.data_key')
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId),
  );
  tx.send(
    q
      .deleteFrom('matter.party')
      .where('county', '=', at.county)
      .where('matter_id', '=', at.matterId),
  );
}
