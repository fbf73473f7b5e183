/** Inside a room, over HTTP: who hears what, facts, recordings, documents, two walls at the end. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { NAMES, PHONES, type RoomCaller, roomTeller } from '../../test/rooms.ts';
import { withClient } from '../../test/server.ts';
import { proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { seated, present, plan, mediating, lead, enter, admit } = roomTeller(story, folk);
const { read, done } = teller(story);

const remark = (page: string, text: string, kind = 'said') => ({
  body: { id: randomUUID(), page, kind, text },
});
const textsOf = async (who: RoomCaller): Promise<string[]> => {
  const { body } = await who.call('GET /remarks');
  return (body.items as { text: string }[]).map(({ text }) => text);
};
const signal = (to: string) => ({ body: { to, page: randomUUID(), data: '{"end":"x"}' } });

describe('what is written', () => {
  it('is read where it was written: by all, by one side with the mediator, by oneself', async () => {
    const { applicant, respondent, mediator } = await seated();
    await applicant.call('POST /remarks', remark('joint', '您好。'));
    await applicant.call('POST /remarks', remark('applicant', '最低八百元。', 'offer'));
    await mediator.call('POST /remarks', remark('notes', '双方差距不大。', 'note'));
    expect(await textsOf(applicant)).toEqual(['您好。', '最低八百元。']);
    expect(await textsOf(respondent)).toEqual(['您好。']);
    expect(await textsOf(mediator)).toEqual(['您好。', '最低八百元。', '双方差距不大。']);
    for (const page of ['applicant', 'notes']) {
      const refused = await respondent.call('POST /remarks', remark(page, '不应出现'));
      expect(refused.body.code).toBe('ROOM_NOT_YOUR_PAGE');
    }
  });

  it('stands once, however often it is sent', async () => {
    const { applicant, respondent } = await seated();
    const once = remark('joint', '只说一次。');
    await applicant.call('POST /remarks', once);
    expect((await applicant.call('POST /remarks', once)).status).toBe(201);
    expect(await textsOf(respondent)).toEqual(['只说一次。']);
  });
});

describe('signals of live connections', () => {
  it('pass within a chamber and out of none', async () => {
    const { applicant, respondent, mediator, ids } = await seated();
    expect((await applicant.call('POST /signals', signal(ids.respondent))).status).toBe(204);
    await mediator.call('POST /chamber', { body: { chamber: 'applicant' } });
    expect((await applicant.call('POST /signals', signal(ids.mediator))).status).toBe(204);
    for (const [from, to] of [
      [applicant, ids.respondent],
      [respondent, ids.applicant],
      [respondent, ids.mediator],
      [mediator, ids.respondent],
    ] as const) {
      const refused = await from.call('POST /signals', signal(to));
      expect(refused.body.code).toBe('ROOM_OTHER_CHAMBER');
    }
    await mediator.call('POST /chamber', { body: { chamber: 'joint' } });
    expect((await respondent.call('POST /signals', signal(ids.applicant))).status).toBe(204);
  });

  it('pass to nobody who waits in the lobby, save with the mediator at the door', async () => {
    const { number, session } = await planned();
    const mediator = await lead(number, session.id);
    const waiting = await enter(session.links[0] ?? '', PHONES.applicant);
    const other = await enter(session.links[1] ?? '', PHONES.respondent);
    const idOf = (who: RoomCaller) => who.room.slice(who.room.indexOf('-') + 1);
    const asked = await waiting.call('POST /signals', signal(idOf(mediator)));
    expect(asked.body.code).toBe('ROOM_OTHER_CHAMBER');
    await mediator.call(`POST /participants/${idOf(waiting)}/reception`);
    expect((await waiting.call('POST /signals', signal(idOf(mediator)))).status).toBe(204);
    const third = await other.call('POST /signals', signal(idOf(mediator)));
    expect(third.body.code).toBe('ROOM_OTHER_CHAMBER');
    story.clock.pass(3_600_000);
  });
});

async function planned() {
  const number = await mediating();
  const { body } = await plan(number);
  const { session, invitations } = body as {
    session: { id: string };
    invitations: { link: string }[];
  };
  const links = invitations.map(({ link }) => link.split('/rooms/')[1] ?? '');
  return { number, session: { id: session.id, links } };
}

describe('an undisputed fact', () => {
  it('is agreed once every party has confirmed it, and then stays', async () => {
    const { applicant, respondent } = await seated();
    const id = randomUUID();
    const written = await applicant.call('POST /facts', { body: { id, text: '渗水属实。' } });
    expect(written.body).toMatchObject({ isAgreed: false, missing: [expect.any(String)] });
    const path = `/facts/${id}`;
    const confirmed = await respondent.call(`POST ${path}/confirmation`, { body: {} });
    expect(confirmed.body).toMatchObject({ isAgreed: true, missing: [], text: '渗水属实。' });
    expect((await applicant.call(`DELETE ${path}`)).body.code).toBe('ROOM_FACT_AGREED');
  });

  it('is taken back by who wrote it or the mediator, while somebody has not confirmed', async () => {
    const { applicant, respondent, mediator } = await seated();
    const id = randomUUID();
    await applicant.call('POST /facts', { body: { id, text: '渗水自三月起。' } });
    expect((await respondent.call(`DELETE /facts/${id}`)).body.code).toBe('ROOM_NOT_YOUR_FACT');
    expect((await mediator.call(`DELETE /facts/${id}`)).status).toBe(204);
  });
});

describe('a recording', () => {
  const ask = { body: { step: 'ask' } };
  const begin = { body: { mediaType: 'video/webm' } };
  const part = (bytes: string) => ({
    body: Buffer.from(bytes),
    headers: { 'content-type': 'application/octet-stream' },
  });

  it('begins when all consent, is sealed, and ends when one withdraws', async () => {
    const { applicant, respondent, mediator, number, session } = await present();
    await mediator.call('POST /recording', ask);
    const early = await mediator.call('POST /recordings', begin);
    expect(early.body.code).toBe('ROOM_CONSENT_MISSING');
    for (const who of [applicant, respondent]) {
      await who.call('POST /recording-answer', { body: { answer: 'yes' } });
    }
    const { id } = await mediator.call('POST /recordings', begin);
    expect(id).not.toBe('');
    const sent = await mediator.call(`POST /recordings/${id}/parts?part=0`, part('示例画面'));
    expect(sent.body).toEqual({ parts: 1 });
    const again = await mediator.call(`POST /recordings/${id}/parts?part=0`, part('示例画面'));
    expect(again.body).toEqual({ parts: 1 });
    const gap = await mediator.call(`POST /recordings/${id}/parts?part=5`, part('x'));
    expect(gap.body.code).toBe('ROOM_PART_ORDER');
    await respondent.call('POST /recording-answer', { body: { answer: 'no' } });
    const late = await mediator.call(`POST /recordings/${id}/parts?part=1`, part('之后'));
    expect(late.body.code).toBe('ROOM_RECORDING_ENDED');
    const path = `/api/matters/${number}/sessions/${session}/recordings/${id}`;
    const opened = await story.http(`GET ${path}`, { as: folk.mediator });
    expect(opened.bytes.toString('utf8')).toBe('示例画面');
    const key = `recordings/${id.slice(-2)}/${id}/0`;
    expect((await story.files.get(key)).includes(Buffer.from('示例画面'))).toBe(false);
  });

  it('never goes on into a caucus', async () => {
    const { applicant, respondent, mediator } = await present();
    await mediator.call('POST /recording', ask);
    for (const who of [applicant, respondent]) {
      await who.call('POST /recording-answer', { body: { answer: 'yes' } });
    }
    await mediator.call('POST /recordings', begin);
    await mediator.call('POST /chamber', { body: { chamber: 'respondent' } });
    expect((await applicant.call('GET ')).body.recording).toMatchObject({ state: 'asked' });
  });
});

const CONCEDED = '让步到最低八百元整';
const OFFERED = '不作依据的提议九百元';
const NOTED = '私人笔记双方都想和解';
const SPOKEN = '共同调解室里的普通发言';
const STATED = '请记入笔录的陈述一句';
const HALF = '只有一方认可的事实';
const SECRETS = [CONCEDED, OFFERED, NOTED, SPOKEN, HALF];

describe('the end of a session', () => {
  it('archives the record and destroys the rest: in the database, the log and every answer', async () => {
    const { applicant, respondent, mediator, number, session } = await seated();
    await applicant.call('POST /remarks', remark('applicant', CONCEDED, 'offer'));
    await applicant.call('POST /remarks', remark('joint', OFFERED, 'offer'));
    await respondent.call('POST /remarks', remark('joint', SPOKEN));
    await respondent.call('POST /remarks', remark('joint', STATED, 'statement'));
    await mediator.call('POST /remarks', remark('notes', NOTED, 'note'));
    await applicant.call('POST /facts', { body: { id: randomUUID(), text: HALF } });
    const agreed = randomUUID();
    await applicant.call('POST /facts', { body: { id: agreed, text: '渗水属实。' } });
    await respondent.call(`POST /facts/${agreed}/confirmation`, { body: {} });

    const { body: draft } = await mediator.call('GET /record');
    expect(draft.undisputed).toBe('1. 渗水属实。');
    for (const words of [NAMES.applicant, NAMES.respondent, '居民身份证', STATED]) {
      expect(String(draft.record)).toContain(words);
    }
    for (const words of SECRETS) expect(String(draft.record)).not.toContain(words);

    const before = await keysOf(session);
    expect(before.sealed_key).not.toBeNull();
    const closed = await mediator.call('POST /close', { body: draft });
    expect(closed.body).toEqual({ number });
    for (const who of [applicant, respondent, mediator]) {
      expect((await who.call('GET ')).body.code).toBe('ROOM_ENDED');
      expect((await who.call('GET /remarks')).body.code).toBe('ROOM_ENDED');
    }
    await expectDestroyed(session);
    await expectNowhere(number);
    const log = await story.http(`GET /api/matters/${number}/log`, { as: folk.mediator });
    expect(log.bytes.includes('holdSession')).toBe(true);
    const opened = await story.http(`POST /api/matters/${number}/persons`, {
      as: folk.mediator,
      body: { purpose: 'handling', reason: '核对调解笔录' },
    });
    expect(opened.status).toBe(200);
    for (const words of SECRETS) expect(opened.bytes.includes(words)).toBe(false);
  });

  it('that is cancelled destroys all of it, too', async () => {
    const { applicant, number, session } = await seated();
    await applicant.call('POST /remarks', remark('joint', SPOKEN));
    const cancelled = await story.http(
      `POST /api/matters/${number}/sessions/${session}/cancellation`,
      { as: folk.mediator, body: { reason: '另行安排' } },
    );
    expect(cancelled.body).toMatchObject({ state: 'cancelled' });
    expect((await applicant.call('GET ')).body.code).toBe('ROOM_CANCELLED');
    await expectDestroyed(session);
  });

  it('comes with the end of its matter', async () => {
    const { applicant, mediator, number } = await seated();
    const why = { ground: 'tooFarApart', text: '分歧较大。', reply: '可以向人民法院起诉。' };
    await done(folk.mediator, number, 'endMediation', why);
    expect(await read(folk.mediator, number)).toMatchObject({ isOpen: false });
    for (const who of [applicant, mediator]) {
      expect((await who.call('GET ')).body.code).toBe('ROOM_CANCELLED');
    }
  });
});

const asSuper = <T>(sql: string, values: unknown[] = []) =>
  withClient(story.base.superUrl, async (client) => (await client.query(sql, values)).rows as T[]);

async function keysOf(session: string) {
  const [row] = await asSuper<{ sealed_key: Buffer | null }>(
    'SELECT sealed_key FROM room.session WHERE id = $1',
    [session],
  );
  if (!row) throw new Error('the session is not there');
  return row;
}

/** Nothing that was sealed under the session's key is left, and the key is not either. */
async function expectDestroyed(session: string) {
  expect((await keysOf(session)).sealed_key).toBeNull();
  for (const table of ['room.remark', 'room.signal']) {
    const rows = await asSuper(`SELECT 1 FROM ${table} WHERE session_id = $1`, [session]);
    expect(rows, table).toEqual([]);
  }
  const open = 'SELECT 1 FROM room.fact WHERE session_id = $1 AND NOT is_agreed';
  expect(await asSuper(open, [session])).toEqual([]);
}

