/** What people report on the scripted day itself: residents, callers, grid workers. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { chanceOf } from '../rules/chance.ts';
import { type Client, describe } from './client.ts';
import { atOnce } from './day.ts';
import type { Offices } from './offices.ts';

type Tale = { share: number; own?: boolean; texts: string[]; done: string[] };
const TALES = join(import.meta.dirname, '../data/stories.yaml');

export type Own = { number: string; resident: string | null };

export type OwnInput = {
  client: Client;
  offices: Offices;
  count: number;
  residents: number;
  /** Villages of a town's code, for places without a point. */
  villages: readonly string[];
  concurrency: number;
};

/** Registers the day's own reports; answers those that were taken in, and the refusals. */
export async function reportOwn(input: OwnInput): Promise<{ own: Own[]; refused: string[] }> {
  const tales = Object.entries(parse(readFileSync(TALES, 'utf8')) as Record<string, Tale>);
  const own: Own[] = [];
  const refused: string[] = [];
  const indexes = Array.from({ length: input.count }, (_, index) => index);
  await atOnce(input.concurrency, indexes, async (index) => {
    const { who, body } = await draftOf(input, tales, index);
    const answer = await input.client.send(who, 'POST', '/api/reports', body);
    if (answer.status !== 201) refused.push(`report by ${who}: ${describe(answer)}`);
    else {
      const resident = who.startsWith('resident:') ? who : null;
      own.push({ number: String(answer.body.number), resident });
    }
  });
  return { own, refused };
}

/** Half by residents, a third by telephone, the rest mended by grid workers on the spot. */
async function draftOf(input: OwnInput, tales: [string, Tale][], index: number) {
  const chance = chanceOf(`own ${index}`);
  const drawn = chance.next();
  const isOwn = drawn > 0.85;
  const fitting = tales.filter(([code, tale]) => (isOwn ? tale.own : code !== 'policyQuestion'));
  const [category, tale] = chance.weighted(fitting.map((one) => [one[1].share, one] as const));
  const region = chance.pick(input.villages);
  const body = { text: `【示例】${chance.pick(tale.texts)}`, category, region };
  if (isOwn) return { who: 'gridworker', body: await selfHandled(input, body, tale) };
  if (drawn > 0.5 || input.residents === 0) {
    const phone = `1390001${String(index).padStart(4, '0')}`;
    const reporter = { name: '示例来电人', phone };
    return { who: 'countyclerk', body: { ...body, channel: 'hotline', reporter } };
  }
  return { who: `resident:${1 + (index % input.residents)}`, body };
}

async function selfHandled({ client, villages }: OwnInput, body: object, tale: Tale) {
  const who = 'gridworker';
  return {
    ...body,
    // The first village of the first town is the one that this grid worker serves.
    region: villages[0],
    selfHandled: {
      text: tale.done[0],
      beforePhotos: [await client.photo(who, 'before')],
      afterPhotos: [await client.photo(who, 'after')],
    },
  };
}

/** Residents rate what was closed; answers how many did. */
export async function rateOwn(
  client: Client,
  own: readonly Own[],
  concurrency: number,
): Promise<number> {
  let rated = 0;
  await atOnce(concurrency, own, async ({ number, resident }) => {
    const chance = chanceOf(`rating ${number}`);
    if (!resident || !chance.is(0.8)) return;
    const score = chance.pick([5, 5, 4, 4, 3, 2]);
    const path = `/api/matters/${number}/actions/rate`;
    const answer = await client.send(resident, 'POST', path, { input: { score } });
    if (answer.status === 200) rated += 1;
  });
  return rated;
}
