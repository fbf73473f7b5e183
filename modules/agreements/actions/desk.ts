/**
 * An agreement opened for somebody: the matter in sight, who they are in it, its text and what
 * hangs on it. Everything else of this module begins here.
 */
import { Refusal, refuse } from '../../../kernel/refusal.ts';
import { sha256, unseal } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { type DisputeFacts, factsOf } from '../../disputes/index.ts';
import type { MatterView } from '../../matters/index.ts';
import type { seats, sides, TextBody } from '../contract.ts';
import { plainPhone } from '../rules.ts';
import { listSignatures, type SignatureRow } from '../store/signing.ts';
import { type At, listSides, listVersions, type VersionRow } from '../store/texts.ts';
import type { AgreementsWorld, Guest } from './world.ts';

type Side = (typeof sides)[number];

/** A person of the dispute, unsealed: for comparing and sending; shown masked. */
export type DeskParty = {
  id: string;
  side: Side;
  role: 'reporter' | 'party';
  phone: string;
  label: string;
  /** An agreement without the name of a party would bind nobody. */
  isNamed: boolean;
};

export type Desk = {
  tx: Tx;
  view: MatterView;
  seq: number;
  at: At;
  key: Buffer;
  own: DisputeFacts;
  seat: (typeof seats)[number];
  me: DeskParty | null;
  parties: readonly DeskParty[];
  versions: readonly VersionRow[];
  /** The newest version with what it says. */
  text: { row: VersionRow; body: TextBody } | null;
  /** Under the newest version. */
  signed: readonly SignatureRow[];
};

export const contextOf = ({ matterId }: At, part: string) => `agreement/${matterId}/${part}`;

/** Opens it. Refuses NOT_FOUND out of sight, AGREEMENT_NONE, PERSONS_ERASED. */
export async function atDesk<T>(
  world: AgreementsWorld,
  ctx: RequestContext,
  { number, guest }: { number: string; guest?: Guest | undefined },
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  const as = guest ? { ...ctx, actor: systemActor } : ctx;
  return world.matters.reading(as, number, async (tx, view, seq) => {
    const { county, id: matterId, kind } = view.state.matter;
    if (kind !== 'dispute') return refuse('AGREEMENT_NONE');
    const at = { county, matterId };
    const key = await world.matters.openMatterKey(tx, at);
    if (!key) return refuse('PERSONS_ERASED');
    const parties = await partiesAt(world, tx, at);
    const me = await whoIs(world, tx, ctx, { parties, guest });
    const seat = seatOf(world, ctx, view, me);
    const versions = await listVersions(tx, at);
    const row = versions.at(-1);
    const text = row ? { row, body: textIn(at, key, row) } : null;
    const signed = (await listSignatures(tx, at)).filter((one) => one.version === row?.version);
    const own = factsOf(view.state.matter);
    return work({ tx, view, seq, at, key, own, seat, me, parties, versions, text, signed });
  });
}

/** Whoever has the agreement before them in the mediation room reads it again. */
export function tellRooms(world: AgreementsWorld, tx: Tx, at: At): void {
  world.rooms().tell(tx, at, 'agreement');
}

export const systemActor = { kind: 'system', task: 'agreements' } as const;

export function textIn(at: At, key: Buffer, row: VersionRow): TextBody {
  const bytes = unseal(key, row.sealed, contextOf(at, `text/${row.version}`));
  return JSON.parse(bytes.toString('utf8')) as TextBody;
}

/** Whoever reported applied, unless it is written otherwise; who was named stands where written. */
export async function partiesAt(world: AgreementsWorld, tx: Tx, at: At): Promise<DeskParty[]> {
  const [persons, known] = await Promise.all([world.matters.parties.of(tx, at), listSides(tx, at)]);
  return persons.map(({ id, role, name, phone, label }) => {
    const side = known.find((one) => one.partyId === id)?.side;
    return {
      id,
      role,
      phone,
      label,
      isNamed: name !== '',
      side: side ?? (role === 'reporter' ? 'applicant' : 'respondent'),
    };
  });
}

/** By the phone that stands on the matter: an account and a link have both proved theirs. */
export async function whoIs(
  world: AgreementsWorld,
  tx: Tx,
  { actor }: RequestContext,
  { parties, guest }: { parties: readonly DeskParty[]; guest: Guest | undefined },
): Promise<DeskParty | null> {
  if (guest) return partyOfGuest(parties, guest);
  if (actor.kind !== 'resident') return null;
  const phone = plainPhone((await world.phoneOf(tx, actor.account)) ?? '');
  return phone === '' ? null : (parties.find((one) => plainPhone(one.phone) === phone) ?? null);
}

function partyOfGuest(parties: readonly DeskParty[], guest: Guest): DeskParty | null {
  const phone = plainPhone(guest.phone);
  const own = parties.filter((one) => one.side === guest.side);
  const named = own.find((one) => phone !== '' && plainPhone(one.phone) === phone);
  // The mediator compared who it is, and the code goes to the phone of the party all the same.
  return named ?? (own.length === 1 ? (own[0] ?? null) : null);
}

function seatOf(
  world: AgreementsWorld,
  ctx: RequestContext,
  view: MatterView,
  me: DeskParty | null,
): Desk['seat'] {
  if (me) return 'party';
  if (ctx.actor.kind !== 'staff') return 'reader';
  const why = world.matters.whyNot(ctx, view, 'writeText');
  return why === 'NOT_YOURS' || why === 'SUBJECT_OF_COMPLAINT' ? 'reader' : 'mediator';
}

/** The stages in which the text is drafted and signed. */
const DRAFTING: readonly string[] = ['mediating', 'agreed'];

export function isDrafting({ view }: Desk): boolean {
  return DRAFTING.includes(view.state.matter.stage);
}

/** Codes are kept so that nobody without the matter's key finds them by trying. */
export function codeDigest(key: Buffer, party: string, code: string): Buffer {
  return sha256(Buffer.concat([key, Buffer.from(`|${party}|${code}`)]));
}

export function stageOf({ view }: Pick<Desk, 'view'>) {
  const stage = view.definition.stages[view.state.matter.stage];
  return { stageZh: stage?.zh ?? '', stageEn: stage?.en ?? '' };
}

/** Somebody else acted on the matter between reading and acting: it is read anew. */
const TRIES = 3;

export async function retried<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const isStale = error instanceof Refusal && error.code === 'VERSION_STALE';
      if (!isStale || tries >= TRIES) throw error;
    }
  }
}
