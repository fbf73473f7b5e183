/**
 * What is done next with a matter on the scripted day: by its stage, its number (which draws its
 * fate) and what happened to it before. Pure, so that the same matters go the same ways every time.
 */
import { chanceOf } from './chance.ts';

/** What the day reads of a matter. */
export type Seen = {
  number: string;
  stage: string;
  kind: string;
  text: string;
  hasReporter: boolean;
  isSuspended: boolean;
  isSelfHandled: boolean;
  pending: string | null;
  /** The handling organisation has a head, who may grant more time. */
  hasHead: boolean;
};

/** What was done with it today, by action; rounds since the stage began. */
export type Memory = { done: ReadonlyMap<string, number>; waited: number };

/** By whom: an office that the day fills with a login. */
export type Office =
  | 'dispatcher'
  | 'gridWorker'
  | 'handler'
  | 'head'
  | 'checker'
  | 'caller'
  | 'supervisor'
  | 'supervised';

export type Move =
  | { wait: true }
  | { wait: false; action: string; by: Office; given: Record<string, unknown>; end?: boolean };

export type Fate = {
  /** Rounds that the handler takes. */
  rounds: number;
  declined: boolean;
  referred: boolean;
  verified: boolean;
  objects: boolean;
  objectionStands: boolean;
  suspended: boolean;
  extended: boolean;
  supervised: boolean;
  failsCheck: boolean;
  unsatisfied: boolean;
  unreachable: boolean;
  impossible: boolean;
  answeredAtOnce: boolean;
};

/** Eleven half days are more than the five working days that most have. */
const LATE_ROUNDS = 12;

/** The fate of a number: one in eight is late, one in nine is sent back once. */
export function fateOf(number: string): Fate {
  const { is, between } = chanceOf(`day ${number}`);
  return {
    rounds: is(0.12) ? LATE_ROUNDS : Math.floor(between(0, 6)),
    declined: is(0.03),
    referred: is(0.03),
    verified: is(0.05),
    objects: is(0.06),
    objectionStands: is(0.5),
    suspended: is(0.03),
    extended: is(0.04),
    supervised: is(0.04),
    failsCheck: is(0.07),
    unsatisfied: is(0.05),
    unreachable: is(0.04),
    impossible: is(0.04),
    answeredAtOnce: is(0.3),
  };
}

const REPLY = '【示例】您反映的问题已办理，感谢反映。';

/** The next move; `wait` until the next round. */
export function nextMove(seen: Seen, memory: Memory): Move {
  const fate = fateOf(seen.number);
  const times = (action: string) => memory.done.get(action) ?? 0;
  const due = { fate, times, waited: memory.waited };
  if (seen.pending) return decide(seen.pending, fate);
  if (seen.isSuspended) {
    return memory.waited < 2 ? WAIT : move('resume', 'handler', { note: '条件具备，恢复办理。' });
  }
  const ofStage = byStage[seen.stage];
  return ofStage ? ofStage(seen, due) : WAIT;
}

type Due = { fate: Fate; times: (action: string) => number; waited: number };

const WAIT: Move = { wait: true };

function move(action: string, by: Office, given: Record<string, unknown> = {}): Move {
  return { wait: false, action, by, given };
}

function decide(kind: string, fate: Fate): Move {
  const reason = '经研究决定。';
  if (kind === 'objection') {
    const decision = fate.objectionStands ? 'granted' : 'refused';
    return move('decideObjection', 'dispatcher', { decision, reason });
  }
  const action = kind === 'suspension' ? 'decideSuspension' : 'decideExtension';
  return move(action, 'head', { decision: 'granted', reason });
}

