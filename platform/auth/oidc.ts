/**
 * A government's own sign-on (OpenID Connect, code flow with PKCE), by `openid-client`. Only the
 * subject is taken from it: names and phones of the outside account are not copied.
 */
import * as openid from 'openid-client';

export type OidcOptions = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Where the issuer sends the browser back to. */
  redirectUri: string;
  scope?: string;
  /** An issuer without TLS, inside a closed network. */
  allowHttp?: boolean;
};

/** What the browser keeps (sealed) between leaving and coming back. */
export type OidcSecrets = { state: string; nonce: string; verifier: string };

export type OidcClient = {
  start: () => Promise<{ url: string; secrets: OidcSecrets }>;
  /** Rejects when anything about the answer is not as it must be. */
  finish: (
    query: Record<string, string>,
    secrets: OidcSecrets,
  ) => Promise<{ issuer: string; subject: string }>;
};

const TIMEOUT_SECONDS = 10;

/** The issuer is asked for its addresses at first use, and again after a failure. */
export function oidcClient(options: OidcOptions): OidcClient {
  let known: Promise<openid.Configuration> | undefined;
  const configuration = () => {
    known ??= discover(options).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    start: async () => start(await configuration(), options),
    finish: async (query, secrets) => finish(await configuration(), options, query, secrets),
  };
}

function discover(options: OidcOptions): Promise<openid.Configuration> {
  return openid.discovery(
    new URL(options.issuer),
    options.clientId,
    options.clientSecret,
    undefined,
    {
      timeout: TIMEOUT_SECONDS,
      execute: options.allowHttp ? [openid.allowInsecureRequests] : [],
    },
  );
}

async function start(configuration: openid.Configuration, options: OidcOptions) {
  const secrets = {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    verifier: openid.randomPKCECodeVerifier(),
  };
  const url = openid.buildAuthorizationUrl(configuration, {
    redirect_uri: options.redirectUri,
    scope: options.scope ?? 'openid',
    state: secrets.state,
    nonce: secrets.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(secrets.verifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, secrets };
}

async function finish(
  configuration: openid.Configuration,
  options: OidcOptions,
  query: Record<string, string>,
  secrets: OidcSecrets,
) {
  const back = new URL(options.redirectUri);
  back.search = new URLSearchParams(query).toString();
  const tokens = await openid.authorizationCodeGrant(configuration, back, {
    pkceCodeVerifier: secrets.verifier,
    expectedState: secrets.state,
    expectedNonce: secrets.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new Error('the issuer sent no identity');
  return { issuer: claims.iss, subject: claims.sub };
}
