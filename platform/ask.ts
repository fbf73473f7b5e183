/** Questions on a terminal. What is secret is never shown, nor an argument: `ps` shows those. */
import { stdin, stdout } from 'node:process';
import { createInterface, type Interface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { refuse } from '../kernel/refusal.ts';

/** Whether somebody sits there to answer. */
export function canAsk(): boolean {
  return stdin.isTTY && stdout.isTTY;
}

/** The answer, trimmed; the default for an empty one. Refuses ASKING_ENDED. */
export async function ask(question: string, usual = ''): Promise<string> {
  const lines = createInterface({ input: stdin, output: stdout });
  try {
    const answer = await answerTo(lines, usual ? `${question} [${usual}]: ` : `${question}: `);
    return answer.trim() || usual;
  } finally {
    lines.close();
  }
}

/** The answer, as it was typed, with nothing of it on the screen. */
export async function askSecret(question: string): Promise<string> {
  stdout.write(`${question}: `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: true });
  try {
    return await answerTo(lines, '');
  } finally {
    lines.close();
    stdout.write('\n');
  }
}

/** Ctrl-C and Ctrl-D end the question: else the program would wait for an answer for ever. */
async function answerTo(lines: Interface, question: string): Promise<string> {
  const ending = new AbortController();
  for (const sign of ['SIGINT', 'close'] as const) lines.once(sign, () => ending.abort());
  try {
    return await lines.question(question, { signal: ending.signal });
  } catch (error) {
    if (ending.signal.aborted) return refuse('ASKING_ENDED');
    throw error;
  }
}

/** The first line that is piped in, without its end. */
export async function readPiped(): Promise<string> {
  for await (const line of createInterface({ input: stdin })) return line;
  return '';
}
