/**
 * Persons of a matter as a kind's own module keeps them: put on record, corrected, told. Nothing
 * here finds a matter by a person, and nothing shows one without an opening that is logged.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { PartyData } from '../rules/party.ts';
import { findMatter } from '../store/matters.ts';
import {
  deleteParty,
  findDataKey,
  insertParty,
  listPartyLabels,
  openParties,
  type Party,
} from '../store/parties.ts';
import type { MattersWorld } from './world.ts';

type At = { county: string; matterId: string };

/** For sending to them and for comparing what they say of themselves; whoever shows it logs it. */
export async function partiesOf(world: MattersWorld, tx: Tx, at: At): Promise<Party[]> {
  const dataKey = await findDataKey(tx, world.keyring, at);
  return dataKey ? openParties(tx, at, dataKey) : [];
}

/** Masked, as lists show them. */
export function partyLabelsOf(tx: Tx, at: At): ReturnType<typeof listPartyLabels> {
  return listPartyLabels(tx, at);
}

/** Writes over the one of the same id. Refuses PERSONS_ERASED. */
export async function putParty(
  world: MattersWorld,
  tx: Tx,
  at: At & { id: string; now: number },
  data: PartyData,
): Promise<void> {
  const { county, matterId, id } = at;
  const dataKey = await findDataKey(tx, world.keyring, at);
  if (!dataKey) return refuse('PERSONS_ERASED');
  deleteParty(tx, { county, matterId, id });
  insertParty(tx, { county, matterId, id, data, at: at.now, dataKey });
}

export function dropParty(tx: Tx, at: At & { id: string }): void {
  deleteParty(tx, at);
}

export type Told = { template: string; values: Record<string, string>; dedupe: string };

/** Through the outbox, to the phones that stand on the matter; each cause once. */
export async function tellParties(
  world: MattersWorld,
  tx: Tx,
  ctx: { now: number; newId: () => string },
  at: At & { parties: readonly string[] },
  told: Told,
): Promise<void> {
  const { county, matterId } = at;
  const dataKey = await findDataKey(tx, world.keyring, at);
  const loaded = await findMatter(tx, { county, id: matterId }, 'none');
  if (!dataKey || !loaded) return;
  const values = { number: loaded.state.matter.number, ...told.values };
  const persons = await openParties(tx, at, dataKey);
  for (const one of persons) {
    if (!at.parties.includes(one.id) || one.phone === '') continue;
    world.enqueue(tx, {
      county,
      matterId,
      id: ctx.newId(),
      message: { ...told, values, to: { kind: 'reporter' } },
      recipient: { kind: 'reporter', ref: one.id, address: one.phone },
      at: ctx.now,
      dataKey,
    });
  }
}
