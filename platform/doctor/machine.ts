/** Checks of the machine: the runtime, the data folder, the certificate. */
import { createPrivateKey, randomUUID, X509Certificate } from 'node:crypto';
import { existsSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import type { FileStore } from '../files/index.ts';
import { type Finding, type Said } from './finding.ts';

const NODE_LEAST = 24;
/** Below the first the database stops; below the second it is time to look for more. */
const FREE_LEAST = 500_000_000;
const FREE_ENOUGH = 5_000_000_000;
const DAY_MS = 86_400_000;
const CERTIFICATE_DAYS = 30;

export const machineWhat = {
  node: { zh: 'Node 版本', en: 'Node' },
  folder: { zh: '数据目录', en: 'data folder' },
  space: { zh: '剩余空间', en: 'free space' },
  files: { zh: '附件存储', en: 'file store' },
  tls: { zh: 'TLS 证书', en: 'TLS certificate' },
} as const satisfies Record<string, Said>;

export function checkNode(version: string = process.versions.node): Finding {
  const isRight = Number(version.split('.')[0]) >= NODE_LEAST;
  const todo = {
    zh: '请用 npm run 启动（它使用随程序安装的 Node），或安装 Node 24',
    en: 'start by npm run, which takes the Node that was installed with the program',
  };
  return {
    state: isRight ? 'ok' : 'fail',
    what: machineWhat.node,
    detail: version,
    ...(!isRight && { todo }),
  };
}

/** Owner, permissions, whether it can be written, and how much room is left. */
export async function checkFolder(dataDir: string): Promise<Finding[]> {
  const what = machineWhat.folder;
  if (!existsSync(dataDir)) {
    const todo = {
      zh: '尚不存在，首次启动时建立；若路径不对，请设 LINLI_DATA_DIR',
      en: 'not there yet, the first start makes it; set LINLI_DATA_DIR if this is not the place',
    };
    return [{ state: 'warn', what, detail: dataDir, todo }];
  }
  return [folderFinding(dataDir), await spaceFinding(dataDir)];
}

function folderFinding(dataDir: string): Finding {
  const what = machineWhat.folder;
  const { uid, mode } = statSync(dataDir);
  const own = process.getuid?.();
  if (own !== undefined && own !== 0 && own !== uid) {
    const todo = { zh: '请用该用户启动，或用 chown 改属主', en: 'start as that user, or chown it' };
    return { state: 'fail', what, detail: `${dataDir} belongs to uid ${uid}`, todo };
  }
  const probe = join(dataDir, `.doctor-${randomUUID()}`);
  try {
    writeFileSync(probe, '', { flag: 'wx' });
    rmSync(probe);
  } catch (error) {
    const todo = { zh: '请修改权限', en: 'mend its permissions' };
    return { state: 'fail', what, detail: (error as Error).message, todo };
  }
  const isOpen = process.platform !== 'win32' && (mode & 0o066) !== 0;
  if (isOpen) {
    const detail = `${dataDir} ${(mode & 0o777).toString(8)}`;
    const todo = {
      zh: '其他用户可列出或写入：chmod 711',
      en: 'others may list or write: chmod 711',
    };
    return { state: 'warn', what, detail, todo };
  }
  return { state: 'ok', what, detail: dataDir };
}

async function spaceFinding(dataDir: string): Promise<Finding> {
  const { bavail, bsize } = await statfs(dataDir);
  const free = bavail * bsize;
  const state = free < FREE_LEAST ? 'fail' : free < FREE_ENOUGH ? 'warn' : 'ok';
  const todo = { zh: '请清理磁盘或扩容', en: 'make room, or give it a larger disk' };
  return {
    state,
    what: machineWhat.space,
    detail: `${(free / 1e9).toFixed(1)} GB`,
    ...(state !== 'ok' && { todo }),
  };
}

/** Writes a file, reads it back, removes it. */
export async function checkFiles(files: FileStore): Promise<Finding> {
  const key = `doctor/${randomUUID()}`;
  const bytes = Buffer.from(key);
  await files.put(key, bytes);
  const back = await files.get(key);
  await files.remove(key);
  if (!back.equals(bytes)) throw new Error('what was written does not come back');
  return { state: 'ok', what: machineWhat.files, detail: 'put, get, remove' };
}

/** Whether the pair fits, and how long it is good for. */
export function checkTls(config: Pick<Config, 'tls' | 'isDemo'>, now: number): Finding {
  const what = machineWhat.tls;
  if (!config.tls) {
    const todo = {
      zh: '手机拍照和定位需要 https：请运行 linli tls，或在前面设置反向代理',
      en: "a phone's camera and position need https: run linli tls, or put a proxy in front",
    };
    const detail = '-';
    return config.isDemo ? { state: 'ok', what, detail } : { state: 'warn', what, detail, todo };
  }
  const certificate = new X509Certificate(config.tls.cert);
  const isPair = certificate.checkPrivateKey(createPrivateKey(config.tls.key));
  if (!isPair) {
    const todo = { zh: '证书与私钥不匹配', en: 'certificate and key are not a pair' };
    return { state: 'fail', what, detail: certificate.subject, todo };
  }
  const days = Math.floor((Date.parse(certificate.validTo) - now) / DAY_MS);
  const state = days < 0 ? 'fail' : days < CERTIFICATE_DAYS ? 'warn' : 'ok';
  const todo = { zh: '请更换证书（linli tls）', en: 'renew it (linli tls)' };
  const detail = `${certificate.validTo} (${days} d)`;
  return { state, what, detail, ...(state !== 'ok' && { todo }) };
}
