/**
 * A turn handed to a matter: one that stands, or a new one that is taken in with who came. The
 * matter's log says by which post and from which day, and nothing of who came.
 */
import { refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { NewResult, ResultKind } from '../contract/shapes.ts';
import { type TurnAt, withTurn } from './desk.ts';
import { openPerson } from './seals.ts';
import type { ReceptionWorld } from './world.ts';

const NOTE = 'noteReception';
const systemActor = { kind: 'system', task: 'reception' } as const;

type Handed = Extract<NewResult, { result: 'handed' }>;
type Concluded = { result: ResultKind; number: string | null };
type HandOver = {
  at: TurnAt;
  body: Handed;
  /** Writes the turn's result, in a transaction of the day's county. */
  conclude: (tx: Tx, number: string | null) => Promise<Concluded>;
};

/** Refuses NOT_FOUND, SUBJECT_OF_COMPLAINT, RECEPTION_NO_MATTER, and what an intake refuses. */
export async function handOver(
  world: ReceptionWorld,
  ctx: RequestContext,
  { at, body, conclude }: HandOver,
): Promise<Concluded> {
  const { number, isNew } = await matterOf(world, ctx, at, body);
  const noting = await notingOf(world, ctx, { at, number, isNew });
  const alone = () => world.db.scoped({ counties: [at.county] }, (tx) => conclude(tx, number));
  // A matter that began before its process knew this act: the turn still bears its number.
  if (!noting) return alone();
  const { acting, given, county } = noting;
  const act = { number, action: NOTE, given, through: 'reception' };
  const done: { concluded?: Concluded } = {};
  await world.matters.act(acting, act, async (tx) => {
    // With the entry, or not at all; what lies in another county has a transaction of its own.
    if (county === at.county) done.concluded = await conclude(tx, number);
  });
  return done.concluded ?? alone();
}

type Found = { number: string; isNew: boolean };

/** As whom the entry is written and what it says; null where the process has no such act. */
async function notingOf(
  world: ReceptionWorld,
  ctx: RequestContext,
  { at, number, isNew }: Found & { at: TurnAt },
) {
  const { day } = await withTurn(world, ctx, at, async (_tx, found) => found);
  const post = ctx.actor.kind === 'staff' ? ctx.actor.post : '';
  const given = {
    receivedOn: dateAt(Math.min(day.startsAt, ctx.now), world.zone),
    org: day.org,
    post,
    ...(isNew && { isNew }),
  };
  const acting = { ...ctx, idempotencyKey: undefined };
  // A leader receives and concludes without the right to act on matters: the program writes then.
  const program = { ...acting, actor: systemActor };
  return world.matters.reading(ctx, number, async (_tx, view) => {
    const { county } = view.state.matter;
    if (!view.definition.actions[NOTE]) return null;
    // What a matter complains about hands nobody over to it.
    if (world.matters.isSubject(view, ctx.actor)) return refuse('SUBJECT_OF_COMPLAINT');
    const mayThemself = world.matters.whyNot(acting, view, NOTE) === null;
    return { acting: mayThemself ? acting : program, given, county };
  });
}

/** The matter that it is handed to; a new one is taken in with who came, once for each turn. */
async function matterOf(
  world: ReceptionWorld,
  ctx: RequestContext,
  at: TurnAt,
  { number, matter: wanted }: Handed,
): Promise<Found> {
  if (number !== undefined) {
    if (!(await world.matters.findMatter(ctx, number))) refuse('NOT_FOUND');
    return { number, isNew: false };
  }
  if (!wanted) return refuse('RECEPTION_NO_MATTER');
  if (ctx.actor.kind !== 'staff' || !ctx.actor.permissions.has('matter.register')) {
    return refuse('FORBIDDEN');
  }
  const { row, key, day } = await withTurn(world, ctx, at, async (_tx, found) => found);
  const person = openPerson(key, row);
  const category = wanted.category ?? row.topic;
  const { matter } = await world.matters.register(
    { ...ctx, idempotencyKey: `reception-${at.id}` },
    {
      text: wanted.text,
      channel: 'visit',
      region: wanted.region ?? world.orgs.regionOf(day.org) ?? refuse('NOT_FOUND'),
      ...(category && { category }),
      ...(person && { reporter: reporterOf(person) }),
    },
  );
  return { number: matter.number, isNew: true };
}

function reporterOf({ name, phone }: { name: string; phone: string }) {
  return { name, ...(phone && { phone }) };
}
