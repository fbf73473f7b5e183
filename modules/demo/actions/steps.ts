/** The steps that many stories share: taken in, brought to a handler, handled, checked, closed. */
import type { Actor, StaffActor } from '../../../kernel/actor.ts';
import { FULL_TOWNS } from './cast.ts';
import type { Scene, Wish } from './scene.ts';
import type { Teller, Told } from './teller.ts';

const SURNAMES = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨';

export const dispatcherOf = (teller: Teller, told: Told) =>
  teller.cast.inTown('dispatcher', told.scene.town);

/** The town's own where it has one, now and then the county's. */
function local(teller: Teller, scene: Scene, name: string): StaffActor {
  const isOwn = scene.town <= FULL_TOWNS && teller.chance.is(0.7);
  return isOwn ? teller.cast.inTown(name, scene.town) : teller.cast.staff(`county${name}`);
}

/** A resident by the portal, or somebody who called the hotline. */
export async function takeIn(
  teller: Teller,
  wish: Wish & { by?: 'resident' | 'hotline'; more?: object } = {},
): Promise<Told> {
  const scene = teller.scene(wish);
  const by = wish.by ?? (teller.chance.is(0.5) ? 'resident' : 'hotline');
  if (by === 'resident') {
    return teller.register(teller.cast.resident(teller.chance), scene, wish.more);
  }
  const surname = teller.chance.pick([...SURNAMES]);
  const serial = Math.floor(teller.chance.between(0, 10_000));
  const reporter = {
    name: `${surname}示例`,
    phone: `1390000${String(serial).padStart(4, '0')}`,
  };
  const channel = teller.chance.is(0.8) ? 'hotline' : 'counter';
  const clerk = local(teller, scene, 'clerk');
  return teller.register(clerk, scene, { channel, reporter, ...wish.more });
}

export async function open(teller: Teller, told: Told): Promise<void> {
  teller.wait(teller.chance.between(0.1, 1.4));
  await teller.act(told, dispatcherOf(teller, told), 'open');
}

/** Where the rules send it; the city management station where they name nobody. */
export const routeOf = (teller: Teller, told: Told) =>
  told.route ?? teller.cast.org(`law-${told.scene.town}`);

export async function dispatch(
  teller: Teller,
  told: Told,
  given: { org?: string; supporting?: string[] } = {},
): Promise<string> {
  teller.wait(teller.chance.between(0.1, 1.4));
  const org = given.org ?? routeOf(teller, told);
  await teller.act(told, dispatcherOf(teller, told), 'dispatch', { ...given, org });
  return org;
}

export async function acknowledge(teller: Teller, told: Told, org: string): Promise<void> {
  teller.wait(teller.chance.between(0.3, 3));
  await teller.act(told, teller.cast.handlerOf(org), 'acknowledge');
}

/** From registered to being handled; answers by whom. */
export async function bringToHandler(teller: Teller, told: Told): Promise<string> {
  await open(teller, told);
  const org = await dispatch(teller, told);
  await acknowledge(teller, told, org);
  return org;
}

/** The work itself takes a share of the category's own time; more than 1 is too late. */
export function work(teller: Teller, told: Told, share: number): void {
  const { amount, unit } = told.scene.category.clocks.handle?.time ?? {
    amount: 5,
    unit: 'workingDays' as const,
  };
  const isDays = unit === 'workingDays';
  teller.wait(Math.max(0.3, amount * (isDays ? 7 : 1) * share), isDays ? 'workHours' : unit);
}

export async function complete(
  teller: Teller,
  told: Told,
  org: string,
  given: { outcome?: string; text?: string; isPublic?: boolean; by?: Actor } = {},
): Promise<void> {
  const { outcome = 'fixed', isPublic = false, by = teller.cast.handlerOf(org) } = given;
  const text = given.text ?? teller.chance.pick(told.scene.tale.done);
  const { before, after } = told.scene.category.evidence;
  const whens = [before > 0 && 'before', after > 0 && 'after'] as const;
  const photos = await teller.photos(
    by,
    whens.filter((when) => when !== false),
  );
  const reply = `【示例】您反映的问题已办理：${text}`;
  await teller.act(told, by, 'complete', { outcome, text, reply, isPublic, ...photos });
}

export async function check(
  teller: Teller,
  told: Told,
  result: 'passed' | 'failed',
): Promise<void> {
  teller.wait(teller.chance.between(0.5, 6));
  const text = result === 'passed' ? '现场核查，已处置到位。' : '现场核查，仍未处置到位。';
  await teller.act(told, local(teller, told.scene, 'checker'), 'check', { result, text });
}

export async function callBack(
  teller: Teller,
  told: Told,
  result: 'satisfied' | 'unsatisfied' | 'unreachable',
): Promise<void> {
  teller.wait(teller.chance.between(0.5, 6));
  const words = { satisfied: '反映人表示满意。', unsatisfied: '反映人表示未解决。' };
  const text = result === 'unreachable' ? '电话无人接听。' : words[result];
  await teller.act(told, local(teller, told.scene, 'callback'), 'callBack', { result, text });
}

export async function close(teller: Teller, told: Told): Promise<void> {
  teller.wait(teller.chance.between(0.1, 1));
  await teller.act(told, dispatcherOf(teller, told), 'close');
}

/** Residents rate most of what they reported themselves. */
export async function rate(teller: Teller, told: Told, scores: readonly number[]): Promise<void> {
  if (!told.reporter || !teller.chance.is(0.75)) return;
  teller.wait(teller.chance.between(0.5, 30), 'hours');
  const score = teller.chance.pick(scores);
  const words = score >= 4 ? '处理及时，谢谢。' : '时间太长了。';
  await teller.act(told, told.reporter, 'rate', { score, words: `【示例】${words}` });
}

export const CONTENT = [5, 5, 5, 4, 4, 3];
export const UNHAPPY = [1, 2, 3, 3, 4];

/** From the completed work to the rated close. */
export async function toClose(
  teller: Teller,
  told: Told,
  scores: readonly number[] = CONTENT,
): Promise<void> {
  await check(teller, told, 'passed');
  await callBack(teller, told, 'satisfied');
  await close(teller, told);
  await rate(teller, told, scores);
}

/** The whole way without a hitch, from registered. */
export async function goThrough(teller: Teller, told: Told, share = 0.5): Promise<void> {
  const org = await bringToHandler(teller, told);
  work(teller, told, share);
  await complete(teller, told, org);
  await toClose(teller, told, share > 1 ? UNHAPPY : CONTENT);
}
