/** Refuses to work with a database role that could climb over the walls. */
import pg from 'pg';
import { connectionOptions } from './database.ts';
import { assertMigrated, type Migration } from './migrate.ts';

export class DatabaseRoleError extends Error {}

/**
 * Throws when the role of `url` is a superuser, bypasses row-level security, owns anything of ours
 * (an owner is not held by its own policies) or may become such a role, and when the schema is not
 * the program's.
 */
export async function assertSafeRole(url: string, migrations: Migration[]): Promise<void> {
  const client = new pg.Client(connectionOptions({ url, applicationName: 'linli-guard' }));
  await client.connect();
  try {
    const { rows } = await client.query<{ role: string; fault: string | null }>(ROLE_FAULT);
    const fault = rows[0]?.fault;
    if (fault) {
      throw new DatabaseRoleError(
        `DATABASE_URL signs in as "${rows[0]?.role}", which ${fault}: the walls between counties ` +
          'would not hold. Use the application role (docs/how-to/use-your-own-postgresql.md).',
      );
    }
    await assertMigrated(client, migrations);
  } finally {
    await client.end();
  }
}

const OURS = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

/**
 * MEMBER and not USAGE: a member may SET ROLE also where it inherits nothing. Schemas come from the
 * catalogue, so that a new one is held to this too; temporary ones are the server's own.
 */
const ROLE_FAULT = `
  SELECT current_user AS role,
    CASE
      WHEN r.rolsuper THEN 'is a superuser'
      WHEN r.rolbypassrls THEN 'bypasses row-level security'
      WHEN EXISTS (
        SELECT 1 FROM pg_roles o
        WHERE (o.rolsuper OR o.rolbypassrls) AND pg_has_role(current_user, o.oid, 'MEMBER')
      ) THEN 'may become a role that bypasses row-level security'
      WHEN r.rolcreaterole THEN 'may make and join roles'
      WHEN pg_has_role(current_user, d.datdba, 'MEMBER') THEN 'owns the database'
      WHEN EXISTS (
        SELECT 1 FROM pg_namespace n
        WHERE ${OURS} AND pg_has_role(current_user, n.nspowner, 'MEMBER')
      ) THEN 'owns a schema'
      WHEN EXISTS (
        SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE ${OURS} AND pg_has_role(current_user, c.relowner, 'MEMBER')
      ) THEN 'owns tables'
      WHEN EXISTS (
        SELECT 1 FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE ${OURS} AND pg_has_role(current_user, p.proowner, 'MEMBER')
      ) THEN 'owns functions'
    END AS fault
  FROM pg_roles r, pg_database d
  WHERE r.rolname = current_user AND d.datname = current_database()`;
