/** Sign-in through a government's own sign-on: out to the issuer and back with a subject. */
import { refuse } from '../../../kernel/refusal.ts';
import type { OidcSecrets } from '../../../platform/auth/index.ts';
import { findAccount } from '../store/accounts.ts';
import { type Ctx, type IdentityDeps, within } from './deps.ts';
import { openSession, welcome } from './sign-in.ts';

const COOKIE = 'linli_oidc';
const LIFE_SECONDS = 600;
const AFTER_SIGN_IN = '/console/';
/** Fastify takes no undefined for a body that is not of 204. */
const EMPTY = '';

/** Sends the browser to the issuer. Refuses OIDC_OFF, OIDC_FAILED. */
export async function startOidc(deps: IdentityDeps, ctx: Ctx): Promise<string> {
  const client = deps.oidc ?? refuse('OIDC_OFF');
  const { url, secrets } = await client.start().catch((error: unknown) => {
    deps.onFault('the sign-on issuer does not answer', error);
    return refuse('OIDC_FAILED');
  });
  const kept = { ...secrets, until: ctx.now + LIFE_SECONDS * 1000 };
  const sealed = deps.keys.seal(JSON.stringify(kept), 'oidc');
  ctx.setHeader('set-cookie', deps.cookies.write(COOKIE, sealed, LIFE_SECONDS));
  ctx.setHeader('location', url);
  return EMPTY;
}

/**
 * Takes the issuer's answer. The secrets are in a cookie of the browser that left, so that nobody
 * can be signed in by a link. Refuses OIDC_OFF, OIDC_FAILED, OIDC_ACCOUNT_UNKNOWN, POST_NONE.
 */
export async function finishOidc(
  deps: IdentityDeps,
  ctx: Ctx,
  query: Record<string, string>,
): Promise<string> {
  const client = deps.oidc ?? refuse('OIDC_OFF');
  const secrets = readSecrets(deps, ctx);
  const { issuer, subject } = await client.finish(query, secrets).catch((error: unknown) => {
    deps.onFault('the outside sign-on was not completed', error);
    return refuse('OIDC_FAILED');
  });
  await deps.directory.fresh();
  const opened = await within(deps, async (tx) => {
    const account = await findAccount(tx, { oidc_subject: `${issuer} ${subject}` });
    if (!account?.isActive) return refuse('OIDC_ACCOUNT_UNKNOWN');
    return openSession(deps, ctx, tx, { account, by: 'oidc' });
  });
  welcome(deps, ctx, opened);
  ctx.setHeader('location', AFTER_SIGN_IN);
  return EMPTY;
}

function readSecrets(deps: IdentityDeps, ctx: Ctx): OidcSecrets {
  const sealed = deps.cookies.read(ctx.headers, COOKIE);
  if (!sealed) return refuse('OIDC_FAILED');
  try {
    const kept = JSON.parse(deps.keys.open(sealed, 'oidc')) as OidcSecrets & { until: number };
    if (kept.until > ctx.now) return kept;
  } catch {
    // A cookie of another key or one that was tampered with: the same as none.
  }
  return refuse('OIDC_FAILED');
}
