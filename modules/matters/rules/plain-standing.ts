/** Where a matter stands, who acts now and what its end means: in words for who is waiting. */
import type { Words } from './process.ts';
import { STAGES } from './queues.ts';
import { type Clock, saysOwn } from './state.ts';
import type { MatterView } from './view.ts';

/** By the stages that all processes share; others speak by their own label. */
const STANDING: Record<string, Words> = {
  received: {
    zh: '已收到。工作人员正在看，决定归哪一类、由谁办理。',
    en: 'Received. Staff are reading it and decide what it is and who handles it.',
  },
  registered: {
    zh: '已收到。工作人员正在看，决定由谁办理。',
    en: 'Received. An official is reading it and decides who must act.',
  },
  verifying: {
    zh: '正在派人到现场核实情况。',
    en: 'Somebody is looking at the place to verify it.',
  },
  opened: { zh: '已受理，正在派给承办单位。', en: 'Taken up, and about to be given to who acts.' },
  dispatched: {
    zh: '已派给承办单位，等待对方签收。',
    en: 'Given to an organisation, which has to acknowledge it.',
  },
  handling: { zh: '承办单位正在办理。', en: 'The organisation is working on it.' },
  checking: {
    zh: '承办单位说已办好，正由其他人员独立核查。',
    en: 'The organisation says it is done; somebody else is checking.',
  },
  callingBack: {
    zh: '核查已通过，将联系您确认是否满意。',
    en: 'The check passed; you will be asked whether you are content.',
  },
};

const SUSPENDED: Words = {
  zh: '经批准暂缓办理，时限暂停，恢复后继续。',
  en: 'Suspended with approval: the clock stands still until work goes on.',
};

const CALLED_BACK: Words = {
  zh: '已核查、已回访，正在办结。',
  en: 'Checked, and you were called back: it is about to be closed.',
};

export function standingOf(view: MatterView): Words {
  const { matter } = view.state;
  if (matter.isOpen && matter.isSuspended) return SUSPENDED;
  if (!matter.isOpen) return outcomeOf(view)?.meaning ?? labelOf(view);
  if (matter.stage === STAGES.toCallBack && matter.facts.callBackResult === 'satisfied') {
    return CALLED_BACK;
  }
  return view.definition.stages[matter.stage]?.plain ?? STANDING[matter.stage] ?? labelOf(view);
}

function labelOf(view: MatterView): Words {
  const stage = view.definition.stages[view.state.matter.stage];
  return { zh: stage?.zh ?? '', en: stage?.en ?? '' };
}

type Meaning = { label: Words; meaning: Words };

const OUTCOMES: Record<string, Meaning> = {
  fixed: {
    label: { zh: '已解决', en: 'Solved' },
    meaning: {
      zh: '问题已处置，并且得到证实。',
      en: 'The trouble was put right, and that was proved.',
    },
  },
  answered: {
    label: { zh: '已答复说明', en: 'Answered' },
    meaning: {
      zh: '已就您反映的事项作出答复说明。',
      en: 'What you brought was answered.',
    },
  },
  referred: {
    label: { zh: '已移交', en: 'Handed over' },
    meaning: {
      zh: '此事由其他单位负责，已移交并取得对方回执，由对方继续办理。',
      en: 'Another body is competent: it has it now, and its receipt is kept here.',
    },
  },
  impossible: {
    label: { zh: '目前无法解决', en: 'Cannot be solved now' },
    meaning: {
      zh: '承办单位说明目前无法解决及原因，不计为已解决。',
      en: 'The organisation explained why it cannot be solved now; it does not count as solved.',
    },
  },
  declined: {
    label: { zh: '不予受理', en: 'Declined' },
    meaning: {
      zh: '依据所列规定不予受理，不计为已解决。',
      en: 'Not taken up, on the legal basis given; it does not count as solved.',
    },
  },
  duplicate: {
    label: { zh: '合并办理', en: 'Joined' },
    meaning: {
      zh: '与另一件反映同样问题的事项合并，那一件的公开答复您在这里能看到。',
      en: 'Joined with a matter about the same trouble; its public answers are shown here.',
    },
  },
  withdrawn: {
    label: { zh: '已撤回', en: 'Withdrawn' },
    meaning: { zh: '由反映人本人撤回，不再办理。', en: 'Withdrawn by the reporter: no more work.' },
  },
};

