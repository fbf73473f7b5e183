/** What a resident may do with their matter: what follows from it, and why it is not open now. */
import type { Words } from './process.ts';

/** Said before it is done. */
const CONSEQUENCES: Record<string, Words> = {
  rate: {
    zh: '提交后不能修改。文字意见汇总并延后才给承办单位看，看不出是谁写的；评价不影响您今后反映。',
    en: 'It cannot be changed afterwards. Your words reach the organisation late and gathered with others, so that nobody can tell who wrote them.',
  },
  reopen: {
    zh: '事项回到派遣环节重新办理，时限重新计算。请写明哪里没有解决。',
    en: 'It goes back to be given out again, with its time counted anew. Say what was not solved.',
  },
  withdraw: {
    zh: '撤回后立即结案，不再办理，也不能再要求重办。只是情况有变的，请改用“补充说明”。',
    en: 'It is closed at once, nobody works on it any more, and it cannot be reopened. If only something changed, add a message instead.',
  },
  addMessage: {
    zh: '办理人员会看到。请不要写他人的姓名、电话。',
    en: 'Whoever works on it will see it. Please leave out names and phones of others.',
  },
  confirm: {
    zh: '说“已解决”，事项将结案；说“未解决”，退回承办单位继续办理。',
    en: '“Solved” lets it be closed; “not solved” sends it back to work.',
  },
  follow: {
    zh: '有进展时通知您，办结后您也可以评价。不公开您的身份。',
    en: 'You are told of what happens and may rate the end. Nobody sees who you are.',
  },
  unfollow: {
    zh: '不再通知您，这件事项也从“我的事项”中移除。',
    en: 'You are no longer told, and it leaves your matters.',
  },
};

export const consequenceOf = (action: string): Words | null => CONSEQUENCES[action] ?? null;

const ANY = '*';
const WHY: Record<string, Record<string, Words>> = {
  rate: {
    ACTION_NOT_OPEN: { zh: '结案后可以评价。', en: 'You can rate it once it is closed.' },
    ALREADY_RATED: { zh: '您已评价过。', en: 'You have rated it.' },
    NOT_RATEABLE: {
      zh: '合并的事项要等那一件办结后才能评价；撤回的不评价。',
      en: 'A joined matter is rated when the other one ends; a withdrawn one is not.',
    },
  },
  reopen: {
    ACTION_NOT_OPEN: {
      zh: '还在办理。结案后不满意的，可以要求重办。',
      en: 'It is still being worked on. Once closed, you can ask for it anew.',
    },
    REOPEN_TOO_LATE: {
      zh: '要求重办的期限已过，可以重新反映。',
      en: 'The time for asking anew is over; you can report it again.',
    },
    REOPEN_TOO_OFTEN: {
      zh: '重办次数已用完，可以重新反映。',
      en: 'It was reopened as often as it may be; you can report it again.',
    },
    REOPEN_NOT_OPEN: {
      zh: '撤回或合并的事项不能重办。',
      en: 'What was withdrawn or joined cannot be reopened.',
    },
  },
  withdraw: {
    ACTION_NOT_OPEN: {
      zh: '已结案，不能撤回。',
      en: 'It is closed: there is nothing to withdraw.',
    },
    OTHERS_REPORTED: {
      zh: '还有其他居民反映同一问题，不能由一人撤回。',
      en: 'Others reported the same, so that one person cannot withdraw it.',
    },
  },
  confirm: {
    ACTION_NOT_OPEN: {
      zh: '承办单位反馈办好后，您可以确认。',
      en: 'You can confirm it once the organisation says that it is done.',
    },
    NOTHING_TO_CONFIRM: {
      zh: '还没有办理结果可以确认。',
      en: 'There is no result to confirm yet.',
    },
  },
  follow: {
    ALREADY_FOLLOWED: { zh: '这件事项已在“我的事项”中。', en: 'It is among your matters already.' },
    ACTION_NOT_OPEN: { zh: '已结案，不能再关注。', en: 'It is closed.' },
  },
  [ANY]: {
    MATTER_MOVED: { zh: '已移送其他区县办理。', en: 'It was moved to another county.' },
    MATTER_SUSPENDED: { zh: '正在缓办。', en: 'It is suspended.' },
  },
};

export function whyWords(action: string, code: string | null): Words | null {
  if (code === null) return null;
  return WHY[action]?.[code] ?? WHY[ANY]?.[code] ?? null;
}

/** In the order in which a resident would want them. */
export const RESIDENT_ACTIONS: readonly string[] = [
  'confirm',
  'rate',
  'reopen',
  'addMessage',
  'withdraw',
  'unfollow',
];
