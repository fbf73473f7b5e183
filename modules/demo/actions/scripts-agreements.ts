/**
 * Stories of agreements between the first two residents, each left where somebody has something to
 * do: drafted, signed by one, in force with promises, before a court.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { civilDate, dayNumber } from '../../../kernel/dates.ts';
import type { Way } from '../rules/plan.ts';
import { betweenTwo, today, townOf } from './scripts-disputes.ts';
import type { Teller, Told } from './teller.ts';

type Script = (teller: Teller) => Promise<void>;

const FACTS =
  '【示例】双方确认：楼上卫生间防水层老化，渗水损坏楼下天花板和墙面，由被申请人负责修复和赔偿。';

const inDays = (teller: Teller, days: number) => civilDate(dayNumber(today(teller)) + days);

function clausesOf(teller: Teller) {
  const ifNot = '自逾期之日起，每日支付未付金额的万分之五';
  return [
    {
      id: 'pay',
      who: 'respondent',
      what: '一次性向申请人支付天花板和墙面修复费三千元',
      when: '',
      dueOn: inDays(teller, 2),
      ifNot,
    },
    {
      id: 'repair',
      who: 'respondent',
      what: '重做卫生间防水，并通知申请人到场验收',
      when: '',
      dueOn: inDays(teller, 4),
      ifNot: '申请人可以另行委托施工，费用由被申请人承担',
    },
    {
      id: 'keep',
      who: 'respondent',
      what: '保修一年，再次渗水的，三日内上门处理',
      when: '',
      dueOn: inDays(teller, 365),
      ifNot: '',
    },
    {
      id: 'rest',
      who: 'both',
      what: '不再就此事向对方提出其他要求',
      when: '以上各条履行完毕后',
      dueOn: null,
      ifNot: '',
    },
  ];
}

type Text = { version: number; digest: string };

/** Two versions: one that a side wanted changed, and that with the change. */
async function drafted(teller: Teller): Promise<{ told: Told; text: Text }> {
  const told = await betweenTwo(teller);
  const { mediator } = townOf(teller, told);
  const [, second] = teller.cast.residents;
  if (!second) throw new Error('the demo has two residents');
  teller.wait(2);
  const [pay, ...rest] = clausesOf(teller);
  const first = [{ ...pay, what: '一次性向申请人支付修复费三千五百元' }, ...rest];
  await teller.ask(told, mediator, 'writeText', {
    body: { facts: FACTS, clauses: first, seen: 0 },
  });
  teller.wait(2);
  const wish = { clause: 'pay', kind: 'change', text: '按评估的三千元支付，请写明是哪些部位。' };
  const { id } = await teller.ask(told, second, 'propose', { body: wish });
  teller.wait(2);
  const body = { facts: FACTS, clauses: [pay, ...rest], seen: 1, takes: [id] };
  const text = await teller.ask(told, mediator, 'writeText', { body });
  return { told, text: text as Text };
}

async function disputeDrafting(teller: Teller): Promise<void> {
  const { told } = await drafted(teller);
  teller.wait(1);
  const text = '请写明验收由谁到场。';
  const body = { clause: 'repair', kind: 'change', text };
  if (told.reporter) await teller.ask(told, told.reporter, 'propose', { body });
}

/** Ink on the printed text, which the mediator uploads: no phone is sent a code by the demo. */
async function signedBy(teller: Teller, told: Told, text: Text, sides: readonly string[]) {
  const { mediator } = townOf(teller, told);
  const { parties } = await teller.ask(told, mediator, 'readAgreement');
  for (const side of sides) {
    const party = (parties as { id: string; side: string }[]).find((one) => one.side === side);
    const scan = await teller.upload(mediator, 'signed');
    const how = side === 'applicant' ? 'ink' : 'fingerprint';
    const body = { digest: text.digest, party: party?.id, how, signedOn: today(teller), scan };
    await teller.ask(told, mediator, 'attestSignature', { body });
  }
}

async function offered(teller: Teller): Promise<{ told: Told; text: Text }> {
  const { told, text } = await drafted(teller);
  const { mediator } = townOf(teller, told);
  teller.wait(1);
  await teller.ask(told, mediator, 'offerText', { body: { digest: text.digest } });
  teller.wait(1);
  return { told, text };
}

async function disputeSigning(teller: Teller): Promise<void> {
  const { told, text } = await offered(teller);
  await signedBy(teller, told, text, ['applicant']);
}

const INK = join(import.meta.dirname, '../data/ink.png');

async function inForce(teller: Teller): Promise<Told> {
  const { told, text } = await offered(teller);
  const { mediator, head } = townOf(teller, told);
  await signedBy(teller, told, text, ['applicant', 'respondent']);
  const { digest } = text;
  const ink = readFileSync(INK).toString('base64');
  await teller.ask(told, mediator, 'signAsMediator', { body: { digest, ink } });
  await teller.ask(told, head, 'sealText', { body: { digest } });
  await served(teller, told, 'agreement');
  return told;
}

async function served(teller: Teller, told: Told, paper: string): Promise<void> {
  const { mediator } = townOf(teller, told);
  await teller.make(told, mediator, paper);
  await teller.act(told, mediator, 'deliver', {
    paper,
    how: 'inPerson',
    deliveredOn: today(teller),
    to: '双方当事人',
    proof: '送达回证（示例）',
  });
}

/** One promise kept, one whose day is there, one for later. */
async function disputeInForce(teller: Teller): Promise<void> {
  const told = await inForce(teller);
  await served(teller, told, 'record');
  teller.wait(2, 'workingDays');
  if (!told.reporter) return;
  const { promises } = await teller.ask(told, told.reporter, 'readAgreement');
  const paid = (promises as { id: string; clause: string }[]).find(
    ({ clause }) => clause === 'pay',
  );
  const kept = { params: { id: paid?.id }, body: { result: 'performed' } };
  await teller.ask(told, told.reporter, 'notePromise', kept);
}

async function disputeConfirming(teller: Teller): Promise<void> {
  const told = await inForce(teller);
  const { mediator } = townOf(teller, told);
  teller.wait(1, 'workingDays');
  await served(teller, told, 'confirmation');
  const court = '示例区人民法院';
  await teller.act(told, mediator, 'applyConfirmation', { askedOn: today(teller), court });
}

export const agreementScripts = {
  disputeDrafting,
  disputeSigning,
  disputeInForce,
  disputeConfirming,
} satisfies Partial<Record<Way, Script>>;
