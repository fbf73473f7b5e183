/**
 * Every kind of paper that the kinds know, made over HTTP from matters that are told to that point;
 * and, before, a matter of each kind that is not there yet.
 */

import { type Above, officesAbove } from './above.ts';
import { agreementTeller, CLAUSES, FACTS } from './agreement.ts';
import type { StoryHouse } from './house.ts';
import type { People } from './people.ts';
import { type Caller, teller } from './teller.ts';

export type Made = {
  kind: string;
  paper: string;
  matter: string;
  number: string;
  organ: string;
  pdf: Buffer;
  docx: Buffer;
  /** What it must say beside its number and organ, without spaces. */
  says: readonly string[];
};

/** A matter on which its maker may try, and what is missing there still. */
export type TooEarly = { as: Caller; matter: string; missing: string };

export type EveryPaper = {
  tooEarly: Readonly<Record<string, Readonly<Record<string, TooEarly>>>>;
  all: () => Promise<Made[]>;
};

export async function everyPaper(story: StoryHouse, folk: People): Promise<EveryPaper> {
  const teller = await papersTeller(story, folk);
  const above = await officesAbove(story.world, folk);
  return {
    tooEarly: await tooEarlyOf(teller, folk),
    all: async () => {
      await theReply(teller, folk);
      await disputes(teller, folk);
      await claim(teller, folk, above);
      await settlement(teller, folk);
      await suggestion(teller, folk);
      return teller.made;
    },
  };
}

type PapersTeller = Awaited<ReturnType<typeof papersTeller>>;
type Wanted = { kind: string; paper: string; matter: string; says: readonly string[] };

async function papersTeller(story: StoryHouse, folk: People) {
  const { http } = story;
  const made: Made[] = [];
  const make = async (as: Caller, wanted: Wanted) => {
    const { matter, paper } = wanted;
    const { body } = await http(`POST /api/matters/${matter}/papers`, { as, body: { paper } });
    if (!body.pdf) throw new Error(`${wanted.kind} ${paper}: ${JSON.stringify(body)}`);
    const [pdf, docx] = [body.pdf, body.docx] as { href: string }[];
    const open = async (file: { href: string } | undefined) =>
      (await http(`GET ${file?.href}`, { as })).bytes;
    made.push({
      ...wanted,
      number: String(body.number),
      organ: (body.organ as { zh: string }).zh,
      pdf: await open(pdf),
      docx: await open(docx),
    });
  };
  return { ...teller(story), http, made, make, mediation: await agreementTeller(story, folk) };
}

const REPORTER = { name: '周示例', phone: '19900000000', address: '示例区示例路1号' };
const CLAIM = '补贴没有发到，请核实。';

async function petition({ report, done }: PapersTeller, folk: People, sort = 'claim') {
  const resident = await folk.resident();
  const number = await report(resident, { category: 'claim', text: CLAIM, reporter: REPORTER });
  await done(folk.petitionOfficer, number, 'classify', { class: sort, reason: '按内容甄别' });
  return { resident, number };
}

const forwarding = (folk: People) => ({ org: folk.orgs.department, way: 'forward' });
const HEARD = { route: 'hear', procedure: '已收到，将听取陈述并调查核实。' };

async function tooEarlyOf(tell: PapersTeller, folk: People): Promise<EveryPaper['tooEarly']> {
  const { petitionOfficer: officer, handler, mediator } = folk;
  const fresh = await petition(tell, folk);
  const sent = await petition(tell, folk);
  await tell.done(officer, sent.number, 'forward', forwarding(folk));
  const of = (as: Caller, matter: string, missing: string) => ({ as, matter, missing });
  const organs = (missing: string) => of(handler, sent.number, missing);
  const reported = await tell.report(await folk.resident(), { reporter: REPORTER });
  const dispute = await applied(tell, folk);
  const mediated = (missing: string) => of(mediator, dispute, missing);
  return {
    report: { reply: of(folk.clerk, reported, '还没有办理结果') },
    petition: {
      forwarding: of(officer, fresh.number, '尚未转送'),
      assignment: of(officer, sent.number, '尚未交办'),
      upwardReport: of(officer, fresh.number, '尚未上报'),
      objection: organs('尚未提出异议'),
      objectionDecision: of(officer, sent.number, '尚未核实异议'),
      notice: organs('尚未告知受理情况'),
      extension: organs('延长办理期限尚未获批准'),
      hearingNotice: organs('尚未决定听证'),
      hearingRecord: organs('听证尚未举行'),
      opinion: organs('尚未出具处理意见'),
      settlement: organs('尚未达成调解'),
      suggestionReply: organs('尚未答复建议'),
      review: organs('尚未出具复查意见'),
      reReview: organs('尚未出具复核意见'),
      serviceReceipt: organs('尚未送达'),
    },
    dispute: {
      application: mediated('尚未登记被申请人'),
      record: mediated('尚未记录过调解'),
      agreement: mediated('尚未达成协议'),
      confirmation: mediated('协议尚未生效'),
      failure: mediated('调解尚未终止'),
    },
  };
}

