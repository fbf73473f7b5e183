/**
 * The steps of a matter in plain words, for who is waiting: what happened and which organisation
 * did it. Nothing of staff, of notes inside or of other residents passes through here.
 */
import type { Words } from './process.ts';

export type StepFacts = {
  action: string;
  given: Readonly<Record<string, unknown>>;
  /** The organisation that acted, in words; empty for residents and the program. */
  org: Words;
  /** The organisation that the step names: who is to handle. */
  to: Words;
  /** The category that the matter has from then on, if the step says so. */
  category: Words | null;
  /** It came from another channel than the reader's own phone. */
  channel: string;
  isOwn: boolean;
  /** The kind's own words for it, before those that all kinds share. */
  plain: Words | null;
};

type Say = (step: StepFacts) => Words | null;
const plainly =
  (zh: string, en: string): Say =>
  () => ({ zh, en });

const REGISTERED: Record<string, Words> = {
  hotline: { zh: '热线已登记，取得编号', en: 'The hotline registered it and gave it a number' },
  counter: { zh: '窗口已登记，取得编号', en: 'The counter registered it and gave it a number' },
  patrol: { zh: '网格员巡查时发现并登记', en: 'A grid worker found and registered it on patrol' },
};

/** Seen by the reporter and by everyone. */
const PUBLIC: Record<string, Say> = {
  register: ({ channel }) =>
    REGISTERED[channel] ?? { zh: '已登记，取得编号', en: 'Registered and numbered' },
  open: plainly('已受理立案，等待派给承办单位', 'Taken up; it will be given to who must act'),
  decline: plainly('不予受理', 'Not taken up'),
  answer: plainly('已直接答复', 'Answered at once'),
  refer: ({ given }) => ({
    zh: `已移交${wordsOf(given.body)}`,
    en: `Handed over to ${wordsOf(given.body)}`,
  }),
  sendUp: plainly('已上报上一级中心', 'Sent up to the centre above'),
  dispatch: ({ to }) => ({ zh: `已派给${to.zh}办理`, en: `Given to ${to.en} to handle` }),
  designate: ({ to }) => ({
    zh: `上级已指定${to.zh}办理`,
    en: `The level above designated ${to.en} to handle it`,
  }),
  acknowledge: ({ org }) => ({
    zh: `${org.zh}已签收，开始办理`,
    en: `${org.en} acknowledged it and began`,
  }),
  complete: ({ org, given }) => DONE[String(given.outcome)]?.(org) ?? DONE.fixed?.(org) ?? null,
  selfHandle: plainly('网格员已当场处置', 'A grid worker put it right on the spot'),
  check: ({ given }) =>
    given.result === 'passed'
      ? { zh: '独立核查：属实，已通过', en: 'Checked independently: passed' }
      : {
          zh: '独立核查：未解决，已退回继续办理',
          en: 'Checked independently: not solved, sent back to work',
        },
  close: plainly('已结案', 'Closed'),
  move: plainly('已移送所在区县办理', 'Moved to the county where it lies'),
  reopen: plainly('反映人要求重办，已重新办理', 'The reporter asked for it anew; work goes on'),
};

const DONE: Record<string, (org: Words) => Words> = {
  fixed: (org) => ({ zh: `${org.zh}反馈：已处置`, en: `${org.en} says it is put right` }),
  answered: (org) => ({ zh: `${org.zh}反馈：已说明情况`, en: `${org.en} has explained` }),
  impossible: (org) => ({
    zh: `${org.zh}反馈：目前无法解决`,
    en: `${org.en} says it cannot be solved now`,
  }),
};

