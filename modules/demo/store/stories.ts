/** Which stories of the demo were told, so that none is told twice. */
import { type Database, q } from '../../../platform/db/index.ts';

const REFERENCE_ONLY = { counties: [] };

/** Story → number of its first matter. */
export async function toldStories(db: Database): Promise<Map<string, string>> {
  const rows = await db.scoped(REFERENCE_ONLY, (tx) =>
    tx.rows(q.selectFrom('demo.matter').select(['name', 'number'])),
  );
  return new Map(rows.map((row) => [row.name, row.number]));
}

export async function keepStory(
  db: Database,
  story: { name: string; number: string; at: number },
): Promise<void> {
  await db.scoped(REFERENCE_ONLY, async (tx) => {
    await tx.run(
      q
        .insertInto('demo.matter')
        .values({
          name: story.name,
          number: story.number,
          loaded_at: new Date(story.at).toISOString(),
        })
        .onConflict((conflict) => conflict.column('name').doNothing()),
    );
  });
}

/** Whether anything of the demo was told here: its passwords are public. */
export async function holdsDemo(db: Database): Promise<boolean> {
  const row = await db.scoped(REFERENCE_ONLY, (tx) =>
    tx.first(q.selectFrom('demo.matter').select('name').orderBy('name').limit(1)),
  );
  return row !== undefined;
}
