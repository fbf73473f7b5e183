/**
 * The roles of the database and what each may do. The same statements stand in
 * docs/how-to/use-your-own-postgresql.md for a server of one's own; a test compares them.
 * No role here is a superuser or passes by row-level security.
 */
import { createHash, createHmac } from 'node:crypto';

export const DATABASE = 'linli';

/** The roles that sign in. `linli_search` never does: one function runs as it. */
const SIGN_IN_ROLES = ['linli_owner', 'linli_app', 'linli_jobs'];

/** `linli_search` and `linli_jobs` own things that the owner's migrations make for them. */
export const ROLE_STATEMENTS = [
  'create role linli_owner nosuperuser nocreatedb nocreaterole nobypassrls',
  'create role linli_app nosuperuser nocreatedb nocreaterole nobypassrls',
  'create role linli_jobs nosuperuser nocreatedb nocreaterole nobypassrls',
  'create role linli_search nologin nosuperuser nocreatedb nocreaterole nobypassrls',
];

export const GRANT_STATEMENTS = ['grant linli_search, linli_jobs to linli_owner'];

/** Only the three roles may connect, and only the owner may make schemas or temporary tables. */
export const DATABASE_STATEMENTS = [
  `create database ${DATABASE} owner linli_owner template template0 encoding 'UTF8'`,
  `revoke all on database ${DATABASE} from public`,
  `grant connect on database ${DATABASE} to linli_app, linli_jobs`,
];

/** A role's password, derived from the home's secret: 43 characters that a URL takes as is. */
export function passwordOf(secret: string, role: string): string {
  return createHmac('sha256', secret).update(role).digest('base64url');
}

/**
 * Statements that bring the roles to this state from any earlier one. `superuser` opens the
 * superuser `postgres` with a password too (scratch servers only; otherwise it cannot sign in).
 */
export function ensureRoles(secret: string, options: { superuser: boolean }): string[] {
  const made = ROLE_STATEMENTS.map((statement) => {
    const role = statement.split(' ')[2];
    return `do $$ begin if to_regrole('${role}') is null then ${statement}; end if; end $$`;
  });
  const opened = SIGN_IN_ROLES.map(
    (role) => `alter role ${role} login password '${passwordOf(secret, role)}'`,
  );
  const password = options.superuser ? `'${passwordOf(secret, 'postgres')}'` : 'null';
  return [...made, ...GRANT_STATEMENTS, ...opened, `alter role postgres password ${password}`];
}

/** Changes when the statements or the secret do: the cluster keeps the one it was brought to. */
export function rolesStamp(secret: string, options: { superuser: boolean }): string {
  const text = ensureRoles(secret, options).join(';');
  return createHash('sha256').update(text).digest('hex');
}
