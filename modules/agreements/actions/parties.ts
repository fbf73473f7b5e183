/** Who stands on which side: named, corrected, taken off. The person lies sealed in the matter. */
import { refuse } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type { NewParty } from '../contract.ts';
import { deleteSide, insertSide } from '../store/texts.ts';
import { atDesk, type Desk, stageOf, tellRooms } from './desk.ts';
import type { AgreementsWorld } from './world.ts';

const PARTIES_MAX = 20;

export async function nameParty(
  world: AgreementsWorld,
  ctx: RequestContext,
  { number, ...party }: NewParty & { number: string },
): Promise<{ id: string }> {
  const { side, ...person } = party;
  const count = await atDesk(world, ctx, { number }, async ({ parties }) => parties.length);
  if (count >= PARTIES_MAX) refuse('AGREEMENT_TOO_MANY_PARTIES');
  const id = ctx.newId();
  const act = { number, action: 'nameParty', given: { side }, through: 'agreements' };
  await world.matters.act(ctx, act, async (tx, { matter }) => {
    const at = { county: matter.county, matterId: matter.id };
    await world.matters.parties.put(tx, { ...at, id, now: ctx.now }, { role: 'party', ...person });
    insertSide(tx, at, { partyId: id, side, now: ctx.now });
  });
  return { id };
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
  return atDesk(world, ctx, { number }, async (desk) => {
    const isDrafted = world.matters.whyNot(ctx, desk.view, 'nameParty') === null;
    const party = getNamed(world, ctx, desk, { id, by: isDrafted ? 'nameParty' : 'note' });
    const { at, tx } = desk;
    const known = (await world.matters.parties.of(tx, at)).find((one) => one.id === id);
    // What is left empty stays as it was: nobody types a phone anew to add a name.
    const [first, second] = isDrafted ? [person, known] : [known, { ...person, phone: '' }];
    const of = (field: 'name' | 'phone' | 'idNumber' | 'address') =>
      first?.[field] || (second?.[field] ?? '');
    const data = {
      role: party.role,
      name: of('name'),
      phone: of('phone'),
      idNumber: of('idNumber'),
      address: of('address'),
    };
    await world.matters.parties.put(tx, { ...at, id, now: ctx.now }, data);
    journal(tx, ctx, { verb: 'party.correct', ...at, detail: { number } });
    tellRooms(world, tx, at);
    return { id };
  });
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
