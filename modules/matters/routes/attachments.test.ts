import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import {
  attachmentHouse,
  clerk,
  jpeg,
  mp4,
  mp4Box,
  office,
  pdf,
  sensor,
  wang,
} from '../../../test/attachments.ts';
import { withClient } from '../../../test/server.ts';
import { listAttachments } from '../actions/attachments.ts';
import { defaultAttachmentLimits } from '../rules/attachments.ts';

const limits = { ...defaultAttachmentLimits, documentBytesMax: 4096, pixelsMax: 4_000_000 };
const house = await attachmentHouse(limits);
const { upload, get, matter, attach } = house;

function rowsOf(id: string) {
  return withClient(house.superUrl, async (client) => {
    const { rows } = await client.query('SELECT * FROM matter.attachment WHERE id = $1', [id]);
    return rows;
  });
}

describe('an upload', () => {
  it('of a photo suggests its place and time, and serves it without them', async () => {
    const sent = await jpeg({ width: 3000, height: 1000 });
    const answer = await upload('wang', { name: 'IMG 1.JPG', type: 'image/jpeg', bytes: sent });
    expect(answer.statusCode).toBe(201);
    const made = answer.json();
    expect(made).toMatchObject({
      mediaType: 'image/jpeg',
      medium: 'picture',
      width: 2560,
      height: 853,
      takenAt: '2026-11-21T01:08:07.000Z',
      place: { lon: 121.25, lat: 30.75 },
    });

    const file = await get('wang', made.href);
    expect(file.statusCode).toBe(200);
    expect(file.rawPayload.length).toBe(made.bytes);
    expect(file.rawPayload.includes('PhoneMaker')).toBe(false);
    expect((await sharp(file.rawPayload).metadata()).exif).toBeUndefined();
    const thumb = await get('wang', made.thumbHref);
    expect(thumb.headers['content-type']).toBe('image/webp');
    expect(await sharp(thumb.rawPayload).metadata()).toMatchObject({ width: 320, format: 'webp' });
  });

  it('answers with headers under which nothing runs and nothing is shared', async () => {
    const made = (await upload('wang', { name: 'a.jpg', bytes: await jpeg() })).json();
    const { headers } = await get('wang', made.href);
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `inline; filename="${made.id.slice(-12)}.jpg"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
      'cache-control': 'private, max-age=300',
      'cross-origin-resource-policy': 'same-origin',
    });
    const document = (await upload('wang', { name: 'a.pdf', bytes: pdf })).json();
    const saved = await get('wang', document.href);
    expect(saved.headers['content-disposition']).toMatch(/^attachment; filename="\w+\.pdf"$/);
    expect(saved.rawPayload).toEqual(pdf);
    expect(document.thumbHref).toBeNull();
  });

  const amr = Buffer.from('#!AMR\n\x0c\x01\x02', 'latin1');
  const mp3 = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(500)]);
  it.each([
    ['a.docx', 'document', office('wordprocessingml.document')],
    ['a.xlsx', 'document', office('spreadsheetml.sheet')],
    ['a.amr', 'voice', amr],
    ['a.mp3', 'voice', mp3],
    ['a.m4a', 'voice', mp4('M4A ')],
    ['a.mp4', 'video', mp4()],
  ])('takes %s as %s', async (name, medium, bytes) => {
    const answer = await upload('wang', { name, bytes });
    expect(answer.json()).toMatchObject({ medium });
  });

  it('of a recording loses the place in it', async () => {
    expect(mp4().includes('+30.7500')).toBe(true);
    const made = (await upload('wang', { name: 'a.mp4', bytes: mp4() })).json();
    const { rawPayload } = await get('wang', made.href);
    expect(rawPayload.includes('+30.7500')).toBe(false);
    expect(rawPayload.includes('sound and picture')).toBe(true);
  });

  it('is taken from residents, staff and machines, and from nobody else', async () => {
    for (const as of ['wang', 'clerk', 'sensor']) {
      expect((await upload(as, { name: 'a.pdf', bytes: pdf })).statusCode, as).toBe(201);
    }
    const answer = await upload('', { name: 'a.pdf', bytes: pdf });
    expect(answer.json()).toMatchObject({ status: 401, code: 'SIGN_IN_NEEDED' });
  });

  it('lies sealed in the store, and its name nowhere', async () => {
    const name = 'Wang 13800138000.pdf';
    const made = (await upload('wang', { name, bytes: pdf })).json();
    const [row] = await rowsOf(made.id);
    const stored = readFileSync(join(house.root, row.file_key));
    expect(stored.includes('Author')).toBe(false);
    expect(JSON.stringify(row)).not.toContain('13800138000');
    expect(row).toMatchObject({ county: '-', state: 'uploaded', matter_id: null, key_id: 'test' });
  });
});

describe('a bad file is refused with its code and writes nothing', async () => {
  const photo = await jpeg();
  const heic = Buffer.concat([mp4Box('ftyp', 'heic\0\0\0\0mif1heic'), mp4Box('meta', 'x')]);
  const wide = await sharp({
    create: { width: 3000, height: 3000, channels: 3, background: '#fff' },
  })
    .png()
    .toBuffer();
  const big = Buffer.concat([pdf, Buffer.alloc(5000), pdf]);

  it.each([
    ['FILE_TYPE_MISMATCH', 'a.png', '', photo],
    ['FILE_TYPE_MISMATCH', 'a.jpg', 'image/png', photo],
    ['FILE_TYPE_MISMATCH', 'a.jpg', '', Buffer.from('<script>alert(1)</script>')],
    ['FILE_TYPE_MISMATCH', 'a.pdf', '', office('spreadsheetml.sheet')],
    ['FILE_TYPE_REFUSED', 'a.html', 'text/html', Buffer.from('<script>alert(1)</script>')],
    ['FILE_TYPE_REFUSED', 'a.svg', 'image/svg+xml', Buffer.from('<svg xmlns="x"></svg>')],
    ['FILE_HEIC_REFUSED', 'IMG_1.HEIC', 'image/heic', heic],
    ['FILE_TOO_LARGE', 'a.pdf', '', big],
    ['FILE_TOO_MANY_PIXELS', 'a.png', '', wide],
    ['FILE_BROKEN', 'a.jpg', '', photo.subarray(0, photo.length - 500)],
    ['FILE_BROKEN', 'a.pdf', '', pdf.subarray(0, 30)],
    ['FILE_BROKEN', 'a.mp4', '', mp4().subarray(0, -5)],
    ['FILE_BROKEN', 'a.jpg', '', Buffer.alloc(0)],
  ])('%s: %s %s', async (code, name, type, bytes) => {
    const before = await count();
    const answer = await upload('wang', { name, type, bytes });
    expect(answer.json()).toMatchObject({ status: 400, code });
    expect(answer.json().titles.zh).not.toContain('{');
    expect(await count()).toBe(before);
  });

  it('FILE_ABSENT: no file at all', async () => {
    const headers = { 'x-actor': 'wang' };
    const url = '/api/attachments';
    const answer = await house.app.inject({ method: 'POST', url, headers, payload: {} });
    expect(answer.json()).toMatchObject({ code: 'FILE_ABSENT' });
  });

  function count(): Promise<number> {
    return withClient(house.superUrl, async (client) => {
      const { rows } = await client.query('SELECT count(*) AS n FROM matter.attachment');
      return Number(rows[0].n);
    });
  }
});

describe('a repeated upload', () => {
  it('under the same key is one', async () => {
    const file = { name: 'a.jpg', bytes: await jpeg({ width: 99 }) };
    const first = (await upload('wang', file, 'key-0001')).json();
    const again = (await upload('wang', file, 'key-0001')).json();
    expect(again).toEqual(first);
    const other = (await upload('zhao', file, 'key-0001')).json();
    expect(other.id).not.toBe(first.id);
  });

  it('is one also when sent several times at once', async () => {
    const file = { name: 'a.jpg', bytes: await jpeg({ width: 98 }) };
    const answers = await Promise.all([1, 2, 3, 4].map(() => upload('wang', file, 'key-at-once')));
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 201, 201, 201]);
    const ids = new Set(answers.map((answer) => answer.json().id));
    expect(ids.size).toBe(1);
    expect((await get('wang', answers[0]?.json().href)).statusCode).toBe(200);
  });

  it('under the same key with another file is a conflict', async () => {
    await upload('wang', { name: 'a.pdf', bytes: pdf }, 'key-0002');
    const file = { name: 'a.jpg', bytes: await jpeg() };
    const answer = await upload('wang', file, 'key-0002');
    expect(answer.json()).toMatchObject({ status: 409, code: 'UPLOAD_KEY_REUSED' });
  });
});

describe('attaching', () => {
  const uploaded = async (as: string): Promise<string> =>
    (await upload(as, { name: 'a.jpg', bytes: await jpeg() })).json().id;

  it("moves a file to the matter's county and under its key; the bytes stay", async () => {
    const id = await uploaded('wang');
    const [before] = await rowsOf(id);
    const to = await matter([wang, clerk]);
    const [made] = await attach(wang, to, [id]);
    const rows = await rowsOf(id);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      county: '310116',
      matter_id: to.matterId,
      state: 'attached',
      purpose: 'report',
      key_id: 'matter',
      file_key: before.file_key,
      upload_key: null,
      upload_sha256: null,
    });
    expect(rows[0].sealed_key.equals(before.sealed_key)).toBe(false);
    for (const as of ['wang', 'clerk']) {
      expect((await get(as, made?.href ?? '')).statusCode, as).toBe(200);
      expect((await get(as, made?.thumbHref ?? '')).statusCode, as).toBe(200);
    }
  });

  it('answers in the order of the ids, a doubled one once', async () => {
    const [a, b] = [await uploaded('wang'), await uploaded('wang')];
    const made = await attach(wang, await matter([wang]), [b, a, b]);
    expect(made.map((one) => one.id)).toEqual([b, a]);
  });

  it('refuses what is foreign, unknown or attached already, and then attaches nothing', async () => {
    const own = await uploaded('wang');
    const foreign = await uploaded('zhao');
    const taken = await uploaded('wang');
    await attach(wang, await matter([wang]), [taken]);
    for (const bad of [foreign, taken, house.newId()]) {
      await expect(attach(wang, await matter([wang]), [own, bad])).rejects.toMatchObject({
        code: 'ATTACHMENT_UNKNOWN',
        details: { fields: [{ path: 'attachments.1', code: 'ATTACHMENT_UNKNOWN' }] },
      });
    }
    const [row] = await rowsOf(own);
    expect(row).toMatchObject({ county: '-', state: 'uploaded' });
  });

  it('of more than twenty at once is refused', async () => {
    const ids = Array.from({ length: 21 }, () => house.newId());
    await expect(attach(wang, await matter([wang]), ids)).rejects.toMatchObject({
      code: 'ATTACHMENTS_TOO_MANY',
    });
  });

  it('by two acts at once: one has it, the other is refused', async () => {
    const id = await uploaded('wang');
    const acts = [
      attach(wang, await matter([wang]), [id]),
      attach(wang, await matter([wang]), [id]),
    ];
    const ends = await Promise.allSettled(acts);
    expect(ends.map((end) => end.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await rowsOf(id)).toHaveLength(1);
  });
});

describe('seeing', () => {
  it('answers the unseen, the missing and the foreign alike', async () => {
    const made = (await upload('wang', { name: 'a.jpg', bytes: await jpeg() })).json();
    const missing = `/api/attachments/${house.newId()}`;
    for (const href of [made.href, made.thumbHref, missing, `${missing}/thumb`]) {
      for (const as of ['zhao', 'clerk', 'sensor']) {
        const answer = await get(as, href);
        expect(answer.json(), `${as} ${href}`).toMatchObject({ status: 404, code: 'NOT_FOUND' });
      }
      expect((await get('', href)).statusCode).toBe(401);
    }
  });

  it('follows the matter once attached, and no further than a reporter needs', async () => {
    const to = await matter([clerk, sensor, wang]);
    const photo = (await upload('wang', { name: 'a.jpg', bytes: await jpeg() })).json().id;
    const paper = (await upload('clerk', { name: 'a.pdf', bytes: pdf })).json().id;
    const proof = (await upload('clerk', { name: 'a.pdf', bytes: pdf })).json().id;
    await attach(wang, to, [photo]);
    await attach(clerk, to, [paper], 'document');
    await attach(clerk, to, [proof], 'result');
    const seen: Record<string, number[]> = {};
    for (const as of ['wang', 'zhao', 'clerk', 'sensor']) {
      const answers = await Promise.all(
        [photo, paper, proof].map((id) => get(as, `/api/attachments/${id}?county=310116`)),
      );
      seen[as] = answers.map((answer) => answer.statusCode);
    }
    const listed = await house.world.db.scoped({ counties: ['310116'] }, async (tx) => ({
      wang: await listAttachments(tx, wang, to),
      clerk: await listAttachments(tx, clerk, to),
    }));
    expect(listed.wang.map((one) => one.id)).toEqual([photo, proof]);
    expect(listed.clerk.map((one) => one.purpose)).toEqual(['report', 'document', 'result']);
    expect(seen).toEqual({
      wang: [200, 404, 200],
      zhao: [404, 404, 404],
      clerk: [200, 200, 200],
      sensor: [200, 200, 200],
    });
  });

  it('of an original stands in the access log, with its matter', async () => {
    const to = await matter([clerk]);
    const id = (await upload('clerk', { name: 'a.jpg', bytes: await jpeg() })).json().id;
    const [made] = await attach(clerk, to, [id]);
    await get('clerk', made?.href ?? '');
    await get('clerk', made?.thumbHref ?? '');
    await get('zhao', made?.href ?? '');
    const rows = await withClient(house.superUrl, async (client) => {
      const sql = 'SELECT verb, actor, detail FROM platform.journal WHERE matter_id = $1';
      return (await client.query(sql, [to.matterId])).rows;
    });
    expect(rows).toEqual([
      { verb: 'attachment.open', actor: 'staff:clerk', detail: { attachment: id } },
    ]);
  });

  it('of a file that the store has lost is said plainly', async () => {
    const made = (await upload('wang', { name: 'a.jpg', bytes: await jpeg() })).json();
    const [row] = await rowsOf(made.id);
    await house.world.files.remove(row.file_key);
    expect((await get('wang', made.href)).json()).toMatchObject({ status: 503, code: 'FILE_LOST' });
  });
});

it('uploads that wait are bounded per actor', async () => {
  const small = await attachmentHouse({ ...limits, waitingMax: 2, waitingBytesMax: 3000 });
  const photo = { name: 'a.pdf', bytes: pdf };
  expect((await small.upload('wang', photo, 'key-0001')).statusCode).toBe(201);
  const second = (await small.upload('wang', photo)).json();
  const refused = await small.upload('wang', photo);
  expect(refused.json()).toMatchObject({ status: 429, code: 'UPLOADS_WAITING' });
  expect((await small.upload('wang', photo, 'key-0001')).statusCode).toBe(201);
  expect((await small.upload('zhao', photo)).statusCode).toBe(201);
  await small.attach(wang, await small.matter([wang]), [second.id]);
  expect((await small.upload('wang', photo)).statusCode).toBe(201);
  const large = Buffer.concat([pdf, Buffer.alloc(3000), pdf]);
  expect((await small.upload('zhao', { ...photo, bytes: large })).json()).toMatchObject({
    code: 'UPLOADS_WAITING',
  });
});