const byStage: Record<string, (seen: Seen, due: Due) => Move> = {
  received: (_seen, { fate, times }) =>
    fate.answeredAtOnce && times('triage') === 0
      ? move('answer', 'dispatcher', { reply: REPLY, isPublic: true })
      : move('triage', 'dispatcher', { reason: '按内容归类。' }),
  registered: (_seen, due) => desk(due),
  verifying: () => move('verify', 'gridWorker', { result: 'confirmed', text: '现场核实属实。' }),
  opened: () => move('dispatch', 'dispatcher'),
  dispatched: (_seen, { fate, times }) => {
    if (!fate.objects || times('object') > 0) return move('acknowledge', 'handler');
    return move('object', 'handler', { ground: 'notOurs', reason: '不属于本单位职责范围。' });
  },
  handling: (seen, due) => handle(seen, due),
  checking: (_seen, { fate, times, waited }) => {
    if (waited < 1) return WAIT;
    const result = fate.failsCheck && times('check') === 0 ? 'failed' : 'passed';
    const text = result === 'passed' ? '现场核查，已处置到位。' : '现场核查，未处置到位。';
    return move('check', 'checker', { result, text });
  },
  callingBack: (seen, due) => callBack(seen, due),
};

function desk({ fate, times }: Due): Move {
  const reason = '【示例】不属于受理范围。';
  if (fate.declined) {
    const legalBasis = '【示例】依法应当通过诉讼解决的事项，告知向有关机关提出。';
    return move('decline', 'dispatcher', { reason, legalBasis, reply: REPLY });
  }
  if (fate.referred) {
    const given = { body: '110', receipt: '示例回执', reply: REPLY };
    return move('refer', 'dispatcher', given);
  }
  return fate.verified && times('verify') === 0
    ? move('requestVerify', 'dispatcher', { note: '请到场核实。' })
    : move('open', 'dispatcher');
}

function handle({ hasHead }: Seen, { fate, times, waited }: Due): Move {
  if (hasHead && fate.suspended && times('askSuspension') === 0) {
    const given = { ground: 'weather', reason: '连续降雨，不宜施工。' };
    return move('askSuspension', 'handler', given);
  }
  if (hasHead && fate.extended && times('askExtension') === 0) {
    return move('askExtension', 'handler', { clock: 'handle', amount: 3, reason: '需采购材料。' });
  }
  if (fate.supervised && times('supervise') === 0) {
    const given = { kind: 'urging', reason: '请加快办理。', replyWithinHours: 24 };
    return move('supervise', 'supervisor', given);
  }
  if (times('supervise') > 0 && times('replySupervision') === 0) {
    return move('replySupervision', 'supervised', { text: '已安排，尽快完成。' });
  }
  if (times('replySupervision') > 0 && times('closeSupervision') === 0) {
    return move('closeSupervision', 'supervisor', { result: '已落实。' });
  }
  const rounds = times('complete') > 0 ? 1 : fate.rounds;
  if (waited < rounds) return WAIT;
  const outcome = fate.impossible ? 'impossible' : 'fixed';
  const text = fate.impossible ? '现场条件不具备，已说明原因。' : '已处置完毕。';
  return move('complete', 'handler', { outcome, text, reply: REPLY });
}

function callBack(seen: Seen, { fate, times, waited }: Due): Move {
  if (waited < 1) return WAIT;
  if (!seen.hasReporter) return move('close', 'dispatcher');
  const calls = times('callBack');
  if (fate.unsatisfied && calls === 0) {
    return move('callBack', 'caller', { result: 'unsatisfied', text: '反映人表示未解决。' });
  }
  const needed = fate.unsatisfied ? 2 : 1;
  if (fate.unreachable) return unreached(times);
  if (calls < needed) {
    return move('callBack', 'caller', { result: 'satisfied', text: '反映人表示满意。' });
  }
  return move('close', 'dispatcher');
}

/** Three attempts, then a public answer. */
function unreached(times: Due['times']): Move {
  if (times('callBack') < 3) {
    return move('callBack', 'caller', { result: 'unreachable', text: '电话无人接听。' });
  }
  if (times('reply') === 0) return move('reply', 'dispatcher', { text: REPLY, isPublic: true });
  return move('close', 'dispatcher');
}
