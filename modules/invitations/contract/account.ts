/** What a party says by their own account as others do by their link: the channel they wish for. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { refusalsOfAct } from '../../matters/contract.ts';
import { channels } from '../../roster/contract.ts';

const NumberParams = z.object({ number: z.string().max(40) });

export const OwnWish = z.object({
  /** Null: to no channel yet. */
  channel: z.enum(channels).nullable(),
  /** What their side would rather have. */
  wish: z.enum(channels).nullable(),
  mayWish: z.boolean(),
});
export type OwnWish = z.input<typeof OwnWish>;

const path = '/api/my/matters/{number}/channel-wish';

export const accountApi = {
  getOwnWish: {
    method: 'GET',
    path,
    summary: {
      zh: '本人希望的调解渠道（不是本人的纠纷则为空）',
      en: 'The channel that one’s own side wishes for; null where one is no party of a dispute',
    },
    permission: 'signedIn',
    journal: 'none',
    params: NumberParams,
    answer: z.object({ standing: OwnWish.nullable() }),
    refusals: ['NOT_FOUND'],
  },
  wishOwnChannel: {
    method: 'POST',
    path,
    summary: {
      zh: '当事人凭账号提出希望的调解渠道',
      en: 'A party says by their account which channel they would rather have',
    },
    permission: 'signedIn',
    journal: 'log',
    params: NumberParams,
    body: z.strictObject({ channel: z.enum(channels) }),
    answer: z.object({ standing: OwnWish.nullable() }),
    refusals: refusalsOfAct,
    example: { body: { channel: 'administrative' } },
  },
} as const satisfies EndpointTable;
