/** The access log as an auditor reads it. */
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/db.ts';
import { httpOf } from '../../test/http.ts';
import { identityWorld, people } from '../../test/people.ts';
import { withClient } from '../../test/server.ts';
import { journalHttp } from './endpoint.ts';

const { db, superUrl } = await testDatabase();
const world = await identityWorld(db);
const { administrator, auditor, clerk, orgs, resident } = await people(world);
const names = {
  post: (id: string) => (id === administrator.post ? '示例岗位' : null),
  org: (id: string) => (id === orgs.centre ? { zh: '示例中心', en: null } : null),
};
const { http } = await httpOf(world, [world.identity.http, journalHttp(db, names)]);

type Line = Record<string, unknown> & { verb: string; at: string };

async function read(query: string): Promise<{ items: Line[]; next: string | null }> {
  const answer = await http(`GET /api/journal?${query}`, { as: auditor });
  expect(answer.status).toBe(200);
  return answer.body as { items: Line[]; next: string | null };
}

describe('the access log', () => {
  it('is found by verb, by its beginning, by post, organisation and time', async () => {
    world.clock.pass(60_000);
    const from = new Date(world.clock.now()).toISOString();
    await http(`PATCH /api/accounts/${clerk.account}`, {
      as: administrator,
      body: { displayName: '示例丙' },
    });
    await http(`PATCH /api/orgs/${orgs.village}`, { as: administrator, body: { phone: '1' } });
    world.clock.pass(60_000);
    const to = new Date(world.clock.now()).toISOString();
    const span = `from=${from}&to=${to}`;
    const verbs = async (query: string) =>
      (await read(`${span}&${query}`)).items.map((line) => line.verb);
    expect(await verbs('verb=account.change')).toEqual(['account.change']);
    expect(await verbs('verb=org')).toEqual(['org.change']);
    expect(await verbs('verb=orgs')).toEqual([]);
    expect((await verbs(`post=${administrator.post}`)).sort()).toEqual([
      'account.change',
      'org.change',
    ]);
    expect(await verbs(`org=${orgs.village}`)).toEqual([]);
    const [line] = (await read(`${span}&verb=org.change`)).items;
    expect(line).toMatchObject({ postName: '示例岗位', orgName: { zh: '示例中心' } });
  });

  it('is read page by page, newest first, and each reading is a line of its own', async () => {
    const first = await read('limit=2&verb=journal');
    const seen = (await read('limit=1&verb=journal.read')).items[0];
    expect(seen).toMatchObject({ actor: `staff:${auditor.account}`, detail: { verb: 'journal' } });
    expect(first.items.length).toBeLessThanOrEqual(2);
    let next = (await read('limit=3')).next;
    const times: string[] = [];
    while (next !== null) {
      const page = await read(`limit=3&after=${next}`);
      times.push(...page.items.map((line) => line.at));
      next = page.next;
    }
    expect(times).toEqual([...times].sort().reverse());
    expect(times.length).toBeGreaterThan(5);
  });

  it('looks through a bounded stretch for one page and says where to go on', async () => {
    await withClient(superUrl, (client) =>
      client.query(
        `INSERT INTO platform.journal (county, matter_id, id, at, verb, actor, detail)
         SELECT '-', '00000000-0000-0000-0000-000000000000', gen_random_uuid(),
                now() + n * interval '1 second', 'filler.line', 'system:test', '{}'
           FROM generate_series(1, 5001) n`,
      ),
    );
    const page = await read('verb=account.change');
    expect(page.items).toEqual([]);
    const more = await read(`verb=account.change&after=${page.next}`);
    expect(more.items.map((line) => line.verb)).toContain('account.change');
    expect(more.next).toBeNull();
  });

  it('tells of a resident only that it was one', async () => {
    await resident();
    const { items } = await read('verb=session.signIn&limit=100&to=2026-11-21T00:00:00Z');
    const text = JSON.stringify(items);
    expect(text).toContain('"actor":"resident"');
    expect(text).not.toContain('resident:');
  });

  it.each(['verb=a.b.c', 'verb=%27', 'from=yesterday', 'org=x', 'after=x'])(
    'refuses %s',
    async (query) => {
      const answer = await http(`GET /api/journal?${query}`, { as: auditor });
      expect(answer.status).toBe(400);
    },
  );

  it('is for auditors', async () => {
    expect((await http('GET /api/journal', { as: administrator })).status).toBe(403);
  });
});
