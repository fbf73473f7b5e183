/** A petitioner's own acts that need more than a form: withdrawal by code, a mandate by phone. */
import { refuse } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { MatterView } from '../../matters/index.ts';
import type { Care } from '../contract.ts';
import { careOf, placeInDraw } from '../rules/care.ts';
import type { PetitionsWorld } from './world.ts';

const KIND = 'petition';
const THROUGH = 'petitions';

/** Refuses what the process refuses, before a code is sent for nothing. */
export async function sendWithdrawalCode(
  world: PetitionsWorld,
  ctx: RequestContext,
  number: string,
) {
  const account = accountOf(ctx);
  await assertOpen(world, ctx, { number, action: 'withdraw' });
  return world.residents.sendOwnCode(ctx, account);
}

export async function withdrawPetition(
  world: PetitionsWorld,
  ctx: RequestContext,
  of: { number: string; code: string; reason?: string | undefined; version: number },
) {
  const account = accountOf(ctx);
  const { number, code, reason, version } = of;
  await assertOpen(world, ctx, { number, action: 'withdraw' });
  await world.residents.useOwnCode(ctx, { account, code });
  const given = reason === undefined ? {} : { reason };
  return world.matters.act(ctx, { number, action: 'withdraw', given, version, through: THROUGH });
}

export async function giveMandate(
  world: PetitionsWorld,
  ctx: RequestContext,
  of: { number: string; phone: string } & Record<string, unknown>,
) {
  accountOf(ctx);
  const { number, phone, ...given } = of;
  const input = { number, action: 'giveMandate', given, through: THROUGH };
  return world.matters.act(ctx, input, async (tx, { matter }) => {
    const link = { phone, county: matter.county, matterId: matter.id, number };
    if (!(await world.residents.linkProxy(tx, ctx, link))) refuse('PROXY_PHONE_UNUSABLE');
  });
}

function accountOf({ actor }: RequestContext): string {
  return actor.kind === 'resident' ? actor.account : refuse('FORBIDDEN');
}

async function assertOpen(
  world: PetitionsWorld,
  ctx: RequestContext,
  { number, action }: { number: string; action: string },
): Promise<void> {
  const why = await world.matters.reading(ctx, number, async (_tx, view) =>
    view.state.matter.kind === KIND ? world.matters.whyNot(ctx, view, action) : 'NOT_FOUND',
  );
  if (why !== null) refuse(why, { values: { stageZh: '', stageEn: '' } });
}

/** Null for matters of other kinds. */
export async function readCare(
  world: PetitionsWorld,
  ctx: RequestContext,
  number: string,
): Promise<{ care: Care | null }> {
  return world.matters.reading(ctx, number, async (_tx, view) => {
    const isTheirs = view.state.matter.kind === KIND && view.relation !== 'follower';
    return { care: isTheirs ? presentCare(world, ctx, view) : null };
  });
}

const iso = (at: number) => new Date(at).toISOString();

function presentCare(world: PetitionsWorld, ctx: RequestContext, view: MatterView): Care {
  const { matter } = view.state;
  const { withdrawal, mandate, takenOver, legacy } = careOf(matter);
  const isBetween = ctx.actor.kind === 'resident';
  const isOpen = (action: string) => world.matters.whyNot(ctx, view, action) === null;
  return {
    withdrawal: withdrawal && {
      ...withdrawal,
      at: iso(withdrawal.at),
      place: placeInDraw(withdrawal.draw),
    },
    mandate: mandate && {
      ...mandate,
      isFiled: mandate.isFiled ?? false,
      reports: isBetween ? mandate.reports.map(({ at, text }) => ({ at: iso(at), text })) : [],
    },
    takenOver,
    legacy: legacy && {
      ...legacy,
      remedies: [...legacy.remedies],
      org: world.orgNamed(legacy.org),
      since: iso(legacy.since),
      until: legacy.until === null ? null : iso(legacy.until),
    },
    may: { withdraw: isOpen('withdraw'), giveMandate: isOpen('giveMandate') },
    version: matter.version,
  };
}
