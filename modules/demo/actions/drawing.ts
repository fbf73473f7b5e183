/** Which copies a batch of a grown city has, and where: by ways, weeks, towns and grids. */
import { type Chance, chanceOf } from '../rules/chance.ts';
import { type Batch, shiftOf } from '../rules/growth.ts';
import { wayOfStory, weightOfStory } from '../rules/plan.ts';
import type { Run } from '../store/growth.ts';
import { COUNTY } from './house.ts';
import type { Mould } from './mould-of.ts';
import type { Told } from './moulds.ts';
import { placesOf } from './places.ts';
import type { Copy } from './pour.ts';
import type { Grid } from './scene.ts';

/** A town where copies may lie. */
export type Place = { code: string; share: number; grids: readonly Grid[] };

/** Draws the copies of a batch, the oldest first. */
export function drawer(
  run: Pick<Run, 'run' | 'asOf'> & { past: readonly Told[]; moulds: readonly Told[] },
  towns: readonly Place[],
) {
  const isOver = ({ mould }: Told) => !mould.isOpen && mould.dueAt === null;
  const past = weighed(run.past.filter(isOver));
  const now = weighed(run.moulds.filter((one) => !isOver(one)));
  const place = placer(towns);
  return (batch: Batch, index: number): Copy[] => {
    const chance = chanceOf(`grow ${run.run} ${index}`);
    const copies = batch.flatMap(({ week, count }) => {
      const when = { week, asOf: run.asOf };
      const fitting = (week === 'now' ? now : past).filter(
        ([, mould]) => shiftOf(mould, when, MIDDLE) !== null,
      );
      const drawn: Copy[] = [];
      for (let left = fitting.length > 0 ? count : 0; left > 0; ) {
        const mould = chance.weighted(fitting);
        const shift = shiftOf(mould, when, chance);
        if (shift === null) continue;
        left -= mould.matters;
        drawn.push({ mould, shift, ...place(mould, chance) });
      }
      return drawn;
    });
    return copies.sort((a, b) => a.mould.firstAt + a.shift - (b.mould.firstAt + b.shift));
  };
}

/** However many stories tell of a way: together they come as often as it does. */
function weighed(told: readonly Told[]): (readonly [weight: number, mould: Mould])[] {
  const ways = Map.groupBy(told, ({ name }) => wayOfStory(name));
  return told.map(({ name, mould }) => {
    const others = ways.get(wayOfStory(name))?.length ?? 1;
    return [weightOfStory(name) / others, mould];
  });
}

/** Troubles crowd in few towns, and in few grids of each. */
function placer(towns: readonly Place[]) {
  const counties = new Set(towns.map(({ code }) => code.slice(0, COUNTY.length)));
  const all = [...counties].flatMap((county) => placesOf(12, county));
  const villages = new Map(all.map(({ code, name }) => [code, name]));
  const shares = new Map<Mould, (readonly [share: number, town: number])[]>();
  return (mould: Mould, chance: Chance): Pick<Copy, 'town' | 'grid' | 'suffix'> => {
    const own = shares.get(mould) ?? mould.towns.map((at) => [towns[at]?.share ?? 1, at] as const);
    shares.set(mould, own);
    const town = chance.weighted(own);
    const grids = towns[town]?.grids ?? [];
    const grid = grids[Math.floor(grids.length * chance.next() ** 2)];
    if (!grid) throw new Error('a town of the demo has no grid');
    return { town, grid, suffix: suffixOf(villages.get(grid.code.slice(0, 12)) ?? '', chance) };
  };
}

const MIDDLE: Chance = {
  ...chanceOf('middle'),
  between: (from, to) => (from + to) / 2,
};

const SPOTS = [
  '东门',
  '西门',
  '菜场旁',
  '学校对面',
  '公交站',
  '河边',
  '停车场',
  '物业门口',
  '桥下',
];

/** Where, so that no two of a neighbourhood say quite the same. */
function suffixOf(village: string, chance: Chance): string {
  const house = `${Math.floor(chance.next() ** 2 * 180) + 1}号`;
  return `（${village}${house}，${chance.pick(SPOTS)}）`;
}
