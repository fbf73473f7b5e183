/** What the verbs of identity work with; made once in index.ts. */

import { dateAt } from '../../../kernel/zone.ts';
import type {
  AuthKeys,
  CookieJar,
  OidcClient,
  Passwords,
  PhoneCodes,
} from '../../../platform/auth/index.ts';
import type { Database, Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { NO_COUNTY } from '../../../platform/journal/journal.ts';
import type { PermissionList } from '../contract/permissions.ts';
import { isHeld, type Post } from '../rules/posts.ts';
import type { Role } from '../rules/roles.ts';
import type { Directory, DirectoryCache } from '../store/directory.ts';
import type { ResidentSession, StaffSession } from '../store/sessions.ts';
import type { SessionCache } from './session-cache.ts';

export type IdentityConfig = {
  /** The centre's zone: a post's days begin and end there. */
  zone: string;
  /** A session of staff ends after this time whatever happens, and sooner when left idle. */
  staffSessionHours: number;
  staffIdleHours: number;
  residentSessionDays: number;
  /** Behind TLS: cookies are Secure and carry `__Host-`. */
  isSecure: boolean;
  /** How old sessions, posts and roles in memory may be (ms) when another process changed them. */
  freshMs: number;
  /** Wrong sign-ins from one address before it is locked; many clerks may share an address. */
  wrongPerAddress: number;
};

export type IdentityDeps = {
  db: Database;
  keys: AuthKeys;
  passwords: Passwords;
  cookies: CookieJar;
  phoneCodes: PhoneCodes;
  oidc: OidcClient | null;
  directory: DirectoryCache;
  staffSessions: SessionCache<StaffSession>;
  residentSessions: SessionCache<ResidentSession>;
  countiesUnder: (regionPrefix: string, now: number) => readonly string[];
  /** The roles of the rule file that came with the program. */
  shippedRoles: () => readonly Role[];
  /** Every endpoint of the house, for the table of permissions. */
  endpoints: () => PermissionList['endpoints'];
  /** Where something that must not stop the request is told. */
  onFault: (what: string, error: unknown) => void;
  config: IdentityConfig;
};

export const STAFF_COOKIE = 'linli_staff';
export const RESIDENT_COOKIE = 'linli_resident';

/** Rows of identity and log lines that belong to no county. */
const IDENTITY_SCOPE = { counties: [NO_COUNTY] };

export function within<T>(deps: IdentityDeps, work: (tx: Tx) => Promise<T>): Promise<T> {
  return deps.db.scoped(IDENTITY_SCOPE, work);
}

export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

export function todayOf(deps: IdentityDeps, now: number): string {
  return dateAt(now, deps.config.zone);
}

/** The posts that someone holds today, the longest-held first. */
export function heldPosts(deps: IdentityDeps, directory: Directory, account: string, now: number) {
  const today = todayOf(deps, now);
  const posts: readonly Post[] = directory.postsByAccount.get(account) ?? [];
  return posts.filter((post) => isHeld(post, today));
}

export type Ctx = RequestContext;
