import { describe, expect, it } from 'vitest';
import { SettingsShape } from '../../../../matters/contract/documents.ts';
import { defaultSettings, petitionPracticeOf } from '../../../../matters/rules/settings.ts';
import type { SettingsDocument } from '../words.ts';
import { documentOf, writtenOf } from './written.ts';

const plain: SettingsDocument = {
  selfHandledSample: 0.07,
  reopen: { within: { amount: 10, unit: 'calendarDays' }, times: 2 },
  attemptsBeforePublicAnswer: 3,
  objectionWithin: { amount: 2, unit: 'workingDays' },
  near: { metres: 250, days: 14 },
  ratingWords: { atLeast: 5, afterDays: 7 },
};
const full: SettingsDocument = {
  ...plain,
  centre: {
    outOfHours: { zh: '已下班', en: 'Closed' },
    emergencies: [{ zh: '报警', en: 'Police', number: '110' }],
  },
  petitions: { withdrawalSample: 0.35, offersProxy: false },
  board: {
    isShown: false,
    hiddenCategories: ['pets'],
    titles: 'category',
    isAfterTriage: false,
    figuresAtLeast: 9,
  },
};

describe('settings in a form', () => {
  it.each([
    ['without words and board of their own', plain],
    ['with everything', full],
  ])('come back as they were, %s', (_what, document) => {
    expect(documentOf(writtenOf(document), document)).toEqual(document);
  });

  it('lose what was switched off and gain what was switched on, in the server’s shape', () => {
    const none = { ownCentre: false, ownBoard: false, ownPetitions: false };
    const off = documentOf({ ...writtenOf(full), ...none }, full);
    expect(off).toEqual(plain);
    const on = documentOf({ ...writtenOf(plain), ownBoard: true, selfHandledSample: 12.5 }, plain);
    const own = { ownPetitions: true, withdrawalSample: 33 };
    const practice = documentOf({ ...writtenOf(plain), ...own }, plain);
    expect(SettingsShape.parse(practice)).toMatchObject({
      petitions: { withdrawalSample: 0.33, offersProxy: true },
    });
    // What the form shows before anything is said is what holds then.
    const unsaid = documentOf({ ...writtenOf(plain), ownPetitions: true }, plain);
    expect(unsaid.petitions).toEqual(petitionPracticeOf(defaultSettings));
    expect(SettingsShape.parse(on)).toMatchObject({
      selfHandledSample: 0.125,
      board: { isShown: true, titles: 'masked' },
    });
  });
});
