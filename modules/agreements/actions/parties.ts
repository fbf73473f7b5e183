/** Who stands on which side: named, corrected, taken off. The person lies sealed in the matter. */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { MatterParties } from '../../matters/index.ts';
import type { NewParty } from '../contract.ts';
import { type At, deleteSide, insertSide } from '../store/texts.ts';
import { atDesk, type Desk, retried, stageOf, systemActor, tellRooms } from './desk.ts';
import { isNearTo } from './near.ts';
import type { AgreementsWorld } from './world.ts';

const PARTIES_MAX = 20;
/** A person as the matter keeps them. */
type PartyData = Parameters<MatterParties['put']>[2];

/** Whoever mediates and may be near to them goes on only once both sides know of it and agree. */
export async function nameParty(
  world: AgreementsWorld,
  ctx: RequestContext,
  { number, ...party }: NewParty & { number: string },
): Promise<{ id: string }> {
  const { side, ...person } = party;
  const id = ctx.newId();
  return retried(async () => {
    const seen = await atDesk(world, ctx, { number }, async (desk) => {
      if (desk.parties.length >= PARTIES_MAX) refuse('AGREEMENT_TOO_MANY_PARTIES');
      // A dispute that runs on an older version of its process has no word for it.
      const asks = desk.view.definition.actions.nameParty?.fields?.hasInterest !== undefined;
      return { seq: desk.seq, hasInterest: asks && (await isNear(world, ctx, desk, person)) };
    });
    const given = { side, ...(seen.hasInterest && { hasInterest: true }) };
    const act = { number, action: 'nameParty', given, through: 'agreements', seenSeq: seen.seq };
    await world.matters.act(ctx, act, async (tx, { matter }) => {
      const at = { county: matter.county, matterId: matter.id };
      const data = { role: 'party', ...person } as const;
      await world.matters.parties.put(tx, { ...at, id, now: ctx.now }, data);
      insertSide(tx, at, { partyId: id, side, now: ctx.now });
    });
    return { id };
  });
}

/** Only of who was appointed: of others it is asked when they are. */
async function isNear(
  world: AgreementsWorld,
  ctx: RequestContext,
  { tx, view }: Desk,
  person: { name: string; phone: string },
): Promise<boolean> {
  const { matter } = view.state;
  const { handlerPost: post } = matter;
  if (post === null) return false;
  return isNearTo(world, tx, { matter, post, parties: [person], now: ctx.now });
}

/**
 * A number that was typed wrong, a name that the reporter left out. It leaves a line behind. Once
 * the text is signed, who they are stands: only what is missing may still be completed, and no
 * phone, to which codes are sent.
 */
export async function correctParty(
  world: AgreementsWorld,
  ctx: RequestContext,
  { number, id, ...person }: Omit<NewParty, 'side'> & { number: string; id: string },
): Promise<{ id: string }> {
  const put = async (tx: Tx, at: At, data: PartyData) => {
    await world.matters.parties.put(tx, { ...at, id, now: ctx.now }, data);
    journal(tx, ctx, { verb: 'party.correct', ...at, detail: { number } });
    tellRooms(world, tx, at);
  };
  return retried(async () => {
    const near = await atDesk(world, ctx, { number }, async (desk) => {
      const data = await correctedData(world, ctx, desk, { id, person });
      // Later than this nobody is asked any more: who signs knows who mediated.
      const mayRaise = world.matters.whyNot({ ...ctx, actor: systemActor }, desk.view, RAISE);
      if (mayRaise === null && (await isNear(world, ctx, desk, data))) {
        return { data, seq: desk.seq };
      }
      await put(desk.tx, desk.at, data);
      return null;
    });
    if (near === null) return { id };
    const acting = { ...ctx, actor: systemActor, idempotencyKey: undefined };
    const act = { number, action: RAISE, given: {}, through: 'agreements', seenSeq: near.seq };
    await world.matters.act(acting, act, (tx, { matter }) =>
      put(tx, { county: matter.county, matterId: matter.id }, near.data),
    );
    return { id };
  });
}

const RAISE = 'raiseInterest';

/** What is left empty stays as it was: nobody types a phone anew to add a name. */
async function correctedData(
  world: AgreementsWorld,
  ctx: RequestContext,
  desk: Desk,
  { id, person }: { id: string; person: Omit<NewParty, 'side'> },
): Promise<PartyData> {
  const isDrafted = world.matters.whyNot(ctx, desk.view, 'nameParty') === null;
  const party = getNamed(world, ctx, desk, { id, by: isDrafted ? 'nameParty' : 'note' });
  const { at, tx } = desk;
  const known = (await world.matters.parties.of(tx, at)).find((one) => one.id === id);
  const [first, second] = isDrafted ? [person, known] : [known, { ...person, phone: '' }];
  const of = (field: 'name' | 'phone' | 'idNumber' | 'address') =>
    first?.[field] || (second?.[field] ?? '');
  return {
    role: party.role,
    name: of('name'),
    phone: of('phone'),
    idNumber: of('idNumber'),
    address: of('address'),
  };
}

export async function dropParty(
  world: AgreementsWorld,
  ctx: RequestContext,
  { number, id }: { number: string; id: string },
): Promise<void> {
  const { side, seq } = await atDesk(world, ctx, { number }, async (desk) => {
    const party = getNamed(world, ctx, desk, { id, by: 'nameParty' });
    // Who reported stands on the matter by the report itself.
    if (party.role === 'reporter') return refuse('NOT_FOUND');
    return { side: party.side, seq: desk.seq };
  });
  const act = { number, action: 'dropParty', given: { side }, through: 'agreements', seenSeq: seq };
  await world.matters.act(ctx, act, async (tx, { matter }) => {
    const at = { county: matter.county, matterId: matter.id };
    world.matters.parties.drop(tx, { ...at, id });
    deleteSide(tx, at, id);
  });
}

function getNamed(
  world: AgreementsWorld,
  ctx: RequestContext,
  desk: Desk,
  { id, by }: { id: string; by: 'nameParty' | 'note' },
): Desk['parties'][number] {
  const why = world.matters.whyNot(ctx, desk.view, by);
  if (why) refuse(why, { values: stageOf(desk) });
  return desk.parties.find((one) => one.id === id) ?? refuse('NOT_FOUND');
}
