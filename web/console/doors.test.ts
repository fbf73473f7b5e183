import { describe, expect, it } from 'vitest';
import { holdsCounty, isClosedTo, isOpenTo } from './doors.ts';
import { consolePages } from './pages.tsx';

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

describe('a door before a queue', () => {
  const door = { permission: 'matter.read', queue: 'toDispatch' };
  const permissions = ['matter.read'];

  it('is open to whose work waits there, and where nobody could say', () => {
    const open = [['toDispatch'], undefined, ['mine'], []].map((work) =>
      isOpenTo({ permissions, work }, door),
    );
    expect(open).toEqual([true, true, false, false]);
    expect(isOpenTo({ work: ['toDispatch'] }, door)).toBe(false);
  });
});

describe('a page opened by its address', () => {
  const handler = {
    work: ['mine', 'org'],
    permissions: ['matter.read', 'matter.act', 'rulebook.read'],
  };
  const dispatcher = {
    work: ['toDispatch'],
    permissions: [...handler.permissions, 'figures.read'],
  };

  it('is refused to whom its door is closed', () => {
    for (const path of ['/dispatch', '/unowned', '/admin/people', '/admin/roles']) {
      expect([path, isClosedTo(handler, path, consolePages)]).toEqual([path, true]);
    }
    expect(isClosedTo(dispatcher, '/dispatch', consolePages)).toBe(false);
  });

  it('is never refused where there is no door: a matter, the queue of who may read', () => {
    expect(isClosedTo(handler, '/', consolePages)).toBe(false);
    expect(isClosedTo({}, '/matters/$number', consolePages)).toBe(false);
    expect(isClosedTo({}, '/nowhere', consolePages)).toBe(false);
  });
});
