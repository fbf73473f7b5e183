/** How the page speaks of a process's changes, in the language chosen. */
import { standingTexts } from '../../../../../web/console/admin/standings.ts';
import { adminTexts } from '../../../../../web/console/admin/texts.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { processTexts, unitTexts } from '../texts.ts';
import { keyWords } from './key-words.ts';
import type { Speak } from './plain.ts';

export function useSpeak(): Speak {
  const say = useTexts(processTexts);
  const admin = useTexts(adminTexts);
  const standing = useTexts(standingTexts);
  const unit = useTexts(unitTexts);
  const named = useNamed();
  // Codes of a document that has passed its check, or is told as it is written.
  return {
    named,
    word: (key) => (Object.hasOwn(keyWords, key) ? named(keyWords[key]) : undefined),
    standing: (code) => standing(code as Parameters<typeof standing>[0]),
    unit: (code) => unit(`${code}Name` as Parameters<typeof unit>[0]),
    nature: (code) => say(code as Parameters<typeof say>[0]),
    entered: (stage) => say('entered', { stage }),
    taken: (action) => say('taken', { action }),
    yes: (is) => admin(is ? 'yes' : 'no'),
    quote: (name) => say('quoted', { name }),
  };
}