const PROOFS: Record<string, Words> = {
  checked: {
    zh: '由承办单位以外的人员核查属实',
    en: 'checked by somebody outside the handling organisation',
  },
  confirmed: { zh: '由反映人本人确认', en: 'confirmed by the reporter' },
  sampledOut: {
    zh: '当场处置，有前后照片，未抽中复核',
    en: 'put right on the spot with photos before and after; not drawn for a check',
  },
  replied: { zh: '已书面答复', en: 'answered in writing' },
  receipt: { zh: '有接收单位的回执', en: 'the other body gave a receipt' },
  legalBasis: { zh: '列明了法律依据', en: 'the legal basis is named' },
  linked: { zh: '与另一件事项关联', en: 'linked to the other matter' },
  ownAct: { zh: '由反映人本人办理', en: 'the reporter’s own act' },
};

export function outcomeOf(view: MatterView) {
  const { outcome, facts } = view.state.matter;
  const said = outcome === null ? undefined : OUTCOMES[outcome];
  if (outcome === null || !said) return null;
  const proof = (facts.proof && PROOFS[facts.proof]) || { zh: '', en: '' };
  return { code: outcome, ...said.label, meaning: said.meaning, proof };
}

/** Whose turn it is, and until when; null once it is closed. */
export function actsNow(view: MatterView): { org: string | null; dueAt: number | null } | null {
  const { matter, clocks } = view.state;
  if (!matter.isOpen) return null;
  const due = clocks
    .filter((clock) => clock.state === 'running' && isOfTheWork(view, clock))
    .map((clock) => clock.dueAt)
    .sort((a, b) => a - b)[0];
  return { org: turnOf(view), dueAt: due ?? null };
}

/** Not the reporter's own clock, and none of a supporting organisation's. */
function isOfTheWork(view: MatterView, clock: Clock): boolean {
  const spec = view.definition.clocks[clock.name];
  return spec?.runsOn !== true && spec?.for === undefined;
}

function turnOf(view: MatterView): string | null {
  const { matter, assignments } = view.state;
  const owner = view.definition.stages[matter.stage]?.owner;
  if (owner === 'handlingOrg') return matter.handlingOrg ?? matter.ownerOrg;
  if (owner !== 'verifier') return matter.ownerOrg;
  return assignments.find((work) => work.isOpen && work.role === 'verify')?.org ?? null;
}

/** What the kind tells whose matter it is, as its own facts stand. */
export function notesOf({ state, definition }: MatterView): Words[] {
  return (definition.notes ?? [])
    .filter(({ when }) => saysOwn(state.matter, when))
    .map(({ zh, en }) => ({ zh: filled(zh, state.matter.own), en: filled(en, state.matter.own) }));
}

/** `{fact}` stands for what the kind's own facts keep under that name. */
const filled = (words: string, own: Readonly<Record<string, unknown>>) =>
  words.replace(/\{(\w+)\}/g, (_, fact: string) => {
    const known = own[fact];
    return typeof known === 'string' || typeof known === 'number' ? `${known}` : '';
  });

/** What may still be asked for when the matter is closed, while its time runs: the reporter's. */
export function rightsOf({ state, definition }: MatterView): Clock[] {
  return state.clocks.filter((clock) => {
    const spec = definition.clocks[clock.name];
    return clock.state === 'running' && spec?.nature === 'window' && spec.outlivesClose === true;
  });
}

/**
 * The clock that counts for who waits: that of the answer to them, and once it has been given that
 * of the work. Null where it says no more than the step's own (`actsNow`), or nothing runs.
 */
export function clockForReporter(view: MatterView): Clock | null {
  const { matter, clocks } = view.state;
  if (!matter.isOpen) return null;
  const alive = clocks.filter(
    ({ state, detail }) =>
      (state === 'running' || state === 'stopped') && detail.nature !== 'window',
  );
  const answer = alive.find((clock) => view.definition.clocks[clock.name]?.runsOn === true);
  if (answer) return answer;
  const step = actsNow(view)?.dueAt ?? null;
  // What stands still while another works (a check) is done for its part; alone it is held up.
  const work = alive
    .filter(({ name }) => view.definition.clocks[name]?.decidesDue === true)
    .filter((clock) => (clock.state === 'stopped' ? step === null : clock.dueAt !== step));
  return work.sort((a, b) => b.dueAt - a.dueAt)[0] ?? null;
}
