/** The mediators of a dispute: from whom its parties choose, whom they chose, who is appointed. */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { MatterView } from '../../matters/index.ts';
import { type MatterMediators, sides } from '../contract.ts';
import { listGrievancesOf, type MediatorRow } from '../store.ts';
import { committeeOf, presentMediator } from './committees.ts';
import { presentOwn } from './grievances.ts';
import type { RosterWorld } from './world.ts';

const CHOOSE = 'chooseMediator';
type Side = (typeof sides)[number];

/** What the kind `dispute` keeps of it, as far as it is read here. */
type Own = { choices?: Record<string, string>; recused?: readonly string[] };
const ownOf = ({ state }: MatterView): Own => state.matter.own;

export async function listMatterMediators(
  world: RosterWorld,
  ctx: RequestContext,
  { number }: { number: string },
): Promise<MatterMediators> {
  return world.matters.reading(ctx, number, (tx, view) => presentFor(world, tx, ctx, view));
}

async function presentFor(
  world: RosterWorld,
  tx: Tx,
  ctx: RequestContext,
  view: MatterView,
): Promise<MatterMediators> {
  const found = await committeeOf(world, tx, ctx.now, view);
  const isStaff = ctx.actor.kind === 'staff' && !world.matters.isSubject(view, ctx.actor);
  const isParty = view.relation === 'reporter' || view.relation === 'party';
  if (!found || !(isStaff || isParty)) return nothing;
  const { county, id: matterId } = view.state.matter;
  const { fields } = await world.rules(county, ctx.now);
  const loads = isStaff
    ? await world.matters.countOpenByPost(tx, { county, org: found.row.org })
    : null;
  const own = isParty
    ? (await listGrievancesOf(tx, { county, matterId })).filter((one) => one.filedBy === keyOf(ctx))
    : [];
  const key = own.length > 0 ? await world.matters.openMatterKey(tx, { county, matterId }) : null;
  const whyNot = (action: string) => world.matters.whyNot(ctx, view, action) === null;
  return {
    committee: {
      org: world.orgs.named(found.row.org),
      channel: found.row.channel,
      isFree: found.row.channel === 'people',
      fee: { zh: found.row.feeZh, en: found.row.feeEn },
    },
    items: found.mediators.map((row) => ({
      ...presentMediator(row, fields),
      ...standingOf(view, row),
      load: loads && row.post !== null ? (loads.get(row.post) ?? 0) : null,
      loadMost: loads ? row.loadMost : null,
      post: isStaff ? row.post : null,
    })),
    maySide: whyNot(CHOOSE) ? (isStaff ? [...sides] : ['applicant']) : [],
    mayAppoint: isStaff && whyNot('appointMediator'),
    mayFile: isParty,
    grievances: own.map((row) => presentOwn(world, row, key)),
  };
}

const nothing: MatterMediators = {
  committee: null,
  items: [],
  maySide: [],
  mayAppoint: false,
  mayFile: false,
  grievances: [],
};

export function keyOf({ actor }: RequestContext): string {
  return actor.kind === 'resident' ? `resident:${actor.account}` : '';
}

function standingOf(view: MatterView, row: MediatorRow) {
  const { choices = {}, recused = [] } = ownOf(view);
  return {
    chosenBy: sides.filter((side) => choices[side] === row.id),
    isAppointed: row.post !== null && row.post === view.state.matter.handlerPost,
    isReplaced: row.post !== null && recused.includes(row.post),
  };
}

/** Refuses ROSTER_MEDIATOR_UNKNOWN, ROSTER_NOT_YOUR_SIDE, and what the process refuses. */
export async function chooseMediator(
  world: RosterWorld,
  ctx: RequestContext,
  { number, side, mediator }: { number: string; side: Side; mediator: string },
): Promise<MatterMediators> {
  const present = await listMatterMediators(world, ctx, { number });
  if (ctx.actor.kind === 'resident' && side !== 'applicant') refuse('ROSTER_NOT_YOUR_SIDE');
  const found = present.items.find(({ id }) => id === mediator);
  if (!found || found.isReplaced) refuse('ROSTER_MEDIATOR_UNKNOWN');
  const given = { side, mediator };
  await world.matters.act(ctx, { number, action: CHOOSE, given, through: 'roster' });
  return listMatterMediators(world, ctx, { number });
}
