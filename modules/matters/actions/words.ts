/** Masks the free words of an act; what was masked is kept sealed in its entry. */
import type { Given } from '../rules/draft.ts';
import { mask } from '../rules/mask.ts';
import type { FieldSpec } from '../rules/process.ts';

export type MaskedGiven = { given: Given; hidden: Record<string, string> };

/** `known` are the parties' own names, phones and addresses, which no pattern would find. */
export function maskGiven(
  fields: Readonly<Record<string, FieldSpec>>,
  given: Given,
  known: readonly string[],
): MaskedGiven {
  const masked: Given = { ...given };
  const hidden: Record<string, string> = {};
  for (const [name, field] of Object.entries(fields)) {
    const text = given[name];
    if (field.type !== 'text' || typeof text !== 'string') continue;
    const result = field.sealed ? { masked: SEALED, found: true } : mask(text, [...known]);
    masked[name] = result.masked;
    if (result.found) hidden[name] = text;
  }
  return { given: masked, hidden };
}

/** Stands in the log for words that are personal as a whole. */
export const SEALED = '（已密封）';
