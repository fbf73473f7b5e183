/**
 * What a petition knows of itself, beside what every matter has: open facts in `matter.own`, set by
 * effects alone. Words that people wrote stand in the log; what decides stands here.
 */
import type { Matter } from '../../matters/engine.ts';

/** 信访工作条例 art. 29, 30, 31. */
export type PetitionClass = 'suggestion' | 'accusation' | 'claim';

/** The six routes of art. 31, and the study of a suggestion (art. 29). */
export type Route =
  | 'lawsuit'
  | 'arbitration'
  | 'partyAppeal'
  | 'administrative'
  | 'duty'
  | 'hear'
  | 'study';

/** How far the petition went: answered, reviewed, re-reviewed. */
export type Round = 'none' | 'opinion' | 'settlement' | 'review' | 'reReview';

export type PetitionFacts = {
  class: PetitionClass | null;
  /** How it came to the organ that handles it; `direct`: it received it itself (art. 23). */
  way: 'forward' | 'assign' | 'direct' | null;
  route: Route | null;
  /** The last document of substance that was given; its delivery opens the next step. */
  round: Round;
  /** The organs that answered, reviewed and re-reviewed: a level is asked above the last. */
  organ: string | null;
  reviewOrgan: string | null;
  reReviewOrgan: string | null;
  conclusion: string | null;
  reviewResult: string | null;
  reReviewResult: string | null;
  /** A review or re-review annulled the opinion, and the organ handles it anew since then. */
  redo: 'review' | 'reReview' | null;
  isHearing: boolean;
  /** Its civil day and place, as announced; nobody's home. */
  hearingOn: string;
  hearingPlace: string;
  /** Hearings that were announced. */
  hearingCount: number;
  /** Grave and urgent: reported to the government of the level (art. 22). */
  isReported: boolean;
  /** To whom it was reported last. */
  upTo: 'government' | 'officeAbove' | null;
  /** The government decided on what was reported. */
  isReportDecided: boolean;
  /** Art. 20: how many speak for those who came in person; who they are is sealed. */
  representatives: number | null;
  /** The petition with which it is the same: why it was not taken up. */
  earlier: string | null;
  /** Civil days of receipt, by the document. */
  deliveredOn: Readonly<Record<string, string>>;
  /** What the organ adopted of a suggestion. */
  adoption: string | null;
};

const fresh: PetitionFacts = {
  class: null,
  way: null,
  route: null,
  round: 'none',
  organ: null,
  reviewOrgan: null,
  reReviewOrgan: null,
  conclusion: null,
  reviewResult: null,
  reReviewResult: null,
  redo: null,
  isHearing: false,
  hearingOn: '',
  hearingPlace: '',
  hearingCount: 0,
  isReported: false,
  upTo: null,
  isReportDecided: false,
  representatives: null,
  earlier: null,
  deliveredOn: {},
  adoption: null,
};

/** The facts of a petition; what was not set yet stands as it begins. */
export function factsOf({ own }: Pick<Matter, 'own'>): PetitionFacts {
  // Written only by the effects of this module.
  return { ...fresh, ...(own as Partial<PetitionFacts>) };
}
