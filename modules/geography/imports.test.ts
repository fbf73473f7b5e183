/** Borders and regions loaded over HTTP: looked at, refused, published, dated. */
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { formOf } from '../../test/upload.ts';
import type { DrawnBorder, ImportFault } from './contract/imports.ts';

const story = await storyHouse();
const { http } = story;
const { administrator, clerk, elsewhere } = await story.people();

const GRID = '310116101201001';
const OTHER = '310116102201001';
type Square = { code: string; west: number; east: number; south?: number };

function file(squares: readonly Square[]) {
  const features = squares.map(({ code, west, east, south = 30.7 }) => ({
    type: 'Feature',
    properties: { code, name: '示意网格' },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, south],
          [east, south],
          [east, 30.72],
          [west, 30.72],
          [west, south],
        ],
      ],
    },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

const here = { code: GRID, west: 121.2, east: 121.22 };
const there = { code: OTHER, west: 121.22, east: 121.24 };

async function send(
  path: 'boundaries/preview' | 'boundaries' | 'regions/preview' | 'regions',
  text: string,
  fields: Record<string, string> = {},
  as = administrator,
) {
  const usual: Record<string, string> = path.startsWith('boundaries')
    ? { kind: 'grid' }
    : { under: '310116' };
  const form = await formOf(
    { name: 'grids.json', bytes: Buffer.from(text) },
    { ...usual, ...fields },
  );
  return http(`POST /api/${path}`, { as, ...form });
}

describe('a look at a file', () => {
  it('tells the overlap, its place and the area that changed, and writes nothing', async () => {
    const wide = file([{ ...here, east: 121.225 }, there]);
    const seen = await send('boundaries/preview', wide, { from: '2026-12-01' });
    expect(seen.body).toMatchObject({
      edition: null,
      features: 2,
      changed: 1,
      unchanged: 1,
      errors: 0,
      warnings: 1,
    });
    const [overlap] = seen.body.faults as ImportFault[];
    expect(overlap).toMatchObject({ code: 'OVERLAP', place: GRID, others: [OTHER] });
    expect(overlap?.at?.[0]).toBeCloseTo(121.2225, 3);
    const { features } = seen.body.map as { features: DrawnBorder[] };
    expect(features[0]?.properties).toMatchObject({ code: GRID, change: 'changed' });
    expect(features[0]?.properties.areaM2).toBeGreaterThan(
      features[0]?.properties.areaBeforeM2 ?? Number.POSITIVE_INFINITY,
    );
    const editions = await http('GET /api/editions', { as: administrator });
    expect(editions.body.items).toHaveLength(2);
  });

  it('names unknown codes, a grid that would end, and another system', async () => {
    const unknown = file([{ ...here, code: '310116999999001' }]);
    const seen = await send('boundaries/preview', unknown);
    expect(seen.body).toMatchObject({ features: 0, errors: 1 });
    expect(seen.body.faults).toMatchObject([{ code: 'CODE_UNKNOWN', feature: 1 }]);
    const second = file([{ ...here, code: '310116101201002' }]);
    const ending = await send('boundaries/preview', second, { from: '2026-12-01' });
    expect(ending.body).toMatchObject({ added: 1, ended: 1 });
    const swapped = file([here]).replaceAll(/\[(121[.\d]+),(30[.\d]+)\]/g, '[$2,$1]');
    const axes = await send('boundaries/preview', swapped);
    expect(axes.body.faults).toMatchObject([{ code: 'AXES_SWAPPED' }]);
  });

  it.each<
    [what: string, text: string, fields: Record<string, string>, status: number, code: string]
  >([
    ['no GeoJSON', '网格', {}, 400, 'IMPORT_FILE_UNREADABLE'],
    ['an empty file', '', {}, 400, 'IMPORT_FILE_MISSING'],
    ['no first day', file([{ ...here, east: 121.21 }]), {}, 400, 'EDITION_DATE_NEEDED'],
    ['a day that is none', file([here]), { from: '2026-02-30' }, 400, 'DATE_INVALID'],
    [
      'a day before what stands',
      file([{ ...here, east: 121.21 }]),
      { from: '1949-10-01' },
      409,
      'EDITION_TOO_EARLY',
    ],
    ['another kind', file([here]), { kind: 'cell' }, 400, 'INPUT_INVALID'],
    [
      'another county',
      file([{ ...here, code: '310117101201001' }]),
      { from: '2026-12-01' },
      403,
      'IMPORT_OUTSIDE',
    ],
  ])('is refused for %s', async (_what, text, fields, status, code) => {
    const answer = await send('boundaries/preview', text, fields);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('is for those who may import', async () => {
    expect((await send('boundaries/preview', file([here]), {}, clerk)).status).toBe(403);
    expect((await http('GET /api/editions', { as: clerk })).status).toBe(403);
  });
});

describe('a publication', () => {
  const basedOn = async () => {
    const answer = await http('GET /api/editions', { as: administrator });
    return String((answer.body.items as { number: number }[])[0]?.number);
  };
  const gridAt = async (lon: number, on: string) => {
    const found = await http(`GET /api/locate?lon=${lon}&lat=30.71&on=${on}`);
    return (found.body.grid as { code: string } | null)?.code;
  };

  it('with overlaps is refused where none are allowed, and leaves everything as it was', async () => {
    const wide = file([{ ...here, east: 121.225 }, there]);
    const fields = { from: '2026-12-01', basedOn: await basedOn(), isStrict: 'true' };
    const answer = await send('boundaries', wide, fields);
    expect([answer.status, answer.body.code]).toEqual([400, 'IMPORT_FAULTY']);
    expect(answer.body.fields).toMatchObject([{ code: 'OVERLAP' }]);
    expect(await basedOn()).toBe(fields.basedOn);
  });

  it('holds from its day, is an edition, and is in the access log', async () => {
    const fields = { from: '2026-12-01', basedOn: await basedOn() };
    const moved = file([
      { ...here, east: 121.21 },
      { ...there, west: 121.21 },
    ]);
    const made = await send('boundaries', moved, fields);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ changed: 2, edition: Number(fields.basedOn) + 1 });
    expect(await gridAt(121.215, '2026-11-30')).toBe(GRID);
    expect(await gridAt(121.215, '2026-12-01')).toBe(OTHER);
    const editions = await http('GET /api/editions?limit=1', { as: administrator });
    expect(editions.body.items).toMatchObject([
      { kind: 'grid', source: 'grids.json', validFrom: '2026-12-01', changed: 2 },
    ]);
    expect(editions.body.next).toEqual(expect.any(String));

    const again = await send('boundaries', moved, { ...fields, from: '2027-01-01' });
    expect([again.status, again.body.code]).toEqual([409, 'IMPORT_RUNNING']);
    const same = await send('boundaries', moved, { basedOn: await basedOn() });
    expect([same.status, same.body.code]).toEqual([409, 'IMPORT_UNCHANGED']);
  });
});

