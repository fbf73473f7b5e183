/**
 * Signing the very text that was read: a party by drawing and by a code to the phone that stands on
 * the matter, or on paper before the mediator; then the mediator, then the organisation's seal.
 */
import { refuse, refuseForNow } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import { newPhoneCode } from '../../../platform/auth/index.ts';
import { seal } from '../../../platform/crypto/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { inkOf } from '../../../platform/papers/index.ts';
import { signersNeeded } from '../../disputes/index.ts';
import {
  findCode,
  insertSignature,
  keepCode,
  type SignatureRow,
  useCode,
} from '../store/signing.ts';
import {
  atDesk,
  codeDigest,
  contextOf,
  type Desk,
  type DeskParty,
  retried,
  stageOf,
  systemActor,
} from './desk.ts';
import type { AgreementsWorld, Guest } from './world.ts';

type Which = { number: string; digest: string; guest?: Guest };

const CODE_MINUTES = 10;
const CODE_TRIES = 5;
const CODE_GAP_MS = 60_000;
const MINUTE_MS = 60_000;

/** Refuses whatever signing would refuse now; the code opens this text alone. */
export async function sendSigningCode(world: AgreementsWorld, ctx: RequestContext, which: Which) {
  const code = newPhoneCode();
  const phone = await atDesk(world, ctx, which, async (desk) => {
    const me = mySeat(desk, which.digest);
    if (me.phone === '') return refuse('AGREEMENT_NO_PHONE');
    const old = await findCode(desk.tx, desk.at, me.id);
    const waitMs = (old?.sentAt ?? 0) + CODE_GAP_MS - ctx.now;
    if (waitMs > 0) refuseForNow('CODE_TOO_SOON', waitMs);
    await keepCode(desk.tx, desk.at, {
      partyId: me.id,
      digest: codeDigest(desk.key, me.id, code),
      ofText: Buffer.from(which.digest, 'hex'),
      tries: 0,
      sentAt: ctx.now,
      expiresAt: ctx.now + CODE_MINUTES * MINUTE_MS,
    });
    return me.phone;
  });
  try {
    const shownCode = await world.phoneCodes.send({ phone, code, minutes: CODE_MINUTES });
    const to = `${phone.slice(0, 3)}****${phone.slice(-4)}`;
    return { validMinutes: CODE_MINUTES, to, ...(shownCode && { shownCode }) };
  } catch (error) {
    world.onFault('a code to sign with was not taken by the gateway', error);
    return refuse('CODE_NOT_SENT');
  }
}

/** The party of the reader, who may sign this text now; else why not, in plain words. */
function mySeat(desk: Desk, digest: string): DeskParty {
  const { me, signed } = desk;
  if (!me) return refuse('NOT_YOURS');
  mustBeOpen(desk, digest);
  if (signed.some((one) => one.partyId === me.id)) refuse('AGREEMENT_SIGNED');
  return me;
}

function mustBeOpen(desk: Desk, digest: string): void {
  const { own, view, text } = desk;
  if (own.isTextOffered && text?.row.digest.toString('hex') !== digest) {
    refuse('DISPUTE_OTHER_TEXT');
  }
  if (view.state.matter.stage !== 'agreed') refuse('ACTION_NOT_OPEN', { values: stageOf(desk) });
  if (!own.isTextOffered) refuse('DISPUTE_NO_TEXT');
}

export async function signText(
  world: AgreementsWorld,
  ctx: RequestContext,
  which: Which & { code: string; ink: string },
) {
  const ink = await inkIn(which.ink);
  return retried(async () => {
    // Carried out of its transaction: a wrong try must stay counted.
    const desk = await atDesk(world, ctx, which, async (one) => {
      const me = mySeat(one, which.digest);
      return { ...seen(one), me, isRight: await tryCode(one, ctx.now, { ...which, me }) };
    });
    if (!desk.isRight) return refuse('AGREEMENT_CODE_WRONG');
    // The party's own act: proved by the code, and written down by the program.
    const acting = { ...ctx, actor: systemActor, idempotencyKey: undefined };
    const { me } = desk;
    const on = dateAt(ctx.now, world.zone);
    const as = { signer: me.side, partyId: me.id, how: 'drawn', signedOn: on } as const;
    return keep(world, acting, { desk, number: which.number, ...as, proof: 'code', ink });
  });
}

async function tryCode(
  { tx, at, key }: Desk,
  now: number,
  { me, code, digest }: { me: DeskParty; code: string; digest: string },
): Promise<boolean> {
  const row = await findCode(tx, at, me.id);
  if (!row) return false;
  await keepCode(tx, at, { ...row, tries: row.tries + 1 });
  return (
    row.tries < CODE_TRIES &&
    row.expiresAt > now &&
    row.ofText.toString('hex') === digest &&
    row.digest.equals(codeDigest(key, me.id, code))
  );
}

/** What an act needs of the desk once its transaction is over. */
function seen({ view, seq, at, key, text, signed, parties, own }: Desk) {
  const row = text?.row;
  return { view, seq, at, key, row, signed, parties, needed: signersNeeded(own) };
}

type Seen = ReturnType<typeof seen>;
type Signing = Pick<SignatureRow, 'signer' | 'partyId' | 'how' | 'signedOn' | 'proof'> & {
  desk: Seen;
  number: string;
  ink: Buffer | null;
  scan?: string;
};

