/** `linli tls`: a certificate for an intranet, where no public authority gives one. */
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { ROOT } from './installation.ts';
import type { RefusalTexts } from './kernel/endpoint.ts';
import { refuse } from './kernel/refusal.ts';
import { readConfig } from './platform/config.ts';
import { isHost, makeTlsFiles } from './platform/tls/index.ts';

export const tlsTexts = {
  TLS_HOST_INVALID: {
    kind: 'invalid',
    zh: '“{host}”不是主机名或 IP 地址。请写成 linli.example.cn 或 10.0.0.5 的形式，不带 https:// 和端口。',
    en: '"{host}" is no host name or IP address. Write linli.example.cn or 10.0.0.5, without https:// or a port.',
  },
  TLS_FILES_STAND: {
    kind: 'conflict',
    zh: '{folder} 中已有证书。要换新请加 --replace（之后须在各设备上重新安装 ca.crt）。',
    en: 'A certificate stands in {folder}. For a new one add --replace (ca.crt must then be installed on every device again).',
  },
} as const satisfies RefusalTexts;

const NAMES = { cert: 'cert.pem', key: 'key.pem', authority: 'ca.crt' } as const;

type Flags = { out?: string; replace?: boolean };

/** Adds the command. */
export function addTlsCommand(program: Command, print: (line: string) => void): void {
  program
    .command('tls')
    .description('make a certificate for an intranet, valid a year (为内网生成一年期证书)')
    .argument('<hosts...>', 'host names and IP addresses that people type (主机名或 IP)')
    .option(
      '--out <folder>',
      'where to put the files; by default tls in the data folder (输出目录)',
    )
    .option('--replace', 'make a new one in place of what stands (替换已有证书)')
    .action((hosts: string[], { out, replace }: Flags) => {
      // Without the files that are to be made: a start that names them already would be refused.
      const env = { ...process.env, LINLI_TLS_CERT: '', LINLI_TLS_KEY: '', LINLI_DEMO: '0' };
      const folder = resolve(out ?? join(readConfig(env, ROOT).dataDir, 'tls'));
      writeTls(hosts, { folder, mayReplace: replace === true, now: Date.now() }, print);
    });
}

/** Writes the three files, each 0600. Refuses TLS_HOST_INVALID, TLS_FILES_STAND. */
export function writeTls(
  hosts: readonly string[],
  to: { folder: string; mayReplace: boolean; now: number },
  print: (line: string) => void,
): void {
  const { folder } = to;
  const wrong = hosts.find((host) => !isHost(host));
  if (wrong !== undefined) refuse('TLS_HOST_INVALID', { values: { host: wrong } });
  const stands = Object.values(NAMES).some((name) => existsSync(join(folder, name)));
  if (stands && !to.mayReplace) refuse('TLS_FILES_STAND', { values: { folder } });
  const made = makeTlsFiles(hosts, to.now);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const [part, name] of Object.entries(NAMES)) {
    const text = made[part as keyof typeof NAMES];
    const draft = join(folder, `${name}.new`);
    // Made anew and not written over: an old file would keep its permissions.
    rmSync(draft, { force: true });
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx' });
  }
  for (const name of Object.values(NAMES))
    renameSync(join(folder, `${name}.new`), join(folder, name));
  const until = new Date(made.validTo).toISOString().slice(0, 10);
  print(`LINLI_TLS_CERT=${join(folder, NAMES.cert)}`);
  print(`LINLI_TLS_KEY=${join(folder, NAMES.key)}`);
  print(`# ${hosts.join(', ')} → ${until}`);
  print(`# 请在手机和电脑上安装并信任 ${join(folder, NAMES.authority)}，指纹 SHA-256：`);
  print('# Install and trust that ca.crt on phones and computers. Its fingerprint (SHA-256):');
  print(`# ${new X509Certificate(made.authority).fingerprint256}`);
}
