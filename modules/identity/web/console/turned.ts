/**
 * Rights that somebody turned and has not saved, over what the server holds. Read again, the one
 * does not undo the other; what was saved is no difference any more.
 */
type Role = { code: string; permissions: readonly string[] };
export type Held = Readonly<Record<string, readonly string[]>>;
/** By role and permission, whether it shall be held. */
export type Turned = Readonly<Record<string, Readonly<Record<string, boolean>>>>;

export function heldOf(roles: readonly Role[], turned: Turned): Held {
  return Object.fromEntries(
    roles.map((role) => [role.code, heldBy(role, turned[role.code] ?? {})]),
  );
}

function heldBy({ permissions }: Role, own: Readonly<Record<string, boolean>>): string[] {
  const kept = permissions.filter((one) => own[one] !== false);
  const gained = Object.keys(own).filter((one) => own[one] && !kept.includes(one));
  return [...kept, ...gained];
}

export function withTurned(
  turned: Turned,
  held: Held,
  { role, permission }: { role: string; permission: string },
): Turned {
  const isHeld = held[role]?.includes(permission) ?? false;
  return { ...turned, [role]: { ...turned[role], [permission]: !isHeld } };
}
