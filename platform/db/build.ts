/**
 * The statement builder. It has no connection on purpose: a statement can only be sent through the
 * `Tx` of `scoped`, so that nothing escapes its transaction or the county wall.
 */
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { DB } from '../../db/tables.ts';

export { sql } from 'kysely';

export const q = new Kysely<DB>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** A value for a jsonb column. The double cast keeps the driver from guessing at arrays. */
export function json(value: unknown): string {
  return JSON.stringify(value);
}
