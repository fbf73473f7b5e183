/**
 * Which streams a queue is made of: each stream walks one index by equality and in one order, and a
 * page merges them. Streams of one queue never share a matter, so that nothing shows twice.
 */
import { actorKey, type MachineActor, type StaffActor } from '../../../kernel/actor.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Queue } from '../contract/lists.ts';
import type { MatterFacts } from './state.ts';

/** Whose queues they are. */
export type Worker = StaffActor | MachineActor;

/**
 * `due`: by due time, those without one last; `newest`: by creation; `asked`: oldest request first;
 * `issued`: newest supervision first. Ties go by the matter's id.
 */
export type Order = 'due' | 'newest' | 'asked' | 'issued';

/** What a stream's rows are: matters, or what hangs on one. */
export type Walk = 'matter' | 'work' | 'request' | 'target' | 'issuer' | 'clock';

export type Equals = {
  owner?: string;
  stage?: string;
  town?: string;
  village?: string;
  grid?: string;
  isOpen?: boolean;
  isUnowned?: true;
  org?: string;
  post?: string;
  /** Of a supervision. */
  state?: 'issued' | 'replied';
  /** Of a clock: the last that fired. */
  rung?: string;
  isReturned?: true;
  isDisputed?: true;
};

export type Stream = { county: string; walk: Walk; equals: Equals };

export type Filters = {
  county?: string;
  town?: string;
  village?: string;
  grid?: string;
  category?: string;
  urgency?: string;
  channel?: string;
  stage?: string;
  isOpen?: boolean;
  /** Epoch ms. */
  receivedFrom?: number;
  receivedTo?: number;
};

/** What must hold of a matter beyond its stream: at most a bounded number of rows is looked at. */
export type Narrowing = {
  filters: Filters;
  /** Only within the post's own regions, and not by organisation. */
  isWithinRegions: boolean;
  /** Only where the actor stands apart from those who handled it. */
  isApart: boolean;
  /** Only where the actor is not what the matter complains about. */
  isNotSubject: boolean;
};

export type QueuePlan = {
  order: Order;
  streams: readonly Stream[];
  narrowing: Narrowing;
  /** Epoch ms, both exclusive of what lies at or after `before`. */
  due: { from?: number; before?: number } | null;
};

/** As many as the counties of the largest province (Sichuan has 183), with room. */
export const streamsMax = 200;

/** The stages by the words that all processes share. */
export const STAGES = {
  /** Not taken up yet: its kind or whether it is opened waits for the centre that holds it. */
  toOpen: ['received', 'registered'],
  toDispatch: 'opened',
  toVerify: 'verifying',
  toCheck: 'checking',
  toCallBack: 'callingBack',
} as const;

const HOUR_MS = 3_600_000;
export const hoursDefault = 24;

export type QueueAsked = { queue: Queue; filters: Filters; now: number; hours?: number };

/** The streams of a queue for an actor. Refuses LIST_TOO_WIDE beyond 200 of them. */
export function planQueue(actor: Worker, asked: QueueAsked): QueuePlan {
  return refuseWide(planOf(actor, asked));
}

/** Refuses LIST_TOO_WIDE beyond 200 streams. */
export function refuseWide(plan: QueuePlan): QueuePlan {
  if (plan.streams.length > streamsMax) {
    refuse('LIST_TOO_WIDE', {
      fields: [{ path: 'query.county', code: 'LIST_TOO_WIDE' }],
      values: { max: streamsMax },
    });
  }
  return plan;
}

function planOf(actor: Worker, asked: QueueAsked): QueuePlan {
  const { queue, filters, now } = asked;
  const counties = countiesAsked(actor, filters);
  const byCounty = (walk: Walk, equals: Equals): Stream[] =>
    counties.map((county) => ({ county, walk, equals }));
  const desk = (stage: string | undefined) =>
    byCounty('matter', { owner: actor.org, isOpen: true, ...(stage && { stage }) });
  const atOurDesk = (stages: readonly string[]) => plan('due', stages.flatMap(desk));
  const inStage = (stage: string) => duePlaces(actor, filters, { isOpen: true, stage });
  const open = () => duePlaces(actor, filters, { isOpen: true });
  const plan = (order: Order, streams: Stream[], more: Partial<Narrowing> = {}): QueuePlan => ({
    order,
    streams,
    narrowing: { filters, isWithinRegions: false, isApart: false, isNotSubject: false, ...more },
    due: null,
  });
  switch (queue) {
    case 'mine':
      return plan('due', actor.kind === 'staff' ? byCounty('work', { post: actor.post }) : []);
    case 'org':
      return plan('due', byCounty('work', { org: actor.org }));
    case 'owned':
      return plan('due', desk(filters.stage));
    case 'toOpen':
      return atOurDesk(STAGES.toOpen);
    case 'toDispatch':
      return atOurDesk([STAGES.toDispatch]);
    case 'toVerify':
      return plan('due', inStage(STAGES.toVerify), { isWithinRegions: true, isNotSubject: true });
    case 'toCheck':
    case 'toCallBack':
      return plan('due', inStage(STAGES[queue]), {
        isWithinRegions: true,
        isApart: true,
        isNotSubject: true,
      });
    case 'unowned':
      return plan('newest', byCounty('matter', { isOpen: true, isUnowned: true }));
    case 'overdue':
      return { ...plan('due', open(), { isWithinRegions: true }), due: { before: now } };
    case 'dueSoon': {
      const before = now + (asked.hours ?? hoursDefault) * HOUR_MS;
      return { ...plan('due', open(), { isWithinRegions: true }), due: { from: now, before } };
    }
    case 'requests':
      return plan('asked', byCounty('request', { org: actor.org }));
    case 'supervised':
      return plan('issued', byCounty('target', { org: actor.org }));
    case 'supervising':
      return plan('issued', byCounty('issuer', { org: actor.org }));
    case 'recent':
      return plan('newest', newestPlaces(actor, filters, [true, false]), { isWithinRegions: true });
    case 'closed':
      return plan('newest', newestPlaces(actor, filters, [false]), { isWithinRegions: true });
  }
}

