import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partBytesMax } from '../../../kernel/endpoint.ts';
import { sha256 } from '../../../platform/crypto/index.ts';
import { folderStore } from '../../../platform/files/index.ts';
import { jpeg, pdf } from '../../../test/attachments.ts';
import { HERE, storyHouse } from '../../../test/house.ts';
import type { Answer } from '../../../test/http.ts';
import { type Caller, teller } from '../../../test/teller.ts';
import { sweepParts } from '../jobs/attachments.ts';
import { PARTS_KEPT_MS } from './parts.ts';

const story = await storyHouse();
const folk = await story.people();
const { http, clock } = story;
const tell = teller(story);
const photo = await jpeg({ width: 1600, height: 1200 });

let keys = 0;
function start(as: Caller, file: Buffer, more: { key?: string; body?: object } = {}) {
  const about = { name: 'IMG_1.jpg', mediaType: 'image/jpeg', bytes: file.length };
  return http('POST /api/uploads', {
    as,
    body: { ...about, sha256: sha256(file).toString('hex'), ...more.body },
    headers: { 'idempotency-key': more.key ?? `in-parts-${(keys += 1)}` },
  });
}

function part(as: Caller, id: string, offset: number, bytes: Buffer): Promise<Answer> {
  return http(`PATCH /api/uploads/${id}?offset=${offset}`, {
    as,
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
  });
}

/** Sends all of it from the offset that has come, in parts of a size. */
async function sendRest(as: Caller, id: string, file: Buffer, size: number): Promise<Answer> {
  let answer = await http(`GET /api/uploads/${id}`, { as });
  while (Number(answer.body.offset) < file.length) {
    const offset = Number(answer.body.offset);
    answer = await part(as, id, offset, file.subarray(offset, offset + size));
    if (answer.status !== 200) return answer;
  }
  return answer;
}

describe('a file in parts', () => {
  it('becomes, whole, what it would have become at once, and goes with a report', async () => {
    const { id, body, status } = await start(folk.gridWorker, photo);
    expect({ status, body }).toMatchObject({ status: 201, body: { offset: 0, attachment: null } });
    const done = await sendRest(folk.gridWorker, id, photo, 10_000);
    expect(done.body).toMatchObject({
      offset: photo.length,
      attachment: {
        medium: 'picture',
        width: 1600,
        place: { lon: 121.25, lat: 30.75 },
        thumbHref: expect.any(String),
      },
    });
    const attachments = [String(done.body.attachmentId)];
    const number = await tell.report(folk.gridWorker, { attachments });
    const matter = await tell.read(folk.gridWorker, number);
    expect(matter.attachments).toMatchObject([{ id: attachments[0] }]);
    const after = await http(`GET /api/uploads/${id}`, { as: folk.gridWorker });
    expect(after.body).toMatchObject({ attachmentId: attachments[0], attachment: null });
  });

  it('goes on after a break from where it broke off, also in another session', async () => {
    const { id } = await start(folk.gridWorker, photo, { key: 'broken-off-1' });
    await part(folk.gridWorker, id, 0, photo.subarray(0, 5000));
    const again = await start(folk.gridWorker, photo, { key: 'broken-off-1' });
    expect(again).toMatchObject({ status: 201, id, body: { offset: 5000 } });
    expect((await sendRest(folk.gridWorker, id, photo, 50_000)).status).toBe(200);
  });

  it('takes a part whose answer was lost only once, and says how far it has come', async () => {
    const { id } = await start(folk.gridWorker, photo);
    const first = photo.subarray(0, 5000);
    await part(folk.gridWorker, id, 0, first);
    expect(await part(folk.gridWorker, id, 0, first)).toMatchObject({
      status: 409,
      body: { code: 'UPLOAD_OFFSET', present: { offset: 5000 } },
    });
  });

  it('answers the last part again as the first time', async () => {
    const { id } = await start(folk.gridWorker, photo);
    const done = await sendRest(folk.gridWorker, id, photo, 500_000);
    const again = await part(folk.gridWorker, id, 0, photo);
    expect(again.body).toMatchObject({ attachmentId: done.body.attachmentId });
  });

  it('keeps one of two parts that come to one offset at once', async () => {
    const { id } = await start(folk.gridWorker, photo);
    const answers = await Promise.all(
      [4000, 5000, 6000].map((size) => part(folk.gridWorker, id, 0, photo.subarray(0, size))),
    );
    const statuses = answers.map((one) => one.status);
    expect(statuses.sort((a, b) => a - b)).toEqual([200, 409, 409]);
    expect((await sendRest(folk.gridWorker, id, photo, 100_000)).status).toBe(200);
  });

  it('arrives whole whatever is lost on the way', async () => {
    const way = fc.array(
      fc.record({ size: fc.integer({ min: 1, max: 9000 }), lost: fc.boolean() }),
      { minLength: 1, maxLength: 8 },
    );
    const file = await jpeg({ width: 320, height: 240 });
    await fc.assert(
      fc.asyncProperty(way, async (steps) => {
        const { id } = await start(folk.gridWorker, file);
        let offset = 0;
        for (const { size, lost } of steps) {
          const bytes = file.subarray(offset, offset + size);
          if (bytes.length === 0) break;
          const answer = await part(folk.gridWorker, id, offset, bytes);
          // Lost is the answer, not the part: the phone still believes in the old offset.
          if (lost) continue;
          offset = Number(
            (answer.body.present as { offset?: number })?.offset ?? answer.body.offset,
          );
        }
        const done = await sendRest(folk.gridWorker, id, file, 9000);
        expect(done.body).toMatchObject({ attachment: { width: 320 } });
      }),
      { numRuns: 10 },
    );
  }, 60_000);
});

