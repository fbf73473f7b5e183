/** Ties the endpoints of identity to its verbs. */
import type { Handlers } from '../../platform/http/index.ts';
import { addAccount, addKey, changeAccount, endKey, keysOf } from './actions/accounts.ts';
import { addOrg, addPost, changeOrg, changePost, changeRole } from './actions/admin.ts';
import type { IdentityDeps } from './actions/deps.ts';
import {
  listAccountPage,
  listOrgPosts,
  listOrgs,
  listPermissions,
  listPosts,
  listRoles,
} from './actions/lists.ts';
import { decideRoleOffers, listRoleOffers } from './actions/offers.ts';
import { finishOidc, startOidc } from './actions/oidc.ts';
import { residentSignIn, residentSignOut, sendCode } from './actions/residents.ts';
import { signIn, signOut } from './actions/sign-in.ts';
import {
  changePassword,
  confirmOwnTotp,
  readSession,
  setUpTotp,
  switchPost,
} from './actions/staff.ts';
import type { identityApi } from './contract.ts';

export function identityHandlers(deps: IdentityDeps): Handlers<typeof identityApi> {
  return {
    signIn: (ctx, { body }) => signIn(deps, ctx, body),
    signOut: (ctx) => signOut(deps, ctx),
    session: (ctx) => readSession(deps, ctx),
    switchPost: (ctx, { body }) => switchPost(deps, ctx, body.post),
    changePassword: (ctx, { body }) => changePassword(deps, ctx, body),
    setUpTotp: (ctx) => setUpTotp(deps, ctx),
    confirmTotp: (ctx, { body }) => confirmOwnTotp(deps, ctx, body.code),
    startOidc: (ctx) => startOidc(deps, ctx),
    finishOidc: (ctx, { query }) => finishOidc(deps, ctx, query),
    sendCode: (ctx, { body }) => sendCode(deps, ctx, body.phone),
    residentSignIn: (ctx, { body }) => residentSignIn(deps, ctx, body),
    residentSignOut: (ctx) => residentSignOut(deps, ctx),
    listOrgs: (_ctx, { query }) => listOrgs(deps, query),
    addOrg: (ctx, { body }) => addOrg(deps, ctx, body),
    changeOrg: (ctx, { params, body }) => changeOrg(deps, ctx, params.id, body),
    listAccounts: (ctx, { query }) => listAccountPage(deps, ctx, query),
    addAccount: (ctx, { body }) => addAccount(deps, ctx, body),
    changeAccount: (ctx, { params, body }) => changeAccount(deps, ctx, params.id, body),
    listPosts: (ctx, { query }) => listPosts(deps, ctx, query),
    listOrgPosts: (ctx, { params }) => listOrgPosts(deps, ctx, params.id),
    addPost: (ctx, { body }) => addPost(deps, ctx, body),
    changePost: (ctx, { params, body }) => changePost(deps, ctx, params.id, body),
    listRoles: () => listRoles(deps),
    listPermissions: (ctx) => listPermissions(deps, ctx),
    changeRole: (ctx, { params, body }) => changeRole(deps, ctx, params.code, body.permissions),
    listRoleOffers: () => listRoleOffers(deps),
    decideRoleOffers: (ctx, { body }) => decideRoleOffers(deps, ctx, body.decisions),
    listKeys: async (ctx) => ({ items: await keysOf(deps, ctx) }),
    addKey: (ctx, { body }) => addKey(deps, ctx, body),
    revokeKey: (ctx, { params }) => endKey(deps, ctx, params.id),
  };
}
