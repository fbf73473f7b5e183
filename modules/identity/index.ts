/**
 * The face of identity: who acts, the tree of organisations, posts, and what residents may read as
 * their own. Everything else of this module may change at any time.
 */
import type { Actor, StaffActor } from '../../kernel/actor.ts';
import {
  cookieJar,
  makeAuthKeys,
  makePasswords,
  type OidcOptions,
  oidcClient,
  type PhoneCodes,
} from '../../platform/auth/index.ts';
import type { Keyring } from '../../platform/crypto/index.ts';
import type { Database, Tx } from '../../platform/db/index.ts';
import { type HttpModule, httpModule, type RequestContext } from '../../platform/http/index.ts';
import { addAccount } from './actions/accounts.ts';
import { addOrg, addPost, changeOrg, loadRoles } from './actions/admin.ts';
import { actorOf, authenticate, type Headers, type Look } from './actions/authenticate.ts';
import { type IdentityConfig, type IdentityDeps, todayOf, within } from './actions/deps.ts';
import { linkFiled, linkProxy } from './actions/proxies.ts';
import {
  addResident,
  type Consent,
  mayClaim,
  sendCode,
  sendOwnCode,
  signInResident,
  spendCode,
  useOwnCode,
} from './actions/residents.ts';
import { sessionCache } from './actions/session-cache.ts';
import { type FirstAdministrator, readRoles, setUp } from './commands.ts';
import type {
  AccountView,
  NewAccount,
  NewOrg,
  NewPost,
  OrgView,
  PostView,
} from './contract/shapes.ts';
import { identityApi } from './contract.ts';
import { sweepIdentity } from './jobs.ts';
import { identityHandlers } from './routes.ts';
import type { OrgTree } from './rules/org-tree.ts';
import { type GridWorker, gridWorkersOf, isHeld, type Post } from './rules/posts.ts';
import { findAccount } from './store/accounts.ts';
import { identityDataKey } from './store/data-key.ts';
import { type Directory, type DirectoryCache, directoryCache } from './store/directory.ts';
import { sealedPhoneOf } from './store/residents.ts';
import { identityTexts } from './texts.ts';

export type { IdentityConfig } from './actions/deps.ts';
export { commandContext } from './commands.ts';
export type { Org, OrgTree } from './rules/org-tree.ts';
export type { GridWorker, Post } from './rules/posts.ts';
export {
  findMatterLink,
  linkMatter,
  type MatterLink,
  matterLinksOf,
  unlinkMatter,
  unlinkProxy,
} from './store/residents.ts';

export type IdentityOptions = {
  db: Database;
  keyring: Keyring;
  phoneCodes: PhoneCodes;
  config?: Partial<IdentityConfig> & { oidc?: OidcOptions; passwordCost?: number };
  /** The counties below a province's or city's code as last read; geography knows. */
  countiesUnder?: (regionPrefix: string, now: number) => readonly string[];
  /** Makes what `countiesUnder` answers as fresh as the directory. */
  freshPlaces?: () => Promise<unknown>;
  /** Absent: those of the rule file. */
  shippedRoles?: IdentityDeps['shippedRoles'];
  /** Every endpoint of the house, for the table of permissions; asked when it is shown. */
  endpoints?: IdentityDeps['endpoints'];
  onFault?: (what: string, error: unknown) => void;
};

