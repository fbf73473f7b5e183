/** What stands in the report form, what is missing of it, and the deed that it becomes. Pure. */
import { spokenOf } from '../../../kernel/keywords.ts';
import type { LonLat } from './map-rules.ts';
import type { Photo } from './photos.ts';
import type { ReportDeed } from './queue/item.ts';

export type ReportForm = {
  photos: readonly Photo[];
  voice: Blob | null;
  place: LonLat | null;
  metres: number | null;
  address: string;
  text: string;
  category: string | null;
  /** The worker chose it; the words no longer change it. */
  isCategoryChosen: boolean;
  fields: Readonly<Record<string, unknown>>;
  isUrgent: boolean;
  isSelfHandled: boolean;
  selfText: string;
  before: readonly Photo[];
  after: readonly Photo[];
};

export const emptyReport: ReportForm = {
  photos: [],
  voice: null,
  place: null,
  metres: null,
  address: '',
  text: '',
  category: null,
  isCategoryChosen: false,
  fields: {},
  isUrgent: false,
  isSelfHandled: false,
  selfText: '',
  before: [],
  after: [],
};

export type Missing = 'needPlace' | 'needText' | 'needSelfText' | 'needBefore' | 'needAfter';

/** Photos of a self-handling: always some, and as many as the category wants. */
export const wantedPhotos = (wanted: number | undefined): number => Math.max(1, wanted ?? 1);

export function missingOf(form: ReportForm, category: Category | null = null): Missing[] {
  const missing: Missing[] = [];
  if (!form.place) missing.push('needPlace');
  if (form.text.trim() === '' && !form.voice) missing.push('needText');
  if (form.isSelfHandled) {
    if (form.selfText.trim() === '') missing.push('needSelfText');
    if (form.before.length < wantedPhotos(category?.evidence.before)) missing.push('needBefore');
    if (form.after.length < wantedPhotos(category?.evidence.after)) missing.push('needAfter');
  }
  return missing;
}

/** `voiceWords` stand where only a voice note says what is wrong. */
export function deedOf(form: ReportForm, voiceWords: string): ReportDeed {
  return {
    kind: 'report',
    text: form.text.trim() || voiceWords,
    category: form.category,
    point: form.place,
    region: null,
    address: form.address.trim(),
    urgency: form.isUrgent ? 'urgent' : 'normal',
    fields: Object.fromEntries(
      Object.entries(form.fields).filter(([, value]) => value !== '' && value !== undefined),
    ),
    selfHandled: form.isSelfHandled ? form.selfText.trim() : null,
  };
}

/** Of a category of the shift, as much as the form depends on. */
type Category = {
  code: string;
  keywords: readonly string[];
  maySelfHandle: boolean;
  evidence: { before: number; after: number };
};

const LIKELY_MAX = 3;

/** Categories that the words speak of with what hit, the likeliest first: as the server guesses. */
export function likelyCategories(
  text: string,
  categories: readonly Pick<Category, 'code' | 'keywords'>[],
) {
  return spokenOf(categories, text).slice(0, LIKELY_MAX);
}

/** The form with another category; what belonged to the former one alone stays behind. */
export function withCategory(
  form: ReportForm,
  code: string | null,
  categories: readonly Category[],
): ReportForm {
  if (code === form.category) return form;
  const may = categories.find((one) => one.code === code)?.maySelfHandle ?? false;
  return { ...form, category: code, fields: {}, isSelfHandled: form.isSelfHandled && may };
}

/** The words' own category is taken until the worker chooses, as the residents' form does. */
export function withSuggestion(form: ReportForm, categories: readonly Category[]): ReportForm {
  const [likely] = likelyCategories(form.text, categories);
  return form.isCategoryChosen || !likely ? form : withCategory(form, likely.code, categories);
}

export function isBegun(form: ReportForm): boolean {
  return form.text !== '' || form.photos.length > 0 || form.voice !== null || form.place !== null;
}
