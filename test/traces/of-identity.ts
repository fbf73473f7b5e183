/** A call of each traced endpoint of identity, in order: what one sets up, the next confirms. */
import { Secret, TOTP } from 'otpauth';
import { PASSWORD } from '../people.ts';
import { asAdministrator, type Calls, folk, http, idOf, one, story } from './stage.ts';

const { orgs } = folk;
const newOrg = {
  parentId: orgs.centre,
  kind: 'department',
  level: 'county',
  nameZh: '示例区园林局',
  region: '310116',
};
const newKey = { name: '示例', orgId: orgs.centre, scopes: ['matter.read'], regions: ['310116'] };
const newAccount = { orgId: orgs.centre, name: 'two', displayName: '示例乙', password: PASSWORD };
const newPost = {
  accountId: one.account,
  orgId: orgs.department,
  role: 'handler',
  title: '示例岗位',
  regions: ['310116'],
};
let secret = '';

export const identityCalls: Calls = {
  'identity.signIn': () =>
    http('POST /api/staff/sign-in', { body: { name: 'one', password: PASSWORD } }),
  'identity.switchPost': () => http('POST /api/staff/post', { as: one, body: { post: one.post } }),
  'identity.changePassword': () =>
    http('POST /api/staff/password', {
      as: one,
      body: { password: PASSWORD, newPassword: 'another horse' },
    }),
  'identity.setUpTotp': async () => {
    const answer = await http('POST /api/staff/totp', { as: one });
    secret = String(answer.body.secret);
    return answer;
  },
  'identity.confirmTotp': () => {
    const totp = new TOTP({ secret: Secret.fromBase32(secret) });
    const code = totp.generate({ timestamp: story.clock.now() });
    return http('POST /api/staff/totp/confirm', { as: one, body: { code } });
  },
  'identity.residentSignIn': async () => {
    const phone = '13700000001';
    await http('POST /api/residents/codes', { body: { phone } });
    const code = story.world.phoneCodes.sent.at(-1)?.code;
    return http('POST /api/residents/sign-in', { body: { phone, code } });
  },
  'identity.addOrg': () => asAdministrator('POST /api/orgs', newOrg),
  'identity.changeOrg': () => asAdministrator(`PATCH /api/orgs/${orgs.village}`, { phone: '1' }),
  'identity.addAccount': () => asAdministrator('POST /api/accounts', newAccount),
  'identity.changeAccount': () =>
    asAdministrator(`PATCH /api/accounts/${one.account}`, { displayName: '示例甲' }),
  'identity.addPost': () => asAdministrator('POST /api/posts', newPost),
  'identity.changePost': () =>
    asAdministrator(`PATCH /api/posts/${one.post}`, { title: '示例岗位乙' }),
  'identity.changeRole': () =>
    // Of no role that a call here acts in.
    asAdministrator('PUT /api/roles/checker', { permissions: ['matter.read'] }),
  'identity.addKey': () => asAdministrator('POST /api/keys', newKey),
  'identity.revokeKey': async () => {
    const id = await idOf(asAdministrator('POST /api/keys', newKey));
    return asAdministrator(`POST /api/keys/${id}/revoke`);
  },
};
