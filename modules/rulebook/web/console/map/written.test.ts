import { describe, expect, it } from 'vitest';
import { checkMapDocument } from '../../../../geography/index.ts';
import {
  documentOf,
  isTileAddress,
  originsLetIn,
  originsOf,
  searchOf,
  type Written,
  writtenIn,
  writtenOf,
} from './written.ts';

const raster: Written = {
  ...writtenOf(null),
  kind: 'raster',
  tiles: 'https://tiles.example.cn:8443/a/{z}/{x}/{y}.png',
  attribution: ' 示例地图 ',
};
const PAGE = '/console/admin/map';

describe('the map’s settings in a form', () => {
  it.each([
    ['none', { ...writtenOf(null), kind: 'none' as const }],
    ['tiles', raster],
    ['dark tiles too', { ...raster, darkTiles: raster.tiles, crs: 'wgs84' as const }],
    ['a file', { ...writtenOf(null), kind: 'pmtiles' as const }],
  ])('make a document that may be published, and come back: %s', (_what, form) => {
    const document = documentOf(form);
    expect(checkMapDocument(document, { name: 'main' })).toEqual([]);
    expect(documentOf(writtenOf(document))).toEqual(document);
    expect(documentOf(writtenIn(searchOf(form)) as Written)).toEqual(document);
  });

  it('of a document that leaves out what is usual are WGS-84', () => {
    const held = { basemap: { kind: 'pmtiles' as const } };
    expect(writtenOf(held)).toMatchObject({ kind: 'pmtiles', crs: 'wgs84', maxZoom: 18 });
    expect(writtenOf({})).toMatchObject({ kind: 'none' });
  });

  it('stand in no address that says nothing of them', () => {
    expect(writtenIn({ county: '310116' })).toBe(null);
    expect(writtenIn({ kind: 'other' })).toBe(null);
  });
});

describe('an address of tiles', () => {
  it.each([
    ['https://a.cn/{z}/{x}/{y}', true],
    ['https://a.cn/{z}/{y}', false],
    ['https://{s}.a.cn/{z}/{x}/{y}', false],
    ['ftp://a.cn/{z}/{x}/{y}', false],
  ])('%s: %s', (address, isOne) => {
    expect(isTileAddress(address)).toBe(isOne);
    const faults = checkMapDocument(documentOf({ ...raster, tiles: address }), { name: 'main' });
    expect(faults.length === 0).toBe(isOne);
  });

  it('may be tried where the document was loaded with it', () => {
    const search = new URLSearchParams(searchOf(raster));
    const [origin] = originsOf(documentOf(raster));
    expect(origin).toBe('https://tiles.example.cn:8443');
    expect(originsLetIn(`https://linli.cn${PAGE}?${search}`, PAGE)).toEqual([origin]);
    expect(originsLetIn(`https://linli.cn/console/?${search}`, PAGE)).toEqual([]);
  });
});