describe('a file in parts is refused', () => {
  it('when the whole is not what was announced, and is begun anew', async () => {
    const { id } = await start(folk.gridWorker, photo);
    const other = Buffer.from(photo);
    other.writeUInt8(1, 3000);
    expect((await sendRest(folk.gridWorker, id, other, 1_000_000)).body.code).toBe('UPLOAD_BROKEN');
    expect((await http(`GET /api/uploads/${id}`, { as: folk.gridWorker })).status).toBe(404);
  });

  it('as a file sent at once is: by what it is', async () => {
    const program = Buffer.concat([Buffer.from('MZ'), randomBytes(500)]);
    const { id } = await start(folk.gridWorker, program);
    const refused = await sendRest(folk.gridWorker, id, program, 1000);
    expect(refused.body.code).toBe('FILE_TYPE_MISMATCH');
    const tooLong = await start(folk.gridWorker, photo, { body: { bytes: 200 * 1024 * 1024 } });
    expect(tooLong.body.code).toBe('FILE_TOO_LARGE');
  });

  it('when a part is too long, empty or no bytes', async () => {
    const { id } = await start(folk.gridWorker, photo);
    const long = await part(folk.gridWorker, id, 0, Buffer.alloc(partBytesMax + 1));
    expect(long).toMatchObject({ status: 413, body: { code: 'BODY_TOO_LARGE' } });
    const beyond = await part(folk.gridWorker, id, 0, Buffer.alloc(photo.length + 1));
    expect(beyond.body).toMatchObject({ code: 'INPUT_INVALID', fields: [{ code: 'tooLong' }] });
    const empty = await part(folk.gridWorker, id, 0, Buffer.alloc(0));
    expect(empty.body).toMatchObject({ code: 'INPUT_INVALID', fields: [{ code: 'empty' }] });
    const json = await http(`PATCH /api/uploads/${id}?offset=0`, {
      as: folk.gridWorker,
      body: { a: 1 },
    });
    expect(json.body.code).toBe('MEDIA_TYPE_UNKNOWN');
  });

  it('to everyone but who began it', async () => {
    const { id } = await start(folk.gridWorker, photo);
    expect((await part(folk.otherGridWorker, id, 0, photo)).status).toBe(404);
    expect((await http(`GET /api/uploads/${id}`, { as: folk.clerk })).status).toBe(404);
  });

  it('under a key that served another file', async () => {
    await start(folk.gridWorker, photo, { key: 'another-file' });
    const other = await start(folk.gridWorker, pdf, { key: 'another-file' });
    expect(other).toMatchObject({ status: 409, body: { code: 'UPLOAD_KEY_REUSED' } });
  });

  it('as bytes, where no bytes are taken', async () => {
    const answer = await http('POST /api/reports', {
      as: folk.gridWorker,
      body: Buffer.from(JSON.stringify({ text: '路灯', point: HERE })),
      headers: { 'content-type': 'application/octet-stream' },
    });
    expect(answer).toMatchObject({ status: 415, body: { code: 'MEDIA_TYPE_UNKNOWN' } });
  });
});

it('what broke off is swept after three days, with its bytes', async () => {
  const { id } = await start(folk.gridWorker, photo);
  await part(folk.gridWorker, id, 0, photo.subarray(0, 5000));
  const files = folderStore(`${story.house.checkpointDir}/../files`);
  const world = { db: story.house.db, files };
  expect(await keysOf(files, id)).toHaveLength(1);
  await sweepParts(world, clock.now() + PARTS_KEPT_MS - 1000);
  expect((await http(`GET /api/uploads/${id}`, { as: folk.gridWorker })).status).toBe(200);
  await sweepParts(world, clock.now() + PARTS_KEPT_MS + 1000);
  expect((await http(`GET /api/uploads/${id}`, { as: folk.gridWorker })).status).toBe(404);
  expect(await keysOf(files, id)).toEqual([]);
});

async function keysOf(files: ReturnType<typeof folderStore>, id: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of files.list('uploads/')) if (key.includes(id)) keys.push(key);
  return keys;
}
