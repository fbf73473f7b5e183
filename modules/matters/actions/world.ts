/**
 * What the verbs of the loop work with: made once in `index.ts`, from the faces of other modules.
 * Matters knows shapes here, not the modules behind them.
 */
import type { Actor } from '../../../kernel/actor.ts';
import type { RefusalTexts } from '../../../kernel/endpoint.ts';
import type { Keyring } from '../../../platform/crypto/index.ts';
import type { Database, Tx } from '../../../platform/db/index.ts';
import type { FileStore } from '../../../platform/files/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { Names } from '../rules/decide.ts';
import type { DraftMessage, Given } from '../rules/draft.ts';
import type { MatterEvent } from '../rules/events.ts';
import type { MatterKeyring } from '../rules/party.ts';
import type { MatterState } from '../rules/state.ts';
import type { Orgs, Rules } from '../rules/view.ts';

/** Where a point or a code lies. */
export type Place = {
  county: string;
  /** The most exact region code: a village's, else a town's or county's. */
  region: string;
  grid: string | null;
  lon: number | null;
  lat: number | null;
};

export type Places = {
  /** Refuses points out of range; null: no county of ours. */
  ofPoint: (point: { lon: number; lat: number; crs?: string }, now: number) => Place | null;
  /** Refuses REGION_UNKNOWN. */
  ofRegion: (code: string, now: number) => Place;
  /** County, town and village in words, as they are called now. */
  nameOf: (code: string, now: number) => string;
  /** What a grid is called; null: its code is all that is known. */
  gridNamed: (code: string) => string | null;
  /** A point by the nearest named place, how far and on which side of it; null: none is near. */
  near: (tx: Tx, point: { lon: number; lat: number }) => Promise<{ zh: string; en: string } | null>;
  /** Codes of the towns that a county has now. */
  townsOf: (county: string, now: number) => string[];
};

export type ResidentLinks = {
  relationOf: (
    tx: Tx,
    account: string,
    matterId: string,
  ) => Promise<'reporter' | 'follower' | 'party' | 'proxy' | null>;
  link: (
    tx: Tx,
    link: {
      account: string;
      county: string;
      matterId: string;
      number: string;
      relation: 'reporter' | 'follower' | 'party';
      at: number;
    },
  ) => Promise<void>;
  unlink: (tx: Tx, link: { account: string; county: string; matterId: string }) => Promise<void>;
  phoneOf: (tx: Tx, account: string) => Promise<string | undefined>;
  /** Counts a resident's try to claim a matter by its number; false when there were too many. */
  mayClaim: (ctx: Pick<RequestContext, 'now' | 'address'>, account: string) => Promise<boolean>;
};

export type MattersWorld = {
  db: Database;
  keyring: Keyring;
  files: FileStore;
  names: Names;
  /** What the loop and its kinds refuse, in words. */
  texts: RefusalTexts;
  places: () => Promise<Places>;
  orgs: Orgs;
  /** The rules of a county as they hold at a time. */
  rules: (county: string, at: number) => Promise<Rules>;
  residents: ResidentLinks;
  enqueue: (tx: Tx, message: Outgoing) => void;
  /** The county's webhooks. */
  listeners: (tx: Tx, county: string) => Promise<readonly Listener[]>;
  /** Queues an event for those of them that asked for it. */
  announce: (tx: Tx, listeners: readonly Listener[], event: Announcement) => void;
  eraseMessages: (tx: Tx, county: string, matterId: string) => Promise<void>;
  /** The role of a post, for the log that people may read of themselves. */
  roleOfPost: (post: string) => string | null;
  /** What colleagues call a post: its title, else its role. */
  postWords: (post: string) => { zh: string; en: string } | null;
  /** What other modules keep of matters, told in the transaction of what happens to one. */
  beside?: Beside;
  /** A UUIDv7 of a time past: imports lie in the partition of the year they were received. */
  idAt: (at: number) => string;
  /** The centre's zone, for civil days of numbers and figures. */
  zone: string;
};

export type Beside = {
  /** Written with the act or not at all. */
  acted: (tx: Tx, ctx: RequestContext, done: BesideAct) => Promise<void>;
  /** It lies in another county now, under the same id and key; `tx` reaches both. */
  moved: (tx: Tx, at: { matterId: string; from: string; to: string }) => Promise<void>;
  /** Its persons were erased, and its key with them. */
  erased: (tx: Tx, at: { county: string; matterId: string }) => Promise<void>;
};

/** An act as those beside the loop see it: what was sent, and the matter as it has become. */
export type BesideAct = { action: string; given: Given; state: MatterState; seq: number };

export type Listener = { id: string; events: readonly string[] };

export type Announcement = {
  county: string;
  matterId: string;
  event: MatterEvent;
  data: Record<string, string | null>;
  dedupeKey: string;
  at: number;
  dataKey: MatterKeyring;
};

export type Outgoing = {
  county: string;
  matterId: string;
  id: string;
  message: DraftMessage;
  recipient: { kind: 'reporter' | 'org'; ref: string; address: string };
  at: number;
  dataKey: MatterKeyring;
};

/** The counties that an actor's requests may reach. Residents reach those of their own matters. */
export function countiesOf(actor: Actor): readonly string[] {
  return actor.kind === 'staff' || actor.kind === 'machine' ? actor.counties : [];
}
