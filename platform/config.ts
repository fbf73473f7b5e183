/** What the environment says, read once. The names are fixed: scripts rely on them. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RefusalTexts } from '../kernel/endpoint.ts';
import { refuse } from '../kernel/refusal.ts';

export type Config = {
  host: string;
  /** 0: any free one, said when it listens. */
  port: number;
  dataDir: string;
  isDemo: boolean;
  /** Other machines reach it. */
  isExposed: boolean;
  demoPassword: string;
  /** The demo on this machine alone, as it comes: its pages may say how to sign in. */
  isOpenDemo: boolean;
  /** Absent: the embedded PostgreSQL under the data folder. */
  database: { applicationUrl: string; ownerUrl: string | null; replicaUrl: string | null } | null;
  tls: { cert: string; key: string } | null;
  masterKey: string | undefined;
  /** A government's own sign-on. */
  oidc: { issuer: string; clientId: string; clientSecret: string; redirectUri: string } | null;
  /** Reverse proxies whose word on the caller's address is taken; empty: nobody's. */
  trustedProxies: readonly string[];
  /** How people reach this: links in messages and QR codes on sheets begin with it. */
  publicUrl: string | null;
  /** What helps two browsers in the mediation room to find each other. */
  rooms: { iceUrls: readonly string[]; turnSecret: string | null };
  /** People reach it by https: cookies are Secure and bound to the host. */
  isSecure: boolean;
  env: NodeJS.ProcessEnv;
};

export const configTexts = {
  PORT_INVALID: {
    kind: 'invalid',
    zh: 'PORT 应为 0 到 65535 的整数（0 表示任一空闲端口），现为“{value}”。',
    en: 'PORT must be a whole number from 0 (any free port) to 65535; it is "{value}".',
  },
  PORT_IN_USE: {
    kind: 'conflict',
    zh: '端口 {port} 已被其他程序占用。请停止该程序，或用 PORT 指定另一个端口。',
    en: 'Port {port} is taken by another program. Stop that one, or name another port in PORT.',
  },
  OIDC_HALF: {
    kind: 'invalid',
    zh: '统一身份认证（OIDC）的设置不全，还缺：{missing}。',
    en: 'OIDC is set in part; set also: {missing}.',
  },
  TLS_HALF: {
    kind: 'invalid',
    zh: 'LINLI_TLS_CERT 与 LINLI_TLS_KEY 须一并设置。',
    en: 'Set LINLI_TLS_CERT and LINLI_TLS_KEY together.',
  },
  PUBLIC_URL_INVALID: {
    kind: 'invalid',
    zh: 'LINLI_PUBLIC_URL 应为居民打开本系统的网址，如 https://linli.example.gov.cn，现为“{value}”。',
    en: 'LINLI_PUBLIC_URL must be the address under which residents reach this, such as https://linli.example.gov.cn; it is "{value}".',
  },
  ICE_INVALID: {
    kind: 'invalid',
    zh: 'LINLI_ICE_URLS 应为以逗号分隔的 stun: 或 turn: 地址；用 turn: 时另设 LINLI_TURN_SECRET。现为“{value}”。',
    en: 'LINLI_ICE_URLS must be stun: or turn: addresses, parted by commas; with turn: set LINLI_TURN_SECRET, too. It is "{value}".',
  },
  TLS_UNREADABLE: {
    kind: 'invalid',
    zh: '{name} 所指的文件无法读取（{reason}）。可用 npm run linli -- tls 生成证书。',
    en: 'The file named in {name} cannot be read ({reason}). npm run linli -- tls makes a certificate.',
  },
  DEMO_EXPOSED: {
    kind: 'invalid',
    zh: '演示模式只在本机地址（127.0.0.1）上运行。要让其他机器访问，请设置 LINLI_DEMO_PASSWORD 和 TLS；正式运行请设 LINLI_DEMO=0。',
    en: 'The demo listens on this machine only (127.0.0.1). To open it to others set LINLI_DEMO_PASSWORD and TLS; for real use set LINLI_DEMO=0.',
  },
} as const satisfies RefusalTexts;

const DEMO_PASSWORD = 'linli-demo';
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '::1']);

/**
 * Reads and checks the environment. Refuses PORT_INVALID, TLS_HALF, TLS_UNREADABLE,
 * DEMO_EXPOSED, OIDC_HALF, PUBLIC_URL_INVALID and ICE_INVALID.
 */
