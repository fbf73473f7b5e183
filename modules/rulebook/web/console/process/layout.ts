/**
 * Where the stages of a process stand in its diagram: in a row, as the definition names them, ways
 * onward above and ways back below. Pure: pixels out of a definition.
 */
import type { ProcessDocument } from '../words.ts';

export type Box = { name: string; x: number; y: number };
export type Arrow = { from: string; to: string; path: string; isBack: boolean };
export type Layout = { boxes: Box[]; arrows: Arrow[]; width: number; height: number };

export const BOX = { width: 104, height: 44 };
const GAP = 34;
const MARGIN = 16;
/** How much higher an arc is for each stage that it leaps over. */
const STEP = 16;
/** Where an arc leaves a box beside the ones that reach it. */
const ASIDE = 14;

/** What leads from one stage to another, by the actions that do. */
export function waysOf(process: ProcessDocument): Map<string, Map<string, string[]>> {
  const ways = new Map<string, Map<string, string[]>>();
  const steps = Object.entries(process.actions).flatMap(([action, spec]) =>
    stagesFrom(process, spec.from).flatMap((from) =>
      targetsOf(spec.to).map((to) => ({ action, from, to })),
    ),
  );
  for (const { action, from, to } of steps) {
    if (to === 'stay' || to === from) continue;
    const leaving = ways.get(from) ?? new Map<string, string[]>();
    leaving.set(to, [...new Set([...(leaving.get(to) ?? []), action])]);
    ways.set(from, leaving);
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
  const names = Object.keys(process.stages);
  const leap = STEP * Math.max(1, names.length) + MARGIN;
  const boxes = names.map((name, at) => ({
    name,
    x: MARGIN + at * (BOX.width + GAP),
    y: leap,
  }));
  const arrows = [...waysOf(process)].flatMap(([from, leaving]) =>
    [...leaving.keys()].flatMap((to) => arrowOf(boxes, from, to)),
  );
  return {
    boxes,
    arrows,
    width: 2 * MARGIN + names.length * BOX.width + Math.max(0, names.length - 1) * GAP,
    height: 2 * leap + BOX.height,
  };
}

/** To the next stage straight; onward over the stages between, back below them. */
function arrowOf(boxes: readonly Box[], from: string, to: string): Arrow[] {
  const [start, end] = [from, to].map((name) => boxes.findIndex((box) => box.name === name));
  const [a, b] = [boxes[start ?? -1], boxes[end ?? -1]];
  if (!a || !b || start === undefined || end === undefined) return [];
  if (end === start + 1) {
    const y = a.y + BOX.height / 2;
    return [{ from, to, isBack: false, path: `M${a.x + BOX.width} ${y}L${b.x} ${y}` }];
  }
  const isBack = end < start;
  const side = isBack ? 1 : -1;
  const edge = a.y + (isBack ? BOX.height : 0);
  // A curve reaches three quarters of the way to its handles.
  const handle = edge + (side * STEP * Math.abs(end - start) * 4) / 3;
  const x1 = a.x + BOX.width / 2 - side * ASIDE;
  const x2 = b.x + BOX.width / 2 + side * ASIDE;
  return [
    { from, to, isBack, path: `M${x1} ${edge}C${x1} ${handle} ${x2} ${handle} ${x2} ${edge}` },
  ];
}
