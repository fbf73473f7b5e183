/** A county that is added while servers run, seen by every one of them. */
import { expect, it } from 'vitest';
import { importRegions } from '../modules/geography/index.ts';
import { storyHouse } from './house.ts';
import { hire } from './people.ts';

const story = await storyHouse();
const folk = await story.people();
const second = await story.another();

it('is within a city’s post and served, in each process, without a restart', async () => {
  const city = await hire(story.world, {
    login: 'of-the-city',
    role: 'administrator',
    orgId: folk.orgs.centre,
    regions: ['3101'],
  });
  const seen = async () => {
    const answers = await Promise.all(
      [story.http, second.http].map((http) => http('GET /api/session', { as: city })),
    );
    return answers.map((answer) => answer.body.counties);
  };
  const served = () => Promise.all([story.house, second.house].map((house) => house.counties()));
  const before = ['310116', '310117'];
  expect(await seen()).toEqual([before, before]);
  expect(await served()).toEqual([before, before]);

  const rows = [
    { code: '31', name: '上海市' },
    { code: '3101', name: '市辖区' },
    ...['310116', '310117', '310118'].map((code) => ({ code, name: `示例区${code}` })),
  ];
  await story.base.db.scoped({ counties: [] }, (tx) =>
    importRegions(tx, { rows, source: 'test', from: '2026-11-20', nowMs: story.clock.now() }),
  );
  const after = [...before, '310118'];
  await expect.poll(seen, { timeout: 10_000 }).toEqual([after, after]);
  await expect.poll(served, { timeout: 10_000 }).toEqual([after, after]);
  const rules = await second.http('GET /api/rulebook?county=310118', { as: city });
  expect(rules.status).toBe(200);
});
