/**
 * Saves an act: the matter, what hangs on it, one log entry, the figures and the messages go out
 * together with the commit or not at all.
 */
import { actorKey } from '../../../kernel/actor.ts';
import { dateAt } from '../../../kernel/zone.ts';
import { seal } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { counterDeltas } from '../rules/counters.ts';
import { type Draft, type DraftMessage, type Given, isTouched } from '../rules/draft.ts';
import { eventData, eventsOf } from '../rules/events.ts';
import { keptChanges } from '../rules/kept.ts';
import type { MatterKeyring } from '../rules/party.ts';
import type { MatterState } from '../rules/state.ts';
import { tallyDeltas } from '../rules/tally.ts';
import { orgOf } from '../rules/view.ts';
import { insertDeltas } from '../store/counters.ts';
import { appendEntry, ENTRY_VERSION, type Entry, NO_HEAD } from '../store/log.ts';
import { insertMatter, saveChildren, touchMatter, updateMatter } from '../store/matters.ts';
import { findDataKey, listReporters } from '../store/parties.ts';
import { insertTallies } from '../store/tally.ts';
import type { ActContext } from './load.ts';
import type { Listener, MattersWorld } from './world.ts';

export type Deed = {
  action: string;
  draft: Draft;
  /** As it stands in the log: masked. */
  given: Given;
  /** Original words that were masked or are personal, by field. */
  hidden: Record<string, string>;
  occurredAt: number;
  dataKey: MatterKeyring | null;
  /** The matter before; null at its birth. */
  before: { state: MatterState; seq: number; head: Buffer } | null;
  /** Those with a phone, where the act itself brought or read them: they are not read again. */
  reporters?: readonly { id: string; phone: string }[] | undefined;
  /** The county's webhooks, where they were asked for with what the act read before. */
  listeners?: Promise<readonly Listener[]>;
};

/**
 * Sends every statement of the act. Answers the entry as it will stand. What is read here costs a
 * round trip in the middle of the act: callers hand over what they have read already.
 */
export async function saveDeed(
  world: MattersWorld,
  tx: Tx,
  ctx: ActContext,
  deed: Deed,
): Promise<Entry> {
  const { draft, before } = deed;
  const { matter } = draft.state;
  const at = { county: matter.county, matterId: matter.id };
  const entry = appendEntry(tx, entryOf(ctx, deed));
  const chain = { seq: entry.seq, head: entry.hash };
  if (!before) insertMatter(tx, draft.state, chain);
  else if (isTouched(draft)) touchMatter(tx, matter, chain);
  else updateMatter(tx, draft.state, chain);
  saveChildren(tx, at, draft.changes);
  const day = dateAt(draft.now, world.zone);
  const deltas = counterDeltas(before?.state ?? null, draft.state, day);
  insertDeltas(tx, matter.county, deltas, ctx.newId);
  const tallies = tallyDeltas(before?.state ?? null, draft.state);
  insertTallies(tx, { ...at, seq: entry.seq, day }, tallies);
  if (deed.dataKey) {
    await sendMessages(world, tx, ctx, deed, deed.dataKey);
    await announce(world, tx, deed, deed.dataKey, entry.seq);
  }
  return entry;
}

function entryOf(ctx: ActContext, deed: Deed): Omit<Entry, 'hash'> {
  const { matter } = deed.draft.state;
  const id = ctx.newId();
  const hasHidden = Object.keys(deed.hidden).length > 0 && deed.dataKey !== null;
  return {
    county: matter.county,
    matterId: matter.id,
    seq: (deed.before?.seq ?? 0) + 1,
    id,
    v: ENTRY_VERSION,
    occurredAt: deed.occurredAt,
    recordedAt: ctx.recordedAt ?? deed.draft.now,
    actor: actorKey(ctx.actor),
    post: ctx.actor.kind === 'staff' ? ctx.actor.post : null,
    org: orgOf(ctx.actor),
    action: deed.action,
    public: {
      given: deed.given,
      changes: keptChanges(deed.draft.changes, deed.before?.state ?? null),
    },
    sealed: hasHidden ? sealHidden(deed, id) : null,
    keyId: hasHidden ? (deed.dataKey?.keyId ?? null) : null,
    prev: deed.before?.head ?? NO_HEAD,
  };
}

