/** What a form of the field app asks for and what is missing. Pure; the server judges again. */
import type { Answer } from '../../../web/api.ts';

type Shift = Answer<'GET /api/field/shift'>;
export type FormShape = Shift['categories'][number]['form'];
export type FormField = FormShape[string];
export type Values = Readonly<Record<string, unknown>>;
/** Of each field with photos, those that were taken. */
export type TakenPhotos = Readonly<Record<string, readonly unknown[]>>;

export const isPhotos = (field: FormField) => field.picks === 'photos' || field.type === 'ids';

/** Whether a field must be filled with the values at hand. */
export function isNeeded(field: FormField, values: Values, taken: TakenPhotos = {}): boolean {
  const { requiredWhen, requiredWithout: without } = field;
  if (field.required) return true;
  if (without !== undefined && isEmpty(values[without]) && !taken[without]?.length) return true;
  const other = requiredWhen && values[requiredWhen.field];
  return typeof other === 'string' && (requiredWhen?.is.includes(other) ?? false);
}

export function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** How many photos a field must have; 0: it may stay empty. */
export function photosNeeded(field: FormField, values: Values, taken: TakenPhotos = {}): number {
  return isNeeded(field, values, taken) ? Math.max(1, field.min ?? 1) : 0;
}

/** What is missing, by field; said in the words of the form. */
export function faultsOf(
  shape: FormShape,
  values: Values,
  words: (field: FormField) => string,
): Record<string, string> {
  const missing = Object.entries(shape).filter(
    ([name, field]) => !isPhotos(field) && isNeeded(field, values) && isEmpty(values[name]),
  );
  return Object.fromEntries(missing.map(([name, field]) => [name, words(field)]));
}

/** Fields that want more photos than were taken, each with how many it must have. */
export function photoFaults(
  shape: FormShape,
  values: Values,
  taken: TakenPhotos,
): { name: string; field: FormField; count: number }[] {
  return Object.entries(shape).flatMap(([name, field]) => {
    const count = isPhotos(field) ? photosNeeded(field, values, taken) : 0;
    return (taken[name]?.length ?? 0) < count ? [{ name, field, count }] : [];
  });
}

/**
 * The form less what waits on this phone for the same matter: photos that the server has not seen
 * yet count for what a category wants. What the act itself must bring stays.
 */
export function lessWaiting(shape: FormShape, waiting: Readonly<Record<string, number>>) {
  const entries = Object.entries(shape).map(([name, field]): [string, FormField] => {
    const there = waiting[name] ?? 0;
    if (!isPhotos(field) || field.min === undefined || there === 0) return [name, field];
    const { min, ...rest } = field;
    return min > there
      ? [name, { ...field, min: min - there }]
      : [name, { ...rest, required: false, hint: null }];
  });
  return Object.fromEntries(entries);
}
