/**
 * What a grid worker of the first towns finds on the first walk: places to look at in turn, and
 * tasks of each sort in their own grids. Made once, by the people who would make it.
 */
import type { Actor } from '../../../kernel/actor.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { NewPatrolPoint } from '../../patrol/contract.ts';
import { keepStory, toldStories } from '../store/stories.ts';
import { type Cast, FULL_TOWNS } from './cast.ts';
import { systemContext } from './directory.ts';
import type { DemoHouse } from './house.ts';
import type { Grid, Scenery } from './scene.ts';

type Field = { house: DemoHouse; cast: Cast; scenery: Scenery; now: number };

const HOUR_MS = 3_600_000;

const places: readonly Pick<NewPatrolPoint, 'name' | 'lookFor' | 'every'>[] = [
  { name: '老街消防通道', lookFor: '通道有无堵塞，灭火器是否在位', every: 'day' },
  { name: '小学门口', lookFor: '上下学时段有无占道停车、占道经营', every: 'day' },
  { name: '沿河步道', lookFor: '护栏、救生圈是否完好，河面有无漂浮物', every: 'week' },
  { name: '建筑工地围挡', lookFor: '围挡是否牢固，夜间警示灯是否亮', every: 'week' },
  { name: '独居老人服务点', lookFor: '服务点是否开门，公示电话能否打通', every: 'week' },
  { name: '地下车库出入口', lookFor: '排水沟、挡水板是否完好', every: 'month' },
];

const tasks = [
  {
    name: 'verify-light',
    text: '【示例】居民来电说楼道口的路灯一闪一闪，请现场看一下是哪一盏。',
    category: 'streetLight',
    ends: 'verify',
  },
  {
    name: 'verify-cover',
    text: '【示例】有人反映人行道上的井盖翘起，不知道现在还在不在。',
    category: 'manholeCover',
    ends: 'verify',
  },
  {
    name: 'handle-toilet',
    text: '【示例】公厕门锁坏了，请换一把。',
    category: 'publicToilet',
    ends: 'dispatch',
  },
  {
    name: 'handle-road',
    text: '【示例】小区门口地砖松动，下雨溅水，请先摆放警示牌再修补。',
    category: 'roadDamage',
    ends: 'dispatch',
  },
] as const;

/** In each town that has people of every role. */
export async function loadField(field: Field): Promise<void> {
  const told = await toldStories(field.house.db);
  for (let town = 1; town <= FULL_TOWNS; town += 1) {
    const own = ownGrids(field, town);
    if (own.length === 0) continue;
    if (!told.has(`field-${town}-points`)) await loadPoints(field, town, own);
    for (const [index, task] of tasks.entries()) {
      const name = `field-${town}-${task.name}`;
      if (told.has(name)) continue;
      const grid = own[index % own.length] as Grid;
      const number = await makeTask(field, { town, task, grid, index });
      await keepStory(field.house.db, { name, number, at: field.now });
    }
  }
}

function ownGrids({ cast, scenery }: Field, town: number): Grid[] {
  const { regions } = cast.inTown('gridworker', town);
  const grids = scenery.grids[town - 1] ?? [];
  return grids.filter((grid) => regions.some((code) => grid.code.startsWith(code)));
}

function contextFor({ house, now }: Field, actor: Actor, key?: string): RequestContext {
  return { ...systemContext(house, now), actor, ...(key && { idempotencyKey: key }) };
}

/** The key makes each once, however often the demo starts. */
async function loadPoints(field: Field, town: number, own: readonly Grid[]): Promise<void> {
  const by = field.cast.inTown('dispatcher', town);
  for (const [index, place] of places.entries()) {
    const grid = own[index % own.length] as Grid;
    const ctx = contextFor(field, by, `demo-patrol-${town}-${index}`);
    await field.house.patrol.addPoint(ctx, { ...place, point: near(grid, index) });
  }
  const name = `field-${town}-points`;
  await keepStory(field.house.db, { name, number: '', at: field.now });
}

/** Not all in the middle of their grid. */
function near({ lon, lat }: Grid, index: number): { lon: number; lat: number } {
  const turn = index * 2.4;
  return { lon: lon + Math.cos(turn) * 0.0012, lat: lat + Math.sin(turn) * 0.0009 };
}

type Asked = { town: number; task: (typeof tasks)[number]; grid: Grid; index: number };

async function makeTask(field: Field, { town, task, grid, index }: Asked): Promise<string> {
  const { house, cast, now } = field;
  const at = (hours: number) => ({ ...field, now: now - hours * HOUR_MS });
  const org = cast.inTown('gridworker', town).org;
  const { matter } = await house.matters.register(contextFor(at(3), cast.staff('clerk')), {
    text: task.text,
    category: task.category,
    point: near(grid, index + 7),
    channel: 'hotline',
  });
  const by = cast.inTown('dispatcher', town);
  let { version } = matter;
  const act = async (hours: number, action: string, given: Record<string, unknown> = {}) => {
    const input = { number: matter.number, action, version, given };
    ({ version } = await house.matters.act(contextFor(at(hours), by), input));
  };
  if (task.ends === 'verify') {
    await act(2, 'requestVerify', { org, note: '请到现场看一下，拍照回传。' });
  } else {
    await act(2.5, 'open');
    await act(2, 'dispatch', { org, note: '请就近处置，处置后拍照。' });
  }
  return matter.number;
}
