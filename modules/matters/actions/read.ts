/** Reading a matter for who sees it; the log is in log.ts. Nothing here writes. */
import type { RequestContext } from '../../../platform/http/index.ts';
import { lineage } from '../rules/category.ts';
import { questionsOf } from '../rules/forms.ts';
import { isCategoryShown } from '../rules/publicity.ts';
import { boardOf } from '../rules/settings.ts';
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
  const { categories, settings } = await world.rules(county, ctx.now);
  const board = boardOf(settings);
  return {
    items: categories.categories.map((one) => ({
      code: one.code,
      zh: one.zh,
      en: one.en,
      parent: one.parent,
      kind: one.kind,
      isSealed: one.isSealed ?? false,
      isShown: isCategoryShown({ category: one, lineage: lineage(categories, one.code), board }),
      emergency: one.emergency,
      form: questionsOf(one.form),
    })),
  };
}
