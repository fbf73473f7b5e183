/**
 * How a deed reaches the server: its files in parts, gone on with where they broke off, then the
 * deed under its key. No page and no catalogue here: the service worker sends with it too.
 */
import {
  ACCOUNT_HEADER,
  CONTRACT_HEADER,
  contractVersion,
  NOW_HEADER,
} from '../../../../kernel/contract-version.ts';
import type { Item, QueuedFile, Said } from './item.ts';
import { type Outcome, outcomeOf } from './rules.ts';
import type { Sending, Transport } from './sender.ts';

/** A part that a weak network sends in some seconds. */
const PART_BYTES = 256 * 1024;
const TIMEOUT_MS = 60_000;

export type TransportOptions = {
  blobOf: (id: string) => Promise<Blob | null>;
  /** The server's time less the phone's, from each answer. */
  onOffset?: (ms: number) => void;
  onProgress?: (itemId: string, share: number) => void;
  language?: () => string;
};

class Failure extends Error {
  readonly said: Said & { status: number };

  constructor(said: Said & { status: number }) {
    super(said.code);
    this.said = said;
  }
}

const unreachable = {
  zh: '连接不上服务器，内容仍在手机上，有网络时会再发送。',
  en: 'The server cannot be reached. It stays on this phone and is sent when there is a network.',
};
const fileGone = {
  zh: '手机上的文件已被清除，无法发送。',
  en: 'The file is no longer on this phone and cannot be sent.',
};

export function makeTransport(options: TransportOptions): Transport {
  return {
    send: async (item, sending, onFiles) => {
      try {
        const files = await sendFiles(options, item, onFiles);
        return await sendDeed(options, { ...item, files }, sending);
      } catch (error) {
        if (error instanceof Failure) return outcomeOf(error.said, item.tries);
        throw error;
      }
    },
  };
}

type Call = { method: string; path: string; key?: string; json?: unknown; bytes?: Blob };

async function call(options: TransportOptions, item: Item, about: Call): Promise<unknown> {
  const response = await reach(options, item, about);
  const now = Date.parse(response.headers.get(NOW_HEADER) ?? '');
  if (!Number.isNaN(now)) options.onOffset?.(now - Date.now());
  const text = await response.text();
  let value: unknown;
  try {
    value = text === '' ? undefined : JSON.parse(text);
  } catch {
    throw new Failure(saidOf('UNREADABLE', response.status));
  }
  if (response.ok) return value;
  const wire = (value ?? {}) as Partial<Said>;
  throw new Failure({
    ...saidOf(wire.code ?? 'UNREADABLE', response.status),
    ...(wire.titles && { titles: wire.titles }),
    fields: (wire.fields ?? []).map(({ path, code }) => ({ path, code })),
    present: wire.present ?? null,
  });
}

const saidOf = (code: string, status: number, titles = unreachable) => ({
  code,
  status,
  titles,
  fields: [],
  present: null,
});

async function reach(options: TransportOptions, item: Item, about: Call): Promise<Response> {
  const body = about.bytes ?? (about.json === undefined ? null : JSON.stringify(about.json));
  const type = about.bytes ? 'application/octet-stream' : 'application/json';
  try {
    return await fetch(about.path, {
      method: about.method,
      credentials: 'same-origin',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        accept: 'application/json',
        'accept-language': options.language?.() ?? 'zh',
        [CONTRACT_HEADER]: String(contractVersion),
        [ACCOUNT_HEADER]: item.account,
        ...(body !== null && { 'content-type': type }),
        ...(about.key && { 'idempotency-key': about.key }),
      },
      ...(body !== null && { body }),
    });
  } catch {
    throw new Failure(saidOf('NETWORK', 0));
  }
}

async function sendFiles(
  options: TransportOptions,
  item: Item,
  onFiles: (files: QueuedFile[]) => Promise<void>,
): Promise<QueuedFile[]> {
  let files = item.files;
  const whole = files.reduce((sum, file) => sum + file.bytes, 0) || 1;
  for (const file of item.files) {
    if (file.attachmentId !== null) continue;
    const keep = async (next: QueuedFile) => {
      files = files.map((one) => (one.id === next.id ? next : one));
      await onFiles(files);
      const sent = files.reduce((sum, one) => sum + one.sent, 0);
      options.onProgress?.(item.id, Math.min(1, sent / whole));
    };
    await sendFile(options, item, file, keep);
  }
  return files;
}