describe('the region tree', () => {
  const rows = [
    '31,上海市',
    '3101,市辖区',
    '310116,示例甲区',
    '310116101,示例甲镇',
    '310116101201,示例甲镇一村',
    '310116101202,示例甲镇二村',
    '310116102,示例乙街道',
    '310116102201,示例乙镇一村',
  ].join('\n');

  it('changes below one place only, from a day on', async () => {
    const seen = await send('regions/preview', rows, { from: '2026-12-01' });
    expect(seen.body).toMatchObject({
      added: 1,
      changed: 1,
      ended: 0,
      lines: [
        { code: '310116101202', change: 'added' },
        { code: '310116102', change: 'renamed', before: '示例乙镇' },
      ],
    });
    const fields = { from: '2026-12-01', basedOn: String(seen.body.basedOn) };
    expect((await send('regions', rows, fields)).status).toBe(201);
    const then = await http('GET /api/regions?parent=310116&on=2026-12-01');
    expect(then.body.items).toMatchObject([{ name: '示例甲镇' }, { name: '示例乙街道' }]);
    const before = await http('GET /api/regions?parent=310116&on=2026-11-30');
    expect(before.body.items).toMatchObject([{ name: '示例甲镇' }, { name: '示例乙镇' }]);
    const other = await http('GET /api/regions?parent=310117&on=2026-12-01');
    expect(other.body.items).toHaveLength(2);
  });

  it('is refused outside one’s scope, without a day, and for a line that is none', async () => {
    const codes = async (text: string, fields: Record<string, string>, as = administrator) =>
      (await send('regions/preview', text, fields, as)).body.code;
    expect(await codes(rows, { under: '31' })).toBe('IMPORT_OUTSIDE');
    expect(await codes(rows, {}, elsewhere.administrator)).toBe('IMPORT_OUTSIDE');
    expect(await codes(`${rows}\n310116103,示例丙镇`, {})).toBe('EDITION_DATE_NEEDED');
    expect(await codes('310116,示例甲区', { from: '2026-12-01' })).toBe('REGION_FILE_INVALID');
  });
});
