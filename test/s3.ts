/**
 * An S3-compatible store for tests: it checks Signature V4 by the protocol's own text, and answers
 * PUT, GET, DELETE and ListObjectsV2 of one bucket from memory.
 */
import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type S3Server = {
  endpoint: string;
  objects: Map<string, Buffer>;
  /** Answers that come before the true ones: statuses, each once. */
  troubles: number[];
  close: () => Promise<void>;
};

export type S3Keys = { bucket: string; region: string; key: string; secret: string };

const PAGE = 2;

export async function s3Server(keys: S3Keys): Promise<S3Server> {
  const objects = new Map<string, Buffer>();
  const troubles: number[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const trouble = troubles.shift();
      if (trouble) return answer(response, trouble, '<Error><Code>SlowDown</Code></Error>');
      const fault = faultOf(request, body, keys);
      if (fault) return answer(response, 403, `<Error><Code>${fault}</Code></Error>`);
      return serve(request, response, body, { keys, objects });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    troubles,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function answer(response: ServerResponse, status: number, body: string | Buffer = '') {
  response.writeHead(status).end(body);
}

function serve(
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
  { keys, objects }: { keys: S3Keys; objects: Map<string, Buffer> },
) {
  const url = new URL(request.url ?? '', 'http://s3');
  const [, bucket, ...rest] = url.pathname.split('/');
  const key = rest.join('/');
  if (bucket !== keys.bucket) {
    return answer(response, 404, '<Error><Code>NoSuchBucket</Code></Error>');
  }
  if (request.method === 'PUT') objects.set(key, body);
  if (request.method === 'DELETE') objects.delete(key);
  if (request.method !== 'GET') return answer(response, request.method === 'PUT' ? 200 : 204);
  if (key === '') return answer(response, 200, listing(url.searchParams, objects));
  const found = objects.get(key);
  if (found) return answer(response, 200, found);
  return answer(response, 404, '<Error><Code>NoSuchKey</Code></Error>');
}

function listing(query: URLSearchParams, objects: Map<string, Buffer>): string {
  const start = Number(query.get('continuation-token')?.replace('a&b ', '') ?? 0);
  const keys = [...objects.keys()].filter((key) => key.startsWith(query.get('prefix') ?? ''));
  const page = keys.sort().slice(start, start + PAGE);
  const hasMore = start + PAGE < keys.length;
  const next = `<NextContinuationToken>a&amp;b ${start + PAGE}</NextContinuationToken>`;
  const contents = page.map((key) => `<Contents><Key>${key}</Key><Size>1</Size></Contents>`);
  return `<ListBucketResult>${contents.join('')}${hasMore ? next : ''}</ListBucketResult>`;
}

/** Signature V4 by the book: the code that the store would answer with, or undefined. */
function faultOf(request: IncomingMessage, body: Buffer, keys: S3Keys): string | undefined {
  const parts = /Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)/.exec(
    request.headers.authorization ?? '',
  );
  if (!parts) return 'AccessDenied';
  const [, credential = '', signedHeaders = '', signature] = parts;
  const date = String(request.headers['x-amz-date']);
  const scope = `${date.slice(0, 8)}/${keys.region}/s3/aws4_request`;
  if (credential !== `${keys.key}/${scope}`) return 'InvalidAccessKeyId';
  const bodyHash = createHash('sha256').update(body).digest('hex');
  if (request.headers['x-amz-content-sha256'] !== bodyHash) return 'XAmzContentSHA256Mismatch';
  const headers = signedHeaders.split(';');
  if (!headers.includes('host') || !headers.includes('x-amz-content-sha256')) return 'AccessDenied';
  const canonical = canonicalOf(request, headers, bodyHash);
  const hashed = createHash('sha256').update(canonical).digest('hex');
  const signed = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hashed}`;
  const key = [date.slice(0, 8), keys.region, 's3', 'aws4_request'].reduce<Buffer>(
    (secret, word) => createHmac('sha256', secret).update(word).digest(),
    Buffer.from(`AWS4${keys.secret}`),
  );
  const expected = createHmac('sha256', key).update(signed).digest('hex');
  return signature === expected ? undefined : 'SignatureDoesNotMatch';
}

function canonicalOf(request: IncomingMessage, headers: string[], bodyHash: string): string {
  const url = new URL(request.url ?? '', 'http://s3');
  const encode = (word: string) =>
    encodeURIComponent(word).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
  const lines = headers.map((name) => `${name}:${String(request.headers[name]).trim()}\n`);
  return [request.method, url.pathname, query, lines.join(''), headers.join(';'), bodyHash].join(
    '\n',
  );
}
