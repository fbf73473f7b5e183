/** The rules that an installation begins with: published for all once, never again. */
import type { RequestContext } from '../../../platform/http/index.ts';
import { FOR_ALL } from '../rules.ts';
import { publishAs } from './publish.ts';
import type { RulebookWorld } from './world.ts';

export type FirstDocument = { kind: string; name: string; body: unknown };

/**
 * Publishes those of the documents of which no version holds for all yet, from `validFrom` on.
 * Answers their names as `kind/name`. Refuses as `publish`.
 */
export async function publishMissing(
  world: RulebookWorld,
  ctx: RequestContext,
  documents: readonly FirstDocument[],
  validFrom: number,
): Promise<string[]> {
  const published: string[] = [];
  for (const { kind, name, body } of documents) {
    const book = await world.memory.refresh();
    const stands = book.documents.some(
      (one) => one.kind === kind && one.name === name && one.county === FOR_ALL,
    );
    if (stands) continue;
    const note = '初始规则';
    await publishAs(world, ctx, { county: FOR_ALL, kind, name, body, validFrom, note });
    published.push(`${kind}/${name}`);
  }
  return published;
}
