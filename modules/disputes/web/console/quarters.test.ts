import { expect, it } from 'vitest';
import { quartersUntil } from './quarters.ts';

it('quarters go back from the present one, by the wall clock of the centre', () => {
  expect(quartersUntil(Date.parse('2026-11-22T09:00:00Z')).slice(0, 5)).toEqual([
    '2026-Q4',
    '2026-Q3',
    '2026-Q2',
    '2026-Q1',
    '2025-Q4',
  ]);
  expect(quartersUntil(Date.parse('2026-12-31T16:00:00Z'))[0]).toBe('2027-Q1');
});
