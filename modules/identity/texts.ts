/** What identity says to people when it refuses. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const identityTexts = {
  CREDENTIALS_WRONG: {
    kind: 'unauthenticated',
    zh: '账号或密码不正确。',
    en: 'The name or the password is not right.',
  },
  ACCOUNT_LOCKED: {
    kind: 'tooMany',
    zh: '登录失败次数过多，请 {minutes} 分钟后再试。',
    en: 'Too many wrong sign-ins. Try again in {minutes} minutes.',
  },
  TOTP_NEEDED: {
    kind: 'unauthenticated',
    zh: '请填写动态口令。',
    en: 'Enter the code of your authenticator app.',
  },
  TOTP_WRONG: {
    kind: 'unauthenticated',
    zh: '动态口令不正确或已使用过，请填写新的口令。',
    en: 'The code is not right or was used already. Enter the next one.',
  },
  TOTP_STANDS: {
    kind: 'conflict',
    zh: '动态口令已经启用；如已丢失手机，请联系管理员解除。',
    en: 'An authenticator app is in force. An administrator can take it off if it was lost.',
  },
  POST_NONE: {
    kind: 'forbidden',
    zh: '该账号目前没有岗位，请联系管理员。',
    en: 'This account holds no post at present. Ask your administrator.',
  },
  OIDC_OFF: {
    kind: 'missing',
    zh: '没有启用统一身份认证。',
    en: 'No outside sign-on is set up here.',
  },
  OIDC_FAILED: {
    kind: 'unauthenticated',
    zh: '统一身份认证没有完成，请重新登录。',
    en: 'The outside sign-on was not completed. Start again.',
  },
  OIDC_ACCOUNT_UNKNOWN: {
    kind: 'forbidden',
    zh: '统一身份认证的账号尚未与本平台的账号关联，请联系管理员。',
    en: 'The outside account is not tied to an account here. Ask your administrator.',
  },
  CODE_TOO_SOON: {
    kind: 'tooMany',
    zh: '验证码发送过于频繁，请 {seconds} 秒后再试。',
    en: 'Codes were sent too often. Try again in {seconds} seconds.',
  },
  CODE_NOT_SENT: {
    kind: 'unavailable',
    zh: '短信暂时无法发送，请稍后再试。',
    en: 'The message could not be sent. Try again a little later.',
  },
  CODE_WRONG: {
    kind: 'unauthenticated',
    zh: '验证码不正确或已失效。',
    en: 'The code is not right or no longer valid.',
  },
  ORG_DUPLICATE: {
    kind: 'conflict',
    zh: '同一上级下已有同名机构。',
    en: 'An organisation of this name stands under the same superior already.',
  },
  ORG_CIRCLE: {
    kind: 'conflict',
    zh: '机构不能隶属于自己或自己的下级。',
    en: 'An organisation cannot stand below itself.',
  },
  ORG_LEVEL_WRONG: {
    kind: 'invalid',
    zh: '下级机构的层级不能高于上级机构。',
    en: 'An organisation cannot be of a higher level than its superior.',
  },
  ORG_IN_USE: {
    kind: 'conflict',
    zh: '该机构仍有下级机构或在任岗位，不能停用。',
    en: 'Organisations below it or posts in it are still active.',
  },
  ACCOUNT_DUPLICATE: {
    kind: 'conflict',
    zh: '账号名或统一身份认证账号已被使用。',
    en: 'The name or the outside account is taken.',
  },
  ACCOUNT_OWN: {
    kind: 'conflict',
    zh: '不能停用自己的账号。',
    en: 'You cannot close your own account.',
  },
  PASSWORD_WEAK: {
    kind: 'invalid',
    zh: '密码不能与账号名相同或包含账号名。',
    en: 'The password may not contain the name of the account.',
  },
  ROLE_UNKNOWN: { kind: 'invalid', zh: '没有这个角色。', en: 'There is no such role.' },
  ROLE_OFFER_GONE: {
    kind: 'conflict',
    zh: '其中有的权限已由他人决定，请刷新后再看。',
    en: 'Somebody has decided on one of these meanwhile. Look again.',
  },
  ROLE_CONFLICT: {
    kind: 'conflict',
    zh: '权限“{first}”与“{second}”不能由同一角色持有，或者该角色不能失去这一权限。',
    en: 'One role may not hold "{first}" together with "{second}", or may not lose it.',
  },
  SCOPE_TOO_SMALL: {
    kind: 'forbidden',
    zh: '角色由全平台共用，只能由最上级机构的管理员调整。',
    en: 'Roles are shared by all; only an administrator of a root organisation may change them.',
  },
  REGION_OUTSIDE: {
    kind: 'forbidden',
    zh: '所选区域超出您的管辖范围。',
    en: 'The regions reach beyond your own scope.',
  },
  DATES_REVERSED: {
    kind: 'invalid',
    zh: '结束日期不能早于开始日期。',
    en: 'The last day lies before the first.',
  },
} as const satisfies RefusalTexts;
