/** What a report would become, for a kind that asks something of people before it is sent. */
import { refuse } from '../../../kernel/refusal.ts';
import type { NewReport } from '../contract/reports.ts';
import { checkGiven } from '../rules/decide.ts';
import type { Settings } from '../rules/settings.ts';
import type { ActContext } from './load.ts';
import { placeOf, weighIntake } from './register.ts';
import type { MattersWorld } from './world.ts';

export type Foreseen = { kind: string | null; isSealed: boolean; settings: Settings };

/** Refuses what the registration would refuse; nothing is written and no number is taken. */
export async function foresee(
  world: MattersWorld,
  ctx: ActContext,
  report: NewReport,
): Promise<Foreseen> {
  const place = await placeOf(world, report, ctx.now);
  if (!place)
    return refuse('PLACE_UNKNOWN', { fields: [{ path: 'body.region', code: 'outside' }] });
  const { category, rules } = await weighIntake(world, ctx, report, place);
  if (category) checkGiven({ fields: category.form }, report.fields ?? {});
  const { kind = null, isSealed = false } = category ?? {};
  return { kind, isSealed, settings: rules.settings };
}