async function applied(tell: PapersTeller, folk: People): Promise<string> {
  const words = { category: 'neighbours', text: '楼上渗水。', reporter: REPORTER };
  const number = await tell.report(await folk.resident(), words);
  const to = { channel: 'people', org: folk.orgs.town };
  await tell.done(folk.townDispatcher, number, 'assignMediation', to);
  return number;
}

async function theReply(tell: PapersTeller, folk: People): Promise<void> {
  const matter = await tell.report(await folk.resident(), { reporter: REPORTER });
  await tell.completed(folk, matter, folk.orgs.department, folk.handler);
  const says = ['答复书', '周示例：', '小区门口路灯不亮三天了。', '已处置完毕。'];
  await tell.make(folk.handler, { kind: 'report', paper: 'reply', matter, says });
}

async function disputes(tell: PapersTeller, folk: People): Promise<void> {
  const { mediator } = folk;
  const { number, digest } = await tell.mediation.signed();
  const held = {
    heldOn: '2026-11-20',
    mode: 'onSite',
    record: '双方陈述了经过。',
    undisputed: '渗水属实。',
  };
  await tell.done(mediator, number, 'holdSession', held);
  await tell.mediation.signAsMediator(number, digest);
  await tell.mediation.seal(number, digest);
  const make = (paper: string, says: readonly string[], matter = number) =>
    tell.make(mediator, { kind: 'dispute', paper, matter, says });
  const parties = ['王示例', '李示例', '310116199001010011'];
  await make('application', ['调解申请书', ...parties, '楼上渗水', '不收取任何费用']);
  await make('record', ['调解笔录', ...parties, '第1次调解', '双方陈述了经过。', '渗水属实。']);
  const clause = `${CLAUSES[0].what}。`;
  const days = ['2026年11月20日', '2026年12月10日'];
  await make('agreement', ['人民调解协议书', ...parties, ...days, FACTS, clause, '第二条']);
  await make('confirmation', ['司法确认申请书', ...parties, '人民调解协议书', '第三十三条']);
  const ended = await tell.mediation.mediating();
  const reply = '可以先申请法律援助。';
  const end = { ground: 'tooFarApart', text: '双方对金额相差较大。', reply };
  await tell.done(mediator, ended.number, 'endMediation', end);
  const ways = ['终止调解告知书', '王示例、李示例：', '分歧较大', '仲裁', '起诉', reply];
  await make('failure', ways, ended.number);
}

