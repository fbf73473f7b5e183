/**
 * Stories of disputes up to a session, and of those that end without an agreement. The two sides of
 * what is told whole are the first two residents, so that each can be looked at as either.
 */
import { civilAt, dateAt, instantAt } from '../../../kernel/zone.ts';
import type { Way } from '../rules/plan.ts';
import { takeIn } from './steps.ts';
import type { Teller, Told } from './teller.ts';

type Script = (teller: Teller) => Promise<void>;

const ZONE = 'Asia/Shanghai';
export const today = (teller: Teller) => dateAt(teller.at(), ZONE);

export const APPLICANT = { name: '王示例', phone: '13800000001', address: '示例小区3号楼301室' };
export const RESPONDENT = {
  name: '李示例',
  phone: '13800000002',
  idNumber: '',
  address: '示例小区3号楼401室',
};

export function townOf(teller: Teller, { scene: { town } }: Told) {
  const mediator = teller.cast.inTown('mediator', town);
  const head = teller.cast.inTown('mediationhead', town);
  return { org: teller.cast.org(`mediation-${town}`), mediator, head };
}

async function assigned(teller: Teller, told: Told): Promise<Told> {
  const { org, mediator } = townOf(teller, told);
  teller.wait(teller.chance.between(0.5, 4));
  const dispatcher = teller.cast.inTown('dispatcher', told.scene.town);
  await teller.act(told, dispatcher, 'assignMediation', { channel: 'people', org });
  teller.wait(teller.chance.between(1, 4));
  await teller.act(told, mediator, 'acceptMediation');
  await teller.act(told, mediator, 'recordConsent', { side: 'applicant', consent: 'agreed' });
  return told;
}

async function consenting(teller: Teller): Promise<Told> {
  const category = teller.chance.pick(['neighbourDispute', 'debtDispute']);
  return assigned(teller, await takeIn(teller, { category, isFullTown: true, by: 'resident' }));
}

/** The other side has no account: a link of their own was sent to their phone. */
async function invited(teller: Teller): Promise<void> {
  const told = await consenting(teller);
  const { mediator } = townOf(teller, told);
  const body = {
    side: 'respondent',
    name: '赵示例',
    phone: '13800000019',
    idNumber: '',
    address: '示例小区5号楼102室',
  };
  const { id } = await teller.ask(told, mediator, 'nameParty', { body });
  teller.wait(1);
  await teller.ask(told, mediator, 'inviteParty', { body: { party: id } });
}

async function begun(teller: Teller, told: Told): Promise<Told> {
  const { mediator } = townOf(teller, told);
  teller.wait(6);
  await teller.act(told, mediator, 'recordConsent', { side: 'respondent', consent: 'agreed' });
  return told;
}

async function held(teller: Teller, told: Told): Promise<Told> {
  const { mediator } = townOf(teller, told);
  teller.wait(1, 'workingDays');
  await teller.act(told, mediator, 'holdSession', {
    heldOn: today(teller),
    mode: 'onSite',
    record: '【示例】双方各自陈述了经过和诉求，调解员讲明了有关规定。',
    undisputed: '损坏属实，对金额有分歧。',
  });
  return told;
}

const mediated = async (teller: Teller) =>
  held(teller, await begun(teller, await consenting(teller)));

/** Of the first town, between the first two residents: both named, both with it among their own. */
export async function betweenTwo(teller: Teller): Promise<Told> {
  const [first, second] = teller.cast.residents;
  if (!first || !second) throw new Error('the demo has two residents');
  const scene = teller.scene({ category: 'neighbourDispute', town: 1 });
  const told = await assigned(teller, await teller.register(first, scene, { reporter: APPLICANT }));
  const { mediator, head } = townOf(teller, told);
  const body = { side: 'respondent', ...RESPONDENT };
  await teller.ask(told, mediator, 'nameParty', { body });
  await teller.ask(told, second, 'claimMatter');
  await begun(teller, told);
  const post = { post: mediator.post, chosenBy: 'committee' };
  await teller.act(told, head, 'appointMediator', post);
  await teller.act(told, mediator, 'takeUp', { interest: 'none' });
  return held(teller, told);
}

/** `days` after the demo's first day at three; where that is past, at the next half hour. */
function timeOn({ now }: Teller, days: number): string {
  const HALF_HOUR_MS = 1_800_000;
  const wanted = instantAt(civilAt(now, ZONE).day + days, 15 * 3_600_000, ZONE);
  const soon = Math.ceil(now / HALF_HOUR_MS + 1) * HALF_HOUR_MS;
  return new Date(Math.max(wanted, soon)).toISOString();
}

