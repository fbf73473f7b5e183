/**
 * Resolves who acts from a key, a cookie of staff or a cookie of a resident. A key wins over
 * cookies; where a browser holds both cookies, `x-linli-as: resident` asks for the resident's.
 */
import { type Actor, nobody, type StaffActor } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { tokenHash } from '../../../platform/auth/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { countiesOf, type Post } from '../rules/posts.ts';
import type { Directory } from '../store/directory.ts';
import { findKeyBySecret } from '../store/keys.ts';
import {
  findResidentSession,
  findStaffSession,
  type StaffSession,
  touchStaffSession,
} from '../store/sessions.ts';
import {
  heldPosts,
  type IdentityDeps,
  iso,
  RESIDENT_COOKIE,
  STAFF_COOKIE,
  within,
} from './deps.ts';

/** Passive: asked by a page left open and not by a person: it keeps no session from lying idle. */
export type Look = { isPassive?: boolean };
export type Headers = Record<string, string | string[] | undefined>;

const HOUR_MS = 3_600_000;
/** `seen_at` is written at most this often: a session in use costs no write per request. */
const TOUCH_MS = 300_000;

/** Refuses SIGN_IN_NEEDED for a key that is wrong, revoked or expired; a stale cookie is nobody. */
export async function authenticate(
  deps: IdentityDeps,
  headers: Headers,
  now: number,
  look: Look = {},
): Promise<Actor> {
  const bearer = bearerOf(headers);
  if (bearer !== undefined) return machineActor(deps, bearer, now);
  const asStaff = () => staffActor(deps, headers, now, look);
  const asResident = () => residentActor(deps, headers, now);
  const order =
    headers['x-linli-as'] === 'resident' ? [asResident, asStaff] : [asStaff, asResident];
  for (const attempt of order) {
    const actor = await attempt();
    if (actor) return actor;
  }
  return nobody;
}

function bearerOf(headers: Headers): string | undefined {
  const { authorization } = headers;
  if (typeof authorization !== 'string') return undefined;
  return /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
}

async function machineActor(deps: IdentityDeps, secret: string, now: number): Promise<Actor> {
  const key = await within(deps, (tx) => findKeyBySecret(tx, tokenHash(secret)));
  const isGood = key && (key.expiresAt === null || Date.parse(key.expiresAt) > now);
  if (!key || !isGood) return refuse('SIGN_IN_NEEDED');
  const { tree } = await deps.directory.fresh();
  if (!tree.find(key.orgId)?.isActive) refuse('SIGN_IN_NEEDED');
  return {
    kind: 'machine',
    key: key.id,
    org: key.orgId,
    orgPath: tree.pathOf(key.orgId),
    permissions: new Set(key.scopes),
    regions: key.regions,
    counties: countiesOf(key.regions, (prefix) => deps.countiesUnder(prefix, now)),
    name: key.name,
  };
}

async function staffActor(deps: IdentityDeps, headers: Headers, now: number, look: Look) {
  const token = deps.cookies.read(headers, STAFF_COOKIE);
  if (!token) return undefined;
  const session = await liveStaffSession(deps, tokenHash(token), now, look);
  if (!session) return undefined;
  const directory = await deps.directory.fresh();
  return actorOf(deps, directory, session, now);
}

/** The session behind a cookie of staff, unless it expired or lay idle too long. */
export async function liveStaffSession(
  deps: IdentityDeps,
  hash: string,
  now: number,
  { isPassive = false }: Look = {},
): Promise<StaffSession | undefined> {
  const read = () =>
    within(deps, (tx) =>
      isPassive ? findStaffSession(tx, hash) : readAndTouch(deps, tx, hash, now),
    );
  let session = await deps.staffSessions.get(hash, read);
  if (session && now - session.seenAt > TOUCH_MS) {
    // Remembered from before the clock moved on: another process may have seen it since.
    deps.staffSessions.forget(hash);
    session = await deps.staffSessions.get(hash, read);
  }
  return session && !hasLapsed(deps, session, now) ? session : undefined;
}

async function readAndTouch(deps: IdentityDeps, tx: Tx, hash: string, now: number) {
  const found = await findStaffSession(tx, hash);
  if (!found || hasLapsed(deps, found, now) || now - found.seenAt <= TOUCH_MS) return found;
  await touchStaffSession(tx, hash, iso(now));
  return { ...found, seenAt: now };
}

function hasLapsed(deps: IdentityDeps, session: StaffSession, now: number): boolean {
  const idleMs = deps.config.staffIdleHours * HOUR_MS;
  return session.expiresAt <= now || session.seenAt + idleMs <= now;
}

/** Staff as the session's post, or as another that they hold when that one ended. */
export function actorOf(
  deps: IdentityDeps,
  directory: Directory,
  session: { accountId: string; postId: string; name: string },
  now: number,
): StaffActor | undefined {
  const held = heldPosts(deps, directory, session.accountId, now);
  const post = held.find((one) => one.id === session.postId) ?? held[0];
  return post && staffAs(deps, directory, { post, name: session.name }, now);
}

function staffAs(
  deps: IdentityDeps,
  directory: Directory,
  as: { post: Post; name: string },
  now: number,
): StaffActor {
  const { post, name } = as;
  return {
    kind: 'staff',
    account: post.accountId,
    post: post.id,
    role: post.role,
    org: post.orgId,
    orgPath: directory.tree.pathOf(post.orgId),
    permissions: directory.roles.get(post.role)?.held ?? new Set(),
    regions: post.regions,
    counties: countiesOf(post.regions, (prefix) => deps.countiesUnder(prefix, now)),
    name,
  };
}

async function residentActor(
  deps: IdentityDeps,
  headers: Headers,
  now: number,
): Promise<Actor | undefined> {
  const token = deps.cookies.read(headers, RESIDENT_COOKIE);
  if (!token) return undefined;
  const hash = tokenHash(token);
  const session = await deps.residentSessions.get(hash, () =>
    within(deps, (tx) => findResidentSession(tx, hash)),
  );
  if (!session || session.expiresAt <= now) return undefined;
  return { kind: 'resident', account: session.accountId };
}
