/** The mediation room over HTTP: sessions planned, the door, the room, what its mediator does. */
import type { EndpointTable } from '../../kernel/endpoint.ts';
import { doorApi } from './contract/door.ts';
import { insideApi } from './contract/inside.ts';
import { leadApi } from './contract/lead.ts';
import { sessionsApi } from './contract/sessions.ts';

export const roomsApi = {
  ...sessionsApi,
  ...doorApi,
  ...insideApi,
  ...leadApi,
} as const satisfies EndpointTable;
