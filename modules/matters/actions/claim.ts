/**
 * 我要查询 by number and phone: whoever has proved a phone by a code takes the matter that was
 * reported with that phone among their own. The number is told by the receipt, the phone by the
 * session; what does not fit answers as what is not there, so that neither can be guessed.
 */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { findDataKey, listReporters, openParties } from '../store/parties.ts';
import { getUnseen, withMatter } from './load.ts';
import type { MattersWorld } from './world.ts';

/** Refuses NOT_FOUND for every reason but a resident's missing session and too many tries. */
export async function claimMatter(
  world: MattersWorld,
  ctx: RequestContext,
  number: string,
): Promise<{ number: string }> {
  const { actor } = ctx;
  if (actor.kind !== 'resident') return refuse('FORBIDDEN');
  // Counted apart from the transaction below: a try that finds nothing must stay counted.
  if (!(await world.residents.mayClaim(ctx, actor.account))) refuse('TOO_MANY_REQUESTS');
  return withMatter(world, ctx, number, async (tx, key) => {
    const { matter } = (await getUnseen(tx, key)).state;
    if ((await world.residents.relationOf(tx, actor.account, matter.id)) !== null) {
      return { number: matter.number };
    }
    const at = { county: matter.county, matterId: matter.id };
    const own = plainPhone((await world.residents.phoneOf(tx, actor.account)) ?? '');
    const relation = own === '' ? null : await relationOfPhone(world, tx, at, own);
    if (relation === null) return refuse('NOT_FOUND');
    const link = { ...at, number: matter.number, account: actor.account };
    await world.residents.link(tx, { ...link, relation, at: ctx.now });
    return { number: matter.number };
  });
}

/** Who reported goes before who is the other side: some stand on the matter as both. */
async function relationOfPhone(
  world: MattersWorld,
  tx: Tx,
  at: { county: string; matterId: string },
  own: string,
): Promise<'reporter' | 'party' | null> {
  const dataKey = await findDataKey(tx, world.keyring, at);
  if (dataKey === null) return null;
  const has = ({ phone }: { phone: string }) => plainPhone(phone) === own;
  if ((await listReporters(tx, at, dataKey)).some(has)) return 'reporter';
  const named = (await openParties(tx, at, dataKey)).filter((one) => one.role === 'party');
  return named.some(has) ? 'party' : null;
}

/** As people write it and clerks type it: with +86, spaces, dashes. */
function plainPhone(phone: string): string {
  return phone.replace(/\D/g, '').replace(/^(?:00)?86(?=1\d{10}$)/, '');
}
