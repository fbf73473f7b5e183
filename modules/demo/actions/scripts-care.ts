/**
 * Stories around petitions: a proxy, withdrawals, urging and the joint meeting, a hearing, a
 * review at the city, old trouble that was resolved.
 */
import { civilDate, dayNumber } from '../../../kernel/dates.ts';
import { civilAt, civilText, instantAt } from '../../../kernel/zone.ts';
import type { Way } from '../rules/plan.ts';
import { COUNTY } from './house.ts';
import {
  classified,
  LAW,
  notified,
  officer,
  serve,
  today,
  workedOff,
} from './scripts-petitions.ts';
import type { Teller, Told } from './teller.ts';

type Script = (teller: Teller) => Promise<void>;

const ZONE = 'Asia/Shanghai';

/** A claim of the first town by one resident, with its works station. */
async function claimed(teller: Teller, resident: number): Promise<{ told: Told; by: StaffOf }> {
  const told = await classified(teller, 'claim', 'claim', resident);
  return { told, by: await notified(teller, told, 'hear') };
}
type StaffOf = Awaited<ReturnType<typeof notified>>;

const dayAhead = ({ now }: Teller, days: number) => civilDate(civilAt(now, ZONE).day + days);

/** The third resident asks the fourth to help: accepted, and reported back once. */
async function petitionProxy(teller: Teller): Promise<void> {
  const { told } = await claimed(teller, 2);
  const [, , own, helper] = teller.cast.residents;
  if (!own || !helper) throw new Error('the demo has four residents');
  teller.wait(4);
  await teller.ask(told, own, 'giveMandate', {
    body: {
      helper: 'gridWorker',
      name: '示例·何网格员',
      phone: '13800000004',
      mayMessage: true,
      mayReview: true,
    },
  });
  teller.wait(3);
  const reportOn = dayAhead(teller, 6);
  await teller.act(told, helper, 'acceptMandate', { reportOn });
  teller.wait(1, 'workingDays');
  const text = '【示例】我去市政站问过，材料齐全，正在核对发放记录。';
  await teller.act(told, helper, 'proxyReport', { text, reportOn });
}

/** Chance draws which of them are called back: until one is, as it would be in a year. */
const WITHDRAWN_MOST = 16;

async function petitionWithdrawn(teller: Teller): Promise<void> {
  for (let count = 0; count < WITHDRAWN_MOST; count += 1) {
    const told = await classified(teller, 'claim', 'claim');
    const by = teller.cast.staff('countycallback');
    teller.wait(3);
    await teller.act(told, by, 'recordWithdrawal', {
      calledOn: today(teller),
      calledAt: civilText(teller.at(), ZONE).slice(11, 16),
      caller: '本人，以登记的手机号来电并核对姓名（示例）',
      said: '【示例】单位已经当面说明清楚，本人不再要求办理。',
      isRecordingAgreed: true,
      recording: '示例录音 17 号',
    });
    const { care } = await teller.ask(told, officer(teller), 'getCare');
    if ((care as { withdrawal: { isDrawn: boolean } }).withdrawal.isDrawn) return;
  }
}

/** Two sets of tools on one petition: urging (art. 40), adopted; an order (art. 39), still open. */
async function petitionUrged(teller: Teller): Promise<void> {
  const { told, by } = await claimed(teller, 5);
  teller.wait(3, 'workingDays');
  await teller.act(told, officer(teller), 'supervise', {
    kind: 'urging',
    trigger: 'delay',
    proposal: 'improvement',
    reason: '【示例】一周没有联系信访人，请尽快听取陈述，并固定专人答复。',
    replyWithinHours: 48,
  });
  teller.wait(6);
  await teller.act(told, by, 'replySupervision', {
    adoption: 'adopted',
    text: '【示例】已当面听取陈述，确定专人，每周告知一次进展。',
  });
  teller.wait(3);
  const result = '【示例】已按建议改进。';
  await teller.act(told, officer(teller), 'closeSupervision', { result });
  const meeting = teller.cast.staff('jointmeeting');
  const target = teller.cast.org(`works-${told.scene.town}`);
  const talk = '【示例】就发放记录长期不核对约谈单位负责人。';
  await teller.act(told, meeting, 'jointMeasure', { kind: 'talk', target, reason: talk });
  teller.wait(2);
  const reason = '【示例】限期核清三年来的发放记录，并报告整改结果。';
  const order = { kind: 'order', target, reason, replyWithinHours: 480 };
  await teller.act(told, meeting, 'jointMeasure', order);
}

