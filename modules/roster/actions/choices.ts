/** The mediators of a dispute: from whom its parties choose, whom they chose, who is appointed. */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { MatterView } from '../../matters/index.ts';
import { type interestGrounds, type MatterMediators, sides } from '../contract.ts';
import { listGrievancesOf, type MediatorRow } from '../store.ts';
import { committeeOf, presentMediator } from './committees.ts';
import { presentOwn } from './grievances.ts';
import { actingFor, keysOf, readingAs, type Seated } from './seats.ts';
import type { PartySeat, RosterWorld } from './world.ts';

const CHOOSE = 'chooseMediator';
const ANSWER = 'answerInterest';
type Side = (typeof sides)[number];

/** What the kind `dispute` keeps of it, as far as it is read here. */
type Own = {
  choices?: Record<string, string>;
  recused?: readonly string[];
  interests?: Record<string, { ground: (typeof interestGrounds)[number]; agreed: Side[] }>;
};
const ownOf = ({ state }: MatterView): Own => state.matter.own;

export type Of = { number: string; guest?: PartySeat | undefined };

export async function listMatterMediators(
  world: RosterWorld,
  ctx: RequestContext,
  of: Of,
): Promise<MatterMediators> {
  return readingAs(world, ctx, of, (tx, view, seated) => presentFor(world, tx, ctx, view, seated));
}

async function presentFor(
  world: RosterWorld,
  tx: Tx,
  ctx: RequestContext,
  view: MatterView,
  seated: Seated,
): Promise<MatterMediators> {
  const found = await committeeOf(world, tx, ctx.now, view);
  const isStaff = ctx.actor.kind === 'staff' && !world.matters.isSubject(view, ctx.actor);
  if (!found || !(isStaff || seated.seat)) return nothing;
  const { county, id: matterId } = view.state.matter;
  const { fields } = await world.rules(county, ctx.now);
  const loads = isStaff
    ? await world.matters.countOpenByPost(tx, { county, org: found.row.org })
    : null;
  const keys = keysOf(ctx, seated);
  const own = seated.seat
    ? (await listGrievancesOf(tx, { county, matterId })).filter((one) => keys.has(one.filedBy))
    : [];
  const key = own.length > 0 ? await world.matters.openMatterKey(tx, { county, matterId }) : null;
  const acting = actingFor(ctx, seated);
  const mine = (action: string): Side[] => {
    if (world.matters.whyNot(acting, view, action) !== null) return [];
    return seated.seat ? [seated.seat.side] : [...sides];
  };
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
    maySide: mine(CHOOSE),
    mayAnswer: mine(ANSWER),
    mayAppoint: isStaff && world.matters.whyNot(ctx, view, 'appointMediator') === null,
    mayFile: seated.seat !== null,
    grievances: own.map((row) => presentOwn(world, row, key)),
  };
}

const nothing: MatterMediators = {
  committee: null,
  items: [],
  maySide: [],
  mayAnswer: [],
  mayAppoint: false,
  mayFile: false,
  grievances: [],
};

function standingOf(view: MatterView, row: MediatorRow) {
  const { choices = {}, recused = [], interests = {} } = ownOf(view);
  const { post } = row;
  const interest = post !== null && Object.hasOwn(interests, post) ? interests[post] : undefined;
  return {
    chosenBy: sides.filter((side) => choices[side] === row.id),
    isAppointed: post !== null && post === view.state.matter.handlerPost,
    isReplaced: post !== null && recused.includes(post),
    interest: interest ? { ground: interest.ground, agreed: [...interest.agreed] } : null,
  };
}

/** Refuses ROSTER_MEDIATOR_UNKNOWN, ROSTER_NOT_YOUR_SIDE, and what the process refuses. */
export async function chooseMediator(
  world: RosterWorld,
  ctx: RequestContext,
  { side, mediator, ...of }: Of & { side: Side; mediator: string },
): Promise<MatterMediators> {
  const { acting } = await sideAt(world, ctx, of, { side, mediator });
  const act = { number: of.number, action: CHOOSE, given: { side, mediator }, through: 'roster' };
  await world.matters.act(acting, act);
  return listMatterMediators(world, ctx, of);
}

/** Also DISPUTE_NO_INTEREST where they disclosed none. */
export async function answerInterest(
  world: RosterWorld,
  ctx: RequestContext,
  { side, mediator, answer, ...of }: Of & { side: Side; mediator: string; answer: string },
): Promise<MatterMediators> {
  const { acting, post } = await sideAt(world, ctx, of, { side, mediator });
  if (post === null) return refuse('DISPUTE_NO_INTEREST');
  const given = { side, post, answer };
  await world.matters.act(acting, { number: of.number, action: ANSWER, given, through: 'roster' });
  return listMatterMediators(world, ctx, of);
}

/** As whom the act is taken, and the post of the mediator who stands for it. */
async function sideAt(
  world: RosterWorld,
  ctx: RequestContext,
  of: Of,
  { side, mediator }: { side: Side; mediator: string },
) {
  return readingAs(world, ctx, of, async (tx, view, seated) => {
    if (!seated.seat && ctx.actor.kind !== 'staff') return refuse('NOT_YOURS');
    if (seated.seat && seated.seat.side !== side) refuse('ROSTER_NOT_YOUR_SIDE');
    const found = await committeeOf(world, tx, ctx.now, view);
    const row = found?.mediators.find(({ id }) => id === mediator);
    if (!row || standingOf(view, row).isReplaced) return refuse('ROSTER_MEDIATOR_UNKNOWN');
    return { acting: actingFor(ctx, seated), post: row.post };
  });
}
