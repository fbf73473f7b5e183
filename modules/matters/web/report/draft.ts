/**
 * A report that is being written: its shape, what is still missing, and what is sent. Pure; where
 * it is kept is `draft-store.ts`.
 */
import type { Answer, Input } from '../../../../web/api.ts';

export type Question = Answer<'GET /api/categories'>['items'][number]['form'][string];
export type Category = Answer<'GET /api/categories'>['items'][number];
export type ReportBody = Input<'POST /api/reports'>['body'];

export type Point = { lon: number; lat: number };
/** How the place was given; a town or village stands without a point. */
export type DraftPlace =
  | { by: 'photo' | 'device' | 'search' | 'map' | 'code'; point: Point; name: string }
  | { by: 'region'; region: string; name: string };

export type Draft = {
  id: string;
  /** The idempotency key: however often it is sent, it is one report. */
  key: string;
  updatedAt: number;
  place: DraftPlace | null;
  address: string;
  text: string;
  category: string | null;
  /** The writer chose it; a suggestion no longer changes it. */
  isCategoryChosen: boolean;
  fields: Answers;
  isPrivate: boolean;
  isAnonymous: boolean;
};

/** What was answered to the category's own questions, by their names. */
export type AnswerValue = string | number | boolean | undefined;
export type Answers = Readonly<Record<string, AnswerValue>>;

/** A photo lies on the device until the report is sent. */
export type DraftPhoto = {
  id: string;
  draft: string;
  blob: Blob;
  name: string;
  /** Where it was taken, as the camera wrote into it. */
  point: Point | null;
  /** The attachment that it became, and the key of that upload. */
  uploadedAs: string | null;
  key: string;
};

/** A town or village found by its name stands for all of it, not for the point of its label. */
export function placeFound(found: Answer<'GET /api/places'>['items'][number]): DraftPlace {
  const { kind, name, point, region } = found;
  const isArea = kind === 'town' || kind === 'village';
  return isArea ? { by: 'region', region, name } : { by: 'search', point, name };
}

type Area = { code: string; name: string };

/** A town alone will do; a village of it, if one is known, takes its place. */
export function placeOfRegion(town: Area, village: Area | null): DraftPlace {
  const name = `${town.name}${village?.name ?? ''}`;
  return { by: 'region', region: village?.code ?? town.code, name };
}

/** The one of these regions in which the chosen place lies, if it was chosen by its region. */
export function regionOf<T extends Area>(
  place: DraftPlace | null,
  regions: readonly T[],
): T | null {
  if (place?.by !== 'region') return null;
  return regions.find(({ code }) => place.region.startsWith(code)) ?? null;
}

export const PHOTOS_MAX = 6;
export const TEXT_MAX = 4000;
const TEXT_MIN = 4;

export function newDraft(id: string, key: string, now: number): Draft {
  return {
    id,
    key,
    updatedAt: now,
    place: null,
    address: '',
    text: '',
    category: null,
    isCategoryChosen: false,
    fields: {},
    isPrivate: false,
    isAnonymous: false,
  };
}

export const steps = ['photo', 'place', 'words', 'kind', 'near', 'check'] as const;
export type Step = (typeof steps)[number];

export function stepOf(word: string | undefined): Step {
  return steps.find((step) => step === word) ?? 'photo';
}

/** The step after; where nothing was reported nearby, that question is not asked. */
export function stepAfter(step: Step, isAnythingNear: boolean): Step {
  const next = steps[steps.indexOf(step) + 1] ?? 'check';
  return next === 'near' && !isAnythingNear ? 'check' : next;
}

export function stepBefore(step: Step, isAnythingNear: boolean): Step | null {
  const before = steps[steps.indexOf(step) - 1] ?? null;
  return before === 'near' && !isAnythingNear ? 'kind' : before;
}

/** What is wrong: where it is asked, the id of the field, the key of the words. */
export type Gap = {
  step: Step;
  id: string;
  why: 'placeMissing' | 'wordsMissing' | 'answerMissing' | 'answerTooLong' | 'numberWrong';
  question?: Question;
};

export function gapsOf(draft: Draft, questions: Readonly<Record<string, Question>>): Gap[] {
  const gaps: Gap[] = [];
  if (!draft.place) gaps.push({ step: 'place', id: 'report-place', why: 'placeMissing' });
  if (draft.text.trim().length < TEXT_MIN) {
    gaps.push({ step: 'words', id: 'report-words', why: 'wordsMissing' });
  }
  for (const [name, question] of Object.entries(questions)) {
    const why = whyWrong(question, draft.fields[name], draft.fields);
    if (why) gaps.push({ step: 'kind', id: idOfQuestion(name), why, question });
  }
  return gaps;
}

export const idOfQuestion = (name: string) => `report-answer-${name}`;

function whyWrong(question: Question, value: AnswerValue, all: Answers): Gap['why'] | null {
  const { max, min, type } = question;
  if (isOpen(value)) return isNeeded(question, all) ? 'answerMissing' : null;
  if (type === 'text' && max !== undefined && String(value).length > max) return 'answerTooLong';
  if (type !== 'number') return null;
  const number = Number(value);
  const isOut = (min !== undefined && number < min) || (max !== undefined && number > max);
  return Number.isNaN(number) || isOut ? 'numberWrong' : null;
}

function isNeeded({ required, requiredWhen, requiredWithout }: Question, all: Answers): boolean {
  if (required) return true;
  if (requiredWithout !== undefined && isOpen(all[requiredWithout])) return true;
  return requiredWhen?.is.includes(String(all[requiredWhen.field])) ?? false;
}

const isOpen = (value: AnswerValue) => value === undefined || value === '';

/** What is sent. Answers to questions of a category no longer chosen stay behind. */
export function bodyOf(
  draft: Draft,
  questions: Readonly<Record<string, Question>>,
  attachments: readonly string[],
): ReportBody {
  const fields = Object.fromEntries(
    Object.keys(questions).flatMap((name) => {
      const value = draft.fields[name];
      return value === undefined || value === '' ? [] : [[name, value]];
    }),
  );
  return {
    text: draft.text.trim(),
    ...placeOf(draft.place),
    ...(draft.address.trim() && { address: draft.address.trim() }),
    ...(draft.category && { category: draft.category }),
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(draft.isPrivate && { isPrivate: true }),
    ...(draft.isAnonymous && { isAnonymous: true }),
    ...(attachments.length > 0 && { attachments: [...attachments] }),
  };
}

export function placeOf(place: DraftPlace | null): Pick<ReportBody, 'point' | 'region'> {
  if (!place) return {};
  return place.by === 'region' ? { region: place.region } : { point: place.point };
}

/** Whether there is anything worth keeping. */
export function isWorthKeeping(draft: Draft, photos: number): boolean {
  return photos > 0 || draft.text.trim() !== '' || draft.place !== null;
}