/** A hearing next week, in the town's reception room. */
async function petitionHearing(teller: Teller): Promise<void> {
  const { told, by } = await claimed(teller, 6);
  teller.wait(2, 'workingDays');
  const room = await receptionRoom(teller, by, told);
  const place = '镇综治中心一楼接访室（示例）';
  await teller.act(told, by, 'beginHearing', { heldOn: dayAhead(teller, 6), place });
  const startsAt = instantAt(civilAt(teller.now, ZONE).day + 6, 9.5 * 3_600_000, ZONE);
  await teller.ask(told, by, 'planDate', {
    body: {
      kind: 'hearing',
      title: 'hearing',
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + 2 * 3_600_000).toISOString(),
      place: '',
      room,
      posts: [by.post, teller.cast.inTown('townpetitions', told.scene.town).post],
      insist: '【示例】双方当面约定',
    },
  });
  await teller.make(told, by, 'hearingNotice');
}

async function receptionRoom(teller: Teller, by: StaffOf, told: Told): Promise<string | null> {
  const { items } = await teller.ask(told, by, 'listRooms', { query: { county: COUNTY } });
  const rooms = items as { id: string; zh: string; org: { id: string } }[];
  const centre = teller.cast.org(`centre-${told.scene.town}`);
  return rooms.find(({ org, zh }) => org.id === centre && zh === '接访室')?.id ?? null;
}

/** What an organ of the county answered is reviewed by the city. */
async function petitionAtCity(teller: Teller): Promise<void> {
  const told = await classified(teller, 'claim', 'claim', 7);
  const org = teller.cast.org('civil');
  const by = teller.cast.handlerOf(org);
  teller.wait(4);
  const reportBackOn = civilDate(dayNumber(today(teller)) + 40);
  await teller.act(told, officer(teller), 'forward', { org, way: 'assign', reportBackOn });
  await teller.make(told, officer(teller), 'assignment');
  teller.wait(1, 'workingDays');
  const procedure = '已收到您的信访事项，将听取陈述、调查核实后出具书面意见。';
  await teller.act(told, by, 'notify', { route: 'hear', procedure });
  await teller.make(told, by, 'notice');
  teller.wait(3, 'workingDays');
  await teller.act(told, by, 'giveOpinion', {
    conclusion: 'notSupported',
    claim: '要求补发停发期间的高龄津贴。',
    facts: '【示例】经核查，停发期间的津贴已由邻区发放，不能重复领取。',
    opinion: '【示例】不予补发；由本区发放的部分已于次月恢复。',
    legalBasis: LAW,
  });
  await serve(teller, told, by, 'opinion');
  teller.wait(2, 'workingDays');
  if (!told.reporter) return;
  const reason = '【示例】邻区只发放了两个月，其余月份应当补发。';
  await teller.act(told, told.reporter, 'askReview', { reason });
}

async function petitionResolved(teller: Teller): Promise<void> {
  const { told } = await claimed(teller, 4);
  teller.wait(1, 'workingDays');
  await workedOff(teller, told);
  teller.wait(2, 'workingDays');
  const day = today(teller);
  await teller.act(told, officer(teller), 'recordVisit', {
    agreedOn: day,
    agreedHow: '本人来电约定，通话已录音（示例）',
    visitedOn: day,
    text: '【示例】当面核对了发放记录。',
  });
  teller.wait(2, 'workingDays');
  await teller.act(told, officer(teller), 'closeLegacy', {
    isResolved: true,
    result: '【示例】差额已补发，本人签收。',
    evidence: '签收单（示例）',
  });
}

export const careScripts = {
  petitionProxy,
  petitionWithdrawn,
  petitionUrged,
  petitionHearing,
  petitionAtCity,
  petitionResolved,
} satisfies Partial<Record<Way, Script>>;
