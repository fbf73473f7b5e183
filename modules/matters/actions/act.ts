/** An act over HTTP: the version, the idempotency key, the act, and what follows from it. */
import { actorKey } from '../../../kernel/actor.ts';
import { happenedAt } from '../../../kernel/happened.ts';
import { Refusal, refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { changesStage, presentOf } from '../rules/decide.ts';
import { type Given, wordOf } from '../rules/draft.ts';
import { countyOfNumber } from '../rules/number.ts';
import type { MatterState } from '../rules/state.ts';
import { findPair, lockMatters } from '../store/belonging.ts';
import { forgetDraft, forgetDrafts } from '../store/drafts.ts';
import {
  type Answered,
  type Deed,
  findAnswered,
  isTwin,
  keepAnswered,
} from '../store/idempotency.ts';
import { findMatter, type MatterKey } from '../store/matters.ts';
import { joinMatters, moveMatter, partMatters, withNamed } from './belonging.ts';
import { followMatter, unfollowMatter } from './follow.ts';
import { getToAct, type InSight, withMatter } from './load.ts';
import { type Act, type Done, perform } from './perform.ts';
import type { RegisterWorld } from './register.ts';
import { fireDue } from './rungs.ts';
import { afterClose, createSub } from './sub-matters.ts';

export type ActInput = {
  number: string;
  action: string;
  /** What the caller saw; wanted by acts that change the stage. */
  version?: number;
  given: Given;
  /** When it happened, for acts done offline. */
  occurredAt?: number;
  /** Whose endpoint this is, for actions that are taken through it alone. */
  through?: string;
  /** The last entry that was read: refuses VERSION_STALE when anything was done since. */
  seenSeq?: number;
};

/** What a kind writes in its own tables with an act: together with it, or not at all. */
export type Alongside = (tx: Tx, state: MatterState, seq: number) => Promise<void>;

export type ActAnswer = { number: string; seq: number; stage: string; version: number };

/**
 * Takes an action. Refuses NOT_FOUND out of sight, VERSION_STALE with the present state,
 * KEY_REUSED, and whatever the guards say; nothing is half-written.
 */
export async function act(
  world: RegisterWorld,
  ctx: RequestContext,
  input: ActInput,
  alongside?: Alongside,
): Promise<ActAnswer> {
  const { occurredAt: given } = input;
  const occurredAt = given === undefined ? undefined : happenedAt(given, ctx.now);
  const deed = deedOf(ctx, input);
  try {
    const once = { input: { ...input, occurredAt }, deed, alongside };
    const done = await withMatter(
      world,
      ctx,
      input.number,
      (tx, key) => actOnce(world, tx, ctx, { ...once, key }),
      isOnOne(once) ? 'shared' : 'scoped',
    );
    if ('draft' in done) await afterClose(world, ctx, done);
    return answerOf(input, done);
  } catch (error) {
    // The twin request was a moment faster: its answer is this one's too.
    if (isTwin(error)) return act(world, ctx, input, alongside);
    if (deed && error instanceof Refusal) await keepRefusal(world, ctx, deed, error);
    throw error;
  }
}

/** Acts that reach beyond their matter, or write more with it, have a transaction of their own. */
const REACHING: ReadonlySet<string> = new Set([
  'merge',
  'unmerge',
  'follow',
  'unfollow',
  'createSub',
  'move',
]);

const isOnOne = ({ input, alongside }: Pick<Once, 'input' | 'alongside'>) =>
  alongside === undefined && input.through === undefined && !REACHING.has(input.action);

function deedOf(ctx: RequestContext, input: ActInput): Omit<Deed, 'county'> | null {
  if (!ctx.idempotencyKey) return null;
  const { number, action, given } = input;
  return { actor: actorKey(ctx.actor), key: ctx.idempotencyKey, body: { number, action, given } };
}

type Repeated = { repeated: Answered; state: MatterState; seq: number };
type Once = {
  input: ActInput;
  key: MatterKey;
  deed: Omit<Deed, 'county'> | null;
  alongside: Alongside | undefined;
};

async function actOnce(
  world: RegisterWorld,
  tx: Tx,
  ctx: RequestContext,
  once: Once,
): Promise<Done | Repeated> {
  const { input, key } = once;
  const deed = once.deed && { ...once.deed, county: key.county };
  await lockBoth(tx, key, input);
  const { action } = input;
  const loading = getToAct(world, tx, ctx, { key, lock: 'forUpdate', action });
  // In one trip, the key's row after the lock: a twin that holds it has written its answer by then.
  const [found, kept] = await Promise.allSettled([loading, deed && findKept(tx, deed)]);
  const answered = valueOf(kept);
  if (found.status === 'rejected' && answered) {
    const left = await findWhereItLay(tx, key, answered);
    if (left) return left;
  }
  let loaded = valueOf(found);
  if (answered) return { repeated: answered, state: loaded.state, seq: loaded.seq };
  checkDoor(loaded, input);
  checkVersion(loaded, input);
  const fired = await fireDue(world, tx, ctx, loaded.state);
  if (fired > 0) loaded = await getToAct(world, tx, ctx, { key, lock: 'forUpdate', action });
  const act = { action, given: input.given, occurredAt: input.occurredAt };
  const done = await performNamed(world, tx, ctx, loaded, act);
  await once.alongside?.(tx, done.draft.state, done.entry.seq);
  await world.beside?.acted(tx, ctx, { ...input, state: done.draft.state, seq: done.entry.seq });
  forgetSent(tx, ctx, done, action);
  if (deed) {
    const { seq, matterId } = done.entry;
    keepAnswered(tx, deed, { matterId, seq, refusal: null }, ctx.now);
  }
  return done;
}

/** The form that was begun is sent now; what lies in another county is nobody's draft here. */
function forgetSent(tx: Tx, { actor }: RequestContext, { entry }: Done, action: string): void {
  if (actor.kind !== 'staff') return;
  const { county, matterId } = entry;
  forgetDraft(tx, { county, matterId, account: actor.account, action });
  if (action === 'move') forgetDrafts(tx, { county, matterId });
}

/** What the key answered before; refuses as it did then, and when it served something else. */
async function findKept(tx: Tx, deed: Deed): Promise<Answered | undefined> {
  const answered = await findAnswered(tx, deed);
  if (answered === 'otherBody') return refuse('KEY_REUSED');
  if (answered?.refusal) return refuse(answered.refusal);
  return answered;
}

function valueOf<T>(settled: PromiseSettledResult<T>): T {
  if (settled.status === 'rejected') throw settled.reason;
  return settled.value;
}

/** A repeat that comes after the matter moved away: the key lies where the matter lay then. */
async function findWhereItLay(
  tx: Tx,
  key: MatterKey,
  answered: Answered,
): Promise<Repeated | undefined> {
  const row = await findMatter(tx, key, 'none');
  if (!row || row.state.matter.movedToCounty === null) return undefined;
  return { repeated: answered, state: row.state, seq: row.seq };
}

/**
 * Acts on two matters of a county lock both in the order of their ids before either is read: two
 * dispatchers who merge crosswise would wait for each other for ever.
 */
async function lockBoth(tx: Tx, key: MatterKey, input: ActInput): Promise<void> {
  if (input.action !== 'merge' && input.action !== 'unmerge') return;
  const into = input.action === 'merge' ? wordOf(input.given, 'into') : null;
  const ids = await findPair(tx, key, into);
  if (ids.length > 1) await lockMatters(tx, key.county, ids);
}

/** The few acts that touch a second matter bring it along; all others act on one. */
async function performNamed(
  world: RegisterWorld,
  tx: Tx,
  ctx: RequestContext,
  loaded: InSight,
  act: Act,
): Promise<Done> {
  switch (act.action) {
    case 'merge':
      return joinMatters(world, tx, ctx, loaded, act);
    case 'unmerge':
      return partMatters(world, tx, ctx, loaded, act);
    case 'follow':
      return followMatter(world, tx, ctx, loaded, act);
    case 'unfollow':
      return unfollowMatter(world, tx, ctx, loaded, act);
    case 'createSub':
      return createSub(world, tx, ctx, loaded, act);
    case 'move':
      return moveMatter(world, tx, ctx, loaded, act);
    default:
      return perform(world, tx, ctx, await withNamed(world, tx, ctx, loaded, act), act);
  }
}

/** What belongs to such an act (files, numbers) its own endpoint brings: here it is nobody's. */
function checkDoor({ view }: InSight, { action, through }: ActInput): void {
  const spec = Object.hasOwn(view.definition.actions, action) && view.definition.actions[action];
  if (spec && spec.through !== undefined && spec.through !== through) refuse('NOT_YOURS');
}

/** Additive acts (a photo, a message, a rating) do not collide; those that move the stage must. */
function checkVersion(loaded: InSight, input: ActInput): void {
  const { seenSeq } = input;
  if (seenSeq !== undefined && loaded.seq !== seenSeq) {
    refuse('VERSION_STALE', { present: presentOf(loaded.view) });
  }
  if (!changesStage(loaded.view, input.action)) return;
  if (input.version === undefined) {
    refuse('INPUT_INVALID', { fields: [{ path: 'version', code: 'required' }] });
  }
  if (input.version !== loaded.state.matter.version) {
    refuse('VERSION_STALE', { present: presentOf(loaded.view) });
  }
}

function answerOf(input: ActInput, done: Done | Repeated): ActAnswer {
  const { matter } = 'draft' in done ? done.draft.state : done.state;
  const seq = 'draft' in done ? done.entry.seq : (done.repeated.seq ?? done.seq);
  return { number: input.number, seq, stage: matter.stage, version: matter.version };
}

/** Refusals that a repeat may outlive: the state may have changed by then. */
const PASSING: ReadonlySet<string> = new Set(['VERSION_STALE', 'KEY_REUSED', 'NOT_FOUND']);

async function keepRefusal(
  world: RegisterWorld,
  ctx: RequestContext,
  deed: Omit<Deed, 'county'>,
  refusal: Refusal,
): Promise<void> {
  if (PASSING.has(refusal.code) || refusal.details.fields) return;
  const { number } = deed.body as { number: string };
  const county = countyOfNumber(number);
  const answered = { matterId: null, seq: null, refusal: refusal.code };
  try {
    await world.db.scoped({ counties: [county] }, async (tx) => {
      keepAnswered(tx, { ...deed, county }, answered, ctx.now);
    });
  } catch (error) {
    if (!isTwin(error)) throw error;
  }
}
