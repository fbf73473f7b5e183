/** What stands in the report form, what is missing of it, and the deed that it becomes. Pure. */
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
  fields: {},
  isUrgent: false,
  isSelfHandled: false,
  selfText: '',
  before: [],
  after: [],
};

export type Missing = 'needPlace' | 'needText' | 'needSelfText' | 'needBefore' | 'needAfter';

export function missingOf(form: ReportForm): Missing[] {
  const missing: Missing[] = [];
  if (!form.place) missing.push('needPlace');
  if (form.text.trim() === '' && !form.voice) missing.push('needText');
  if (form.isSelfHandled) {
    if (form.selfText.trim() === '') missing.push('needSelfText');
    if (form.before.length === 0) missing.push('needBefore');
    if (form.after.length === 0) missing.push('needAfter');
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

type Category = { code: string; keywords: readonly string[] };

/** Categories that the words speak of, the likeliest first; at most three. */
export function likelyCategories(text: string, categories: readonly Category[]): string[] {
  const scored = categories.map((one) => ({
    code: one.code,
    score: one.keywords
      .filter((word) => text.includes(word))
      .reduce((sum, word) => sum + word.length, 0),
  }));
  return scored
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, 3)
    .map((one) => one.code);
}

export function isBegun(form: ReportForm): boolean {
  return form.text !== '' || form.photos.length > 0 || form.voice !== null || form.place !== null;
}
