import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { categories, MORNING, staff, viewOf } from '../../../test/engine.ts';
import { stages } from '../../../test/stages.ts';
import { readDefinition } from '../commands/defaults.ts';
import {
  checkReplyTemplates,
  fillTemplate,
  fittingTemplates,
  gapsOf,
  type ReplyTemplate,
  type ReplyTemplates,
  replyGaps,
} from './reply-templates.ts';

const one = (code: string, more: Partial<ReplyTemplate> = {}): ReplyTemplate => ({
  code,
  zh: code,
  en: code,
  text: '您好',
  ...more,
});
const tree = { categories };
const fit = (templates: ReplyTemplate[], outcome: string | null, action: string | null) =>
  fittingTemplates({ templates }, tree, 'street.lamp', { outcome, action }).map(({ code }) => code);

describe('a template of a reply', () => {
  it('fits its category and those below it, the nearest first', () => {
    const all = [
      one('any'),
      one('street', { categories: ['street'] }),
      one('lamp', { categories: ['street.lamp'] }),
      one('noise', { categories: ['noise'] }),
    ];
    expect(fit(all, null, null)).toEqual(['lamp', 'street', 'any']);
  });

  it('fits its outcomes and actions, those made for an outcome first', () => {
    const all = [
      one('any'),
      one('fixed', { outcomes: ['fixed'] }),
      one('declined', { outcomes: ['declined'] }),
      one('refer', { actions: ['refer'] }),
    ];
    expect(fit(all, 'fixed', 'reply')).toEqual(['fixed', 'any']);
    expect(fit(all, null, 'refer')).toEqual(['fixed', 'declined', 'any', 'refer']);
  });

  it('is filled from the matter; what it does not know is asked for', () => {
    const view = viewOf(stages.handling(), staff.dispatcherA);
    const around = { now: MORNING, zone: 'Asia/Shanghai', outcome: 'fixed', regionName: '示例村' };
    const gaps = gapsOf(view, around);
    const text = fillTemplate('{title}由{handlingOrg}{outcome}，{place}，{today}，{result}', gaps);
    expect(text).toBe('路灯不亮由示例deptA已解决，示例村，2026年3月10日，【办理情况】');
  });

  it('leaves no brace open, whatever stands in the matter', () => {
    fc.assert(
      fc.property(fc.constantFrom(...replyGaps), fc.string(), (gap, value) => {
        const filled = fillTemplate(`a{${gap}}b`, { [gap]: value });
        expect(filled === `a${value}b` || /^a【.+】b$/.test(filled)).toBe(true);
      }),
    );
  });

  it('is refused with a gap that nothing fills, a code twice, a category that is none', () => {
    const faulty = {
      templates: [one('a', { text: '{phone}' }), one('a', { categories: ['gone'] })],
    };
    expect(checkReplyTemplates(faulty, tree)).toEqual([
      'templates.0.text: nothing fills {phone}',
      'templates.1.code: a stands twice',
      'templates.1.categories: the category gone is unknown',
    ]);
  });
});

it('the templates that are shipped have no fault', () => {
  const file = new URL('../process/defaults/replies.yaml', import.meta.url);
  const shipped = readDefinition(file.pathname) as ReplyTemplates;
  expect(checkReplyTemplates(shipped, null)).toEqual([]);
  expect(shipped.templates.length).toBeGreaterThan(5);
});
