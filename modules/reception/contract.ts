/** Reception days over HTTP: announced to everyone, booked by residents, kept at the desk. */
import type { EndpointTable } from '../../kernel/endpoint.ts';
import { atTheDesk } from './contract/desk.ts';
import { forPlanners } from './contract/planning.ts';
import { forEveryone, forResidents } from './contract/public.ts';

export const receptionApi = {
  ...forEveryone,
  ...forResidents,
  ...forPlanners,
  ...atTheDesk,
} as const satisfies EndpointTable;
