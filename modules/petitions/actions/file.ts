/**
 * A proxy brings a petition for its petitioner (信访代理). The petitioner reads what is sent and under
 * what mandate, and says yes with a code of their own; it opens exactly that and signs nobody in.
 * From its first moment the petition is theirs, and the mandate ends when they say so.
 */
import { createHash } from 'node:crypto';
import { refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { petitionPracticeOf } from '../../matters/engine.ts';
import type { Filing } from '../contract.ts';
import type { PetitionsWorld } from './world.ts';

const KIND = 'petition';
const USE = '委托代理人代您提出信访事项，请看过内容后再告诉代理人';

/** Refuses what filing would refuse, before somebody is asked for nothing. */
export async function sendFilingCode(world: PetitionsWorld, ctx: RequestContext, filing: Filing) {
  const account = accountOf(ctx);
  await assertFileable(world, ctx, account, filing);
  const about = aboutOf(account, filing);
  return world.residents.sendConsentCode(ctx, { phone: filing.petitioner.phone, about, use: USE });
}

export async function filePetition(
  world: PetitionsWorld,
  ctx: RequestContext,
  { code, ...filing }: Filing & { code: string },
): Promise<{ number: string }> {
  const proxy = accountOf(ctx);
  const { phone } = filing.petitioner;
  const { helper, name, mayMessage, mayReview, reportOn } = filing;
  const { matter } = await world.matters.register(ctx, reportOf(filing), {
    action: 'fileAsProxy',
    given: { helper, name, mayMessage, mayReview, reportOn },
    confirm: async () => {
      await assertFileable(world, ctx, proxy, filing);
      await world.residents.useConsentCode(ctx, { phone, about: aboutOf(proxy, filing), code });
    },
    link: async (tx, at) => {
      const isLinked = await world.residents.linkFiled(tx, ctx, { phone, proxy, ...at });
      if (!isLinked) refuse('PROXY_IS_PETITIONER');
    },
  });
  return { number: matter.number };
}

function accountOf({ actor }: RequestContext): string {
  return actor.kind === 'resident' ? actor.account : refuse('FORBIDDEN');
}

function reportOf({ petitioner, text, category, region }: Filing) {
  return { reporter: petitioner, text, category, region };
}

async function assertFileable(
  world: PetitionsWorld,
  ctx: RequestContext,
  account: string,
  filing: Filing,
): Promise<void> {
  if (filing.reportOn < dateAt(ctx.now, world.zone)) {
    refuse('INPUT_INVALID', { fields: [{ path: 'body.reportOn', code: 'inPast' }] });
  }
  const own = await world.db.scoped({ counties: [] }, (tx) => world.residents.phoneOf(tx, account));
  if (own === filing.petitioner.phone) {
    refuse('PROXY_IS_PETITIONER', { fields: [{ path: 'body.petitioner.phone', code: 'own' }] });
  }
  const { kind, isSealed, settings } = await world.matters.foresee(ctx, reportOf(filing));
  if (kind !== KIND)
    refuse('NOT_A_PETITION', { fields: [{ path: 'body.category', code: 'kind' }] });
  if (isSealed) refuse('PROXY_NOT_SEALED');
  if (!petitionPracticeOf(settings).offersProxy) refuse('PROXY_NOT_OFFERED');
}

/** Who files what for whom under which mandate: another word of it needs another code. */
function aboutOf(account: string, filing: Filing): string {
  return createHash('sha256')
    .update(JSON.stringify([account, filing]))
    .digest('base64url');
}
