import { expect, it } from 'vitest';
import { heaviest, type Load, moved, offered, pickedByDigit } from './board-rules.ts';

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
const ids = (found: Load[]) => found.map((one) => one.org.id);
const matter = { region: '310116101201', suggestedOrg: { id: 'county' } };

it('the suggestion stands first, then who serves the place: stations, departments, the village', () => {
  expect(ids(offered(loads, matter, ''))).toEqual(['county', 'here', 'village']);
  const unknown = { ...matter, suggestedOrg: null };
  expect(ids(offered(loads, unknown, ' '))).toEqual(['here', 'county', 'village']);
});

it('before a matter is chosen the villages are left out', () => {
  expect(ids(offered(loads, null, ''))).toEqual(['here', 'there', 'county']);
});

it('typed words find anywhere in the county', () => {
  expect(ids(offered(loads, matter, '城管所'))).toEqual(['here', 'there']);
  expect(ids(offered(loads, matter, '乙镇 城管'))).toEqual(['there']);
  expect(offered(loads, matter, '没有')).toEqual([]);
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
