/** Stories with more than one hand or matter: objections, more time, supervision, duplicates. */
import type { Way } from '../rules/plan.ts';
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
  takeIn,
  toClose,
  work,
} from './steps.ts';
import type { Teller, Told } from './teller.ts';

async function objectTo(teller: Teller, told: Told, org: string, decision: string): Promise<void> {
  teller.wait(teller.chance.between(0.3, 2));
  await teller.act(told, teller.cast.handlerOf(org), 'object', {
    ground: 'notOurs',
    reason: '该点位不在本单位养护范围内。',
  });
  teller.wait(teller.chance.between(0.3, 2));
  await teller.act(told, dispatcherOf(teller, told), 'decideObjection', {
    decision,
    reason: decision === 'granted' ? '异议成立，重新派遣。' : '按职责清单应由你单位承办。',
  });
}

async function objectionGranted(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { category: 'rubbish' });
  await open(teller, told);
  const wrong = teller.cast.org(`works-${told.scene.town}`);
  await dispatch(teller, told, { org: wrong });
  await objectTo(teller, told, wrong, 'granted');
  const org = await dispatch(teller, told);
  await acknowledge(teller, told, org);
  work(teller, told, 0.4);
  await complete(teller, told, org);
  await toClose(teller, told);
}

async function objectionRefused(teller: Teller): Promise<void> {
  const told = await takeIn(teller);
  await open(teller, told);
  const org = await dispatch(teller, told);
  await objectTo(teller, told, org, 'refused');
  await acknowledge(teller, told, org);
  work(teller, told, 0.4);
  await complete(teller, told, org);
  await toClose(teller, told);
}

async function designated(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { category: 'greenDamage' });
  await open(teller, told);
  teller.wait(teller.chance.between(0.3, 1.5));
  const org = teller.cast.org(`law-${told.scene.town}`);
  await teller.act(told, teller.cast.staff('countydispatcher'), 'designate', {
    org,
    reason: '两家单位互推，由区中心指定。',
  });
  await acknowledge(teller, told, org);
  work(teller, told, 0.4);
  await complete(teller, told, org);
  await toClose(teller, told);
}

/** Handled by the city management station: it has a head who may grant more time. */
async function withHead(teller: Teller): Promise<{ told: Told; org: string }> {
  const told = await takeIn(teller, { category: 'illegalBuilding' });
  return { told, org: await bringToHandler(teller, told) };
}

async function suspend(teller: Teller, told: Told, org: string): Promise<void> {
  teller.wait(teller.chance.between(2, 6));
  await teller.act(told, teller.cast.handlerOf(org), 'askSuspension', {
    ground: 'weather',
    reason: '连续降雨，高处作业不安全。',
  });
  teller.wait(teller.chance.between(0.5, 3));
  const head = teller.cast.headOf(org) ?? teller.cast.handlerOf(org);
  await teller.act(told, head, 'decideSuspension', { decision: 'granted', reason: '同意缓办。' });
}

async function suspended(teller: Teller): Promise<void> {
  const { told, org } = await withHead(teller);
  await suspend(teller, told, org);
  teller.wait(3, 'workingDays');
  await teller.act(told, teller.cast.handlerOf(org), 'resume', { note: '天气转好。' });
  work(teller, told, 0.3);
  await complete(teller, told, org);
  await toClose(teller, told);
}

async function suspendedNow(teller: Teller): Promise<void> {
  const { told, org } = await withHead(teller);
  await suspend(teller, told, org);
}

async function extended(teller: Teller): Promise<void> {
  const { told, org } = await withHead(teller);
  work(teller, told, 0.6);
  await teller.act(told, teller.cast.handlerOf(org), 'askExtension', {
    clock: 'handle',
    amount: 5,
    reason: '需履行拆除告知程序。',
  });
  teller.wait(teller.chance.between(0.5, 3));
  const head = teller.cast.headOf(org) ?? teller.cast.handlerOf(org);
  await teller.act(told, head, 'decideExtension', { decision: 'granted', reason: '同意延期。' });
  work(teller, told, 0.4);
  await complete(teller, told, org);
  await toClose(teller, told);
}

async function supervise(teller: Teller): Promise<{ told: Told; org: string }> {
  const told = await takeIn(teller);
  const org = await bringToHandler(teller, told);
  work(teller, told, 0.3);
  await teller.act(told, teller.cast.staff('countysupervisor'), 'supervise', {
    kind: teller.chance.pick(['reminder', 'urging', 'listed']),
    reason: '同一地点近期多次反映，请加快办理。',
    replyWithinHours: 48,
  });
  return { told, org };
}

async function supervised(teller: Teller): Promise<void> {
  const { told, org } = await supervise(teller);
  teller.wait(teller.chance.between(1, 5));
  const handler = teller.cast.handlerOf(org);
  await teller.act(told, handler, 'replySupervision', { text: '已安排人员，本周内完成。' });
  work(teller, told, 0.2);
  await complete(teller, told, org);
  const supervisor = teller.cast.staff('countysupervisor');
  await teller.act(told, supervisor, 'closeSupervision', { result: '已按时办结。' });
  await toClose(teller, told);
}

async function supervisedNow(teller: Teller): Promise<void> {
  await supervise(teller);
}

