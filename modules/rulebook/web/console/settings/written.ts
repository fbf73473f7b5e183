/** Settings as the form writes them, and back. What it does not know stays as it was. Pure. */
import type { SettingsDocument } from '../words.ts';

type Amount = SettingsDocument['objectionWithin'];

export type Written = {
  /** In per cent. */
  selfHandledSample: number;
  reopenWithin: Amount;
  reopenTimes: number;
  objectionWithin: Amount;
  attempts: number;
  nearMetres: number;
  nearDays: number;
  atLeast: number;
  afterDays: number;
  ownCentre: boolean;
  outZh: string;
  outEn: string;
  emergencies: { number: string; nameZh: string; nameEn: string }[];
  ownPetitions: boolean;
  /** In per cent. */
  withdrawalSample: number;
  offersProxy: boolean;
  ownBoard: boolean;
  isShown: boolean;
  isAfterTriage: boolean;
  titles: 'masked' | 'category';
  figuresAtLeast: number;
  hiddenCategories: string[];
};

/** What holds while the centre has said nothing of its own; the server says the same. */
const SAMPLE_UNSET = 0.2;

export function writtenOf(document: SettingsDocument): Written {
  const { centre, board, petitions, reopen, near, ratingWords } = document;
  return {
    selfHandledSample: round(document.selfHandledSample * 100),
    reopenWithin: { ...reopen.within },
    reopenTimes: reopen.times,
    objectionWithin: { ...document.objectionWithin },
    attempts: document.attemptsBeforePublicAnswer,
    nearMetres: near.metres,
    nearDays: near.days,
    atLeast: ratingWords.atLeast,
    afterDays: ratingWords.afterDays,
    ownCentre: centre !== undefined,
    outZh: centre?.outOfHours.zh ?? '',
    outEn: centre?.outOfHours.en ?? '',
    emergencies: (centre?.emergencies ?? []).map(({ number, zh, en }) => ({
      number,
      nameZh: zh,
      nameEn: en,
    })),
    ownPetitions: petitions !== undefined,
    withdrawalSample: round((petitions?.withdrawalSample ?? SAMPLE_UNSET) * 100),
    offersProxy: petitions?.offersProxy ?? true,
    ownBoard: board !== undefined,
    isShown: board?.isShown ?? true,
    isAfterTriage: board?.isAfterTriage ?? true,
    titles: board?.titles ?? 'masked',
    figuresAtLeast: board?.figuresAtLeast ?? 5,
    hiddenCategories: [...(board?.hiddenCategories ?? [])],
  };
}

export function documentOf(written: Written, before: SettingsDocument): SettingsDocument {
  const { centre: _centre, board: _board, petitions: _petitions, ...rest } = before;
  return {
    ...rest,
    selfHandledSample: round(written.selfHandledSample / 100),
    reopen: { within: { ...written.reopenWithin }, times: written.reopenTimes },
    attemptsBeforePublicAnswer: written.attempts,
    objectionWithin: { ...written.objectionWithin },
    near: { metres: written.nearMetres, days: written.nearDays },
    ratingWords: { atLeast: written.atLeast, afterDays: written.afterDays },
    ...(written.ownCentre && { centre: centreOf(written) }),
    ...(written.ownPetitions && { petitions: petitionsOf(written) }),
    ...(written.ownBoard && { board: boardOf(written) }),
  };
}

function centreOf({ outZh, outEn, emergencies }: Written) {
  return {
    outOfHours: { zh: outZh, en: outEn },
    emergencies: emergencies.map(({ number, nameZh, nameEn }) => ({
      zh: nameZh,
      en: nameEn,
      number,
    })),
  };
}

function petitionsOf({ withdrawalSample, offersProxy }: Written) {
  return { withdrawalSample: round(withdrawalSample / 100), offersProxy };
}

function boardOf(written: Written) {
  const { isShown, hiddenCategories, titles, isAfterTriage, figuresAtLeast } = written;
  return {
    isShown,
    hiddenCategories: [...hiddenCategories],
    titles,
    isAfterTriage,
    figuresAtLeast,
  };
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
