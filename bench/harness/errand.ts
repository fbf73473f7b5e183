/** A process of its own that is sent one order and answers once. */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { BenchError } from './options.ts';

/** `file` lies beside this one. Throws what the process could not do. */
export function runErrand<Outcome>(file: string, order: object): Promise<Outcome> {
  const child = fork(join(import.meta.dirname, file), {
    serialization: 'advanced',
    execArgv: [],
  });
  return new Promise((done, fail) => {
    child.once('message', (message: { outcome?: Outcome; error?: string }) => {
      if (message.outcome) done(message.outcome);
      else fail(new BenchError(message.error ?? `${file} failed`));
    });
    child.once('error', fail);
    child.once('exit', (code) => fail(new BenchError(`${file} ended early (${code})`)));
    child.send(order);
  });
}
