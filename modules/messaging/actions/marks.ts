/**
 * What became of the messages of a batch, written down while the others go out. Whatever came
 * while one transaction was on its way is the next one: a slow provider's messages are marked one
 * by one, a fast one's by the hundred. What is not written yet when a process dies goes out again.
 */
import type { SendResult } from '../../../platform/senders/index.ts';
import { nextTryAt } from '../rules/retry.ts';
import {
  type Fallen,
  type Message,
  markSent,
  markSetbacks,
  type Setback,
} from '../store/messages.ts';
import type { MessagingDeps } from './deps.ts';

/** Why a message was not handed to its sender. */
export type NotSent = { cancel: string } | { fail: string };
/** `untried`: a stop came first, and the try does not count. */
export type Outcome = SendResult | NotSent | 'untried';
export type Mark = { message: Message; outcome: Outcome };

export type Marks = {
  add: (mark: Mark) => void;
  /** Waits while many are sent and not written: a process that dies repeats them. Throws as end. */
  room: () => Promise<void>;
  /** Resolves when all are written; throws what kept them from it. */
  end: () => Promise<void>;
};

const UNWRITTEN_MAX = 50;

/** Opens the marks of one batch of a county. */
export function openMarks(deps: MessagingDeps, county: string): Marks {
  let waiting: Mark[] = [];
  let writing: Promise<void> | null = null;
  let failure: { error: unknown } | null = null;
  const write = async () => {
    while (waiting.length > 0) {
      const marks = waiting;
      waiting = [];
      await writeMarks(deps, county, marks);
    }
  };
  const begin = () => {
    writing ??= write()
      .catch((error: unknown) => {
        failure ??= { error };
      })
      .finally(() => {
        writing = null;
      });
    return writing;
  };
  const throwFailure = () => {
    if (failure) throw failure.error;
  };
  return {
    add: (mark) => {
      waiting.push(mark);
      void begin();
    },
    room: async () => {
      if (waiting.length >= UNWRITTEN_MAX) await writing;
      throwFailure();
    },
    end: async () => {
      while (writing !== null || waiting.length > 0) await begin();
      throwFailure();
    },
  };
}

async function writeMarks(
  deps: MessagingDeps,
  county: string,
  marks: readonly Mark[],
): Promise<void> {
  const at = await deps.now();
  const sent = marks.filter(({ outcome }) => isSent(outcome)).map(({ message }) => message);
  const fallen = marks
    .filter(({ outcome }) => !isSent(outcome))
    .map(({ message, outcome }): Fallen => {
      const to = setbackOf(message, outcome, at);
      return { ref: message, claimed: message.attempts, to };
    });
  await deps.db.scoped({ counties: [county] }, async (tx) => {
    if (sent.length > 0) await markSent(tx, sent, at);
    if (fallen.length > 0) await markSetbacks(tx, fallen);
  });
}

const isSent = (outcome: Outcome) => outcome !== 'untried' && 'ok' in outcome && outcome.ok;

function setbackOf(message: Message, outcome: Outcome, at: number): Setback {
  const { attempts } = message;
  if (outcome === 'untried') {
    const { nextAt, lastError } = message;
    return { state: 'queued', attempts: attempts - 1, nextAt, lastError };
  }
  const same = { attempts, nextAt: at };
  if ('cancel' in outcome) return { ...same, state: 'cancelled', lastError: outcome.cancel };
  const reason =
    'fail' in outcome ? outcome.fail : 'reason' in outcome ? outcome.reason : 'unknown';
  const isFinal = 'isFinal' in outcome && outcome.isFinal;
  const nextAt = isFinal ? null : nextTryAt(attempts, at);
  if (nextAt === null) return { ...same, state: 'failed', lastError: reason };
  return { state: 'queued', attempts, nextAt, lastError: reason };
}
