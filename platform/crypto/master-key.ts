/**
 * Where the master key comes from: LINLI_MASTER_KEY, or in the demo a file beside the data. A lost
 * master key is lost personal data, and a key beside the data protects nobody: hence the noise.
 */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RefusalTexts } from '../../kernel/endpoint.ts';
import { refuse } from '../../kernel/refusal.ts';
import { type MasterKeys, masterKeyIdOf } from './keyring.ts';
import { KEY_BYTES } from './seal.ts';

export const masterKeyTexts = {
  MASTER_KEY_MISSING: {
    kind: 'unavailable',
    zh: '未设置 LINLI_MASTER_KEY，无法封存当事人信息。请生成一个密钥（node -p "crypto.randomBytes(32).toString(\'base64\')"），设入环境变量并另行妥善备份：密钥丢失，已封存的个人信息无法恢复。',
    en: 'LINLI_MASTER_KEY is not set, so personal data cannot be sealed. Make a key (node -p "crypto.randomBytes(32).toString(\'base64\')"), set it, and keep a copy elsewhere: without the key the sealed data cannot be recovered.',
  },
  MASTER_KEY_MALFORMED: {
    kind: 'invalid',
    zh: '{source} 的第 {position} 个密钥不是 32 字节的随机值。应为 base64（44 个字符）或十六进制（64 个字符）；多个密钥以逗号分隔，第一个为现用密钥。',
    en: 'Key {position} in {source} is not 32 random bytes, written as base64 (44 characters) or hex (64). Several are separated by commas; the first is the one in use.',
  },
} as const satisfies RefusalTexts;

export type MasterKeyConfig = {
  /** LINLI_MASTER_KEY: the present key, and after commas those of before a rotation. */
  masterKey?: string;
  isDemo: boolean;
  dataDir: string;
  /** Where the warning goes, a line at a time. */
  log: (line: string) => void;
};

const DEMO_FILE = 'demo-master-key';

/**
 * The keys for `makeKeyring`. Refuses MASTER_KEY_MALFORMED, and outside the demo
 * MASTER_KEY_MISSING. A demo that gets a key of its own later still opens what the file sealed.
 */
export function loadMasterKey(config: MasterKeyConfig): MasterKeys {
  const file = join(resolve(config.dataDir), DEMO_FILE);
  const given = config.masterKey?.trim();
  if (given) {
    const demo = existsSync(file) ? [demoKey(file)] : [];
    return ringOf([...given.split(',').map(keyAt('LINLI_MASTER_KEY')), ...demo]);
  }
  if (!config.isDemo) refuse('MASTER_KEY_MISSING');
  if (!existsSync(file)) makeDemoKey(file);
  warn(config.log, file);
  return ringOf([demoKey(file)]);
}

function ringOf(keys: Buffer[]): MasterKeys {
  const [masterKey, ...rest] = keys;
  if (!masterKey) throw new Error('no master key');
  const older = Object.fromEntries(rest.map((key) => [masterKeyIdOf(key), key]));
  return { masterKey, masterKeyId: masterKeyIdOf(masterKey), older };
}

function keyAt(source: string): (text: string, index: number) => Buffer {
  return (text, index) =>
    parseKey(text.trim()) ??
    refuse('MASTER_KEY_MALFORMED', { values: { source, position: index + 1 } });
}

function parseKey(text: string): Buffer | null {
  const isHex = /^[0-9a-f]{64}$/i.test(text);
  if (!isHex && !/^[0-9A-Za-z+/_-]{43}=?$/.test(text)) return null;
  const key = Buffer.from(text, isHex ? 'hex' : 'base64');
  // 32 random bytes have fewer than 12 different values once in 10^20 tries; typed ones often do.
  return key.length === KEY_BYTES && new Set(key).size >= 12 ? key : null;
}

function demoKey(file: string): Buffer {
  chmodSync(file, 0o600);
  return keyAt(file)(readFileSync(file, 'utf8'), 0);
}

/** Written aside and linked into place: a crash leaves no half key, and of two starts one wins. */
function makeDemoKey(file: string) {
  const aside = `${file}-${randomBytes(4).toString('hex')}`;
  writeFileSync(aside, `${randomBytes(KEY_BYTES).toString('base64')}\n`, { mode: 0o600 });
  try {
    linkSync(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside);
  }
}

function warn(log: (line: string) => void, file: string) {
  log(
    `警告：未设置 LINLI_MASTER_KEY，当事人信息以 ${file} 中的演示密钥封存，仅供演示，不得用于真实数据。`,
  );
  log(
    `WARNING: LINLI_MASTER_KEY is not set. Personal data is sealed with the demo key in ${file}: ` +
      'for the demo only, never for real data.',
  );
}
