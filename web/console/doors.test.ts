import { describe, expect, it } from 'vitest';
import { holdsCounty, isOpenTo } from './doors.ts';

const town = { permissions: ['key.manage'], regions: ['310116101'], counties: ['310116'] };
const county = { ...town, regions: ['310116'] };
const city = { ...town, regions: ['31'], counties: ['310116', '310117'] };

describe('a door of the menu', () => {
  it('is open to who has its permission', () => {
    expect(isOpenTo(town, { permission: 'key.manage' })).toBe(true);
    expect(isOpenTo(town, { permission: 'org.manage' })).toBe(false);
    expect(isOpenTo({}, {})).toBe(true);
  });

  it('of a whole county is open to posts whose regions hold one', () => {
    const door = { permission: 'key.manage', isOfCounty: true } as const;
    expect([town, county, city].map((holder) => isOpenTo(holder, door))).toEqual([
      false,
      true,
      true,
    ]);
    expect(holdsCounty(county, '310117')).toBe(false);
  });
});
