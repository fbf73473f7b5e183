import { expect, it } from 'vitest';
import { tellsEachOnce } from './mould-of.ts';

const uuid = (at: number) => `00000000-0000-7000-8000-00000000000${at}`;
const [matter, own, above, here, there] = [1, 2, 3, 4, 5].map(uuid);

it('a story that tells two offices lies in no town where one stands for both', () => {
  const message = (org: string) => ({ matter_id: matter, dedupe_key: `breach:${org}:org:${org}` });
  const told = [message(own ?? ''), message(above ?? '')];
  const rows = new Map([['messaging.message', told]]);
  const likes = new Map([
    [own ?? '', [own ?? '', here ?? '', there ?? '']],
    [above ?? '', [above ?? '', here ?? '', null]],
  ]);
  const towns = [0, 1, 2].map((town) => tellsEachOnce({ rows }, { likes }, town));
  expect(towns).toEqual([true, false, true]);
});
