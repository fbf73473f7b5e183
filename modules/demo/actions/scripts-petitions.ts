/** Stories of petitions: some on their way, some whose next step is a right. */
import type { StaffActor } from '../../../kernel/actor.ts';
import { civilDate } from '../../../kernel/dates.ts';
import { civilAt, dateAt } from '../../../kernel/zone.ts';
import type { Way } from '../rules/plan.ts';
import { takeIn } from './steps.ts';
import type { Teller, Told } from './teller.ts';

type Script = (teller: Teller) => Promise<void>;

export const LAW = '【示例】相关办法第三条';
const ZONE = 'Asia/Shanghai';
export const today = (teller: Teller) => dateAt(teller.at(), ZONE);
export const officer = (teller: Teller) => teller.cast.staff('petitionofficer');

/** In the first town by the resident of that place in the list, else by anybody. */
export async function classified(
  teller: Teller,
  category: string,
  sort: string,
  resident?: number,
): Promise<Told> {
  const by = resident === undefined ? undefined : teller.cast.residents[resident];
  const told = by
    ? await teller.register(by, teller.scene({ category, town: 1 }))
    : await takeIn(teller, { category, isFullTown: true, by: 'resident' });
  teller.wait(teller.chance.between(0.5, 4));
  await teller.act(told, officer(teller), 'classify', { class: sort, reason: '按内容甄别。' });
  return told;
}

/** With the works station of the town: the county reviews what it answers. */
export async function notified(teller: Teller, told: Told, route: string) {
  const org = teller.cast.org(`works-${told.scene.town}`);
  teller.wait(teller.chance.between(1, 6));
  await teller.act(told, officer(teller), 'forward', { org, way: 'forward' });
  const handler = teller.cast.handlerOf(org);
  teller.wait(teller.chance.between(4, 20));
  const procedure = '已收到您的信访事项，将听取陈述、调查核实后出具书面意见。';
  await teller.act(told, handler, 'notify', { route, procedure });
  return handler;
}

async function petitionAnswered(teller: Teller): Promise<Told> {
  const told = await classified(teller, 'claim', 'claim');
  const handler = await notified(teller, told, 'hear');
  teller.wait(teller.chance.between(2, 5), 'workingDays');
  await teller.act(told, handler, 'giveOpinion', {
    conclusion: teller.chance.pick(['supported', 'explained', 'notSupported']),
    claim: '要求核实并补发。',
    facts: '经调取发放记录并当面听取陈述，情况基本属实。',
    opinion: '按规定办理，差额部分列入下月发放。',
    legalBasis: LAW,
  });
  teller.wait(3);
  await serve(teller, told, handler, 'opinion');
  return told;
}

/** Made, and delivered in person the same day. */
export async function serve(
  teller: Teller,
  told: Told,
  by: StaffActor,
  paper: string,
): Promise<void> {
  await teller.make(told, by, paper);
  await teller.act(told, by, 'deliver', {
    paper,
    how: 'inPerson',
    deliveredOn: today(teller),
    to: '本人',
    proof: '送达回证（示例）',
  });
}

async function petitionReviewing(teller: Teller): Promise<Told> {
  const told = await petitionAnswered(teller);
  teller.wait(3, 'workingDays');
  if (told.reporter) {
    await teller.act(told, told.reporter, 'askReview', { reason: '对发放标准的认定有不同意见。' });
  }
  return told;
}

async function reviewed(teller: Teller, result: 'upheld' | 'redo'): Promise<Told> {
  const told = await petitionReviewing(teller);
  teller.wait(2, 'workingDays');
  const opinion =
    result === 'redo' ? '发放标准适用有误，应当重新核定。' : '事实清楚，适用标准正确。';
  await teller.act(told, officer(teller), 'giveReview', { result, opinion, legalBasis: LAW });
  teller.wait(3);
  await serve(teller, told, officer(teller), 'review');
  if (result === 'redo') await workedOff(teller, told);
  return told;
}

/** With the office of the city: what a town answered, the county reviewed. */
async function petitionReReviewing(teller: Teller): Promise<void> {
  const told = await reviewed(teller, 'upheld');
  teller.wait(2, 'workingDays');
  if (!told.reporter) return;
  await teller.act(told, told.reporter, 'askReReview', { reason: '复查没有核对发放记录。' });
}

async function petitionRedone(teller: Teller): Promise<void> {
  await reviewed(teller, 'redo');
}

/** Several came in person: two of them speak for all. */
async function petitionVisit(teller: Teller): Promise<void> {
  const told = await takeIn(teller, {
    category: 'claim',
    isFullTown: true,
    by: 'hotline',
    more: { channel: 'visit' },
  });
  teller.wait(teller.chance.between(0.2, 1));
  await teller.act(told, officer(teller), 'nameRepresentatives', {
    visitors: 9,
    representatives: 2,
    first: '示例代表甲',
    second: '示例代表乙',
  });
  await teller.act(told, officer(teller), 'classify', { class: 'claim', reason: '按内容甄别。' });
}

async function suggestionAnswered(teller: Teller): Promise<void> {
  const told = await classified(teller, 'petitionSuggestion', 'suggestion');
  const handler = await notified(teller, told, 'study');
  teller.wait(3, 'workingDays');
  await teller.act(told, handler, 'answerSuggestion', {
    adoption: 'partly',
    reply: '感谢建议，开放时间先行延长一小时试行。',
  });
}

/** A leader answers for it, and a remedy is offered: what the petition office's page shows. */
export async function workedOff(teller: Teller, told: Told): Promise<void> {
  const org = teller.cast.org(`works-${told.scene.town}`);
  const plan = '【示例】核清历年发放记录，差额一次补足，当面说明。';
  await teller.act(told, officer(teller), 'enlistLegacy', { org, plan });
  const remedy = { remedy: 'correction', text: '【示例】按核定标准补发差额。' };
  await teller.act(told, officer(teller), 'offerRemedy', remedy);
  const leader = '【示例】分管副区长';
  await teller.act(told, officer(teller), 'takeOver', { leader, since: today(teller) });
}

async function petitionHandling(teller: Teller): Promise<void> {
  const told = await classified(teller, 'claim', 'claim');
  await notified(teller, told, 'hear');
  teller.wait(6);
  await workedOff(teller, told);
}

/** One that somebody brought, and one that the fourth resident brought for the fifth. */
async function petitionNew(teller: Teller): Promise<void> {
  await takeIn(teller, { category: 'claim', isFullTown: true, by: 'resident' });
  const [, , , helper] = teller.cast.residents;
  if (!helper) throw new Error('the demo has four residents');
  teller.wait(0.5);
  await teller.file(helper, teller.scene({ category: 'claim', town: 1 }), {
    petitioner: { name: '孙示例', phone: '13800000005' },
    mandate: {
      helper: 'gridWorker',
      name: '示例·何网格员',
      mayMessage: true,
      mayReview: false,
      reportOn: civilDate(civilAt(teller.now, ZONE).day + 10),
    },
  });
}

async function accusation(teller: Teller): Promise<void> {
  await classified(teller, 'accusation', 'accusation');
}

export const petitionScripts = {
  petitionNew,
  petitionHandling,
  petitionAnswered: async (teller) => {
    await petitionAnswered(teller);
  },
  petitionReviewing: async (teller) => {
    await petitionReviewing(teller);
  },
  petitionReReviewing,
  petitionRedone,
  petitionVisit,
  suggestionAnswered,
  accusation,
} satisfies Partial<Record<Way, Script>>;
