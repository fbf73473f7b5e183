/** A small house around attachments: an app whose actors stand in a header, and files to send. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { afterAll } from 'vitest';
import { type Actor, actorKey, nobody, type StaffActor } from '../kernel/actor.ts';
import { idSource } from '../kernel/ids.ts';
import { attachFiles } from '../modules/matters/actions/attachments.ts';
import { type AttachmentPurpose, attachmentApi } from '../modules/matters/contract/attachments.ts';
import { attachmentHandlers } from '../modules/matters/routes/attachments.ts';
import { defaultAttachmentLimits } from '../modules/matters/rules/attachments.ts';
import { attachmentTexts } from '../modules/matters/texts/attachments.ts';
import { makeKeyring } from '../platform/crypto/index.ts';
import { q } from '../platform/db/index.ts';
import { folderStore } from '../platform/files/index.ts';
import { httpModule, makeApp, serve } from '../platform/http/index.ts';
import { testDatabase } from './db.ts';

export const COUNTY = '310116';

export const wang: Actor = { kind: 'resident', account: 'wang' };
export const zhao: Actor = { kind: 'resident', account: 'zhao' };
export const sensor: Actor = {
  kind: 'machine',
  key: 'sensor',
  org: 'centre',
  orgPath: ['centre'],
  permissions: new Set(),
  regions: [COUNTY],
  counties: [COUNTY],
  name: 'sensor',
};
export const clerk: StaffActor = {
  ...sensor,
  kind: 'staff',
  account: 'clerk',
  post: 'p',
  role: 'clerk',
};
const actors: Record<string, Actor> = { wang, zhao, sensor, clerk };

export async function attachmentHouse(limits = defaultAttachmentLimits) {
  const { db, superUrl } = await testDatabase();
  const root = mkdtempSync(join(tmpdir(), 'linli-attachments-'));
  afterAll(() => rmSync(root, { recursive: true }));
  const clock = { now: Date.UTC(2026, 10, 21, 4) };
  const newId = idSource(() => clock.now, randomBytes);
  const readers = new Set<string>();
  const world = {
    db,
    files: folderStore(root),
    keyring: makeKeyring({ masterKey: randomBytes(32), masterKeyId: 'test' }),
    limits,
    zone: 'Asia/Shanghai',
    mayReadMatter: async (ctx: { actor: Actor }, _tx: unknown, _county: string, matterId: string) =>
      readers.has(`${actorKey(ctx.actor)} ${matterId}`),
  };
  const app = await makeApp({ newId, maxFileBytes: limits.videoBytesMax, logLevel: 'silent' });
  const module = httpModule('matters', attachmentApi, attachmentHandlers(world), attachmentTexts);
  serve(app, [module], {
    authenticate: async (headers) => actors[String(headers['x-actor'])] ?? nobody,
    now: () => clock.now,
    newId,
  });
  afterAll(() => app.close());

  const upload = async (
    as: string,
    file: { name: string; type?: string; bytes: Buffer },
    key?: string,
  ) => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(file.bytes)], { type: file.type ?? '' }), file.name);
    const sent = new Response(form);
    return app.inject({
      method: 'POST',
      url: '/api/attachments',
      headers: {
        'content-type': sent.headers.get('content-type') ?? '',
        'x-actor': as,
        ...(key && { 'idempotency-key': key }),
      },
      payload: Buffer.from(await sent.arrayBuffer()),
    });
  };

  const get = (as: string, href: string) =>
    app.inject({ method: 'GET', url: href, headers: { 'x-actor': as } });

  /** A matter's key as the act of registering leaves it, seen by the given actors. */
  const matter = async (seenBy: Actor[], county = COUNTY) => {
    const matterId = newId();
    const { key, sealed, keyId } = world.keyring.newDataKey();
    await db.scoped({ counties: [county] }, (tx) =>
      tx.run(
        q
          .insertInto('matter.data_key')
          .values({ county, matter_id: matterId, sealed, key_id: keyId }),
      ),
    );
    for (const actor of seenBy) readers.add(`${actorKey(actor)} ${matterId}`);
    return { county, matterId, dataKey: key };
  };

  const attach = (
    actor: Actor,
    to: { county: string; matterId: string; dataKey: Buffer },
    ids: string[],
    purpose: AttachmentPurpose = 'report',
  ) =>
    db.scoped({ counties: [to.county, '-'] }, (tx) =>
      attachFiles(tx, { actor, now: clock.now }, world.keyring, { ...to, ids, purpose }),
    );

  return { app, world, root, clock, newId, superUrl, upload, get, matter, attach };
}

export function jpeg({ width = 640, height = 480 } = {}): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#4a7' } })
    .withExif({
      IFD0: { Make: 'PhoneMaker' },
      IFD2: { DateTimeOriginal: '2026:11:21 09:08:07' },
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '30/1 45/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '121/1 15/1 0/1',
      },
    })
    .jpeg()
    .toBuffer();
}

export const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<</Author (Wang)>>\nendobj\n%%EOF\n');

/** A box of an MP4. */
export function mp4Box(type: string, ...content: (Buffer | string)[]): Buffer {
  const body = Buffer.concat(content.map((part) => Buffer.from(part as string, 'latin1')));
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

export function mp4(brand = 'isom'): Buffer {
  const place = mp4Box('udta', mp4Box('\u00a9xyz', '+30.7500+121.2500/'));
  return Buffer.concat([
    mp4Box('ftyp', `${brand}\0\0\0\0${brand}`),
    mp4Box('moov', mp4Box('mvhd', 'head'), place),
    mp4Box('mdat', 'sound and picture'),
  ]);
}

/** An Office document: a ZIP of stored entries, of which the first tells the kind. */
export function office(kind: 'wordprocessingml.document' | 'spreadsheetml.sheet'): Buffer {
  const type = `application/vnd.openxmlformats-officedocument.${kind}.main+xml`;
  const types = `<?xml version="1.0"?><Types><Override ContentType="${type}"/></Types>`;
  return zip({ '[Content_Types].xml': types, 'docProps/core.xml': '<creator>Wang</creator>' });
}

function zip(entries: Record<string, string>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(entries)) {
    const data = Buffer.from(text);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt32LE(crc32(data), 10);
    head.writeUInt32LE(data.length, 14);
    head.writeUInt32LE(data.length, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    centrals.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), head, tail, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(locals.length, 4);
  end.writeUInt16LE(locals.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...locals, directory, Buffer.from('PK\x05\x06'), end]);
}
