/**
 * Where the stages of a process stand in its diagram: by how many steps they are from the start,
 * each rank a column. Pure: pixels out of a definition.
 */
import type { ProcessDocument } from '../words.ts';

export type Box = { name: string; x: number; y: number; rank: number };
export type Arrow = { from: string; to: string; path: string; isBack: boolean };
export type Layout = { boxes: Box[]; arrows: Arrow[]; width: number; height: number };

export const BOX = { width: 120, height: 44 };
const GAP = { x: 70, y: 26 };
const MARGIN = 24;

/** What leads from one stage to another, by the actions that do. */
export function waysOf(process: ProcessDocument): Map<string, Map<string, string[]>> {
  const ways = new Map<string, Map<string, string[]>>();
  for (const [action, spec] of Object.entries(process.actions)) {
    for (const from of stagesFrom(process, spec.from)) {
      for (const to of targetsOf(spec.to)) {
        if (to === 'stay' || to === from) continue;
        const leaving = ways.get(from) ?? new Map<string, string[]>();
        leaving.set(to, [...new Set([...(leaving.get(to) ?? []), action])]);
        ways.set(from, leaving);
      }
    }
  }
  return ways;
}

export function targetsOf(to: ProcessDocument['actions'][string]['to']): string[] {
  return typeof to === 'string' ? [to] : [...new Set(Object.values(to.ways))];
}

export function stagesFrom(
  process: ProcessDocument,
  from: ProcessDocument['actions'][string]['from'],
): string[] {
  if (Array.isArray(from)) return from;
  const all = Object.entries(process.stages);
  if (from === 'any') return all.map(([name]) => name);
  return all
    .filter(([, stage]) => (stage.end ?? false) === (from === 'closed'))
    .map(([name]) => name);
}

export function layOut(process: ProcessDocument): Layout {
  const ways = waysOf(process);
  const ranks = ranksOf(process, ways);
  const columns = Map.groupBy(Object.keys(process.stages), (name) => ranks.get(name) ?? 0);
  const tallest = Math.max(1, ...[...columns.values()].map((names) => names.length));
  const height = 2 * MARGIN + tallest * BOX.height + (tallest - 1) * GAP.y + 60;
  const boxes = [...columns].flatMap(([rank, names]) =>
    names.map((name, row) => ({
      name,
      rank,
      x: MARGIN + rank * (BOX.width + GAP.x),
      y: middleRow(names.length, row, height - 60),
    })),
  );
  const at = new Map(boxes.map((box) => [box.name, box]));
  const arrows = [...ways].flatMap(([from, leaving]) =>
    [...leaving.keys()].flatMap((to) => arrowOf(at.get(from), at.get(to), height)),
  );
  const deepest = Math.max(0, ...columns.keys());
  const width = 2 * MARGIN + (deepest + 1) * BOX.width + deepest * GAP.x;
  return { boxes, arrows, width, height };
}

function middleRow(count: number, row: number, height: number): number {
  const whole = count * BOX.height + (count - 1) * GAP.y;
  return (height - whole) / 2 + row * (BOX.height + GAP.y);
}

/** Steps from the start; a stage that nothing leads to stands in the first column. */
function ranksOf(process: ProcessDocument, ways: Map<string, Map<string, string[]>>) {
  const ranks = new Map<string, number>([[process.initial, 0]]);
  const queue = [process.initial];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    for (const to of ways.get(name)?.keys() ?? []) {
      if (ranks.has(to)) continue;
      ranks.set(to, (ranks.get(name) ?? 0) + 1);
      queue.push(to);
    }
  }
  return ranks;
}

function arrowOf(from: Box | undefined, to: Box | undefined, height: number): Arrow[] {
  if (!from || !to) return [];
  const isBack = to.rank <= from.rank;
  const [y1, y2] = [from.y + BOX.height / 2, to.y + BOX.height / 2];
  if (!isBack) {
    const [x1, x2] = [from.x + BOX.width, to.x];
    const bend = (x2 - x1) / 2;
    return [
      {
        from: from.name,
        to: to.name,
        isBack,
        path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`,
      },
    ];
  }
  // Ways back run below all stages, so that they cross none of them.
  const [x1, x2] = [from.x + BOX.width / 2, to.x + BOX.width / 2];
  const low = height - 14;
  const path = `M${x1} ${from.y + BOX.height}C${x1} ${low} ${x2} ${low} ${x2} ${to.y + BOX.height}`;
  return [{ from: from.name, to: to.name, isBack, path }];
}
