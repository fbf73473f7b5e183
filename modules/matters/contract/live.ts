/** Live updates: that something changed, never what it says. Whoever is told reads it as usual. */
import { z } from 'zod';
import type { EndpointTable } from '../../../kernel/endpoint.ts';
import { queues } from './lists.ts';
import { Named } from './views.ts';

/** Someone else of the own colleagues, as a post: who holds it is not said. */
const Words = z.object({ zh: z.string(), en: z.string() });
export const Colleague = z.object({ post: Words, org: Named });

export const Company = z.object({
  /** Who has the matter open at this moment. */
  viewers: z.array(Colleague),
  /** Forms begun by others and not sent; what they say is theirs. */
  drafts: z.array(Colleague.extend({ action: z.string(), label: Words })),
});
export type Company = z.input<typeof Company>;

export const liveEvents = {
  /** It begins. Unless `isResumed`, read again what is shown: nothing from before is told. */
  hello: z.object({ isResumed: z.boolean() }),
  /** A matter in sight changed. It may come twice. */
  matter: z.object({
    number: z.string(),
    /** Of its newest entry. */
    seq: z.number().int(),
    version: z.number().int(),
    stage: z.string(),
    isOpen: z.boolean(),
    isNew: z.boolean(),
    /** The action of its newest entry; null where the reader may not know it. */
    action: z.string().nullable(),
    region: z.string(),
    /** The reader's queues in which it stands now. */
    queues: z.array(z.enum(queues)),
  }),
  /** A matter left the reader's sight. */
  gone: z.object({ number: z.string() }),
  /** The numbers of the queues may have changed. */
  counts: z.object({}),
  /** Who else is at a matter that the reader has open. */
  presence: Company.extend({ number: z.string() }),
  /** Too much happened to tell it one by one: read again what is shown. */
  reset: z.object({ why: z.enum(['many', 'late']) }),
  /** The last event: the session ended, or another post is active. */
  end: z.object({ why: z.enum(['signedOut', 'post']) }),
} as const;

export const liveApi = {
  live: {
    method: 'GET',
    path: '/api/live',
    summary: {
      zh: '实时更新（SSE）：范围内事项的变化；居民只收到自己的事项',
      en: 'Live updates (SSE) of the matters in sight; a resident’s own',
    },
    permission: 'signedIn',
    journal: 'none',
    events: liveEvents,
    refusals: ['LIVE_TOO_MANY'],
  },
} as const satisfies EndpointTable;
