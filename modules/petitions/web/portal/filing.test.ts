import { describe, expect, it } from 'vitest';
import { Filing } from '../../contract.ts';
import { filingOf, missingIn, nothingWritten, type Written } from './filing.ts';

const written: Written = {
  ...nothingWritten,
  petitioner: ' 周示例 ',
  phone: '13800000001',
  category: 'claim',
  text: '补贴没有发到',
  town: '310116101',
  village: '310116101201',
  name: '何示例',
  reportOn: '2026-11-30',
};

describe('a petition that is brought for somebody', () => {
  it('is as the server wants it, of the village where one is chosen', () => {
    const filing = filingOf(written);
    expect(Filing.parse(filing)).toEqual(filing);
    expect(filing).toMatchObject({ petitioner: { name: '周示例' }, region: '310116101201' });
    expect(filingOf({ ...written, village: '' }).region).toBe('310116101');
  });

  it('says what is missing, in the order of the page', () => {
    expect(missingIn(written, '2026-11-22')).toEqual([]);
    expect(missingIn(nothingWritten, '2026-11-22')).toEqual([
      'name',
      'phone',
      'category',
      'text',
      'region',
      'own',
      'day',
    ]);
    expect(missingIn({ ...written, reportOn: '2026-11-22' }, '2026-11-22')).toEqual(['day']);
    expect(missingIn({ ...written, phone: '1380000000' }, '2026-11-22')).toEqual(['phone']);
  });
});
