/**
 * Files in any S3-compatible store (MinIO, Ceph, and the clouds'). Four verbs of the protocol, each
 * signed (Signature V4) with the hash of its body: a byte changed on the way is refused there.
 */
import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import { checkedKey, FileLost, type FileStore } from './store.ts';

export type S3Config = {
  /** `https://host:9000`; a host that begins with the bucket's name is addressed without a path. */
  endpoint: string;
  bucket: string;
  region: string;
  key: string;
  secret: string;
};

/** 100 MB at 1 MB/s, with room. */
const TIMEOUT_MS = 180_000;
/** After 5xx and 429, waiting 50 ms, 100 ms, 200 ms at most. */
const RETRIES = 3;

type Send = (
  method: string,
  path: string,
  rest?: { body?: Buffer; query?: URLSearchParams },
) => Promise<Response>;

/** A store in one bucket, which must exist. */
export function s3Store(config: S3Config): FileStore {
  const send = sender(config);
  return {
    put: async (key, bytes) => {
      await answered(await send('PUT', checkedKey(key), { body: bytes }), 'PUT', key);
    },
    get: async (key) => {
      const response = await send('GET', checkedKey(key));
      if (response.status === 404) throw await lostOrMisled(response, key);
      await answered(response, 'GET', key);
      return Buffer.from(await response.arrayBuffer());
    },
    remove: async (key) => {
      const response = await send('DELETE', checkedKey(key));
      if (response.status === 404) await response.body?.cancel();
      else await answered(response, 'DELETE', key);
    },
    list: (prefix) => keysOf(send, prefix),
  };
}

function sender(config: S3Config): Send {
  const client = new AwsClient({
    accessKeyId: config.key,
    secretAccessKey: config.secret,
    service: 's3',
    region: config.region,
    retries: RETRIES,
  });
  const base = baseOf(config);
  return (method, path, { body, query } = {}) => {
    const url = `${base}/${path}${query ? `?${query.toString()}` : ''}`;
    return client.fetch(url, {
      method,
      body: body as RequestInit['body'],
      headers: { 'x-amz-content-sha256': hashOf(body) },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  };
}

function baseOf(config: S3Config): string {
  const { origin, hostname, pathname } = new URL(config.endpoint);
  const start = `${origin}${pathname}`.replace(/\/+$/, '');
  return hostname.startsWith(`${config.bucket}.`) ? start : `${start}/${config.bucket}`;
}

function hashOf(body: Buffer | undefined): string {
  return createHash('sha256')
    .update(body ?? '')
    .digest('hex');
}

async function answered(response: Response, method: string, key: string) {
  if (response.ok) {
    if (method !== 'GET') await response.body?.cancel();
    return;
  }
  throw s3Error(response.status, await response.text(), method, key);
}

/** A 404 also says that the bucket is not there: that is no lost file but a wrong setting. */
async function lostOrMisled(response: Response, key: string): Promise<Error> {
  const text = await response.text();
  return tag(text, 'Code') === 'NoSuchBucket' ? s3Error(404, text, 'GET', key) : new FileLost(key);
}

function s3Error(status: number, text: string, method: string, key: string): Error {
  const code = tag(text, 'Code') ?? 'no code';
  return new Error(`the file store answered ${method} ${key} with ${status} (${code})`);
}

async function* keysOf(send: Send, prefix: string): AsyncIterable<string> {
  let next: string | undefined;
  do {
    const query = new URLSearchParams({ 'list-type': '2', prefix });
    if (next) query.set('continuation-token', next);
    const response = await send('GET', '', { query });
    await answered(response, 'GET', `?prefix=${prefix}`);
    const text = await response.text();
    // Our keys hold no character that XML would escape (`checkedKey`).
    for (const found of text.matchAll(/<Key>([^<]+)<\/Key>/g)) yield found[1] as string;
    next = tag(text, 'NextContinuationToken');
  } while (next);
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function tag(xml: string, name: string): string | undefined {
  const text = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];
  return text?.replace(/&(amp|lt|gt|quot|apos);/g, (_, entity: string) => ENTITIES[entity] ?? '');
}
