/**
 * Which invented matters there are: each way of the loop once, then as the weights say. The names
 * and ways depend on nothing but the count; only the days are reckoned from the present.
 */
import { type Chance, chanceOf } from './chance.ts';

/** How the story of a matter goes; `actions/scripts.ts` tells each. */
export type Way =
  | 'selfHandled'
  | 'ordinary'
  | 'answered'
  | 'triaged'
  | 'reworked'
  | 'unsatisfied'
  | 'confirmed'
  | 'objectionGranted'
  | 'objectionRefused'
  | 'designated'
  | 'suspended'
  | 'suspendedNow'
  | 'extended'
  | 'supervised'
  | 'supervisedNow'
  | 'supported'
  | 'calledIn'
  | 'subMatter'
  | 'duplicate'
  | 'unmerged'
  | 'declined'
  | 'referred'
  | 'withdrawn'
  | 'impossible'
  | 'anonymous'
  | 'unreachable'
  | 'reopened'
  | 'verified'
  | 'sentUp'
  | 'urgent'
  | 'late'
  | 'unowned'
  | 'leftReceived'
  | 'leftRegistered'
  | 'leftVerifying'
  | 'leftOpened'
  | 'leftDispatched'
  | 'leftHandling'
  | 'leftChecking'
  | 'leftCallingBack'
  | 'leftLate'
  | 'leftObjecting'
  | 'leftExtending'
  | 'petitionNew'
  | 'petitionHandling'
  | 'petitionAnswered'
  | 'petitionReviewing'
  | 'petitionReReviewing'
  | 'petitionRedone'
  | 'petitionVisit'
  | 'suggestionAnswered'
  | 'accusation'
  | 'petitionProxy'
  | 'petitionWithdrawn'
  | 'petitionUrged'
  | 'petitionHearing'
  | 'petitionAtCity'
  | 'petitionResolved'
  | 'disputeConsenting'
  | 'disputeMediating'
  | 'disputePerforming'
  | 'disputeRefused'
  | 'disputeFailed'
  | 'disputeToday'
  | 'disputeNextWeek'
  | 'disputePast'
  | 'disputeDrafting'
  | 'disputeSigning'
  | 'disputeInForce'
  | 'disputeConfirming';

export type StoryPlan = {
  name: string;
  way: Way;
  startAt: number;
  /** Told in minutes whatever the hour: what must wait for somebody on a Sunday morning too. */
  isHurried: boolean;
  /** Where, and about what unless its way says: of those that fill the queues of today. */
  town: number | null;
  category: string | null;
  /** In that town, by its place in the list. */
  grid: number | null;
};

/** Way → how often, and how many days ago it begins at least and at most. */
const ways: Record<Way, readonly [weight: number, from: number, to: number]> = {
  selfHandled: [34, 0.1, 90],
  ordinary: [26, 0.5, 90],
  answered: [7, 0.3, 90],
  triaged: [3, 2, 80],
  reworked: [4, 18, 85],
  unsatisfied: [2, 20, 85],
  confirmed: [3, 10, 85],
  objectionGranted: [3, 15, 85],
  objectionRefused: [1.5, 15, 85],
  designated: [1.5, 15, 85],
  suspended: [1.5, 30, 85],
  suspendedNow: [0.5, 1, 3],
  extended: [2, 35, 85],
  supervised: [1.5, 20, 85],
  supervisedNow: [0.5, 0.5, 2],
  supported: [1.5, 20, 85],
  calledIn: [1.5, 20, 85],
  subMatter: [1, 35, 85],
  duplicate: [3, 15, 85],
  unmerged: [0.5, 20, 85],
  declined: [2, 4, 85],
  referred: [2, 2, 85],
  withdrawn: [1.5, 3, 85],
  impossible: [1, 15, 85],
  anonymous: [1.5, 15, 85],
  unreachable: [1.5, 20, 85],
  reopened: [2, 40, 85],
  verified: [2, 15, 85],
  sentUp: [1.5, 15, 85],
  urgent: [2, 8, 85],
  late: [5, 35, 85],
  unowned: [0.5, 20, 60],
  leftReceived: [1, 0.02, 0.3],
  leftRegistered: [1, 0.01, 0.3],
  leftVerifying: [1, 0.15, 1],
  leftOpened: [1, 0.15, 1],
  leftDispatched: [1.5, 0.2, 1],
  leftHandling: [3, 0.2, 2],
  leftChecking: [1.5, 0.3, 2],
  leftCallingBack: [1.5, 0.3, 2],
  leftLate: [1, 18, 30],
  leftObjecting: [0.5, 0.2, 1],
  leftExtending: [0.5, 0.5, 2],
  petitionNew: [1.5, 0.1, 3],
  petitionHandling: [1.5, 5, 20],
  petitionAnswered: [2, 14, 26],
  petitionReviewing: [1, 16, 30],
  petitionReReviewing: [0.5, 24, 34],
  petitionRedone: [0.5, 24, 34],
  petitionVisit: [0.5, 1, 5],
  suggestionAnswered: [1, 12, 60],
  accusation: [0.5, 1, 10],
  disputeConsenting: [1, 0.5, 3],
  disputeMediating: [1.5, 5, 15],
  disputePerforming: [1.5, 9, 30],
  disputeRefused: [1, 4, 60],
  // Once each, with time enough for the longest holidays: what the how-to says who sees.
  petitionProxy: [0, 16, 24],
  petitionWithdrawn: [0, 26, 34],
  petitionUrged: [0, 22, 28],
  petitionHearing: [0, 20, 26],
  petitionAtCity: [0, 26, 32],
  petitionResolved: [0, 24, 32],
  disputeFailed: [0, 20, 26],
  disputeToday: [0, 16, 22],
  disputeNextWeek: [0, 16, 22],
  /** Its time is the last quarter's (`pastPlan`). */
  disputePast: [0, 92, 184],
  disputeDrafting: [0, 18, 24],
  disputeSigning: [0, 20, 26],
  disputeInForce: [0, 24, 30],
  disputeConfirming: [0, 24, 30],
};

