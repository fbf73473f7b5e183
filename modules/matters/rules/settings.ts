/** A centre's settings: one dated document of a shape. Local practice is data, not a constant. */
import type { Amount, Words } from './process.ts';

export type Settings = {
  /** Share of self-handled matters drawn for a check, 0 to 1. */
  selfHandledSample: number;
  /** A reporter may reopen within this time after the close, so often per matter. */
  reopen: { within: Amount; times: number };
  /** Recorded attempts after which a reporter who cannot be reached may be answered publicly. */
  attemptsBeforePublicAnswer: number;
  /** The handling organisation may object within this time after the dispatch. */
  objectionWithin: Amount;
  /** Near-duplicates are looked for within this distance and time. */
  near: { metres: number; days: number };
  /** Ratings' words reach handlers gathered: at least so many, and so many days late. */
  ratingWords: { atLeast: number; afterDays: number };
  /** What the centre says of itself to everyone; absent: what the house says. */
  centre?: CentreWords;
  /** What the public board shows; absent: `defaultBoard`. */
  board?: Board;
  /** How petitions are cared for here; absent: `defaultPetitions`. */
  petitions?: PetitionPractice;
};

/** Local practice around petitions. */
export type PetitionPractice = {
  /** Share of withdrawn petitions whose petitioner is called back, 0 to 1. */
  withdrawalSample: number;
  /** Whether a petitioner may choose a helper (信访代理). */
  offersProxy: boolean;
};

const defaultPetitions: PetitionPractice = { withdrawalSample: 0.2, offersProxy: true };

export const petitionPracticeOf = ({ petitions }: Settings): PetitionPractice =>
  petitions ?? defaultPetitions;

/** The public board of a county: whether, which categories, how they are worded. */
export type Board = {
  isShown: boolean;
  /** Codes; what stands below one is hidden with it. */
  hiddenCategories: readonly string[];
  /** `masked`: the reporter's title without persons; `category`: the category's words alone. */
  titles: 'masked' | 'category';
  /** Only what an official has looked at. */
  isAfterTriage: boolean;
  /** Public figures of a place with fewer than these are kept back. */
  figuresAtLeast: number;
};

export const defaultBoard: Board = {
  isShown: true,
  hiddenCategories: [],
  titles: 'masked',
  isAfterTriage: true,
  figuresAtLeast: 5,
};

export const boardOf = ({ board }: Settings): Board => board ?? defaultBoard;

export type CentreWords = {
  /** Shown while the office is closed. */
  outOfHours: Words;
  /** Who to call at once instead of writing here. */
  emergencies: readonly (Words & { number: string })[];
};

const defaultCentre: CentreWords = {
  outOfHours: {
    zh: '您现在提交的反映照常登记、给编号，上班后处理。',
    en: 'What you send now gets its number at once and is taken up when the office opens.',
  },
  emergencies: [
    { number: '110', zh: '报警', en: 'Police' },
    { number: '119', zh: '火警和救援', en: 'Fire and rescue' },
    { number: '120', zh: '急救', en: 'Ambulance' },
  ],
};

export const centreWords = ({ centre }: Settings): CentreWords => centre ?? defaultCentre;

export const defaultSettings: Settings = {
  selfHandledSample: 0.1,
  reopen: { within: { amount: 10, unit: 'calendarDays' }, times: 2 },
  attemptsBeforePublicAnswer: 3,
  objectionWithin: { amount: 2, unit: 'workingDays' },
  near: { metres: 250, days: 14 },
  ratingWords: { atLeast: 5, afterDays: 7 },
};

/** Clients repeat within hours, a phone that lay in a drawer within weeks. */
export const KEYS_KEPT_MS = 30 * 86_400_000;

/** Faults of a settings document. */
export function checkSettings(settings: Settings): string[] {
  const faults: string[] = [];
  const share = settings.selfHandledSample;
  if (!(share >= 0 && share <= 1)) faults.push('selfHandledSample: must lie between 0 and 1');
  if (!(settings.reopen.times >= 0)) faults.push('reopen.times: must not be negative');
  if (!(settings.attemptsBeforePublicAnswer >= 1)) {
    faults.push('attemptsBeforePublicAnswer: must be at least 1');
  }
  const drawnShare = petitionPracticeOf(settings).withdrawalSample;
  if (!(drawnShare >= 0 && drawnShare <= 1)) {
    faults.push('petitions.withdrawalSample: must lie between 0 and 1');
  }
  if (settings.board && !(settings.board.figuresAtLeast >= 3)) {
    faults.push('board.figuresAtLeast: must be at least 3, or figures point at single persons');
  }
  if (!(settings.near.metres > 0 && settings.near.days > 0)) faults.push('near: must be positive');
  return faults;
}
