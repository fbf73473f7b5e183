/** A call of each traced endpoint of places, patrol and notices. */
import { HERE } from '../house.ts';
import { formOf } from '../upload.ts';
import { type Calls, folk, http } from './stage.ts';

const { administrator, townDispatcher, countyDispatcher } = folk;

const ring = [121.2, 121.21].map((lon) => [lon, 30.7]);
const grids = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: { code: '310116101201001', name: '示意网格' },
      geometry: { type: 'Polygon', coordinates: [[...ring, [121.21, 30.72], [121.2, 30.7]]] },
    },
  ],
});

/** Another edition of regions or grids from the day after tomorrow on. */
async function sendEdition(path: string, fields: Record<string, string>, text: string) {
  const { body } = await http('GET /api/editions', { as: administrator });
  const [newest] = body.items as { number: number }[];
  const form = await formOf(
    { name: 'places', bytes: Buffer.from(text) },
    { ...fields, from: '2026-12-31', basedOn: String(newest?.number) },
  );
  return http(`POST /api/${path}`, { as: administrator, ...form });
}

const newPlace = { kind: 'building', name: '示例小区7号楼', point: HERE };
const place = await http('POST /api/places', { as: townDispatcher, body: newPlace });
const placesFile = ['编码,名称,类型,地址,经度,纬度', 'W1,示例小区8号楼,楼栋,,121.205,30.705'];

async function importPlaces() {
  const form = await formOf({ name: 'places.csv', bytes: Buffer.from(placesFile.join('\n')) });
  return http('POST /api/places/import', { as: townDispatcher, ...form });
}

const duty = { name: '老街消防通道', lookFor: '通道有无堵塞', every: 'week' };
const newPoint = { ...duty, point: HERE };
const point = await http('POST /api/patrol/points', { as: townDispatcher, body: newPoint });

const newNotice = {
  county: '310116',
  title: { zh: '窗口调整开放时间' },
  text: { zh: '自下周一起，窗口每天 8:30 开门。' },
  toAt: '2026-12-20T16:00:00Z',
};
const notice = await http('POST /api/notices', { as: countyDispatcher, body: newNotice });

export const placesCalls: Calls = {
  'geography.addPlace': () => http('POST /api/places', { as: townDispatcher, body: newPlace }),
  'geography.changePlace': () =>
    http(`PATCH /api/places/${String(place.body.code)}`, {
      as: townDispatcher,
      body: { name: '示例小区7号楼（南门）' },
    }),
  'geography.importPlaces': importPlaces,
  'geography.publishShapes': () => sendEdition('boundaries', { kind: 'grid' }, grids),
  'geography.publishRegions': () =>
    sendEdition(
      'regions',
      { under: '310116102' },
      '31,上海市\n3101,市辖区\n310116,甲\n310116102,丙镇\n',
    ),
  'patrol.addPatrolPoint': () =>
    http('POST /api/patrol/points', { as: townDispatcher, body: newPoint }),
  'patrol.changePatrolPoint': () =>
    http(`PUT /api/patrol/points/310116/${point.id}`, {
      as: townDispatcher,
      body: { ...duty, isActive: false, version: point.body.version },
    }),
  'notices.publishNotice': () =>
    http('POST /api/notices', { as: countyDispatcher, body: newNotice }),
  'notices.withdrawNotice': () =>
    http(`POST /api/notices/${notice.id}/withdrawal`, {
      as: countyDispatcher,
      body: { county: '310116' },
    }),
};
