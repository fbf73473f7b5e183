/** What everyone may know: the days to come with their free turns, and who received before. */
import { refuse } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { DayWithSlots, PastDay, PublicDay } from '../contract/shapes.ts';
import { type DayAt, findDay, listDays } from '../store/days.ts';
import { readAround } from './around.ts';
import { baseOf, presentPublic, presentSlots } from './present.ts';
import type { ReceptionWorld } from './world.ts';

const DAY_MS = 86_400_000;
const AHEAD_MS = 400 * DAY_MS;
const PAST_MS = 92 * DAY_MS;
const SHOWN_MAX = 60;

/** Published days of a county that are not over, cancelled ones too: somebody may come for them. */
export async function listComing(
  world: ReceptionWorld,
  { now }: RequestContext,
  { county }: { county: string },
): Promise<{ items: PublicDay[] }> {
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const span = { from: now, to: now + AHEAD_MS, order: 'asc' } as const;
    const days = await listDays(tx, { county, ...span, isPublished: true, limit: SHOWN_MAX });
    const around = await readAround(world, tx, { county, days, now });
    return { items: days.map((day) => presentPublic(world, day, around, now)) };
  });
}

/** Refuses NOT_FOUND for a draft. */
export async function showComing(
  world: ReceptionWorld,
  { now }: RequestContext,
  at: DayAt,
): Promise<DayWithSlots> {
  const { county } = at;
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const day = (await findDay(tx, at)) ?? refuse('NOT_FOUND');
    if (day.publishedAt === null) refuse('NOT_FOUND');
    const around = await readAround(world, tx, { county, days: [day], now });
    const slots = presentSlots(day, around, { now, isStaff: false });
    return { ...presentPublic(world, day, around, now), slots };
  });
}

/** The last three months: the day and who received. Nobody who came, and not how many. */
export async function listPast(
  world: ReceptionWorld,
  { now }: RequestContext,
  { county }: { county: string },
): Promise<{ items: PastDay[] }> {
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const span = { from: now - PAST_MS, to: now, order: 'desc' } as const;
    const all = await listDays(tx, { county, ...span, isPublished: true, limit: SHOWN_MAX });
    const days = all.filter(({ state, endsAt }) => state === 'published' && endsAt <= now);
    const around = await readAround(world, tx, { county, days, now });
    const items = days.map((day) => {
      const { id, kind, org, hosts, startsAt, endsAt } = baseOf(world, day, around);
      return { county, id, kind, org, hosts, startsAt, endsAt };
    });
    return { items };
  });
}
