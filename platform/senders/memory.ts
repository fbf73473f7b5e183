/** The twin of real senders, for tests and development: keeps what was sent. */
import { type Outgoing, type Sender, type Senders, type SendResult, sent } from './sender.ts';

export type MemorySenders = Senders & {
  outbox: (Outgoing & { channel: keyof Senders })[];
  /** The next tries answer so, in order, and are kept in `outbox` too: they were on the wire. */
  answerNext: (...results: SendResult[]) => void;
};

/** Keeps the newest thousand. `note` hears of each (the demo's log), without address or text. */
export function memorySenders(note: (line: string) => void = () => undefined): MemorySenders {
  const outbox: MemorySenders['outbox'] = [];
  const answers: SendResult[] = [];
  const keeping =
    (channel: keyof Senders): Sender =>
    async (message) => {
      outbox.push({ ...message, channel });
      if (outbox.length > 1000) outbox.shift();
      note(`${channel} message ${message.id} kept in memory, not sent`);
      return answers.shift() ?? sent;
    };
  return {
    sms: keeping('sms'),
    email: keeping('email'),
    webhook: keeping('webhook'),
    outbox,
    answerNext: (...results) => void answers.push(...results),
  };
}
