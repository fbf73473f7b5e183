/**
 * The sweep that sends what is due. Claim and mark are short transactions and the network call
 * stands between them, so a crash can repeat the call: the message's id goes with each, and makes
 * the repeat known as one.
 */
import { SealError } from '../../platform/crypto/index.ts';
import type { Tx } from '../../platform/db/index.ts';
import type { SweepTask } from '../../platform/jobs/sweeper.ts';
import type { Outgoing } from '../../platform/senders/index.ts';
import type { MessagingDeps } from './actions/deps.ts';
import { type NotSent, type Outcome, openMarks } from './actions/marks.ts';
import { openBody, openSecret } from './actions/sealing.ts';
import { triesMax } from './rules/retry.ts';
import { claimDue, findDueCounties, type Message } from './store/messages.ts';
import { listWebhooks, type WebhookRow } from './store/webhooks.ts';

const EVERY_MS = 2_000;
const BATCH = 200;
const AT_ONCE = 5;
/** Then a try counts as lost with its process. */
const CLAIM_MS = 5 * 60_000;
/** What a slow provider keeps from being begun by then is given back: no claim runs out in use. */
const BEGIN_MS = CLAIM_MS / 2;
/** Tries that ended with their process count too: what ends processes must not go on for ever. */
const CLAIMS_MAX = 2 * triesMax;

type Ready = { outgoing: Outgoing } | NotSent;
type Claim = { message: Message; ready: Ready };

/** The task for the house's sweeper. */
export function messageSweep(deps: MessagingDeps): SweepTask {
  return {
    name: 'messages',
    everyMs: EVERY_MS,
    counties: async () => {
      const [counties, now] = await Promise.all([deps.counties(), deps.now()]);
      return deps.db.scoped({ counties }, (tx) => findDueCounties(tx, counties, now));
    },
    sweep: async (county, signal) => {
      const taken = await sweepMessages(deps, county, signal);
      // What came meanwhile has its turn with the next pass, together: one by one it is dear.
      return taken < BATCH ? 0 : taken;
    },
  };
}

/** Sends up to a batch of a county's due messages. Answers how many it took up. */
export async function sweepMessages(
  deps: MessagingDeps,
  county: string,
  signal: AbortSignal,
): Promise<number> {
  const now = await deps.now();
  const claims = await deps.db.scoped({ counties: [county] }, (tx) =>
    claimBatch(deps, tx, county, now),
  );
  const waiting = [...claims];
  const begun = performance.now();
  const isOver = () => signal.aborted || performance.now() - begun > BEGIN_MS;
  const marks = openMarks(deps, county);
  const sendOnes = async () => {
    for (let claim = waiting.shift(); claim; claim = waiting.shift()) {
      const { message } = claim;
      if (isOver()) marks.add({ message, outcome: 'untried' });
      else marks.add({ message, outcome: await trySending(deps, claim) });
      await marks.room();
    }
  };
  await Promise.allSettled(Array.from({ length: AT_ONCE }, sendOnes));
  // Thrown only when nothing is on the wire any more: the lease ends with this.
  await marks.end();
  return claims.length;
}

async function claimBatch(
  deps: MessagingDeps,
  tx: Tx,
  county: string,
  now: number,
): Promise<Claim[]> {
  const messages = await claimDue(tx, { county, now, until: now + CLAIM_MS, limit: BATCH });
  if (messages.length === 0) return [];
  const matterIds = [...new Set(messages.map((message) => message.matterId))];
  const keys = await deps.openMatterKeys(tx, { county, matterIds });
  const hasWebhook = messages.some((message) => message.channel === 'webhook');
  const webhooks = hasWebhook ? await listWebhooks(tx, county) : [];
  return messages.map((message) => {
    const key = keys.get(message.matterId) ?? null;
    return { message, ready: readyOf(deps, message, { key, webhooks, now }) };
  });
}

function readyOf(
  deps: MessagingDeps,
  message: Message,
  known: { key: Buffer | null; webhooks: WebhookRow[]; now: number },
): Ready {
  if (!known.key || !message.sealed) return { cancel: 'erased' };
  if (message.attempts > CLAIMS_MAX) return { fail: 'interrupted' };
  const webhook = known.webhooks.find((one) => one.id === message.recipient);
  if (message.channel === 'webhook' && !webhook) return { cancel: 'webhook removed' };
  try {
    const body = openBody(known.key, message, message.sealed);
    const outgoing = { ...body, id: message.id, at: known.now };
    if (!webhook) return { outgoing };
    return {
      outgoing: { ...outgoing, to: webhook.url, secret: openSecret(deps.keyring, webhook) },
    };
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    // A key that the operator may bring back, after a restore for instance.
    return { fail: `sealed: ${error.fault}` };
  }
}

async function trySending(deps: MessagingDeps, claim: Claim): Promise<Outcome> {
  const { message, ready } = claim;
  if (!('outgoing' in ready)) return ready;
  try {
    return await deps.senders[message.channel](ready.outgoing);
  } catch (err) {
    // Senders answer with a result; one that throws is a bug, and the message waits for its end.
    deps.log.error({ err, message: message.id, channel: message.channel }, 'a sender threw');
    return { ok: false, isFinal: false, reason: 'sender fault' };
  }
}
