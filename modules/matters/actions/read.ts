/** Reading a matter for who sees it; the log is in log.ts. Nothing here writes. */
import type { RequestContext } from '../../../platform/http/index.ts';
import { questionsOf } from '../rules/forms.ts';
import { getInSight, withMatter } from './load.ts';
import { presentMatter } from './present.ts';
import type { MattersWorld } from './world.ts';

export function readMatter(world: MattersWorld, ctx: RequestContext, number: string) {
  return withMatter(world, ctx, number, async (tx, key) => {
    const loaded = await getInSight(world, tx, ctx, key, 'none');
    return presentMatter(world, tx, ctx, loaded);
  });
}

/** The categories of a county, as a form needs them. */
export async function listCategories(world: MattersWorld, ctx: RequestContext, county: string) {
  const { categories } = await world.rules(county, ctx.now);
  return {
    items: categories.categories.map((one) => ({
      code: one.code,
      zh: one.zh,
      en: one.en,
      parent: one.parent,
      kind: one.kind,
      isSealed: one.isSealed ?? false,
      emergency: one.emergency,
      form: questionsOf(one.form),
    })),
  };
}
