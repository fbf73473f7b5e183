/** What is wrong with an answer, in words, by the server's code. */
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { type Fault, type Field, textMax } from './form-rules.ts';
import { matterTexts } from './texts.ts';

const keys = {
  required: 'required',
  tooShort: 'tooShort',
  tooLong: 'tooLong',
  number: 'notNumber',
  whole: 'whole',
  tooSmall: 'tooSmall',
  tooLarge: 'tooLarge',
  tooFew: 'tooFew',
  choice: 'choice',
  date: 'notDate',
  inFuture: 'inFuture',
  inPast: 'inPast',
} as const;

export function useFaultWords(): (fault: Fault, field: Field | undefined) => string {
  const say = useTexts(matterTexts);
  const named = useNamed();
  return ({ name, code }, field) => {
    const key = Object.hasOwn(keys, code) ? keys[code as keyof typeof keys] : 'invalid';
    const max = field ? (field.type === 'text' ? textMax(field) : (field.max ?? '')) : '';
    return say(key, { field: field ? named(field) : name, min: field?.min ?? 1, max });
  };
}
