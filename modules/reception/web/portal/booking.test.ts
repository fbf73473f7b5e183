import { describe, expect, it } from 'vitest';
import { type Booking, bodyOf, faultsOf, NEW } from './booking.ts';

const whole: Booking = {
  at: '2026-12-08T01:00:00.000Z',
  about: NEW,
  subject: '电梯补贴',
  topic: '',
  name: '示例甲',
  others: '',
};

describe('what is filled in to book a turn', () => {
  it('is sent as it stands', () => {
    expect(faultsOf(whole)).toEqual([]);
    expect(bodyOf({ ...whole, others: '示例乙\n示例丙、 示例丁' })).toMatchObject({
      people: 4,
      representatives: ['示例乙', '示例丙', '示例丁'],
      subject: '电梯补贴',
    });
    expect(bodyOf({ ...whole, about: '310116-26-0000001' })).not.toHaveProperty('subject');
  });

  it.each<[string, Partial<Booking>]>([
    ['slot', { at: null }],
    ['subject', { subject: ' ' }],
    ['name', { name: '' }],
    ['others', { others: '一 二\n三\n四\n五\n六' }],
  ])('is at fault in %s', (id, over) => {
    expect(faultsOf({ ...whole, ...over }).map((one) => one.id)).toEqual([id]);
  });

  it('needs no words about a matter that stands', () => {
    expect(faultsOf({ ...whole, about: '310116-26-0000001', subject: '' })).toEqual([]);
  });
});
