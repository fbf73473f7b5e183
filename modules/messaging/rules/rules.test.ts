import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { channelOf, maskAddress } from './addresses.ts';
import { nextTryAt, triesMax } from './retry.ts';
import { render, type Template, templateFaults } from './templates.ts';

const template: Template = {
  code: 'matter.closed',
  sms: 'LINLI_CLOSED',
  values: ['number'],
  title: { zh: '办结通知', en: 'Closed' },
  text: { zh: '事项{number}已办结。', en: 'Matter {number} is closed.' },
};

describe('a template', () => {
  it('gives its notice in either language, with the values that the gateway needs', () => {
    expect(render(template, 'zh', { number: '0197', name: '示例' })).toEqual({
      subject: '办结通知',
      text: '事项0197已办结。',
      template: { id: 'LINLI_CLOSED', values: { number: '0197' } },
    });
    expect(render(template, 'en', { number: '0197' }).text).toBe('Matter 0197 is closed.');
  });

  it('does not fill a value into a value', () => {
    expect(render(template, 'zh', { number: '{number}' }).text).toBe('事项{number}已办结。');
  });

  it('is not rendered without a value that it names', () => {
    expect(() => render(template, 'zh', {})).toThrow('needs the value number');
  });

  it.each<[Partial<Template>, string]>([
    [{ text: { ...template.text, zh: '{name}{number}' } }, '{name} is not declared'],
    [{ text: { ...template.text, en: 'closed' } }, 'en: {number} is not used'],
    [{ text: { ...template.text, en: '{number} {' } }, 'en: a stray brace'],
    [{ title: { zh: '{number}', en: 'x' } }, 'zh: a value in the title'],
    [{ text: { ...template.text, zh: `{number}${'长'.repeat(200)}` } }, 'zh: longer than'],
  ])('with %j is found at fault', (over, fault) => {
    expect(templateFaults({ ...template, ...over })[0]).toContain(fault);
    expect(templateFaults(template)).toEqual([]);
  });
});

describe('the next try', () => {
  it('comes after 1, 5, 15 and 60 minutes, 4 and 12 hours, and then no more', () => {
    const minutes = Array.from({ length: 8 }, (_, index) => nextTryAt(index + 1, 0)).map(
      (ms) => ms && ms / 60_000,
    );
    expect(minutes).toEqual([1, 5, 15, 60, 240, 720, null, null]);
    expect(triesMax).toBe(7);
  });
});

describe('an address', () => {
  it.each([
    ['13800000000', 'sms'],
    ['+86 138 0000 0000', 'sms'],
    ['0591-87654321', 'sms'],
    ['resident@example.org', 'email'],
    ['a@b.example, c@d.example', null],
    ['"x" <a@b.example>', null],
    ['无', null],
    ['', null],
  ])('%s goes by %s', (address, channel) => {
    expect(channelOf(address)).toBe(channel);
  });

  it('shows at most its ends', () => {
    expect(maskAddress('13812345678')).toBe('138****5678');
    expect(maskAddress('resident@example.org')).toBe('r***@example.org');
    expect(maskAddress('12345')).toBe('****');
    fc.assert(
      fc.property(fc.stringMatching(/^1[3-9]\d{9}$/), (phone) => {
        expect(maskAddress(phone)).not.toContain(phone.slice(3, 7).padEnd(5, 'x'));
        expect(maskAddress(phone)).toHaveLength(11);
      }),
    );
  });
});
