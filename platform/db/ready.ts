/** Whether the database answers and its schema is the one that this program was made for. */
import { q } from './build.ts';
import type { Database } from './database.ts';
import type { Migration } from './migrate.ts';

/**
 * For a readiness check: never throws. `migrations` is false where one of ours is missing, and
 * where a breaking one stands that we do not know (a newer program has taken the database over).
 */
export async function databaseChecks(
  db: Database,
  migrations: readonly Pick<Migration, 'name'>[],
): Promise<{ database: boolean; migrations: boolean }> {
  try {
    const rows = await db.scoped({ counties: [] }, (tx) =>
      tx.rows(q.selectFrom('platform.migration').select(['name', 'breaking'])),
    );
    const ours = new Set(migrations.map(({ name }) => name));
    const theirs = new Set(rows.map(({ name }) => name));
    const lacksNone = migrations.every(({ name }) => theirs.has(name));
    const knowsAll = rows.every(({ name, breaking }) => ours.has(name) || !breaking);
    return { database: true, migrations: lacksNone && knowsAll };
  } catch {
    return { database: false, migrations: false };
  }
}