/** One claim through each paper of its way, back and forth between organs and upwards. */
async function claim(tell: PapersTeller, folk: People, above: Above): Promise<void> {
  const { done } = tell;
  const { petitionOfficer: officer, handler } = folk;
  const { resident, number } = await petition(tell, folk);
  const make = (as: Caller, paper: string, says: readonly string[]) =>
    tell.make(as, { kind: 'petition', paper, matter: number, says });
  const serve = (as: Caller, paper: string) =>
    done(as, number, 'deliver', {
      paper,
      how: 'inPerson',
      deliveredOn: '2026-11-20',
      to: '周示例',
      proof: '送达回证',
    });
  const urgent = { upTo: 'officeAbove', reason: '涉及多村补贴，建议尽快核查。' };
  await done(officer, number, 'reportUpward', urgent);
  const upward = ['紧急信访事项的报告', '示例市信访办：', urgent.reason, CLAIM, '第二十五条'];
  await make(officer, 'upwardReport', upward);
  await done(officer, number, 'forward', forwarding(folk));
  await make(officer, 'forwarding', ['转送函', '示例区城管局：', '周示例', CLAIM, '十五日']);
  const objection = {
    ground: 'notOurs',
    reason: '由水务局发放，不属本局职权',
    suggestedOrg: folk.orgs.otherDepartment,
  };
  await done(handler, number, 'object', objection);
  await make(handler, 'objection', [
    '异议书',
    '示例区综治中心：',
    objection.reason,
    '示例区水务局',
  ]);
  await done(officer, number, 'decideObjection', {
    decision: 'granted',
    reason: '经核实由该局发放',
  });
  await make(officer, 'objectionDecision', ['核实决定书', '予以同意', '经核实由该局发放']);
  const assigned = { org: folk.orgs.department, way: 'assign', reportBackOn: '2027-01-20' };
  await done(officer, number, 'forward', assigned);
  await make(officer, 'assignment', ['交办函', '2027年1月20日前反馈', '周示例']);
  await done(handler, number, 'notify', HEARD);
  await make(handler, 'notice', ['受理告知书', '周示例：', CLAIM, HEARD.procedure]);
  await done(handler, number, 'askExtension', { clock: 'opinion', amount: 20, reason: '账目较多' });
  await done(folk.unitHead, number, 'decideExtension', { decision: 'granted', reason: '同意' });
  await make(handler, 'extension', ['延期办理告知书', '延长20日', '账目较多']);
  await done(handler, number, 'beginHearing', { heldOn: '2026-12-03', place: '示例听证室' });
  await make(handler, 'hearingNotice', ['听证通知书', '2026年12月3日', '示例听证室']);
  await done(handler, number, 'endHearing', { text: '双方陈述后核对无误。' });
  await make(handler, 'hearingRecord', ['听证笔录', '核对无误', '主持人（签名）']);
  await done(handler, number, 'giveOpinion', {
    conclusion: 'notSupported',
    claim: '要求补发补贴',
    facts: '经核查，补贴已于上年发放。',
    opinion: '所请求事项没有依据。',
    legalBasis: '示例办法第三条',
  });
  const said = ['处理意见书', '周示例：', '要求补发补贴', '不予支持', '示例办法第三条', '复查'];
  await make(handler, 'opinion', said);
  await serve(handler, 'opinion');
  await make(handler, 'serviceReceipt', ['送达回证', '信访处理意见书', '直接送达', '周示例']);
  const upheld = { result: 'upheld', opinion: '事实清楚。', legalBasis: '示例办法第四条' };
  await done(resident, number, 'askReview', { reason: '没有查账' });
  await done(above.cityOfficer, number, 'giveReview', upheld);
  await make(above.cityOfficer, 'review', ['复查意见书', '没有查账', '予以维持', '复核']);
  await serve(above.cityOfficer, 'review');
  await done(resident, number, 'askReReview', { reason: '仍然没有查账' });
  await done(above.provinceOfficer, number, 'giveReReview', upheld);
  const last = ['复核意见书', '仍然没有查账', '不再受理'];
  await make(above.provinceOfficer, 'reReview', last);
}

async function settlement(tell: PapersTeller, folk: People): Promise<void> {
  const { number } = await petition(tell, folk);
  await tell.done(folk.petitionOfficer, number, 'forward', forwarding(folk));
  await tell.done(folk.handler, number, 'notify', HEARD);
  const terms = { settledBy: 'mediation', consent: '双方自愿', terms: '十日内补发。' };
  await tell.done(folk.handler, number, 'settle', terms);
  const says = ['调解协议书', '周示例', '双方自愿', '十日内补发。', '信访人（签名）'];
  const wanted = { kind: 'petition', paper: 'settlement', matter: number, says };
  await tell.make(folk.handler, wanted);
}

async function suggestion(tell: PapersTeller, folk: People): Promise<void> {
  const { number } = await petition(tell, folk, 'suggestion');
  await tell.done(folk.petitionOfficer, number, 'forward', forwarding(folk));
  await tell.done(folk.handler, number, 'notify', { route: 'study', procedure: '研究论证。' });
  const answer = { adoption: 'partly', reply: '先行试点。' };
  await tell.done(folk.handler, number, 'answerSuggestion', answer);
  const says = ['建议答复书', '周示例：', CLAIM, '部分采纳', '先行试点。'];
  const wanted = { kind: 'petition', paper: 'suggestionReply', matter: number, says };
  await tell.make(folk.handler, wanted);
}