async function supported(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { category: 'roadDamage' });
  await open(teller, told);
  const helper = teller.cast.org('water');
  const org = await dispatch(teller, told, { supporting: [helper] });
  await acknowledge(teller, told, org);
  await support(teller, told, helper, org);
}

async function calledIn(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { category: 'roadDamage' });
  const org = await bringToHandler(teller, told);
  teller.wait(teller.chance.between(0.5, 2));
  const helper = teller.cast.org('power');
  await teller.act(told, teller.cast.handlerOf(org), 'callIn', {
    supportingOrg: helper,
    note: '坑洞下有电缆，请到场确认。',
  });
  await support(teller, told, helper, org);
}

async function support(teller: Teller, told: Told, helper: string, org: string): Promise<void> {
  teller.wait(teller.chance.between(0.5, 3));
  await teller.act(told, teller.cast.handlerOf(helper), 'reportIn');
  teller.wait(teller.chance.between(1, 4));
  const text = '已到场确认管线位置并配合处置。';
  await teller.act(told, teller.cast.handlerOf(helper), 'finishSupport', { text });
  work(teller, told, 0.2);
  await complete(teller, told, org);
  await toClose(teller, told);
}

async function subMatter(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { category: 'sewerOverflow' });
  const org = await bringToHandler(teller, told);
  const dispatcher = dispatcherOf(teller, told);
  const scene = teller.scene({ category: 'roadDamage' });
  teller.wait(1);
  await teller.act(told, dispatcher, 'createSub', {
    title: '【示例】路面恢复',
    text: '【示例】管道开挖后须恢复路面。',
    region: told.scene.grid.code.slice(0, 12),
    category: 'roadDamage',
  });
  const number = await teller.numberOfSub(told, dispatcher);
  const place = { ...scene, town: told.scene.town };
  const sub: Told = {
    number,
    version: 1,
    stage: 'registered',
    reporter: null,
    scene: place,
    route: teller.cast.org(`works-${told.scene.town}`),
  };
  const worker = await bringToHandler(teller, sub);
  work(teller, sub, 0.2);
  await complete(teller, sub, worker);
  await check(teller, sub, 'passed');
  await close(teller, sub);
  work(teller, told, 0.1);
  await complete(teller, told, org);
  await toClose(teller, told);
}

/** Two people report the same trouble. */
async function twins(teller: Teller): Promise<{ first: Told; second: Told }> {
  const first = await takeIn(teller, { by: 'resident', category: 'streetLight' });
  teller.wait(teller.chance.between(0.2, 1));
  const other = teller.cast.residents.find((one) => one !== first.reporter);
  const second = await teller.register(other ?? teller.cast.resident(teller.chance), first.scene);
  teller.wait(teller.chance.between(0.1, 0.5));
  await teller.act(second, dispatcherOf(teller, second), 'merge', {
    into: first.number,
    reason: '同一地点同一问题。',
  });
  return { first, second };
}

async function duplicate(teller: Teller): Promise<void> {
  const { first } = await twins(teller);
  // Who reported it as well reads the public answers, and must have one.
  await teller.act(first, dispatcherOf(teller, first), 'reply', {
    text: '多位居民反映同一处路灯，已合并办理，修复后一并回复。',
    isPublic: true,
  });
  await goThrough(teller, first, 0.4);
}

async function unmerged(teller: Teller): Promise<void> {
  const { first, second } = await twins(teller);
  teller.wait(teller.chance.between(0.2, 1));
  await teller.act(second, dispatcherOf(teller, second), 'unmerge', {
    stage: 'registered',
    reason: '核对后为相邻两处，分别办理。',
  });
  await goThrough(teller, second, 0.3);
  await goThrough(teller, first, 0.2);
}

async function sentUp(teller: Teller): Promise<void> {
  const told = await takeIn(teller, { category: 'riverPollution' });
  teller.wait(teller.chance.between(0.3, 1));
  const reason = '跨镇河道，超出本镇职责。';
  await teller.act(told, dispatcherOf(teller, told), 'sendUp', { reason });
  const county = teller.cast.staff('countydispatcher');
  teller.wait(teller.chance.between(0.2, 1));
  await teller.act(told, county, 'open');
  const org = teller.cast.org('water');
  await teller.act(told, county, 'dispatch', { org });
  await acknowledge(teller, told, org);
  work(teller, told, 0.5);
  await complete(teller, told, org);
  await check(teller, told, 'passed');
  await callBack(teller, told, 'satisfied');
  await teller.act(told, county, 'close');
}

/** A complaint about an organisation: no rule routes it, it waits at the no-owner desk. */
async function unowned(teller: Teller): Promise<void> {
  const scene = teller.scene({ category: 'staffConduct' });
  const subjectOrg = teller.cast.org(`law-${scene.town}`);
  const text = '【示例】执法人员态度生硬，没有出示证件。';
  const by = teller.cast.resident(teller.chance);
  const told = await teller.register(by, scene, { text, subjectOrg });
  teller.wait(teller.chance.between(0.5, 1.5));
  await teller.act(told, dispatcherOf(teller, told), 'open');
}

export const aroundScripts = {
  objectionGranted,
  objectionRefused,
  designated,
  suspended,
  suspendedNow,
  extended,
  supervised,
  supervisedNow,
  supported,
  calledIn,
  subMatter,
  duplicate,
  unmerged,
  sentUp,
  unowned,
} satisfies Partial<Record<Way, (teller: Teller) => Promise<void>>>;