type Progress = { id: string; offset: number; attachmentId: string | null };

async function sendFile(
  options: TransportOptions,
  item: Item,
  file: QueuedFile,
  keep: (file: QueuedFile) => Promise<void>,
): Promise<void> {
  const blob = await options.blobOf(file.id);
  if (!blob) throw new Failure(saidOf('FILE_GONE', 410, fileGone));
  // Begun again each time: the same key answers how far it has come, also after days.
  const begun = (await call(options, item, {
    method: 'POST',
    path: '/api/uploads',
    key: file.key,
    json: {
      name: file.name,
      mediaType: file.type.split(';')[0] ?? '',
      bytes: blob.size,
      sha256: await hashOf(blob),
    },
  })) as Progress;
  let at = begun;
  let next: QueuedFile = { ...file, uploadId: at.id, sent: at.offset };
  while (at.attachmentId === null) {
    const bytes = blob.slice(at.offset, at.offset + PART_BYTES);
    at = await sendPart(options, item, at, bytes);
    next = { ...next, sent: at.offset };
    await keep(next);
  }
  await keep({ ...next, sent: file.bytes, attachmentId: at.attachmentId });
}

/** A part whose answer was lost had come all the same: the server says from where to go on. */
async function sendPart(
  options: TransportOptions,
  item: Item,
  at: Progress,
  bytes: Blob,
): Promise<Progress> {
  const path = `/api/uploads/${at.id}?offset=${at.offset}`;
  try {
    return (await call(options, item, { method: 'PATCH', path, bytes })) as Progress;
  } catch (error) {
    const present = error instanceof Failure ? (error.said.present as Progress | null) : null;
    if (error instanceof Failure && error.said.code === 'UPLOAD_OFFSET' && present) return present;
    if (error instanceof Failure && error.said.code === 'NOT_FOUND') {
      throw new Failure({ ...error.said, code: 'UPLOAD_BROKEN' });
    }
    throw error;
  }
}

async function hashOf(blob: Blob): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function sendDeed(options: TransportOptions, item: Item, sending: Sending): Promise<Outcome> {
  const answer = (await call(options, item, requestOf(item, sending))) as {
    number?: string;
    version?: number;
  };
  const number = answer.number ?? sending.matter;
  return { kind: 'done', number, version: answer.version ?? null };
}

function requestOf(item: Item, { version, matter }: Sending): Call {
  const { deed, key } = item;
  const occurredAt = new Date(item.happenedAt).toISOString();
  const ids = (slot: QueuedFile['slot']) =>
    item.files.filter((file) => file.slot === slot).flatMap((file) => file.attachmentId ?? []);
  if (deed.kind === 'report') {
    return { method: 'POST', path: '/api/reports', key, json: reportOf(item, ids) };
  }
  if (deed.kind === 'act') {
    const slots = (['beforePhotos', 'afterPhotos'] as const).filter((slot) => ids(slot).length > 0);
    const photos = Object.fromEntries(slots.map((slot) => [slot, ids(slot)]));
    const json = {
      ...(version !== undefined && { version }),
      input: { ...deed.input, ...photos },
      occurredAt,
    };
    const path = `/api/matters/${deed.number}/actions/${deed.action}`;
    return { method: 'POST', path, key, json };
  }
  const json = {
    result: deed.result,
    occurredAt,
    ...(deed.note && { note: deed.note }),
    ...(matter && { matter }),
    ...(ids('photos').length > 0 && { photos: ids('photos') }),
  };
  const path = `/api/patrol/points/${deed.county}/${deed.point}/check-ins`;
  return { method: 'POST', path, key, json };
}

function reportOf(item: Item, ids: (slot: QueuedFile['slot']) => string[]) {
  if (item.deed.kind !== 'report') throw new Error('not a report');
  const { text, category, point, region, address, urgency, fields, selfHandled } = item.deed;
  const attachments = ids('attachments');
  return {
    text,
    urgency,
    occurredAt: new Date(item.happenedAt).toISOString(),
    ...(category && { category }),
    ...(point ? { point } : region && { region }),
    ...(address && { address }),
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(attachments.length > 0 && { attachments }),
    ...(selfHandled !== null && {
      selfHandled: {
        text: selfHandled,
        beforePhotos: ids('beforePhotos'),
        afterPhotos: ids('afterPhotos'),
      },
    }),
  };
}