export function readConfig(env: NodeJS.ProcessEnv, root: string): Config {
  const host = env.HOST || '127.0.0.1';
  const isDemo = env.LINLI_DEMO !== '0';
  const isExposed = !LOOPBACK.has(host);
  const tls = readTls(env);
  const isChosen = !!env.LINLI_DEMO_PASSWORD && env.LINLI_DEMO_PASSWORD !== DEMO_PASSWORD;
  if (isDemo && isExposed && !(isChosen && tls)) refuse('DEMO_EXPOSED');
  return {
    host,
    port: readPort(env.PORT),
    dataDir: resolve(env.LINLI_DATA_DIR || join(root, 'data')),
    isDemo,
    isExposed,
    demoPassword: env.LINLI_DEMO_PASSWORD || DEMO_PASSWORD,
    isOpenDemo: isDemo && !isExposed && !isChosen && env.LINLI_BEHIND_TLS !== '1',
    database: env.DATABASE_URL
      ? {
          applicationUrl: env.DATABASE_URL,
          ownerUrl: env.DATABASE_ADMIN_URL || null,
          replicaUrl: env.DATABASE_REPLICA_URL || null,
        }
      : null,
    tls,
    masterKey: env.LINLI_MASTER_KEY,
    publicUrl: readPublicUrl(env),
    rooms: readRooms(env),
    isSecure: tls !== null || env.LINLI_BEHIND_TLS === '1',
    oidc: readOidc(env),
    trustedProxies: (env.LINLI_TRUSTED_PROXIES ?? '').split(',').filter((one) => one !== ''),
    env,
  };
}

const OIDC = {
  issuer: 'LINLI_OIDC_ISSUER',
  clientId: 'LINLI_OIDC_CLIENT_ID',
  clientSecret: 'LINLI_OIDC_CLIENT_SECRET',
  redirectUri: 'LINLI_OIDC_REDIRECT_URI',
} as const;

function readOidc(env: NodeJS.ProcessEnv): Config['oidc'] {
  const missing = Object.values(OIDC).filter((name) => !env[name]);
  if (missing.length === Object.keys(OIDC).length) return null;
  if (missing.length > 0) refuse('OIDC_HALF', { values: { missing: missing.join(', ') } });
  const get = (name: keyof typeof OIDC) => env[OIDC[name]] ?? '';
  return {
    issuer: get('issuer'),
    clientId: get('clientId'),
    clientSecret: get('clientSecret'),
    redirectUri: get('redirectUri'),
  };
}

/** Refuses PUBLIC_URL_INVALID. */
function readPublicUrl(env: NodeJS.ProcessEnv): string | null {
  const url = env.LINLI_PUBLIC_URL?.replace(/\/+$/, '') || null;
  if (url !== null && !/^https?:\/\/[^\s/]+$/.test(url)) {
    refuse('PUBLIC_URL_INVALID', { values: { value: url } });
  }
  return url;
}

/** Refuses ICE_INVALID. */
function readRooms(env: NodeJS.ProcessEnv): Config['rooms'] {
  const value = env.LINLI_ICE_URLS ?? '';
  const iceUrls = value.split(',').flatMap((one) => one.trim() || []);
  const turnSecret = env.LINLI_TURN_SECRET || null;
  const isSound = iceUrls.every((one) => /^(?:stuns?:|turns?:)\S+$/.test(one));
  const hasTurn = iceUrls.some((one) => one.startsWith('turn'));
  if (!isSound || (hasTurn && turnSecret === null)) refuse('ICE_INVALID', { values: { value } });
  return { iceUrls, turnSecret };
}

function readPort(text: string | undefined): number {
  if (!text) return 8080;
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  return refuse('PORT_INVALID', { values: { value: text } });
}

function readTls(env: NodeJS.ProcessEnv): { cert: string; key: string } | null {
  const { LINLI_TLS_CERT: cert, LINLI_TLS_KEY: key } = env;
  if (!cert && !key) return null;
  if (!cert || !key) return refuse('TLS_HALF');
  return { cert: readNamed('LINLI_TLS_CERT', cert), key: readNamed('LINLI_TLS_KEY', key) };
}

function readNamed(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return refuse('TLS_UNREADABLE', { values: { name, reason: (error as Error).message } });
  }
}
