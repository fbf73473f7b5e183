import { expect, it } from 'vitest';
import { contractOldest, contractVersion, whyNotContract } from './contract-version.ts';

it.each([
  [undefined, null],
  ['2', null],
  ['3', null],
  ['1', 'CLIENT_TOO_OLD'],
  ['4', 'CLIENT_TOO_NEW'],
  ['one', 'INPUT_INVALID'],
  ['', 'INPUT_INVALID'],
  ['-1', 'INPUT_INVALID'],
])('a client that says %s is answered %s by a server of 2 to 3', (said, refusal) => {
  expect(whyNotContract(said, { oldest: 2, newest: 3 })).toBe(refusal);
});

it('our own client is served by our own server', () => {
  expect(whyNotContract(String(contractVersion))).toBeNull();
  expect(contractOldest).toBeLessThanOrEqual(contractVersion);
});
