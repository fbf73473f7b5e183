/** Everything that the loop offers over HTTP. */
import type { EndpointTable } from '../../kernel/endpoint.ts';
import { attachmentApi } from './contract/attachments.ts';
import { boardApi } from './contract/board.ts';
import { bulkApi } from './contract/bulk.ts';
import { checkpointApi } from './contract/checkpoints.ts';
import { clocksApi } from './contract/clocks.ts';
import { comparisonApi } from './contract/comparison.ts';
import { deskApi } from './contract/desk.ts';
import { dispatchApi } from './contract/dispatch.ts';
import { exportApi } from './contract/export.ts';
import { figureApi } from './contract/figures.ts';
import { listApi } from './contract/lists.ts';
import { liveApi } from './contract/live.ts';
import { mapApi } from './contract/map.ts';
import { matterApi } from './contract/matters.ts';
import { ownApi } from './contract/own.ts';
import { presenceApi } from './contract/presence.ts';
import { previewApi } from './contract/preview.ts';
import { releaseApi } from './contract/releases.ts';
import { repliesApi } from './contract/replies.ts';
import { trialsApi } from './contract/trials.ts';
import { uploadApi } from './contract/uploads.ts';
import { wallApi } from './contract/wall.ts';

export { refusalsOfAct } from './contract/refusals.ts';
/** What a shift carries of matters. */
export { Task, TaskCategory } from './contract/tasks.ts';

export const mattersApi = {
  ...matterApi,
  ...attachmentApi,
  ...uploadApi,
  ...checkpointApi,
  ...listApi,
  ...liveApi,
  ...mapApi,
  ...bulkApi,
  ...exportApi,
  ...presenceApi,
  ...clocksApi,
  ...figureApi,
  ...dispatchApi,
  ...deskApi,
  ...comparisonApi,
  ...wallApi,
  ...trialsApi,
  ...repliesApi,
  ...previewApi,
  ...ownApi,
  ...boardApi,
  ...releaseApi,
} as const satisfies EndpointTable;

/** The same, with what kinds refuse: an act may be refused for reasons of its kind, too. */
export function mattersApiWith(codes: readonly string[]) {
  const refusals: readonly string[] = [...mattersApi.act.refusals, ...codes];
  return { ...mattersApi, act: { ...mattersApi.act, refusals } };
}
