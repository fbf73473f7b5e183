/**
 * What a dispute knows of itself: open facts in `matter.own`. Never what was conceded, nor the
 * record: these are sealed in the log, or lie in the room.
 */
import type { Matter } from '../../matters/engine.ts';

export type Channel = 'people' | 'administrative' | 'industry' | 'judicial';
export type Side = 'applicant' | 'respondent';
export type Signer = 'applicant' | 'respondent' | 'mediator' | 'committee';
export type Signature = { how: string; on: string };
/** What a mediator disclosed, and which sides know of it and still agree. */
export type Interest = {
  ground: 'relative' | 'interest' | 'relation';
  agreed: readonly Side[];
  /** Stepped aside for it: goes on once all agree. */
  wasAppointed: boolean;
};

export const SIDES: readonly Side[] = ['applicant', 'respondent'];

export type DisputeFacts = {
  channel: Channel | null;
  /** How a committee that took it up of its own accord came to it; null: it was assigned. */
  origin: 'patrol' | 'police' | 'court' | 'petition' | 'own' | null;
  /** How far the suit is, for mediation on a court's platform. */
  courtStage: 'before' | 'ordinary' | 'simplified' | null;
  fee: string;
  isAccepted: boolean;
  /** What each side said to being mediated. */
  consents: Readonly<Record<string, string>>;
  /** The channel that each side would rather have. */
  wishes: Readonly<Partial<Record<Side, Channel>>>;
  chosenBy: string | null;
  /** The mediator of the roster whom each side chose. */
  choices: Readonly<Record<string, string>>;
  isAppointed: boolean;
  /** The mediator confirmed, and said what interest there is. */
  isTakenUp: boolean;
  /** Posts that stepped back or were replaced: they are not appointed again. */
  recused: readonly string[];
  /** By post: nobody mediates with an interest to which not all agreed (在线调解规则 art. 13). */
  interests: Readonly<Record<string, Interest>>;
  /** How often it went from one channel to another. */
  handOvers: number;
  sessions: number;
  isAppraised: boolean;
  /** Until when all parties agreed to go on. */
  until: string | null;
  /** How many stand on each side. */
  parties: Readonly<Record<Side, number>>;
  /** The newest text of the agreement that is drafted together; what it says stands elsewhere. */
  text: { version: number; digest: string } | null;
  /** That text is what is signed, not a sheet written by hand. */
  isTextOffered: boolean;
  form: 'oral' | 'written' | null;
  /** Grows with each change of the text: what was signed before does not count. */
  version: number;
  signatures: Readonly<Partial<Record<Signer, Signature>>>;
  /** The civil day on which the agreement came into force. */
  effectiveOn: string | null;
  performBy: string | null;
  confirmation: string | null;
  performance: string | null;
  ground: string | null;
  dangerReported: boolean;
};

const fresh: DisputeFacts = {
  channel: null,
  origin: null,
  courtStage: null,
  fee: '',
  isAccepted: false,
  consents: {},
  wishes: {},
  chosenBy: null,
  choices: {},
  isAppointed: false,
  isTakenUp: false,
  recused: [],
  interests: {},
  handOvers: 0,
  sessions: 0,
  isAppraised: false,
  until: null,
  parties: { applicant: 0, respondent: 0 },
  text: null,
  isTextOffered: false,
  form: null,
  version: 0,
  signatures: {},
  effectiveOn: null,
  performBy: null,
  confirmation: null,
  performance: null,
  ground: null,
  dangerReported: false,
};

/** The facts of a dispute; what was not set yet stands as it begins. */
export function factsOf({ own }: Pick<Matter, 'own'>): DisputeFacts {
  // Written only by the effects of this module.
  return { ...fresh, ...(own as Partial<DisputeFacts>) };
}

/** Whether somebody may mediate as this post: nothing disclosed, or all know of it and agree. */
export function isImpartial({ interests }: Pick<DisputeFacts, 'interests'>, post: string): boolean {
  const one = Object.hasOwn(interests, post) ? interests[post] : undefined;
  return one === undefined || SIDES.every((side) => one.agreed.includes(side));
}

/**
 * Who must have signed for a written agreement to be in force: the parties, the mediator and the
 * organisation's seal (人民调解法 art. 29); on a court's platform the parties alone decide the moment
 * (在线调解规则 art. 19).
 */
export function signersNeeded({ channel }: Pick<DisputeFacts, 'channel'>): readonly Signer[] {
  const parties: Signer[] = ['applicant', 'respondent'];
  return channel === 'judicial' ? parties : [...parties, 'mediator', 'committee'];
}
