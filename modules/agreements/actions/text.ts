/** The text: written by the mediator, version by version, offered for signing; amendments to it. */
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { seal, sha256 } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { MatterState } from '../../matters/index.ts';
import type { amendmentKinds, TextBody } from '../contract.ts';
import { lastDueOn, textToHash } from '../rules.ts';
import { deleteCodes, deleteSignatures } from '../store/signing.ts';
import {
  AMENDMENTS_MAX,
  insertAmendment,
  insertVersion,
  listAmendments,
  markOffered,
  settleAmendments,
} from '../store/texts.ts';
import { atDesk, contextOf, type Desk, isDrafting, retried, stageOf, tellRooms } from './desk.ts';
import type { AgreementsWorld, Guest } from './world.ts';

type Which = { number: string; guest?: Guest };
type Writing = TextBody & { number: string; seen: number; takes?: readonly string[] | undefined };

export async function writeText(world: AgreementsWorld, ctx: RequestContext, writing: Writing) {
  return retried(() => writeOnce(world, ctx, writing));
}

async function writeOnce(world: AgreementsWorld, ctx: RequestContext, writing: Writing) {
  const { number, seen, takes = [] } = writing;
  const body = { facts: writing.facts, clauses: writing.clauses };
  const made = await atDesk(world, ctx, { number }, async (desk) => prepared(desk, body, seen));
  const { version, digest } = made;
  const act = {
    number,
    action: 'writeText',
    given: { version, digest, ...(made.performBy && { performBy: made.performBy }) },
    through: 'agreements',
    seenSeq: made.seq,
  };
  await world.matters.act(ctx, act, async (tx, state) => {
    const at = atOf(state);
    await insertVersion(tx, at, {
      version,
      sealed: seal(made.key, JSON.stringify(body), contextOf(at, `text/${version}`)),
      digest: Buffer.from(digest, 'hex'),
      lastDueOn: made.performBy,
      madeAt: ctx.now,
      isOffered: made.isOffered,
    });
    // Codes open the text that they were sent for, signatures stand under it: neither is this one.
    deleteCodes(tx, at);
    deleteSignatures(tx, at, { except: null });
    if (takes.length > 0) await settleAmendments(tx, at, { ids: takes, state: 'taken' });
    const told = { template: 'dispute.textChanged', values: {}, dedupe: `text:${version}` };
    await world.matters.parties.tell(tx, ctx, { ...at, parties: made.signers }, told);
  });
  return { version, digest };
}

const atOf = ({ matter }: MatterState) => ({ county: matter.county, matterId: matter.id });

function prepared(desk: Desk, body: TextBody, seen: number) {
  const { at, key, text, signed, seq, seat, own } = desk;
  // The act asks it again; a reader is told nothing of the text before.
  if (seat !== 'mediator') return refuse('NOT_YOURS');
  if ((text?.row.version ?? 0) !== seen) return refuse('AGREEMENT_CHANGED_MEANWHILE');
  if (text && canonicalJson(text.body) === canonicalJson(body)) refuse('AGREEMENT_SAME_TEXT');
  const version = seen + 1;
  const hashed = textToHash({ matterId: at.matterId, version, text: body });
  return {
    key,
    seq,
    version,
    digest: sha256(canonicalJson(hashed)).toString('hex'),
    performBy: lastDueOn(body.clauses),
    isOffered: own.isTextOffered,
    signers: signed.flatMap(({ partyId }) => (partyId === null ? [] : [partyId])),
  };
}

/** Every party is told that there is something to read and sign. */
export async function offerText(
  world: AgreementsWorld,
  ctx: RequestContext,
  offer: { number: string; digest: string },
) {
  return retried(() => offerOnce(world, ctx, offer));
}

async function offerOnce(
  world: AgreementsWorld,
  ctx: RequestContext,
  { number, digest }: { number: string; digest: string },
) {
  const seen = await atDesk(world, ctx, { number }, async ({ view, seq, text, parties }) => {
    const stands = (side: string) => parties.some((one) => one.side === side);
    if (!stands('applicant')) refuse('AGREEMENT_NO_APPLICANT');
    if (!stands('respondent')) refuse('AGREEMENT_NO_RESPONDENT');
    if (!parties.every(({ isNamed }) => isNamed)) refuse('AGREEMENT_NO_NAME');
    const ids = parties.map(({ id }) => id);
    const { version } = view.state.matter;
    return { seq, version, row: text?.row ?? null, ids };
  });
  const performBy = seen.row?.lastDueOn;
  const act = {
    number,
    action: 'offerText',
    version: seen.version,
    given: { digest, ...(performBy && { performBy }) },
    through: 'agreements',
    seenSeq: seen.seq,
  };
  const done = await world.matters.act(ctx, act, async (tx, state) => {
    const at = atOf(state);
    const version = seen.row?.version ?? 0;
    markOffered(tx, at, version);
    const told = { template: 'dispute.textOffered', values: {}, dedupe: `offer:${version}` };
    await world.matters.parties.tell(tx, ctx, { ...at, parties: seen.ids }, told);
  });
  return { stage: done.stage };
}

type Proposed = { clause: string | null; kind: (typeof amendmentKinds)[number]; text: string };

export function propose(
  world: AgreementsWorld,
  ctx: RequestContext,
  { number, guest, ...said }: Which & Proposed,
): Promise<{ id: string }> {
  return atDesk(world, ctx, { number, ...(guest && { guest }) }, async (desk) => {
    if (desk.seat === 'reader') refuse('NOT_YOURS');
    if (!isDrafting(desk) || !desk.text) refuse('ACTION_NOT_OPEN', { values: stageOf(desk) });
    const { tx, at, key, me } = desk;
    if ((await listAmendments(tx, at)).length >= AMENDMENTS_MAX) {
      refuse('AGREEMENT_TOO_MANY_AMENDMENTS');
    }
    const id = ctx.newId();
    await insertAmendment(tx, at, {
      id,
      clause: said.clause,
      partyId: me?.id ?? null,
      kind: said.kind,
      sealed: seal(key, said.text, contextOf(at, `amendment/${id}`)),
      state: 'open',
      madeAt: ctx.now,
    });
    tellRooms(world, tx, at);
    return { id };
  });
}

/** Taken and declined by the mediator, withdrawn by whoever said it. */
export function answerAmendment(
  world: AgreementsWorld,
  ctx: RequestContext,
  { number, guest, id, state }: Which & { id: string; state: 'taken' | 'declined' | 'withdrawn' },
): Promise<void> {
  return atDesk(world, ctx, { number, ...(guest && { guest }) }, async (desk) => {
    const { tx, at, seat, me } = desk;
    if (!isDrafting(desk)) refuse('ACTION_NOT_OPEN', { values: stageOf(desk) });
    const row = await findOpen(tx, desk, id);
    const isOwn = row.partyId === null ? seat === 'mediator' : row.partyId === me?.id;
    const mayDo = state === 'withdrawn' ? isOwn : seat === 'mediator';
    if (!mayDo) refuse('NOT_YOURS');
    await settleAmendments(tx, at, { ids: [id], state });
    tellRooms(world, tx, at);
  });
}

async function findOpen(tx: Tx, { at, seat }: Desk, id: string) {
  if (seat === 'reader') return refuse('NOT_FOUND');
  const row = (await listAmendments(tx, at)).find((one) => one.id === id);
  return row?.state === 'open' ? row : refuse('NOT_FOUND');
}
