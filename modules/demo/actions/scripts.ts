/** How the story of each way goes. A script that reaches the present simply ends there. */
import type { Way } from '../rules/plan.ts';
import { aroundScripts } from './scripts-around.ts';
import { kindScripts } from './scripts-kinds.ts';
import {
  acknowledge,
  bringToHandler,
  callBack,
  check,
  close,
  complete,
  dispatch,
  dispatcherOf,
  goThrough,
  open,
  rate,
  routeOf,
  takeIn,
  toClose,
  work,
} from './steps.ts';
import type { Teller, Told } from './teller.ts';

export type Script = (teller: Teller) => Promise<void>;

/** The share of the time that ordinary work takes; one in ten is late. */
const ordinaryShare = (teller: Teller) =>
  teller.chance.is(0.1) ? teller.chance.between(1.05, 1.8) : teller.chance.between(0.15, 0.8);

async function selfHandled(teller: Teller): Promise<void> {
  const scene = teller.scene({ isOwn: true });
  const by = teller.cast.inTown('gridworker', scene.town);
  const { beforePhotos = [], afterPhotos = [] } = await teller.photos(by, ['before', 'after']);
  const text = teller.chance.pick(scene.tale.done);
  const told = await teller.register(by, scene, {
    selfHandled: { text, beforePhotos, afterPhotos },
  });
  if (told.stage === 'checking') await check(teller, told, 'passed');
  await close(teller, told);
}

async function ordinary(teller: Teller): Promise<void> {
  await goThrough(teller, await takeIn(teller), ordinaryShare(teller));
}

async function answered(teller: Teller): Promise<void> {
  const category = teller.chance.is(0.7) ? 'policyQuestion' : 'suggestion';
  const told = await takeIn(teller, { category });
  teller.wait(teller.chance.between(0.2, 1.8));
  const reply = `【示例】${teller.chance.pick(told.scene.tale.done)}`;
  await teller.act(told, dispatcherOf(teller, told), 'answer', { reply, isPublic: true });
  await rate(teller, told, [5, 5, 4]);
}

async function triage(teller: Teller, told: Told): Promise<void> {
  teller.wait(teller.chance.between(0.1, 1));
  await teller.act(told, dispatcherOf(teller, told), 'triage', {
    category: told.scene.category.code,
    reason: '按内容归类。',
  });
}

async function triaged(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { more: { category: undefined } });
  await triage(teller, told);
  await goThrough(teller, told);
}

async function reworked(teller: Teller): Promise<void> {
  const told = await takeIn(teller);
  const org = await bringToHandler(teller, told);
  work(teller, told, 0.3);
  await complete(teller, told, org);
  await check(teller, told, 'failed');
  work(teller, told, 0.3);
  await complete(teller, told, org, { text: '已返工处置到位。' });
  await toClose(teller, told);
}

async function unsatisfied(teller: Teller): Promise<void> {
  const told = await takeIn(teller);
  const org = await bringToHandler(teller, told);
  work(teller, told, 0.3);
  await complete(teller, told, org);
  await check(teller, told, 'passed');
  await callBack(teller, told, 'unsatisfied');
  work(teller, told, 0.2);
  await complete(teller, told, org, { text: '已按反映人意见重新处置。' });
  await toClose(teller, told);
}

async function confirmed(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { by: 'resident' });
  const org = await bringToHandler(teller, told);
  work(teller, told, 0.4);
  await complete(teller, told, org);
  teller.wait(teller.chance.between(1, 5), 'hours');
  const by = told.reporter ?? teller.cast.resident(teller.chance);
  await teller.act(told, by, 'confirm', { result: 'satisfied', text: '已经好了。' });
  await close(teller, told);
  await rate(teller, told, [5, 5, 4]);
}

async function declined(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { category: 'propertyService' });
  teller.wait(teller.chance.between(0.3, 1.5));
  await teller.act(told, dispatcherOf(teller, told), 'decline', {
    reason: '该事项已进入诉讼程序。',
    legalBasis: '【示例】已经或者依法应当通过诉讼解决的，告知向有关机关提出。',
    reply: '【示例】您反映的事项正在法院审理，请按诉讼程序解决。',
  });
}

async function referred(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { category: 'pets' });
  teller.wait(teller.chance.between(0.1, 0.5));
  await teller.act(told, dispatcherOf(teller, told), 'refer', {
    body: '110',
    receipt: '示例回执 2026-001',
    reply: '【示例】已转 110 处理，警情编号见回执。',
  });
}

async function withdrawn(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { by: 'resident' });
  await open(teller, told);
  teller.wait(teller.chance.between(1, 8), 'hours');
  const by = told.reporter ?? teller.cast.resident(teller.chance);
  await teller.act(told, by, 'withdraw', { reason: '邻居已自行清走。' });
}

async function impossible(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { category: 'illegalParking' });
  const org = await bringToHandler(teller, told);
  work(teller, told, 0.6);
  const text = '该路段无法增设停车位，已说明原因。';
  await complete(teller, told, org, { outcome: 'impossible', text });
  await toClose(teller, told, [3, 2, 4]);
}

