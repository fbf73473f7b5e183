/** What the demo is given of the house: the faces of the modules, and how it is loaded. */

import type { Database } from '../../../platform/db/index.ts';
import type { HttpModule } from '../../../platform/http/index.ts';
import type { Agenda } from '../../agenda/index.ts';
import type { Geography } from '../../geography/index.ts';
import type { Identity } from '../../identity/index.ts';
import type { Matters } from '../../matters/index.ts';
import type { Notices } from '../../notices/index.ts';
import type { Papers } from '../../papers/index.ts';
import type { Patrol } from '../../patrol/index.ts';
import type { Reception } from '../../reception/index.ts';
import type { Roster } from '../../roster/index.ts';
import type { FirstDocument, Rulebook } from '../../rulebook/index.ts';

export type DemoHouse = {
  db: Database;
  newId: () => string;
  identity: Identity;
  geography: Geography;
  rulebook: Rulebook;
  matters: Matters;
  notices: Notices;
  papers: Papers;
  agenda: Agenda;
  roster: Roster;
  reception: Reception;
  patrol: Patrol;
  /** What is done by an endpoint alone is found here by its name. */
  http: readonly HttpModule[];
};

export type DemoOptions = {
  /** The present of the demo's clock, epoch ms. */
  now: number;
  password: string;
  /** The rules that an installation begins with, processes of kinds first. */
  documents: readonly FirstDocument[];
  /** How many invented matters; the default shows every stage and outcome many times. */
  count?: number;
  progress?: (part: string, done: number, of: number) => void;
  /** Ends the loading after the story at hand; the next start goes on. */
  signal?: AbortSignal;
  onFault?: (error: unknown, story: string) => void;
};

export const COUNTY = '310116';