export type Identity = {
  http: HttpModule;
  authenticate: (headers: Headers, now: number, look?: Look) => Promise<Actor>;
  /** The tree as last read; `fresh` makes it at most `freshMs` old. */
  orgs: OrgTree;
  fresh: () => Promise<void>;
  /** Posts held at `now`, of an organisation, a role or both. */
  posts: (filter: { orgId?: string; role?: string }, now: number) => Post[];
  post: (id: string) => Post | undefined;
  /** A post as colleagues call it: its title, else its role. */
  postWords: (id: string) => { zh: string; en: string } | null;
  /** Whoever holds the post, as a sign-in would find them: for the program's own stories. */
  actorOfPost: (id: string, now: number) => StaffActor | undefined;
  /** Names and duty phones of those who serve a grid (15 digits), public by the grid rule. */
  gridWorkersOf: (grid: string, now: number) => GridWorker[];
  /** Whether the account may sign in at all. */
  isActiveAccount: (id: string) => Promise<boolean>;
  roleCodes: () => string[];
  /** The phone of a resident's account; undefined when there is none. */
  residentPhone: (tx: Tx, account: string) => Promise<string | undefined>;
  /** Counts a resident's try at a matter's number; false when there were too many. */
  mayClaim: (ctx: Pick<RequestContext, 'now' | 'address'>, account: string) => Promise<boolean>;
  /** A one-time code for an act of a resident who is signed in, to their own phone. */
  sendOwnCode: (
    ctx: RequestContext,
    account: string,
  ) => Promise<{ validMinutes: number; shownCode?: string | undefined }>;
  useOwnCode: (ctx: RequestContext, of: { account: string; code: string }) => Promise<void>;
  /** To the phone of somebody who is asked for their consent; it signs nobody in. */
  sendConsentCode: (
    ctx: RequestContext,
    of: Consent & { phone: string },
  ) => Promise<{ validMinutes: number; shownCode?: string | undefined }>;
  useConsentCode: (
    ctx: RequestContext,
    of: { phone: string; about: string; code: string },
  ) => Promise<void>;
  /** False: there is no such account any more, or it reads the matter already. */
  linkProxy: (
    tx: Tx,
    ctx: RequestContext,
    link: { phone: string; county: string; matterId: string; number: string },
  ) => Promise<boolean>;
  /** A new matter of a phone's, brought by a proxy. False: the phone cannot be that. */
  linkFiled: (
    tx: Tx,
    ctx: RequestContext,
    link: { phone: string; proxy: string; county: string; matterId: string; number: string },
  ) => Promise<boolean>;
  sweep: (now: number) => Promise<void>;
  /** The verbs that commands, the demo and tests use; the actor of `ctx` is held to its scope. */
  setUp: (
    ctx: RequestContext,
    first: FirstAdministrator,
  ) => Promise<{ orgId: string; accountId: string; postId: string }>;
  loadRoles: (ctx: RequestContext, file?: string) => Promise<string[]>;
  addOrg: (ctx: RequestContext, org: NewOrg) => Promise<OrgView>;
  /** Sets an organisation below another. Refuses NOT_FOUND, ORG_CIRCLE. */
  setSuperior: (ctx: RequestContext, org: string, superior: string) => Promise<OrgView>;
  addAccount: (ctx: RequestContext, account: NewAccount) => Promise<AccountView>;
  addPost: (ctx: RequestContext, post: NewPost) => Promise<PostView>;
  /** A resident's account by phone; answers its id. Only for the program itself. */
  addResident: (ctx: RequestContext, phone: string) => Promise<string>;
  /** The cookie of a new session of a resident. Only for the program itself. */
  signInResident: (ctx: RequestContext, account: string) => Promise<{ cookie: string }>;
};

const configDefault: IdentityConfig = {
  zone: 'Asia/Shanghai',
  staffSessionHours: 12,
  staffIdleHours: 2,
  residentSessionDays: 30,
  isSecure: false,
  freshMs: 1000,
  wrongPerAddress: 20,
};