/** Where an entry's sealed words open again: with its matter and its own id, nowhere else. */
export function entryContext(matterId: string, entryId: string): string {
  return `${matterId}/entry/${entryId}`;
}

function sealHidden(deed: Deed, entryId: string): Buffer | null {
  if (!deed.dataKey) return null;
  const context = entryContext(deed.draft.state.matter.id, entryId);
  return seal(deed.dataKey.key, JSON.stringify(deed.hidden), context);
}

async function sendMessages(
  world: MattersWorld,
  tx: Tx,
  ctx: ActContext,
  deed: Deed,
  dataKey: MatterKeyring,
): Promise<void> {
  for (const message of deed.draft.messages) {
    if (message.to.kind === 'joined') await tellDuplicates(world, tx, ctx, deed, message);
    for (const recipient of await recipientsOf(world, tx, deed, dataKey, message)) {
      world.enqueue(tx, {
        county: deed.draft.state.matter.county,
        matterId: deed.draft.state.matter.id,
        id: ctx.newId(),
        message,
        recipient,
        at: deed.draft.now,
        dataKey,
      });
    }
  }
}

/** The reporters of duplicates that stand, each on the own matter and under its number and key. */
async function tellDuplicates(
  world: MattersWorld,
  tx: Tx,
  ctx: ActContext,
  { draft }: Deed,
  message: DraftMessage,
): Promise<void> {
  const { county } = draft.state.matter;
  for (const link of draft.state.links) {
    if (link.kind !== 'duplicate' || link.state === 'ended') continue;
    const at = { county, matterId: link.otherId };
    const dataKey = await findDataKey(tx, world.keyring, at);
    if (!dataKey) continue;
    const values = { ...message.values, number: link.otherNumber };
    for (const one of await listReporters(tx, at, dataKey)) {
      const recipient = { kind: 'reporter' as const, ref: one.id, address: one.phone };
      const told = { message: { ...message, values }, recipient, at: draft.now, dataKey };
      world.enqueue(tx, { ...at, id: ctx.newId(), ...told });
    }
  }
}

/** Webhooks of the county hear of it, with the commit. */
async function announce(
  world: MattersWorld,
  tx: Tx,
  deed: Deed,
  dataKey: MatterKeyring,
  seq: number,
): Promise<void> {
  const { state, now } = deed.draft;
  const events = eventsOf(deed.before?.state ?? null, state);
  if (events.length === 0) return;
  const listeners = await (deed.listeners ?? world.listeners(tx, state.matter.county));
  for (const event of events) {
    world.announce(tx, listeners, {
      county: state.matter.county,
      matterId: state.matter.id,
      event,
      data: eventData(state),
      dedupeKey: `${event}:${seq}`,
      at: now,
      dataKey,
    });
  }
}

type Recipient = { kind: 'reporter' | 'org'; ref: string; address: string };

async function recipientsOf(
  world: MattersWorld,
  tx: Tx,
  deed: Deed,
  dataKey: MatterKeyring,
  message: DraftMessage,
): Promise<Recipient[]> {
  if (message.to.kind === 'org') {
    const phone = world.orgs.find(message.to.org)?.phone;
    return phone ? [{ kind: 'org', ref: message.to.org, address: phone }] : [];
  }
  if (message.to.kind === 'joined') return [];
  const { county, id } = deed.draft.state.matter;
  const reporters = deed.reporters ?? (await listReporters(tx, { county, matterId: id }, dataKey));
  return reporters.map((one) => ({ kind: 'reporter', ref: one.id, address: one.phone }));
}
