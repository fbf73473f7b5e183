/** What guards and effects may know: one loaded matter and the rules that hold for it. */
import type { Actor } from '../../../kernel/actor.ts';
import type { Calendar } from '../../../kernel/calendar.ts';
import type { Category, CategoryTree } from './category.ts';
import type { ProcessDefinition } from './process.ts';
import type { ReplyTemplates } from './reply-templates.ts';
import type { RoutingTable } from './routing.ts';
import type { Settings } from './settings.ts';
import type { MatterState } from './state.ts';

/** The organisation tree as the rules see it. */
export type Orgs = {
  pathOf: (org: string) => readonly string[];
  isBelow: (org: string, above: string) => boolean;
  superiorOf: (org: string) => string | null;
  find: (org: string) => OrgFacts | undefined;
  all: () => readonly OrgFacts[];
  /** The shard key of the organisation's county, or null above the counties. */
  countyOf: (org: string) => string | null;
  /** Whether somebody holds a post of one of the roles there at that time. */
  hasPost: (org: string, roles: readonly string[], now: number) => boolean;
};

export type OrgFacts = {
  id: string;
  kind: string;
  level: string;
  nameZh: string;
  nameEn: string | null;
  region: string;
  parentId: string | null;
  phone: string | null;
  isActive: boolean;
};

/** The rules that hold for one county at one time. */
export type Rules = {
  /** The newest valid definition of a kind, for matters that begin with it. */
  process: (kind: string) => { version: number; definition: ProcessDefinition } | null;
  /** The definition that a running matter keeps. */
  processVersion: (kind: string, version: number) => ProcessDefinition | null;
  categories: CategoryTree;
  routing: { version: number; table: RoutingTable };
  settings: Settings;
  /** The templates of replies that are offered. */
  replies: ReplyTemplates;
  calendar: Calendar;
};

export type MatterView = {
  state: MatterState;
  definition: ProcessDefinition;
  category: Category | null;
  rules: Rules;
  orgs: Orgs;
  /** What the acting resident is to this matter, if the actor is one. */
  relation: 'reporter' | 'follower' | 'party' | 'proxy' | null;
  /** Whether the acting resident has rated since the last close. */
  hasRated: boolean;
  /** What a duplicate joined: its reporters are answered and rate there, on their own copy. */
  joined: Joined | null;
  /** The other matter that an act names by its number (`picks: matter`), for its guards. */
  other?: MatterState | null;
};

/** The matter that goes on for a duplicate, as far as the duplicate's reporters may know it. */
export type Joined = {
  id: string;
  number: string;
  kind: string;
  processVersion: number;
  stage: string;
  isOpen: boolean;
  isPrivate: boolean;
  outcome: string | null;
  closedAt: number | null;
};

/** The organisation an actor acts for, or null. */
export function orgOf(actor: Actor): string | null {
  return actor.kind === 'staff' || actor.kind === 'machine' ? actor.org : null;
}

/** Whether the actor's organisation is `org` or stands below it. */
export function standsIn(view: MatterView, actor: Actor, org: string | null): boolean {
  const own = orgOf(actor);
  return own !== null && org !== null && view.orgs.isBelow(own, org);
}
