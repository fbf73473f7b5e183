/** What the environment may say, and what is refused. */
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';

const read = (env: NodeJS.ProcessEnv) => readConfig(env, '/srv/linli');
const oidc = {
  LINLI_OIDC_ISSUER: 'https://sso.example.gov.cn',
  LINLI_OIDC_CLIENT_ID: 'linli',
  LINLI_OIDC_CLIENT_SECRET: 'secret',
};

describe('how this is reached, and what connects browsers', () => {
  const read = (env: NodeJS.ProcessEnv) => {
    const { publicUrl, rooms } = readConfig(env, '/');
    return { publicUrl, ...rooms };
  };

  it('are none by themselves: one network needs no help', () => {
    expect(read({})).toEqual({ publicUrl: null, iceUrls: [], turnSecret: null });
  });

  it('name the public address and the servers that help', () => {
    const env = {
      LINLI_PUBLIC_URL: 'https://linli.example/',
      LINLI_ICE_URLS: 'stun:ice.example:3478, turn:ice.example:3478',
      LINLI_TURN_SECRET: 'shared',
    };
    expect(read(env)).toEqual({
      publicUrl: 'https://linli.example',
      iceUrls: ['stun:ice.example:3478', 'turn:ice.example:3478'],
      turnSecret: 'shared',
    });
  });

  it.each([
    [{ LINLI_PUBLIC_URL: 'linli.example' }, 'PUBLIC_URL_INVALID'],
    [{ LINLI_ICE_URLS: 'http://ice.example' }, 'ICE_INVALID'],
    [{ LINLI_ICE_URLS: 'turn:ice.example' }, 'ICE_INVALID'],
  ])('are refused where they cannot work: %j', (env, code) => {
    expect(() => read(env)).toThrow(code);
  });
});

describe('the settings', () => {
  it('stand without any: the demo, on this machine, in the data folder', () => {
    expect(read({})).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      dataDir: '/srv/linli/data',
      isDemo: true,
      database: null,
      isSecure: false,
      oidc: null,
      trustedProxies: [],
    });
  });

  it.each([
    ['a port that is none', { PORT: 'abc' }, 'PORT_INVALID'],
    ['a port out of range', { PORT: '70000' }, 'PORT_INVALID'],
    ['a port below all', { PORT: '-1' }, 'PORT_INVALID'],
    ['half of TLS', { LINLI_TLS_CERT: 'cert.pem' }, 'TLS_HALF'],
    ['the demo open to others', { HOST: '0.0.0.0' }, 'DEMO_EXPOSED'],
    ['the demo open with its own password, but without TLS', open('chosen'), 'DEMO_EXPOSED'],
    ['half of a sign-on', oidc, 'OIDC_HALF'],
  ])('refuse %s', (_, env, code) => {
    expect(() => read(env)).toThrow(code);
  });

  it('take a sign-on that is whole, proxies, and TLS in front', () => {
    const env = {
      ...oidc,
      LINLI_OIDC_REDIRECT_URI: 'https://linli.example.gov.cn/api/staff/oidc/callback',
      LINLI_TRUSTED_PROXIES: '10.0.0.1,10.0.0.2',
      LINLI_BEHIND_TLS: '1',
    };
    expect(read(env)).toMatchObject({
      oidc: { issuer: oidc.LINLI_OIDC_ISSUER },
      trustedProxies: ['10.0.0.1', '10.0.0.2'],
      isSecure: true,
    });
  });
});

function open(password: string) {
  return { HOST: '0.0.0.0', LINLI_DEMO_PASSWORD: password };
}