async function keep(world: AgreementsWorld, ctx: RequestContext, signing: Signing) {
  const { desk, number, ink, scan, ...row } = signing;
  if (!desk.row) return refuse('DISPUTE_NO_TEXT');
  const { version, digest } = desk.row;
  const given = {
    signer: row.signer,
    how: row.how,
    happenedOn: row.signedOn,
    digest: digest.toString('hex'),
    isWhole: isWhole(signing),
    ...(scan && { beforePhotos: [scan] }),
  };
  const id = ctx.newId();
  const act = {
    number,
    action: 'signText',
    version: desk.view.state.matter.version,
    given,
    through: 'agreements',
    seenSeq: desk.seq,
  };
  const done = await world.matters.act(ctx, act, async (tx, { matter }, seq) => {
    const at = { county: matter.county, matterId: matter.id };
    if (row.proof === 'code' && !(await useCode(tx, at, row.partyId ?? ''))) {
      refuse('AGREEMENT_CODE_WRONG');
    }
    const sealed = ink && seal(desk.key, ink, contextOf(at, `ink/${id}`));
    const isNew = await insertSignature(tx, at, {
      ...row,
      id,
      version,
      digest,
      sealed,
      madeAt: ctx.now,
      seq,
    });
    if (!isNew) refuse('AGREEMENT_SIGNED');
  });
  return { stage: done.stage };
}

/** Whether all who stand on that side have signed with this one. */
function isWhole({ desk, signer, partyId }: Signing): boolean {
  if (partyId === null) return true;
  return desk.parties
    .filter((one) => one.side === signer && one.id !== partyId)
    .every((one) => desk.signed.some((signature) => signature.partyId === one.id));
}

type Attested = Which & {
  party: string;
  how: 'fingerprint' | 'ink';
  signedOn: string;
  scan: string;
};

/** Also refuses AGREEMENT_SIGNED_BEFORE_TEXT for a day before the version that is signed. */
export async function attestSignature(
  world: AgreementsWorld,
  ctx: RequestContext,
  { party, how, signedOn, scan, ...which }: Attested,
) {
  return retried(async () => {
    const desk = await atDesk(world, ctx, which, async (one) => forMediator(one, which.digest));
    const whose = desk.parties.find((one) => one.id === party) ?? refuse('NOT_FOUND');
    if (desk.signed.some((one) => one.partyId === party)) refuse('AGREEMENT_SIGNED');
    notBeforeText(desk, signedOn, world.zone);
    const as = { signer: whose.side, partyId: party, how, signedOn, scan } as const;
    return keep(world, ctx, { desk, number: which.number, ...as, proof: 'attested', ink: null });
  });
}

/** Nobody signed a text on a day on which it was not written yet. */
function notBeforeText({ row }: Seen, signedOn: string, zone: string): void {
  const writtenOn = row && dateAt(row.madeAt, zone);
  if (!writtenOn || signedOn >= writtenOn) return;
  refuse('AGREEMENT_SIGNED_BEFORE_TEXT', {
    fields: [{ path: 'body.signedOn', code: 'early' }],
    values: { version: row.version, day: writtenOn },
  });
}

function forMediator(desk: Desk, digest: string): Seen {
  if (desk.seat !== 'mediator') return refuse('NOT_YOURS');
  mustBeOpen(desk, digest);
  return seen(desk);
}

/** After the parties (人民调解法 art. 29): whoever signs first would sign what may still change. */
export async function signAsMediator(
  world: AgreementsWorld,
  ctx: RequestContext,
  which: Which & { ink: string },
) {
  const ink = await inkIn(which.ink);
  return retried(async () => {
    const desk = await atDesk(world, ctx, which, async (one) => forMediator(one, which.digest));
    partiesFirst(desk);
    if (desk.signed.some((one) => one.signer === 'mediator')) refuse('AGREEMENT_SIGNED');
    const signedOn = dateAt(ctx.now, world.zone);
    const as = { signer: 'mediator', partyId: null, how: 'drawn', signedOn } as const;
    return keep(world, ctx, { desk, number: which.number, ...as, proof: 'session', ink });
  });
}

export async function sealText(world: AgreementsWorld, ctx: RequestContext, which: Which) {
  return retried(async () => {
    const desk = await atDesk(world, ctx, which, async (one) => forMediator(one, which.digest));
    partiesFirst(desk);
    const has = (signer: string) => desk.signed.some((one) => one.signer === signer);
    if (desk.needed.includes('mediator') && !has('mediator')) refuse('AGREEMENT_MEDIATOR_FIRST');
    if (has('committee')) refuse('AGREEMENT_SIGNED');
    const signedOn = dateAt(ctx.now, world.zone);
    const as = { signer: 'committee', partyId: null, how: 'seal', signedOn } as const;
    return keep(world, ctx, { desk, number: which.number, ...as, proof: 'session', ink: null });
  });
}

function partiesFirst({ parties, signed }: Seen): void {
  const isDone = parties.every((one) => signed.some(({ partyId }) => partyId === one.id));
  if (!isDone) refuse('AGREEMENT_PARTIES_FIRST');
}

/** Refuses AGREEMENT_INK_UNREADABLE and AGREEMENT_INK_EMPTY; a paper bears it as it is drawn. */
async function inkIn(png: string): Promise<Buffer> {
  const ink = await inkOf(Buffer.from(png, 'base64'));
  if (ink === null) return refuse('AGREEMENT_INK_UNREADABLE');
  return ink.isBlank ? refuse('AGREEMENT_INK_EMPTY') : ink.png;
}
