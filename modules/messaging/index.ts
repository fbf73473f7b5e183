/** The face of messaging: what other modules queue, and what the server mounts and sweeps. */
import type { Tx } from '../../platform/db/index.ts';
import type { Figure, HttpModule } from '../../platform/http/index.ts';
import type { SweepTask } from '../../platform/jobs/sweeper.ts';
import type { MessagingWorld } from './actions/deps.ts';
import { enqueue, type NewMessage } from './actions/enqueue.ts';
import type { MessageState } from './contract.ts';
import { messageSweep } from './jobs.ts';
import { countBacklog, countFailed } from './reports.ts';
import { messagingRoutes } from './routes.ts';
import { overrideFaults } from './rules/overrides.ts';
import { lockMessage, type MessageRef } from './store/messages.ts';
import { readTemplates } from './store/templates.ts';

export type { MatterPlace, MessagingWorld, OwnTemplates } from './actions/deps.ts';
export {
  enqueueEvent,
  eraseMessages,
  type Listener,
  listListeners,
  type MessageKey,
  type NewEvent,
  type NewMessage,
} from './actions/enqueue.ts';
export { messageHolds } from './store/held-years.ts';

export type Messaging = {
  http: HttpModule;
  /** See `NewMessage`; false when the address fits no channel. */
  enqueue: (tx: Tx, message: NewMessage) => boolean;
  hasTemplate: (code: string) => boolean;
  /** How far a message is; null: there is none. */
  stateOf: (
    tx: Tx,
    of: MessageRef,
  ) => Promise<{ state: MessageState; sentAt: number | null } | null>;
  sweepTask: SweepTask;
  /** How much waits to be sent, for `/metrics`. */
  figures: () => Promise<Figure[]>;
  /** How many were given up, for `linli doctor`. */
  countFailed: () => Promise<number>;
};

/** The check of a centre's own words, for the rulebook. */
export function checkTemplates(): (body: unknown, around: { name: string }) => string[] {
  const ours = readTemplates();
  return (body, { name }) => [
    // Under another name it would be published and never hold.
    ...(name === 'main' ? [] : [`document: must be called main, not ${name}`]),
    ...overrideFaults(ours, body),
  ];
}

/** Reads the templates and ties the module to its world. Throws when a template is not sound. */
export function makeMessaging(world: MessagingWorld): Messaging {
  const deps = { ...world, templates: readTemplates() };
  return {
    http: messagingRoutes(deps),
    enqueue: (tx, message) => enqueue(deps, tx, message),
    hasTemplate: (code) => deps.templates.has(code),
    stateOf: async (tx, of) => {
      const found = await lockMessage(tx, of);
      return found && { state: found.state, sentAt: found.sentAt };
    },
    sweepTask: messageSweep(deps),
    figures: () => backlog(world),
    countFailed: async () => {
      const all = await world.counties();
      return world.db.scoped({ counties: all }, (tx) => countFailed(tx, all));
    },
  };
}

async function backlog({ db, counties, now }: MessagingWorld): Promise<Figure[]> {
  const [all, at] = await Promise.all([counties(), now()]);
  const value = await db.scoped({ counties: all }, (tx) => countBacklog(tx, all, at));
  return [{ name: 'linli_messages_due', help: 'Messages whose time to be sent has come.', value }];
}
