/** Which part of a form the server did not take, in the words of the form. */
import { useNamed, useTexts } from '../../../web/texts.ts';
import type { Item } from './queue/item.ts';
import { type Shift, useField } from './state.ts';
import { patrolTexts, reportTexts } from './texts.ts';

/** `body.input.text` → `text`; `body.fields.count` → `count`. */
export const fieldOf = (path: string): string => path.split('.').at(-1) ?? path;

/** The names of what is wrong, as the worker knows them; empty where the whole was refused. */
export function useWrongParts(): (item: Item) => string[] {
  const named = useNamed();
  const report = useTexts(reportTexts);
  const patrol = useTexts(patrolTexts);
  const { shift } = useField();
  const partsOf = (item: Item): Readonly<Record<string, string>> => {
    const { deed } = item;
    if (deed.kind === 'act') return mapped(deed.fields ?? {}, named);
    if (deed.kind === 'checkIn') {
      return { result: patrol('result'), note: patrol('note'), photos: report('photos') };
    }
    return {
      ...mapped(questionsOf(shift, deed.category), named),
      text: report('text'),
      point: report('place'),
      region: report('place'),
      address: report('address'),
      category: report('category'),
      attachments: report('photos'),
      beforePhotos: report('before'),
      afterPhotos: report('after'),
      selfHandled: report('selfHandled'),
    };
  };
  return (item) => {
    const parts = partsOf(item);
    const names = (item.said?.fields ?? []).map(({ path }) => parts[fieldOf(path)]);
    return [...new Set(names.filter((name) => name !== undefined))];
  };
}

type Named = { zh: string; en: string };

function mapped(fields: Readonly<Record<string, Named>>, named: (one: Named) => string) {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, named(field)]));
}

function questionsOf(shift: Shift | null, category: string | null) {
  return shift?.categories.find((one) => one.code === category)?.form ?? {};
}
