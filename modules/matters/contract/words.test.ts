import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { units } from '../../../kernel/units.ts';
import { outcomes } from '../rules/state.ts';
import { attachmentPurposes } from './attachments.ts';
import { Purpose } from './matters.ts';
import {
  assignmentRoleWords,
  attachmentPurposeWords,
  outcomeWords,
  purposeWords,
  said,
  supervisionKindWords,
  unitWords,
} from './words.ts';

type Term = { zh: string; code: string };
const glossary = parse(
  readFileSync(join(import.meta.dirname, '../../../glossary.yaml'), 'utf8'),
) as { words: Term[] }[];
const terms = new Map(glossary.flatMap(({ words }) => words).map(({ code, zh }) => [code, zh]));

describe('the words of codes', () => {
  it('are those of the glossary where it has the code', () => {
    const words = { ...outcomeWords, ...supervisionKindWords };
    const known = Object.entries(words).filter(([code]) => terms.has(code));
    expect(known.length).toBeGreaterThan(5);
    for (const [code, { zh }] of known) expect(zh, code).toBe(terms.get(code));
    const { lead, supporting } = assignmentRoleWords;
    expect(`${lead.zh}/${supporting.zh}`).toBe(terms.get('lead/supporting'));
  });

  it.each([
    ['outcomes', outcomeWords, outcomes],
    ['units', unitWords, units],
    ['purposes of attachments', attachmentPurposeWords, attachmentPurposes],
    ['purposes of an opening', purposeWords, Purpose.shape.purpose.options],
  ] as const)('leave out none of the %s', (_what, words, codes) => {
    expect(Object.keys(words).sort()).toEqual([...codes].sort());
  });

  it('of a code that nobody named are the code, never those of an object', () => {
    expect(said(outcomeWords, 'odd')).toEqual({ zh: 'odd', en: 'odd' });
    expect(said(outcomeWords, 'constructor').zh).toBe('constructor');
  });
});