export function countiesAsked(actor: Worker, filters: Filters): readonly string[] {
  const { county } = filters;
  return county === undefined ? actor.counties : actor.counties.filter((one) => one === county);
}

const TOWN = 9;
const VILLAGE = 12;

/** Newest first there is an index for towns, villages and grids, open and closed apart. */
function newestPlaces(actor: Worker, filters: Filters, states: readonly boolean[]): Stream[] {
  const wanted = states.filter((isOpen) => (filters.isOpen ?? isOpen) === isOpen);
  return placesOf(actor, filters).flatMap(({ county, code }) =>
    wanted.map((isOpen) => ({
      county,
      walk: 'matter' as const,
      equals: { isOpen, ...placeEquals(code) },
    })),
  );
}

function placeEquals(code: string | null): Equals {
  if (code === null) return {};
  if (code.length === TOWN) return { town: code };
  return code.length === VILLAGE ? { village: code } : { grid: code };
}

/** By due time only towns have one: the open matters of a town are few enough to look through. */
function duePlaces(actor: Worker, filters: Filters, equals: Equals): Stream[] {
  const places = placesOf(actor, filters).map(({ county, code }) =>
    JSON.stringify([county, code && code.slice(0, TOWN)]),
  );
  return [...new Set(places)].map((place) => {
    const [county, town] = JSON.parse(place) as [string, string | null];
    return { county, walk: 'matter', equals: town === null ? equals : { ...equals, town } };
  });
}

/** A county's whole (`code` null), or a town, village or grid of it. */
type PlaceAsked = { county: string; code: string | null };

/**
 * The places that together hold all matters of the actor's regions, none of them twice. A filter's
 * place stands for all of them: the regions are then looked at row by row.
 */
function placesOf(actor: Worker, filters: Filters): PlaceAsked[] {
  const counties = countiesAsked(actor, filters);
  const filter = filters.grid ?? filters.village ?? filters.town;
  if (filter !== undefined) return counties.map((county) => ({ county, code: filter }));
  const codes = outermost(actor.regions);
  const wide = codes.filter((code) => code.length < TOWN);
  const narrow = codes.filter((code) => code.length >= TOWN);
  // A recoded county's key begins with none of its codes: then it is walked whole.
  const isPlain = wide.every((code) => counties.some((county) => county.startsWith(code)));
  return counties.flatMap((county): PlaceAsked[] => {
    const isWhole = !isPlain || wide.some((code) => county.startsWith(code));
    const own = narrow.filter((code) => code.startsWith(county));
    if (isWhole || (own.length === 0 && wide.length > 0)) return [{ county, code: null }];
    // A key that is no code (a development zone's) may hold any of the towns.
    const codesHere = own.length > 0 ? own : narrow;
    return codesHere.map((code) => ({ county, code }));
  });
}

/** Codes without those that another covers. */
export function outermost(codes: readonly string[]): string[] {
  const once = [...new Set(codes)];
  return once.filter((code) => !once.some((other) => other !== code && code.startsWith(other)));
}

type Handled = Pick<MatterFacts, 'handledBy' | 'handledByOrgs' | 'subjectPost'>;

/**
 * What of `isApart` and `isSubject` only the facts know: who once handled it and had it taken away,
 * and a post complained about. Few matters fall to it, so that a page is merely a little short.
 */
export function isAllowedByFacts(actor: Worker, narrowing: Narrowing, facts: Handled): boolean {
  if (narrowing.isNotSubject && actor.kind === 'staff' && actor.post === facts.subjectPost) {
    return false;
  }
  if (!narrowing.isApart) return true;
  if (facts.handledBy.includes(actorKey(actor))) return false;
  return !facts.handledByOrgs.some((org) => actor.orgPath.includes(org));
}
