/** What the verbs of messaging work with; made once in index.ts. */
import type { Actor } from '../../../kernel/actor.ts';
import type { Keyring } from '../../../platform/crypto/index.ts';
import type { Database, Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { HostPolicy, Senders } from '../../../platform/senders/index.ts';
import type { TemplatesDocument } from '../contract.ts';
import type { Template } from '../rules/templates.ts';

export type MatterPlace = { county: string; matterId: string };
export type MatterPlaces = { county: string; matterIds: readonly string[] };

/** What the composition root gives: messaging lies below matters and may not import it. */
export type MessagingWorld = {
  db: Database;
  now: () => Promise<number> | number;
  keyring: Keyring;
  senders: Senders;
  hosts: HostPolicy;
  log: { error: (about: object, message: string) => void };
  /** The counties that this installation serves: the sweep looks for due messages there. */
  counties: () => Promise<readonly string[]>;
  /** Data keys of matters, unsealed, by matter; one that was erased is absent. */
  openMatterKeys: (tx: Tx, of: MatterPlaces) => Promise<ReadonlyMap<string, Buffer>>;
  /** The matter of a public number as far as the actor may read it, else null. */
  findMatter: (ctx: RequestContext, number: string) => Promise<MatterPlace | null>;
  /** Of some matters those that are sealed and not the actor's to know of. */
  shutAmong: (
    ctx: RequestContext,
    tx: Tx,
    of: { county: string; ids: readonly string[] },
  ) => Promise<readonly string[]>;
  mayReadMatter: (ctx: RequestContext, place: MatterPlace) => Promise<boolean>;
  /** Whether the actor's scope holds the whole county: lists across matters are for these. */
  seesCounty: (actor: Actor, county: string) => boolean;
  /** The centre's own words for notices as last read, or null; absent: nobody has any. */
  ownTemplates?: (county: string, at: number) => OwnTemplates | null;
};

export type OwnTemplates = { version: number; body: TemplatesDocument };

export type MessagingDeps = MessagingWorld & { templates: ReadonlyMap<string, Template> };
