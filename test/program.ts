/** A script of ours in a process of its own, which ends with whoever started it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');

export type Running = {
  /** Resolves with the match once the program has said it; rejects when it ends before. */
  said: (words: RegExp) => Promise<RegExpExecArray>;
  /** Sends the signal, unless it has ended, and waits for its end. */
  end: (signal: NodeJS.Signals) => Promise<void>;
  ended: Promise<void>;
};

/** Both its outputs are ours: an orphan that holds an inherited one keeps its reader for ever. */
export function runScript(script: string, env: NodeJS.ProcessEnv, patienceMs: number): Running {
  const child = spawn(process.execPath, [join(ROOT, script)], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      process.removeListener('exit', kill);
      resolve();
    });
  });
  return {
    said: hearing(child, script, patienceMs),
    end: async (signal) => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
    },
    ended,
  };
}

function hearing(child: ChildProcess, script: string, patienceMs: number): Running['said'] {
  let output = '';
  const hearers = new Set<() => void>();
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
    for (const hearer of hearers) hearer();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  return (words) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const match = words.exec(output);
        if (match) resolve(match);
      };
      hearers.add(look);
      look();
      const late = AbortSignal.timeout(patienceMs);
      late.addEventListener('abort', () =>
        reject(new Error(`${script} did not say ${words}:\n${output}`)),
      );
      // `close` and not `exit`: what it said last, which is why, is heard before.
      child.once('close', (code, signal) =>
        reject(new Error(`${script} ended (${signal ?? code}):\n${output}`)),
      );
    });
}
