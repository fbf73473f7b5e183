/** The demo's places: the real region tree of Shanghai, borders and grids that are drawn (示意). */
import {
  demoBox,
  importRegions,
  importShapes,
  readShippedRegions,
  schematicBoundaries,
  schematicFile,
  shippedEdition,
} from '../../geography/index.ts';
import { COUNTY, type DemoHouse } from './house.ts';

const SOURCE = 'schematic (示意)';
const PROVINCE = COUNTY.slice(0, 2);

export type Place = { code: string; name: string };

let shipped: Place[] | undefined;

/** The province's regions as shipped; unpacked once, it takes most of a second. */
function shippedRegions(): Place[] {
  shipped ??= readShippedRegions([PROVINCE]);
  return shipped;
}

/** A county's regions whose codes are so long: 6, 9 or 12 digits. */
export function placesOf(width: number, county = COUNTY): Place[] {
  return shippedRegions().filter((row) => row.code.startsWith(county) && row.code.length === width);
}

/** Loads what is missing, so that whoever reads it next sees it. Answers whether anything was. */
export async function loadPlaces(house: DemoHouse, nowMs: number): Promise<boolean> {
  const { geography } = house;
  const places = await geography.places();
  const hasRegions = places.counties.has(COUNTY);
  if (!hasRegions) {
    const rows = shippedRegions();
    await geography.change((tx) =>
      importRegions(tx, { rows, source: shippedEdition.source, nowMs }),
    );
  }
  const hasDrawn = await drawBorders(house, nowMs, { code: COUNTY, box: demoBox });
  return !hasRegions || hasDrawn;
}

export type Box = typeof demoBox;

/** Towns, villages and grids of a county where none stand. Answers whether any were drawn. */
export async function drawBorders(
  { geography }: DemoHouse,
  nowMs: number,
  { code, box }: { code: string; box: Box },
): Promise<boolean> {
  const { grids: standing } = await geography.places();
  if ([...standing.keys()].some((grid) => grid.startsWith(code))) return false;
  const [county] = placesOf(code.length, code);
  if (!county) throw new Error(`the shipped regions have no ${code}`);
  const towns = placesOf(9, code);
  const villages = placesOf(12, code);
  const drawn = schematicBoundaries({ county, towns, villages, box });
  const common = { source: SOURCE, crs: 'wgs84', nowMs };
  const regions = schematicFile(drawn.regions);
  const grids = schematicFile(drawn.grids, ({ code }) => publicNotice(code));
  await geography.change(async (tx) => {
    await importShapes(tx, { ...common, kind: 'region', file: regions });
    await importShapes(tx, { ...common, kind: 'grid', file: grids });
  });
  return true;
}

const SURNAMES = '王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁';

/** Who serves a grid, as on a public notice; invented, and said to be. */
export function publicNotice(grid: string): { workerPublicName: string; dutyPhone: string } {
  const number = Number(grid.slice(6)) % 9973;
  return {
    workerPublicName: `示例网格员${SURNAMES[number % SURNAMES.length]}`,
    dutyPhone: `021-0000${String(number).padStart(4, '0')}`,
  };
}