async function anonymous(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { by: 'resident', more: { isAnonymous: true } });
  const org = await bringToHandler(teller, told);
  work(teller, told, 0.4);
  await complete(teller, told, org, { isPublic: true });
  await check(teller, told, 'passed');
  await close(teller, told);
}

async function unreachable(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { by: 'hotline' });
  const org = await bringToHandler(teller, told);
  work(teller, told, 0.4);
  await complete(teller, told, org, { isPublic: true });
  await check(teller, told, 'passed');
  for (let tries = 0; tries < 3; tries += 1) await callBack(teller, told, 'unreachable');
  await close(teller, told);
}

async function reopened(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { by: 'resident' });
  const first = await bringToHandler(teller, told);
  work(teller, told, 0.3);
  await complete(teller, told, first);
  await check(teller, told, 'passed');
  await callBack(teller, told, 'satisfied');
  await close(teller, told);
  teller.wait(teller.chance.between(12, 60), 'hours');
  const by = told.reporter ?? teller.cast.resident(teller.chance);
  await teller.act(told, by, 'reopen', { reason: '【示例】两天后又出现了同样的问题。' });
  const org = await dispatch(teller, told);
  await acknowledge(teller, told, org);
  work(teller, told, 0.3);
  await complete(teller, told, org, { text: '已彻底处置，并加装防护。' });
  await toClose(teller, told);
}

async function verified(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { isFullTown: true });
  await askVerify(teller, told);
  teller.wait(teller.chance.between(0.5, 3));
  await teller.act(told, teller.cast.inTown('gridworker', told.scene.town), 'verify', {
    result: 'confirmed',
    text: '现场核实，情况属实。',
  });
  await goThrough(teller, told);
}

/** The committee where the town's grid worker belongs. */
async function askVerify(teller: Teller, told: Told): Promise<void> {
  teller.wait(teller.chance.between(0.1, 0.8));
  const { org } = teller.cast.inTown('gridworker', told.scene.town);
  await teller.act(told, dispatcherOf(teller, told), 'requestVerify', {
    org,
    note: '请到场核实。',
  });
}

async function urgent(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { category: 'manholeCover', more: { urgency: 'urgent' } });
  const dispatcher = dispatcherOf(teller, told);
  teller.wait(teller.chance.between(0.01, 0.03));
  await teller.act(told, dispatcher, 'open');
  const org = routeOf(teller, told);
  await teller.act(told, dispatcher, 'dispatch', { org });
  teller.wait(teller.chance.between(0.02, 0.2));
  await teller.act(told, teller.cast.handlerOf(org), 'acknowledge');
  teller.wait(teller.chance.between(0.4, 1.2));
  await complete(teller, told, org);
  await toClose(teller, told);
}

async function late(teller: Teller): Promise<void> {
  await goThrough(teller, await takeIn(teller), teller.chance.between(1.2, 2.2));
}

/** Ends after so many steps of the way: what stands there waits for somebody. */
function left(steps: number): Script {
  return async (teller) => {
    const told = await takeIn(teller);
    if (steps > 0) await open(teller, told);
    if (steps < 2) return;
    const org = await dispatch(teller, told);
    if (steps > 2) await acknowledge(teller, told, org);
    if (steps < 4) return;
    teller.wait(0.5);
    await complete(teller, told, org);
    if (steps > 4) await check(teller, told, 'passed');
  };
}

async function leftLate(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { category: 'constructionNoise' });
  await bringToHandler(teller, told);
}

/** An objection that waits for the sender's decision. */
async function leftObjecting(teller: Teller): Promise<void> {
  const told = await takeIn(teller);
  await open(teller, told);
  const org = await dispatch(teller, told);
  teller.wait(0.3);
  await teller.act(told, teller.cast.handlerOf(org), 'object', {
    ground: 'notOurs',
    reason: '该点位不在本单位养护范围内，请核实产权单位。',
  });
}

/** More time was asked for; the head has not decided yet. */
async function leftExtending(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { category: 'illegalBuilding' });
  const org = await bringToHandler(teller, told);
  teller.wait(0.5);
  await teller.act(told, teller.cast.handlerOf(org), 'askExtension', {
    clock: 'handle',
    amount: 5,
    reason: '需履行拆除告知程序。',
  });
}

export const scripts: Record<Way, Script> = {
  ...aroundScripts,
  ...kindScripts,
  selfHandled,
  ordinary,
  answered,
  triaged,
  reworked,
  unsatisfied,
  confirmed,
  declined,
  referred,
  withdrawn,
  impossible,
  anonymous,
  unreachable,
  reopened,
  verified,
  urgent,
  late,
  leftLate,
  leftObjecting,
  leftExtending,
  leftReceived: async (teller) => {
    await takeIn(teller, { more: { category: undefined } });
  },
  leftVerifying: async (teller) => {
    await askVerify(teller, await takeIn(teller, { isFullTown: true }));
  },
  leftRegistered: left(0),
  leftOpened: left(1),
  leftDispatched: left(2),
  leftHandling: left(3),
  leftChecking: left(4),
  leftCallingBack: left(5),
};
