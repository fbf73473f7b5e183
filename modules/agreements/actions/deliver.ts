/**
 * An agreement in force is delivered to each party by itself (人民调解法 art. 29: each has a copy): its
 * paper is made, each is sent the way to it, and the service is written down once the gateway took
 * the message. Every step is a row's state, so that it happens once whatever breaks in between.
 */
import { Refusal, refuse } from '../../../kernel/refusal.ts';
import { civilText, dateAt } from '../../../kernel/zone.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { maskPhone } from '../../matters/index.ts';
import {
  beginDelivery,
  type DeliveryRow,
  listDeliveries,
  listDueDeliveries,
  lockDelivery,
  setDelivery,
} from '../store/deliveries.ts';
import type { At } from '../store/texts.ts';
import { systemActor } from './desk.ts';
import type { AgreementsWorld } from './world.ts';

const PAPER = 'agreement';
const BATCH = 20;
const MINUTE_MS = 60_000;
/** Then somebody hands it over. */
const TRIES_MAX = 6;

/** With the act that brought it into force: for each who stands on the matter then. */
export async function beginDeliveries(
  world: AgreementsWorld,
  tx: Tx,
  ctx: RequestContext,
  at: At & { number: string },
): Promise<void> {
  const parties = (await world.matters.parties.labels(tx, at)).map(({ id }) => id);
  await world.invitations().prepare(tx, ctx, { ...at, parties });
  for (const party of parties) beginDelivery(tx, { ...at, party, now: ctx.now });
}

type Asking = { now: number; newId: () => string };

/** Answers how many there were to see to. */
export async function deliverDue(
  world: AgreementsWorld,
  asking: Asking,
  county: string,
): Promise<number> {
  const { now } = asking;
  const due = await world.db.scoped({ counties: [county] }, (tx) =>
    listDueDeliveries(tx, county, { now, limit: BATCH }),
  );
  for (const row of due) {
    try {
      if (row.state === 'waiting') await sendWay(world, asking, row);
      else await noteService(world, asking, row);
    } catch (error) {
      // What the process or the paper refuses may be mended; a fault is tried again by the sweep.
      if (!(error instanceof Refusal)) throw error;
      await change(world, asking, row, async (_tx, one) => putOff(one, now));
    }
  }
  return due.length;
}

type Next = { row: DeliveryRow; nextAt: number | null };

/** The row as it stands, locked; nothing where another sweep went on with it. */
async function change(
  world: AgreementsWorld,
  { now }: Asking,
  seen: DeliveryRow,
  work: (tx: Tx, row: DeliveryRow) => Promise<Next>,
): Promise<void> {
  await world.db.scoped({ counties: [seen.county] }, async (tx) => {
    const row = await lockDelivery(tx, seen);
    if (row?.state !== seen.state) return;
    const next = await work(tx, row);
    await setDelivery(tx, next.row, { nextAt: next.nextAt, now });
  });
}

function putOff(row: DeliveryRow, now: number): Next {
  const tries = row.tries + 1;
  if (tries >= TRIES_MAX) return byHand(row);
  return { row: { ...row, tries }, nextAt: now + tries * 10 * MINUTE_MS };
}

const byHand = (row: DeliveryRow): Next => ({ row: { ...row, state: 'byHand' }, nextAt: null });

/** The message and that it was sent are one transaction: nobody is sent two. */
async function sendWay(world: AgreementsWorld, asking: Asking, seen: DeliveryRow): Promise<void> {
  const paperId = await paperFor(world, asking, seen);
  const { newId, now } = asking;
  await change(world, asking, seen, async (tx, row) => {
    const id = newId();
    const isSent = await world.invitations().tell(tx, asking, {
      county: row.county,
      matterId: row.matterId,
      party: row.party,
      template: 'dispute.delivered',
      dedupe: 'delivered',
      id,
    });
    if (!isSent) return byHand({ ...row, paperId });
    const sent = { ...row, state: 'sent', messageId: id, paperId, tries: 0 } as const;
    return { row: sent, nextAt: now };
  });
}

/** One paper for all of them: made with the first, after it is in force. */
async function paperFor(
  world: AgreementsWorld,
  { now, newId }: Asking,
  { county, matterId, number }: DeliveryRow,
): Promise<string> {
  const all = await world.db.scoped({ counties: [county] }, (tx) =>
    listDeliveries(tx, { county, matterId }),
  );
  const known = all.find(({ paperId }) => paperId !== null)?.paperId;
  if (known) return known;
  const made = await world.papers().make(systemContext(now, newId), { number, paper: PAPER });
  return made.id;
}

/** Nobody asked for it: the program makes and delivers. */
function systemContext(now: number, newId: () => string): RequestContext {
  return {
    actor: systemActor,
    now,
    newId,
    requestId: newId(),
    language: 'zh',
    address: '',
    headers: {},
    setHeader: () => undefined,
    setStatus: () => undefined,
    journaled: new Set(),
  };
}

/** Delivered when the gateway took it: how, when, to whom and by what it is proved. */
async function noteService(world: AgreementsWorld, asking: Asking, seen: DeliveryRow) {
  const { now, newId } = asking;
  const { county, matterId, number } = seen;
  const known = await world.db.scoped({ counties: [county] }, async (tx) => {
    const message = await world.messageState(tx, { county, matterId, id: seen.messageId ?? '' });
    const parties = await world.matters.parties.of(tx, { county, matterId });
    return { message, party: parties.find(({ id }) => id === seen.party) };
  });
  const { message, party } = known;
  const isLost = message === null || message.state === 'failed' || message.state === 'cancelled';
  if (isLost || !party) return change(world, asking, seen, async (_tx, row) => byHand(row));
  if (message.state !== 'sent' || message.sentAt === null) {
    const nextAt = now + MINUTE_MS;
    return change(world, asking, seen, async (_tx, row) => ({ row, nextAt }));
  }
  const at = civilText(message.sentAt, world.zone).slice(0, 16);
  const given = {
    paper: PAPER,
    how: 'message',
    deliveredOn: dateAt(message.sentAt, world.zone),
    to: party.name || party.label,
    proof: `短信网关 ${at} 接收，发至 ${maskPhone(party.phone)}，凭专用链接和验证码查阅`,
  };
  const ctx = systemContext(now, newId);
  await world.matters.act(ctx, { number, action: 'deliver', given }, async (tx) => {
    const row = await lockDelivery(tx, seen);
    if (row?.state !== 'sent') return refuse('VERSION_STALE');
    await setDelivery(tx, { ...row, state: 'delivered' }, { nextAt: null, now });
  });
}
