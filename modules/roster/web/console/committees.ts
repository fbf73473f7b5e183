/** The list of committees as its page and its forms read it. */
import type { Answer } from '../../../../web/api.ts';

export const LIST = 'GET /api/roster/committees';
export type Committee = Answer<typeof LIST>['items'][number];