/** In a room of the centre and by link at once: some come, some stay at home. */
async function meeting(teller: Teller, days: number): Promise<void> {
  const told = await betweenTwo(teller);
  const { mediator } = townOf(teller, told);
  const { name, phone } = RESPONDENT;
  const body = {
    startsAt: timeOn(teller, days),
    minutes: 90,
    mode: 'both',
    place: '镇综治中心一楼第一调解室（示例）',
    insist: '示例：当天另有安排，合并进行',
    participants: [
      { side: 'applicant', name: APPLICANT.name, phone: APPLICANT.phone, isOnSite: true },
      { side: 'respondent', name, phone },
      { side: 'helper', withSide: 'respondent', name: '示例·陪同家属', phone: '13800000005' },
    ],
  };
  await teller.ask(told, mediator, 'planSession', { body });
}

async function disputeRefused(teller: Teller): Promise<void> {
  const told = await consenting(teller);
  teller.wait(4);
  await teller.act(told, townOf(teller, told).mediator, 'recordConsent', {
    side: 'respondent',
    consent: 'refused',
    reason: '对方表示通过诉讼解决。',
  });
}

/** No agreement; told in writing which ways are left. One side complains about the mediator. */
async function disputeFailed(teller: Teller): Promise<void> {
  const told = await betweenTwo(teller);
  const { mediator } = townOf(teller, told);
  teller.wait(2, 'workingDays');
  await teller.act(told, mediator, 'endMediation', {
    ground: 'tooFarApart',
    text: '【示例】经两次调解，双方对赔偿金额仍相差两千元以上。',
    reply: '可以向人民法院起诉，也可以先申请法律援助。',
  });
  await teller.make(told, mediator, 'failure');
  await teller.act(told, mediator, 'deliver', {
    paper: 'failure',
    how: 'inPerson',
    deliveredOn: today(teller),
    to: '双方当事人',
    proof: '送达回证（示例）',
  });
  const { items } = await teller.ask(told, mediator, 'listMatterMediators');
  const [chosen] = items as { id: string }[];
  if (!told.reporter || !chosen) return;
  const text = '【示例】第二次调解没有让我把话说完。';
  const body = { mediator: chosen.id, ground: 'partial', text };
  await teller.ask(told, told.reporter, 'fileGrievance', { body });
}

/** Of a quarter that is over, where and about what the plan says. */
async function disputePast(teller: Teller): Promise<void> {
  const resident = teller.cast.resident(teller.chance);
  const told = await assigned(teller, await teller.register(resident, teller.scene()));
  await begun(teller, told);
  const { mediator } = townOf(teller, told);
  teller.wait(teller.chance.between(1, 8), 'workingDays');
  if (teller.chance.is(0.2)) {
    const text = '【示例】双方分歧较大。';
    const reply = '可以通过仲裁、行政、司法途径解决。';
    return teller.act(told, mediator, 'endMediation', { ground: 'tooFarApart', text, reply });
  }
  await teller.act(told, mediator, 'recordAgreement', {
    form: 'oral',
    facts: '【示例】双方确认了经过与责任。',
    terms: '【示例】当场道歉，一周内修好。',
    happenedOn: today(teller),
  });
  teller.wait(5, 'workingDays');
  const text = '【示例】回访双方，已按约履行。';
  await teller.act(told, mediator, 'recordPerformance', { result: 'performed', text });
}

async function disputePerforming(teller: Teller): Promise<void> {
  const told = await mediated(teller);
  const { mediator } = townOf(teller, told);
  teller.wait(1, 'workingDays');
  const happenedOn = today(teller);
  await teller.act(told, mediator, 'recordAgreement', {
    form: 'written',
    facts: '【示例】双方确认了经过与责任。',
    terms: '【示例】一次性补偿，当场履行一半。',
    happenedOn,
  });
  for (const signer of ['applicant', 'respondent', 'mediator', 'committee']) {
    await teller.act(told, mediator, 'sign', { signer, how: 'ink', happenedOn });
  }
}

export const disputeScripts = {
  disputeConsenting: invited,
  disputeMediating: async (teller) => {
    await mediated(teller);
  },
  disputePerforming,
  disputeRefused,
  disputeFailed,
  disputeToday: (teller) => meeting(teller, 0),
  disputeNextWeek: (teller) => meeting(teller, 7),
  disputePast,
} satisfies Partial<Record<Way, Script>>;
