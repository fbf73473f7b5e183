/** The thread that renders: one paper after the other. */
import { parentPort } from 'node:worker_threads';
import type { Answered, Asked } from './index.ts';
import { renderDraft, renderPaper } from './render.ts';

parentPort?.on('message', ({ id, what, paper }: Asked) => {
  const made = what === 'paper' ? renderPaper(paper) : renderDraft(paper);
  made.then(
    (result) => answer({ id, made: result }),
    (error: unknown) => answer({ id, fault: error instanceof Error ? error.message : 'unknown' }),
  );
});

function answer(answered: Answered): void {
  parentPort?.postMessage(answered, []);
}