/** No row of any table and no answer to anybody of the staff holds what was said in confidence. */
async function expectNowhere(number: string) {
  const tables = await asSuper<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'pgboss')`,
  );
  for (const { name } of tables) {
    for (const words of SECRETS) {
      const found = await asSuper(`SELECT 1 FROM ${name} t WHERE t::text LIKE $1`, [`%${words}%`]);
      expect(found, `${name}: ${words}`).toEqual([]);
    }
  }
  for (const page of ['', '/log', '/papers', '/sessions', '/clocks']) {
    const { bytes } = await story.http(`GET /api/matters/${number}${page}`, { as: folk.mediator });
    for (const words of SECRETS) expect(bytes.includes(words), page).toBe(false);
  }
}

describe('somebody without a device', () => {
  it('is compared, told and heard at the table: the mediator notes what they say', async () => {
    const number = await mediating();
    const { body } = await plan(number, {
      mode: 'both',
      place: '示例镇综治中心二楼',
      participants: [
        { side: 'applicant', name: NAMES.applicant, phone: PHONES.applicant },
        { side: 'respondent', name: NAMES.respondent, isOnSite: true },
      ],
    });
    const made = body as { session: { id: string }; invitations: { id: string; link: string }[] };
    const mediator = await lead(number, made.session.id);
    const applicant = await enter(
      made.invitations[0]?.link.split('/rooms/')[1] ?? '',
      PHONES.applicant,
    );
    await admit(mediator, applicant);
    const there = made.invitations[1]?.id ?? '';
    const attested = { document: 'idCard', how: 'counter', isTold: true };
    await mediator.call(`POST /participants/${there}/attestation`, { body: attested });
    expect((await mediator.call(`POST /participants/${there}/admission`)).status).toBe(204);
    const id = randomUUID();
    await applicant.call('POST /facts', { body: { id, text: '渗水属实。' } });
    const noted = { body: { participant: there } };
    expect((await applicant.call(`POST /facts/${id}/confirmation`, noted)).body.code).toBe(
      'ROOM_MEDIATOR_ONLY',
    );
    const confirmed = await mediator.call(`POST /facts/${id}/confirmation`, noted);
    expect(confirmed.body).toMatchObject({ isAgreed: true });
    story.clock.pass(3_600_000);
  });
});

proveLogs(story);
