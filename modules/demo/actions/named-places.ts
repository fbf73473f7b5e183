/** The demo's named places: compounds, buildings and halls, invented and said to be. */
import { type KeptPlace, keepNamedPlaces, labelPoint, type Places } from '../../geography/index.ts';
import type { DemoHouse } from './house.ts';
import { placesOf } from './places.ts';

const VILLAGES_A_TOWN = 2;
/** Some 60 m, so that two buildings do not stand at one point. */
const BESIDE = 0.0006;

/** Adds what is missing. Answers how many. */
export async function loadNamedPlaces(house: DemoHouse, now: number): Promise<number> {
  const places = await house.geography.places();
  const villages = placesOf(9).flatMap((town) =>
    placesOf(12)
      .filter((village) => village.code.startsWith(town.code))
      .slice(0, VILLAGES_A_TOWN),
  );
  const rows = villages.flatMap((village, index) => placesIn(places, village, index + 1));
  return keepNamedPlaces(house.geography, rows, now);
}

function placesIn(
  { grids, boundaries }: Places,
  village: { code: string; name: string },
  number: number,
): KeptPlace[] {
  const own = [...grids.keys()].filter((code) => code.startsWith(village.code)).sort();
  const middles = own.flatMap((grid) => {
    const border = boundaries.find((one) => one.code === grid && one.validTo === null);
    return border ? [labelPoint(border.shape)] : [];
  });
  const [first, ...others] = middles;
  if (!first) return [];
  const [lon, lat] = first;
  const short = village.name.replace(/(?:社区)?(?:居民|村民)?(?:委员会|居委会|村委会)$/, '');
  const road = `示例路${number * 10}号`;
  const two = String(number).padStart(2, '0');
  const compound = `${short}示例小区`;
  const at = (steps: number) => ({ lon: lon + steps * BESIDE, lat });
  return [
    {
      ownCode: `C${two}`,
      kind: 'compound',
      name: compound,
      aliases: [`示例${number}村`],
      address: road,
      ...at(0),
    },
    ...[1, 2].map(
      (building): KeptPlace => ({
        ownCode: `B${two}0${building}`,
        kind: 'building',
        name: `${compound}${building}号楼`,
        aliases: [],
        address: `${road}${building}幢`,
        ...at(building),
      }),
    ),
    {
      ownCode: `P${two}`,
      kind: 'public',
      name: `${short}党群服务站（示例）`,
      aliases: [],
      address: `示例路${number * 10 + 2}号`,
      ...at(-1),
    },
    // Something in each grid, so that a task there has a place to be near to.
    ...others.map(
      ([x, y], index): KeptPlace => ({
        ownCode: `G${two}${index + 2}`,
        kind: 'public',
        name: `${short}示例公园${index + 2}号门`,
        aliases: [],
        address: '',
        lon: x,
        lat: y,
      }),
    ),
  ];
}
