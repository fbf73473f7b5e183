/** What a set of roles must satisfy before it is put in force. */
import { type Permission, permissionCodes } from '../contract/shapes.ts';

export type Role = { code: string; zh: string; en: string; permissions: readonly string[] };

/**
 * Pairs that one role may not join: who reads the access log does not open persons, act or
 * administer, so that those who are logged do not judge their own trace.
 */
const APART: readonly (readonly [Permission, Permission])[] = [
  ['journal.read', 'person.open'],
  ['journal.read', 'matter.act'],
  ['journal.read', 'account.manage'],
  ['account.manage', 'person.open'],
];

/** The permissions that a role with this one may not hold. */
export function apartFrom(permission: Permission): Permission[] {
  return APART.flatMap(([first, second]) => {
    if (first === permission) return [second];
    return second === permission ? [first] : [];
  });
}

/** The role that must keep the keys: else nobody could give them back. */
const KEEPER = { role: 'administrator', permission: 'account.manage' } as const;

/** The pair at fault, or null. */
export function whyNotPermissions(
  role: string,
  permissions: readonly string[],
): { first: string; second: string } | null {
  const held = new Set(permissions);
  const pair = APART.find(([first, second]) => held.has(first) && held.has(second));
  if (pair) return { first: pair[0], second: pair[1] };
  const keeps = role !== KEEPER.role || held.has(KEEPER.permission);
  return keeps ? null : { first: KEEPER.permission, second: '' };
}

/** All faults of a rule file, each naming its place. Throws nothing. */
export function roleFaults(input: unknown): string[] {
  if (typeof input !== 'object' || input === null) return ['the file holds no roles'];
  const roles = Object.entries(input);
  const faults = roles.flatMap(([code, role]) => faultsOf(code, role));
  if (!(KEEPER.role in input)) faults.push(`${KEEPER.role}: is missing`);
  return faults;
}

function faultsOf(code: string, role: unknown): string[] {
  if (!/^[a-z][a-zA-Z]{1,39}$/.test(code)) return [`${code}: is no code of a role`];
  const { zh, en, permissions } = (role ?? {}) as Record<string, unknown>;
  if (typeof zh !== 'string' || !zh) return [`${code}: has no name zh`];
  if (typeof en !== 'string' || !en) return [`${code}: has no name en`];
  if (!Array.isArray(permissions)) return [`${code}: has no list of permissions`];
  const known: readonly unknown[] = permissionCodes;
  const unknown = permissions.filter((permission) => !known.includes(permission));
  const pair = whyNotPermissions(code, permissions);
  return [
    ...unknown.map((permission) => `${code}: ${String(permission)} is no permission`),
    ...(new Set(permissions).size < permissions.length ? [`${code}: names one twice`] : []),
    ...(pair ? [`${code}: ${pair.first} and ${pair.second || 'nothing'} do not fit`] : []),
  ];
}

/** The roles of a file that has no faults. */
export function rolesOf(input: object): Role[] {
  return Object.entries(input as Record<string, Omit<Role, 'code'>>).map(([code, role]) => ({
    code,
    zh: role.zh,
    en: role.en,
    permissions: [...role.permissions],
  }));
}

export type Offer = {
  role: Role;
  isNew: boolean;
  permissions: { code: Permission; apart: Permission[] }[];
};

/**
 * What the rule file gives and the installation has never had: whatever a role once held, or was
 * once kept from it, has been decided here and is not offered again.
 */
export function offersOf(
  shipped: readonly Role[],
  held: ReadonlyMap<string, { permissions: readonly string[] }>,
  isDecided: (role: string, permission: string) => boolean,
): Offer[] {
  return shipped.flatMap((role) => {
    const now = held.get(role.code);
    const permissions = (role.permissions as readonly Permission[])
      .filter((code) => !isDecided(role.code, code))
      .map((code) => ({
        code,
        apart: apartFrom(code).filter((other) => now?.permissions.includes(other)),
      }));
    return permissions.length > 0 || !now ? [{ role, isNew: !now, permissions }] : [];
  });
}
