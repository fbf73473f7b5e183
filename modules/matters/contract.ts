/** Everything that the loop offers over HTTP. */
import type { EndpointTable } from '../../kernel/endpoint.ts';
import { attachmentApi } from './contract/attachments.ts';
import { boardApi } from './contract/board.ts';
import { checkpointApi } from './contract/checkpoints.ts';
import { clocksApi } from './contract/clocks.ts';
import { figureApi } from './contract/figures.ts';
import { listApi } from './contract/lists.ts';
import { matterApi } from './contract/matters.ts';
import { ownApi } from './contract/own.ts';
import { previewApi } from './contract/preview.ts';
import { releaseApi } from './contract/releases.ts';
import { repliesApi } from './contract/replies.ts';
import { trialsApi } from './contract/trials.ts';

export const mattersApi = {
  ...matterApi,
  ...attachmentApi,
  ...checkpointApi,
  ...listApi,
  ...clocksApi,
  ...figureApi,
  ...trialsApi,
  ...repliesApi,
  ...previewApi,
  ...ownApi,
  ...boardApi,
  ...releaseApi,
} as const satisfies EndpointTable;
