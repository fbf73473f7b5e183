/** What live updates work with beside the lists' world, and who listens. */
import type { Actor, ResidentActor } from '../../../kernel/actor.ts';
import type { EventSink } from '../../../kernel/endpoint.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { liveEvents } from '../contract/live.ts';
import type { Worker } from '../rules/queues.ts';
import type { ListsWorld } from './own.ts';

export type LiveParts = {
  /** Who the headers stand for now; asking keeps no session alive. */
  whoIs: (headers: RequestContext['headers']) => Promise<Actor>;
  /** The house's clock. */
  clock: () => Promise<number> | number;
  onFault: (what: string, error: unknown) => void;
  /** How often the tail is read; tests do not wait. */
  liveEveryMs?: number;
};
export type LiveWorld = ListsWorld & LiveParts;

export type Listener = {
  actor: Worker | ResidentActor;
  headers: RequestContext['headers'];
  sink: EventSink<typeof liveEvents>;
  counties: readonly string[];
  /** A resident's own matters. */
  own: ReadonlySet<string>;
  /** Those among them that the resident follows. */
  followed: ReadonlySet<string>;
  /** Real time (ms) of the last look at the session. */
  checkedAt: number;
  /** Where a reader that came back had got to; null: it begins. */
  resumesAt: number | null;
  isReady: boolean;
};