/** Reads organisations, posts and roles, and ties identity together. */
export async function makeIdentity(options: IdentityOptions): Promise<Identity> {
  const deps = await makeDeps(options);
  const { directory } = deps;
  const now = () => directory.current();
  return {
    http: httpModule('identity', identityApi, identityHandlers(deps), identityTexts),
    authenticate: (headers, at, look) => authenticate(deps, headers, at, look),
    orgs: livingTree(() => now().tree),
    fresh: async () => void (await directory.fresh()),
    posts: (filter, at) => heldBy(now().posts, filter, todayOf(deps, at)),
    post: (id) => now().postById.get(id),
    postWords: (id) => postWords(now(), id),
    actorOfPost: (id, at) => {
      const post = now().postById.get(id);
      const session = post && { accountId: post.accountId, postId: id, name: post.title };
      return session && actorOf(deps, now(), session, at);
    },
    gridWorkersOf: (grid, at) => gridWorkersOf(now().posts, grid, todayOf(deps, at)),
    isActiveAccount: async (id) =>
      (await within(deps, (tx) => findAccount(tx, { id })))?.isActive ?? false,
    roleCodes: () => [...now().roles.keys()],
    residentPhone: async (tx, account) => {
      const sealed = await sealedPhoneOf(tx, account);
      return sealed && deps.keys.open(sealed, 'phone');
    },
    mayClaim: (ctx, account) => mayClaim(deps, ctx, account),
    sendOwnCode: (ctx, account) => sendOwnCode(deps, ctx, account),
    useOwnCode: (ctx, of) => useOwnCode(deps, ctx, of),
    sendConsentCode: (ctx, { phone, ...consent }) => sendCode(deps, ctx, phone, consent),
    useConsentCode: (ctx, of) => spendCode(deps, ctx, of),
    linkProxy: (tx, ctx, link) => linkProxy(deps, tx, ctx, link),
    linkFiled: (tx, ctx, link) => linkFiled(deps, tx, ctx, link),
    sweep: (at) => sweepIdentity(deps.db, at),
    setUp: (ctx, first) => setUp(deps, ctx, first),
    loadRoles: (ctx, file) => loadRoles(deps, ctx, readRoles(file)),
    addOrg: (ctx, org) => addOrg(deps, ctx, org),
    setSuperior: (ctx, org, parentId) => changeOrg(deps, ctx, org, { parentId }),
    addAccount: (ctx, account) => addAccount(deps, ctx, account),
    addPost: (ctx, post) => addPost(deps, ctx, post),
    addResident: (ctx, phone) => addResident(deps, ctx, phone),
    signInResident: (ctx, account) => signInResident(deps, ctx, account),
  };
}

async function makeDeps(options: IdentityOptions): Promise<IdentityDeps> {
  const { oidc, passwordCost, ...config } = { ...configDefault, ...options.config };
  return {
    db: options.db,
    keys: makeAuthKeys(await identityDataKey(options.db, options.keyring)),
    passwords: makePasswords(passwordCost),
    cookies: cookieJar({ isSecure: config.isSecure }),
    phoneCodes: options.phoneCodes,
    oidc: oidc ? oidcClient(oidc) : null,
    directory: withPlaces(await directoryCache(options.db, config.freshMs), options.freshPlaces),
    staffSessions: sessionCache(config.freshMs),
    residentSessions: sessionCache(config.freshMs),
    countiesUnder: options.countiesUnder ?? (() => []),
    shippedRoles: options.shippedRoles ?? readRoles,
    endpoints: options.endpoints ?? (() => []),
    onFault: options.onFault ?? (() => undefined),
    config,
  };
}

/** A new county must reach the posts above it: who asks for a fresh directory gets both. */
function withPlaces(directory: DirectoryCache, look?: () => Promise<unknown>): DirectoryCache {
  if (!look) return directory;
  return {
    ...directory,
    fresh: async () => (await Promise.all([directory.fresh(), look()]))[0],
  };
}

function postWords(directory: Directory, id: string): { zh: string; en: string } | null {
  const post = directory.postById.get(id);
  if (!post) return null;
  const role = directory.roles.get(post.role);
  return { zh: post.title || (role?.zh ?? post.role), en: role?.en ?? post.role };
}

function heldBy(
  posts: readonly Post[],
  filter: { orgId?: string; role?: string },
  today: string,
): Post[] {
  return posts.filter(
    (post) =>
      (filter.orgId === undefined || post.orgId === filter.orgId) &&
      (filter.role === undefined || post.role === filter.role) &&
      isHeld(post, today),
  );
}

/** A tree that answers from the latest one read. */
function livingTree(current: () => OrgTree): OrgTree {
  return {
    find: (id) => current().find(id),
    name: (id) => current().name(id),
    pathOf: (id) => current().pathOf(id),
    isBelow: (id, above) => current().isBelow(id, above),
    superiorOf: (id) => current().superiorOf(id),
    subordinatesOf: (id) => current().subordinatesOf(id),
    countyOf: (id) => current().countyOf(id),
    all: () => current().all(),
  };
}
