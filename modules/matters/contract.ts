/** Everything that the loop offers over HTTP. */
import type { EndpointTable } from '../../kernel/endpoint.ts';
import { attachmentApi } from './contract/attachments.ts';
import { checkpointApi } from './contract/checkpoints.ts';
import { figureApi } from './contract/figures.ts';
import { matterApi } from './contract/matters.ts';

export const mattersApi = {
  ...matterApi,
  ...attachmentApi,
  ...checkpointApi,
  ...figureApi,
} as const satisfies EndpointTable;