/** What is told once, so that it can be seen, is rare in a city. */
const RARE = 0.05;

/** How often a story goes its way, by the name that the plan gives it. */
export function weightOfStory(name: string): number {
  // A name that an older plan gave is as rare.
  return ways[wayOfStory(name) as Way]?.[0] || RARE;
}

export const wayOfStory = (name: string) => name.replace(/-\d+$/, '');

const DAY_MS = 86_400_000;

/** What waits in the first two towns today, so that whoever signs in has something to do. */
const waiting: readonly (readonly [way: Way, times: number])[] = [
  ['leftReceived', 3],
  ['leftRegistered', 4],
  ['leftVerifying', 5],
  ['leftOpened', 8],
  ['leftDispatched', 8],
  ['leftHandling', 10],
  ['leftChecking', 5],
  ['leftCallingBack', 5],
  ['leftLate', 3],
  ['leftObjecting', 3],
  ['leftExtending', 2],
  ['suspendedNow', 1],
  ['supervisedNow', 4],
  ['unowned', 1],
];
const waitingWays = waiting.flatMap(([way, times]) => Array.from({ length: times }, () => way));

/** In turn, so that each station of a town has some of it. */
const categoriesInTurn = [
  'streetVending',
  'streetLight',
  'illegalBuilding',
  'rubbish',
  'greenDamage',
  'constructionNoise',
  'roadDamage',
  'cookingFumes',
] as const;

/** At least one of each way: fewer than this cannot be asked for. */
export const storiesMin = Object.keys(ways).length;

/** The stories in the order in which they begin. */
export function planStories(input: { now: number; count: number }): StoryPlan[] {
  const each = Object.keys(ways) as Way[];
  const byWeight = each.map((way) => [ways[way][0], way] as const);
  const plans = Array.from({ length: Math.max(input.count, storiesMin) }, (_, index) => {
    const chance = chanceOf(`plan ${index}`);
    const today = waitingWays[index - each.length];
    const way = each[index] ?? today ?? pastOf(index - each.length) ?? chance.weighted(byWeight);
    const name = `${way}-${index + 1}`;
    if (way === 'disputePast') return { name, way, ...pastPlan(index, chance, input.now) };
    const [, from, to] = ways[way];
    const at = input.now - chance.between(from, to) * DAY_MS;
    const isHurried = to < 4;
    const startAt = isHurried ? Math.floor(at) : wakingHour(at, chance.between(7, 21));
    const about = today ? placeOfToday(index) : NOWHERE;
    return { name, way, startAt, isHurried, ...about };
  });
  return plans.sort((a, b) => a.startAt - b.startAt || (a.name < b.name ? -1 : 1));
}

/** Enough of a kind, and of one grid, that the analysis of disputes has cells that it may show. */
const PAST = 40;
const pastOf = (index: number): Way | undefined =>
  index >= waitingWays.length && index < waitingWays.length + PAST ? 'disputePast' : undefined;

type About = Pick<StoryPlan, 'town' | 'category' | 'grid'>;
const NOWHERE: About = { town: null, category: null, grid: null };

/** Begun in the first eight weeks of the last quarter that is over: told to their end within it. */
function pastPlan(index: number, chance: Chance, now: number): Omit<StoryPlan, 'name' | 'way'> {
  const local = new Date(now + ZONE_MS);
  const quarter = Math.floor(local.getUTCMonth() / 3) * 3;
  const from = Date.UTC(local.getUTCFullYear(), quarter - 3, 2) - ZONE_MS;
  const startAt = wakingHour(from + chance.between(0, 56) * DAY_MS, chance.between(7, 21));
  const isNeighbours = index % 3 !== 0;
  const category = isNeighbours ? 'neighbourDispute' : 'debtDispute';
  // Of the neighbours' every second one in one place.
  const grid = isNeighbours && index % 2 === 0 ? 0 : null;
  return { startAt, isHurried: false, town: 1, category, grid };
}

/** Three in four in the first town, where the accounts of the demo's door belong. */
function placeOfToday(index: number): About {
  const category = categoriesInTurn[index % categoriesInTurn.length] ?? null;
  return { town: index % 4 === 3 ? 2 : 1, category, grid: null };
}

/** China has one zone and no summer time. */
const ZONE_MS = 8 * 3_600_000;

/** The same civil day, at an hour at which people report. */
function wakingHour(at: number, hour: number): number {
  const midnight = Math.floor((at + ZONE_MS) / DAY_MS) * DAY_MS - ZONE_MS;
  return Math.min(Math.floor(at), Math.floor(midnight + hour * 3_600_000));
}