/** Seen by the residents whose matter it is as well. */
const OWN: Record<string, Say> = {
  triage: ({ category }) =>
    category && {
      zh: `已归类为“${category.zh}”`,
      en: `Sorted as “${category.en}”`,
    },
  requestVerify: plainly('正在现场核实', 'Being verified on the spot'),
  verify: plainly('现场核实已完成', 'Verified on the spot'),
  decideSuspension: ({ given }) =>
    given.decision === 'granted'
      ? { zh: '经批准暂缓办理，时限暂停', en: 'Suspended with approval; the clock stands still' }
      : null,
  resume: plainly('恢复办理，时限继续', 'Work and the clock go on'),
  decideExtension: ({ given }) =>
    given.decision === 'granted'
      ? { zh: '经批准延长办理期限', en: 'The time was extended with approval' }
      : null,
  callBack: ({ given }) => CALLED[String(given.result)] ?? null,
  attempt: plainly('曾联系您，未能接通', 'Somebody tried to reach you'),
  confirm: ({ given, isOwn }) => confirmed(given.result === 'satisfied', isOwn),
  merge: plainly('与另一件同样的事项合并办理', 'Joined with another matter about the same trouble'),
  unmerge: plainly('不再合并，单独办理', 'No longer joined: it goes on by itself'),
  arrive: plainly('已由本区县接收', 'Taken over by this county'),
  addMessage: ({ isOwn }) =>
    isOwn
      ? { zh: '您补充了说明', en: 'You added something' }
      : { zh: '另一位反映人补充了说明', en: 'Another reporter added something' },
  follow: ({ isOwn }) =>
    isOwn
      ? { zh: '您表示“我也遇到”，开始关注', en: 'You said that it troubles you too' }
      : { zh: '又有居民遇到同样问题', en: 'It troubles one more resident' },
  unfollow: ({ isOwn }) => (isOwn ? { zh: '您取消了关注', en: 'You stopped following' } : null),
  withdraw: ({ isOwn }) =>
    isOwn
      ? { zh: '您撤回了事项', en: 'You withdrew it' }
      : { zh: '反映人撤回了事项', en: 'The reporter withdrew it' },
  rate: ({ isOwn, given }) =>
    isOwn
      ? {
          zh: `您评价了 ${Number(given.score)} 分（满分 5 分）`,
          en: `You rated it ${Number(given.score)} of 5`,
        }
      : null,
  reopen: ({ isOwn }) =>
    isOwn
      ? { zh: '您要求重办，事项已重新办理', en: 'You asked for it anew; work goes on' }
      : { zh: '反映人要求重办，已重新办理', en: 'The reporter asked for it anew; work goes on' },
  remind: plainly('已催办', 'Whoever must act was reminded'),
  releasePicture: plainly('公开了一张照片（已遮盖）', 'A covered picture was made public'),
};

const CALLED: Record<string, Words> = {
  satisfied: { zh: '已回访：满意', en: 'Called back: satisfied' },
  unsatisfied: {
    zh: '已回访：不满意，退回继续办理',
    en: 'Called back: not satisfied, sent back to work',
  },
  unreachable: { zh: '曾回访，未能接通', en: 'Called back: nobody was reached' },
};

function confirmed(isContent: boolean, isOwn: boolean): Words {
  const who = isOwn ? { zh: '您', en: 'You' } : { zh: '反映人', en: 'The reporter' };
  return isContent
    ? { zh: `${who.zh}确认已解决`, en: `${who.en} confirmed that it is solved` }
    : {
        zh: `${who.zh}表示未解决，退回继续办理`,
        en: `${who.en} said it is not solved: back to work`,
      };
}

const wordsOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** The step in words for whose matter it is; null: nothing that they need to know. */
export function ownStep(step: StepFacts): Words | null {
  if (step.plain) return { zh: filled(step, 'zh'), en: filled(step, 'en') };
  const say = OWN[step.action] ?? PUBLIC[step.action];
  return say ? say(step) : null;
}

const filled = ({ plain, org, to }: StepFacts, language: 'zh' | 'en') =>
  plain?.[language].replace('{org}', org[language]).replace('{to}', to[language]) ?? '';

/** The step in words for everyone. */
export function publicStep(step: StepFacts): Words | null {
  return PUBLIC[step.action]?.(step) ?? null;
}
