/** The face of sign-in's parts to the rest of the house. */
export { type AuthKeys, makeAuthKeys } from './auth-keys.ts';
export { type CookieJar, cookieJar } from './cookies.ts';
export { type OidcClient, type OidcOptions, type OidcSecrets, oidcClient } from './oidc.ts';
export { makePasswords, type Passwords } from './passwords.ts';
export {
  type GatewayTemplate,
  httpPhoneCodes,
  logPhoneCodes,
  memoryPhoneCodes,
  type PhoneCodes,
  shownPhoneCodes,
} from './phone-codes.ts';
export { newPhoneCode, newToken, tokenHash } from './tokens.ts';
export { newTotp, totpCode, totpStep } from './totp.ts';
