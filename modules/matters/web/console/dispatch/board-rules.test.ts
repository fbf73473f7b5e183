import { expect, it } from 'vitest';
import { heaviest, type Load, moved, type Near, offered, pickedByDigit } from './board-rules.ts';

const load = (id: string, kind: string, region: string, zh: string): Load => ({
  org: { id, zh, en: null },
  kind,
  level: region.length === 12 ? 'village' : 'town',
  region,
  parentId: null,
  open: 3,
  overdue: 0,
  dueSoon: 0,
});
const loads = [
  load('county', 'department', '310116', '区城管局'),
  load('here', 'station', '310116101', '甲镇城管所'),
  load('village', 'committee', '310116101201', '甲镇一村'),
  load('there', 'station', '310116102', '乙镇城管所'),
];
const matter = { region: '310116101201', suggestedOrg: { id: 'county' } };
const near = (more: Partial<Near> = {}): Near => ({ matter, regions: [], typed: '', ...more });
const shown = (more?: Partial<Near>) =>
  offered(loads, near(more)).map(({ group, loads: of }) => [group, ...of.map((one) => one.org.id)]);

it('the suggestion stands first, then who serves the place, the level above, the others', () => {
  expect(shown()).toEqual([
    ['suggested', 'county'],
    ['own', 'here', 'village'],
    ['others', 'there'],
  ]);
  expect(shown({ matter: { ...matter, suggestedOrg: null }, typed: ' ' })).toEqual([
    ['own', 'here', 'village'],
    ['county', 'county'],
    ['others', 'there'],
  ]);
});

it('before a matter is chosen the own town comes first, and villages are left out', () => {
  expect(shown({ matter: null, regions: ['310116102'] })).toEqual([
    ['own', 'there'],
    ['county', 'county'],
    ['others', 'here'],
  ]);
  expect(shown({ matter: null, regions: ['310116'] })).toEqual([
    ['county', 'county'],
    ['others', 'here', 'there'],
  ]);
});

it('typed words find anywhere in the county, villages too', () => {
  expect(shown({ typed: '城管所' })).toEqual([
    ['own', 'here'],
    ['others', 'there'],
  ]);
  expect(shown({ typed: '乙镇 城管' })).toEqual([['others', 'there']]);
  expect(shown({ matter: null, typed: '一村' })).toEqual([['others', 'village']]);
  expect(shown({ typed: '没有' })).toEqual([]);
});

it('keys move within the list and never beyond it', () => {
  expect(moved(-1, 3, 'ArrowDown')).toBe(0);
  expect(moved(2, 3, 'ArrowDown')).toBe(2);
  expect(moved(0, 3, 'ArrowUp')).toBe(0);
  expect([moved(1, 3, 'Home'), moved(1, 3, 'End'), moved(1, 3, 'x')]).toEqual([0, 2, 1]);
  expect(moved(0, 0, 'ArrowDown')).toBe(-1);
});

it('a digit picks only while nothing is typed, and only what is there', () => {
  expect(pickedByDigit('2', '', 3)).toBe(1);
  expect(pickedByDigit('4', '', 3)).toBeNull();
  expect(pickedByDigit('2', '1', 3)).toBeNull();
  expect(pickedByDigit('0', '', 3)).toBeNull();
});

it('bars compare with the heaviest load', () => {
  expect(heaviest([])).toBe(1);
  expect(heaviest(loads)).toBe(3);
});
