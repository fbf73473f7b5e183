/** Named places over HTTP: found by words, shown by code, kept in scope, taken in from files. */
import { describe, expect, it } from 'vitest';
import { sql } from '../../platform/db/index.ts';
import { ELSEWHERE, HERE, storyHouse } from '../../test/house.ts';
import { type Answer, httpOf } from '../../test/http.ts';
import { withClient } from '../../test/server.ts';
import { searchStatement } from './store/named-places.ts';

const story = await storyHouse();
const { http } = story;
const folk = await story.people();
const { app } = await httpOf(story.world, story.house.http);
const words = (text: string) => encodeURIComponent(text);
type Item = { code: string; name: string; kind: string; distanceM: number | null };
const found = async (query: string): Promise<Item[]> =>
  (await http(`GET /api/places?${query}`)).body.items as Item[];

const codeOf = ({ body }: Answer) => (typeof body.code === 'string' ? body.code : '');
const add = (body: object, as = folk.townDispatcher) =>
  http('POST /api/places', { as, body: { kind: 'building', point: HERE, ...body } });

describe('a named place', () => {
  it('is added by who keeps the town, and found by parts of its words, by everyone', async () => {
    const made = await add({ name: '示例花园3号楼', address: '朝阳路8号', aliases: ['老纺织厂'] });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ region: '310116101201', grid: { code: '310116101201001' } });
    expect(made.body.code).toMatch(/^310116-[0-9A-Z]{6}$/);
    for (const text of ['示例花园', '花园3号', '朝阳路', '纺织厂', '示例甲镇一村花园']) {
      const codes = (await found(`q=${words(text)}`)).map((one) => one.code);
      expect(codes, text).toContain(made.body.code);
    }
    expect(await found(`q=${words('示例花园')}&county=310117`)).toEqual([]);
    expect(await found(`q=${words('西山')}`)).toEqual([]);
  });

  it('comes before others when it is called so, else when it is nearer', async () => {
    await add({ name: '银杏苑', point: { lon: 121.219, lat: 30.719 } });
    await add({ name: '银杏苑南区', point: { lon: 121.201, lat: 30.701 } });
    await add({ name: '银杏苑北区', point: { lon: 121.218, lat: 30.718 } });
    const near = await found(`q=${words('银杏苑')}&near=121.2,30.7`);
    expect(near.map((one) => one.name)).toEqual(['银杏苑', '银杏苑南区', '银杏苑北区']);
    expect(near[1]?.distanceM).toBeGreaterThan(120);
    expect(near[1]?.distanceM).toBeLessThan(170);
    expect(await found(`q=${words('银杏苑')}&limit=2`)).toHaveLength(2);
  });

  it('stands among the villages that are called so', async () => {
    // Villages without borders of their own have no point to show.
    const items = await found(`q=${words('示例甲镇一村')}`);
    expect(items.every((one) => one.kind !== 'village')).toBe(true);
  });

  it('shows by its code what is on public notice, and whom to call', async () => {
    const code = codeOf(await add({ name: '示例广场', kind: 'public' }));
    const { status, body } = await http(`GET /api/public/places/${code.toLowerCase()}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: '示例广场',
      regionNames: '示例甲区示例甲镇示例甲镇一村',
      workerPublicName: '示例网格员',
      dutyPhone: '021-11111111',
      isActive: true,
    });
    const grid = await http('GET /api/public/places/310116101201001');
    expect(grid.body).toMatchObject({ kind: 'grid', workerPublicName: '示例网格员' });
    for (const none of ['310116-NONE', '310116999', '999999999999999']) {
      const answer = await http(`GET /api/public/places/${none}`);
      expect([answer.status, answer.body.code]).toEqual([404, 'NAMED_PLACE_UNKNOWN']);
    }
  });

  it('is changed and taken out: not found any more, but its sheet still answers', async () => {
    const code = codeOf(await add({ name: '旧名称楼' }));
    const change = (body: object, as = folk.townDispatcher) =>
      http(`PATCH /api/places/${code}`, { as, body });
    expect((await change({ name: '新名称楼', aliases: ['二号院'] })).body.name).toBe('新名称楼');
    expect(await found(`q=${words('旧名')}`)).toEqual([]);
    expect(await found(`q=${words('二号院')}`)).toHaveLength(1);
    expect((await change({ isActive: false })).body.isActive).toBe(false);
    expect(await found(`q=${words('新名称')}`)).toEqual([]);
    const sheet = (await http(`GET /api/public/places/${code}`)).body;
    expect(sheet).toMatchObject({ name: '新名称楼', isActive: false });
  });

  it('is kept by nobody beyond their scope', async () => {
    const code = codeOf(await add({ name: '甲镇楼' }));
    const other = await add({ name: '外镇楼' }, folk.otherTownDispatcher);
    expect([other.status, other.body.code]).toEqual([403, 'NAMED_PLACE_OUTSIDE']);
    const foreign = await http(`PATCH /api/places/${code}`, {
      as: folk.otherTownDispatcher,
      body: { name: '改' },
    });
    expect([foreign.status, foreign.body.code]).toEqual([404, 'NAMED_PLACE_UNKNOWN']);
    const away = await http(`PATCH /api/places/${code}`, {
      as: folk.countyDispatcher,
      body: { point: ELSEWHERE },
    });
    expect(away.body.code).toBe('NAMED_PLACE_OUTSIDE');
    const clerk = await http('GET /api/places/register', { as: folk.clerk });
    expect(clerk.body.code).toBe('FORBIDDEN');
    const listed = (as: typeof folk.townDispatcher) => http('GET /api/places/register', { as });
    const codes = ((await listed(folk.otherTownDispatcher)).body.items as Item[]).map(
      (i) => i.code,
    );
    expect(codes).not.toContain(code);
  });

  it.each([
    ['a flat', { name: '示例花园3号楼1203室' }],
    ['a flat in a stairway', { name: '示例花园3单元402' }],
    ['a phone', { name: '示例楼', address: '朝阳路8号 13800000000' }],
    ['an ID number', { name: '示例楼', aliases: ['11010519491231002X1'] }],
  ])('is never %s', async (_what, body) => {
    const answer = await add(body);
    expect([answer.status, answer.body.code]).toEqual([400, 'NAMED_PLACE_PERSONAL']);
  });

  it('takes no code twice, and no point where nobody is served', async () => {
    expect((await add({ name: '甲', ownCode: 'A-1' })).body.code).toBe('310116-A-1');
    expect((await add({ name: '乙', ownCode: 'A-1' })).body.code).toBe('NAMED_PLACE_CODE_TAKEN');
    const sea = await add({ name: '海', point: { lon: 123.5, lat: 30.1 } });
    expect(sea.body.code).toBe('NAMED_PLACE_NOT_SERVED');
    const swapped = await add({ name: '反', point: { lon: 30.71, lat: 121.21 } });
    expect(swapped.body.code).toBe('POINT_AXES_SWAPPED');
  });

  it('is listed in pages that lose nothing', async () => {
    const all: string[] = [];
    let cursor = '';
    do {
      const line = `GET /api/places/register?limit=3${cursor && `&cursor=${cursor}`}`;
      const { body } = await http(line, { as: folk.townDispatcher });
      all.push(...(body.items as Item[]).map((one) => one.code));
      cursor = typeof body.next === 'string' ? body.next : '';
    } while (cursor !== '');
    expect(new Set(all).size).toBe(all.length);
    const { body } = await http('GET /api/places/register?limit=100', { as: folk.townDispatcher });
    expect(all).toEqual((body.items as Item[]).map((one) => one.code));
  });
});

const csv = (...rows: string[]) => ['编码,名称,类型,地址,经度,纬度', ...rows].join('\n');

/** A file with its fields, as a browser sends them. */
async function send(line: string, file: string | Buffer, fields: Record<string, string> = {}) {
  const mark = 'linli-test-boundary';
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${mark}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${mark}\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\ncontent-type: text/csv\r\n\r\n`;
  const [method, url] = line.split(' ');
  const answer = await app.inject({
    method: method as 'POST',
    url: url ?? '',
    headers: {
      ...folk.townDispatcher.headers,
      'content-type': `multipart/form-data; boundary=${mark}`,
    },
    payload: Buffer.concat([
      Buffer.from(parts.join('') + head),
      Buffer.from(file),
      Buffer.from(`\r\n--${mark}--\r\n`),
    ]),
  });
  return { status: answer.statusCode, body: answer.json() };
}

describe('a file of named places', () => {
  it('is looked at without a trace, then taken in; a second time changes nothing', async () => {
    const file = csv(
      'W1,文件一号楼,楼栋,文件路1号,121.205,30.705',
      'W2,文件小区,小区,,121.206,30.706',
    );
    const look = await send('POST /api/places/preview', file);
    expect(look.body).toMatchObject({ rows: 2, added: 2, changed: 0, faulty: 0, faults: [] });
    expect(look.body.points).toHaveLength(2);
    expect(await found(`q=${words('文件一号')}`)).toEqual([]);
    expect((await send('POST /api/places/import', file)).body).toMatchObject({ added: 2 });
    expect((await found(`q=${words('文件一号')}`))[0]?.code).toBe('310116-W1');
    const renamed = file.replace('文件一号楼', '文件壹号楼');
    expect((await send('POST /api/places/import', renamed)).body).toMatchObject({
      added: 0,
      changed: 1,
      unchanged: 1,
    });
  });

  it('says of each row what is wrong, and is taken in without those only when asked', async () => {
    const file = csv(
      'X1,好楼,楼栋,,121.205,30.705',
      'X1,重码楼,楼栋,,121.205,30.705',
      ',,楼栋,,121.205,30.705',
      'X4,怪楼,城堡,,121.205,30.705',
      'X5,无点楼,楼栋,,,',
      'X6,海楼,楼栋,,123.5,30.1',
      'X7,外镇楼,楼栋,,121.23,30.71',
      'X8,反楼,楼栋,,30.7,121.2',
      'X9,好楼5单元601,楼栋,,121.205,30.705',
    );
    const look = await send('POST /api/places/preview', file);
    const faults = look.body.faults.map((one: { row: number; code: string }) => [
      one.row,
      one.code,
    ]);
    expect(faults).toEqual([
      [2, 'CODE_TWICE'],
      [3, 'NAME_MISSING'],
      [4, 'KIND_UNKNOWN'],
      [5, 'POINT_MISSING'],
      [6, 'NOT_SERVED'],
      [7, 'OUTSIDE_SCOPE'],
      [8, 'POINT_AXES_SWAPPED'],
      [9, 'FLAT'],
    ]);
    const whole = await send('POST /api/places/import', file);
    expect([whole.status, whole.body.code]).toEqual([400, 'NAMED_PLACE_FILE_FAULTY']);
    expect(await found(`q=${words('好楼')}`)).toEqual([]);
    const skipped = await send('POST /api/places/import', file, { isSkipping: 'true' });
    expect(skipped.body).toMatchObject({ added: 1, faulty: 8 });
  });

  it('with a column about persons is not taken in at all', async () => {
    const file = '名称,户主姓名,联系电话,经度,纬度\n一号楼,张示例,13900000000,121.205,30.705';
    const look = await send('POST /api/places/preview', file);
    expect(look.body.faults[0]).toMatchObject({ row: 0, code: 'COLUMN_OF_PERSONS' });
    const taken = await send('POST /api/places/import', file, { isSkipping: 'true' });
    expect(taken.body.code).toBe('NAMED_PLACE_FILE_FAULTY');
    expect(JSON.stringify([look.body, taken.body])).not.toContain('13900000000');
  });

  it('may be in GB 18030, GeoJSON, and another system of coordinates', async () => {
    // 国标楼, as a Chinese spreadsheet writes it.
    const text = Buffer.concat([
      Buffer.from('name,lon,lat\n'),
      Buffer.from([0xb9, 0xfa, 0xb1, 0xea, 0xc2, 0xa5]),
      Buffer.from(',121.205,30.705'),
    ]);
    expect((await send('POST /api/places/import', text)).body.added).toBe(1);
    expect(await found(`q=${words('国标楼')}`)).toHaveLength(1);
    const features = [
      {
        type: 'Feature',
        properties: { name: '火星楼', code: 'G1' },
        geometry: { type: 'Point', coordinates: [121.2146, 30.7079] },
      },
    ];
    const file = JSON.stringify({ type: 'FeatureCollection', features });
    const { body } = await send('POST /api/places/import', file, { crs: 'gcj02' });
    expect(body.added).toBe(1);
    const at = (await http('GET /api/public/places/310116-G1')).body.point as { lon: number };
    expect(at.lon).toBeCloseTo(121.2102, 3);
  });

  it.each([
    ['nothing', ''],
    ['half a GeoJSON', '{"type": "FeatureCollection", "features": ['],
    ['a header alone', 'name,lon,lat'],
  ])('that holds %s is refused', async (_what, file) => {
    const { status, body } = await send('POST /api/places/preview', file);
    expect(status).toBe(400);
    expect(body.code).toMatch(/^IMPORT_FILE_/);
  });
});

/** Of so few rows as a story makes any index is as good. */
const MANY = `
  INSERT INTO geography.named_place
  SELECT '350105-' || lpad(n::text, 6, '0'), '350105', 'building', '别处' || n, '{}', '', 119.4, 26,
    '350105', null, true, to_tsvector('simple', '@c350105 别处'), now()
  FROM generate_series(1, 3000) n;
  ANALYZE geography.named_place`;

describe('the search of places', () => {
  it('goes by its index', async () => {
    const search = { text: '示例花园', counties: ['310116'], near: HERE, limit: 10 };
    const statement = searchStatement(search) ?? sql`select 1`;
    await withClient(story.base.superUrl, (client) => client.query(MANY));
    const plan = await story.base.db.scoped({ counties: [] }, async (tx) => {
      await tx.run(sql`set local enable_seqscan = off`);
      const rows = await tx.rows(sql<{ 'QUERY PLAN': string }>`explain ${statement}`);
      return rows.map((row) => row['QUERY PLAN']).join('\n');
    });
    expect(plan).toContain('named_place_words_idx');
  });

  it.each([['%'], ["'; drop table"], ['a & b | c'], ['的'], ['！！'], ['\\'], [':*']])(
    'takes %s as words and nothing else',
    async (text) => {
      expect((await http(`GET /api/places?q=${words(text)}`)).status).toBe(200);
    },
  );
});
