/** What the house is as it runs, against the static lists and for those who watch over it. */
import { describe, expect, it } from 'vitest';
import { endpointTables, moduleTitles } from '../endpoints.ts';
import { addEdges } from '../platform/http/index.ts';
import { storyHouse } from './house.ts';
import { httpOf } from './http.ts';
import { teller } from './teller.ts';

const story = await storyHouse();
const { house, world, clock, people } = story;

describe('the list of endpoint tables', () => {
  it('is that of the house', () => {
    const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).sort();
    expect(names(endpointTables)).toEqual(names(house.http));
    expect(Object.keys(moduleTitles).sort()).toEqual(names(house.http));
    for (const module of house.http) {
      const listed = endpointTables.find(({ name }) => name === module.name);
      expect(listed?.api, module.name).toEqual(module.api);
      expect(listed?.texts, module.name).toEqual(module.texts);
    }
  });

  it('reaches no other address by its list of methods: every endpoint still answers', async () => {
    const { app } = await httpOf(world, house.http);
    addEdges(app, {
      modules: house.http,
      titles: moduleTitles,
      version: '0',
      ready: async () => ({ database: true }),
    });
    for (const { api } of endpointTables) {
      for (const { method, path } of Object.values(api)) {
        const url = path.replace(/\{\w+\}/g, 'x');
        const { body, statusCode } = await app.inject({ method, url });
        expect(`${statusCode} ${body}`, `${method} ${url}`).not.toMatch(/^405/);
      }
    }
  });
});

describe('the figures of the house', () => {
  it('count clocks whose rungs wait and messages that are due, and nobody', async () => {
    const figures = async () => {
      const all = [...(await house.matters.figures(clock)), ...(await house.messaging.figures())];
      return Object.fromEntries(all.map(({ name, value }) => [name, value]));
    };
    expect(await figures()).toEqual({
      linli_clocks_due: 0,
      linli_messages_due: 0,
      linli_live_streams: 0,
      linli_live_told: 0,
      linli_live_behind_seconds: 0,
    });
    const folk = await people();
    const tell = teller(story);
    const reporter = { name: '示例人', phone: '13800000001' };
    await tell.ready(folk, await tell.report(folk.clerk, { channel: 'hotline', reporter }));
    const before = await figures();
    expect(before.linli_clocks_due).toBe(0);
    expect(before.linli_messages_due).toBeGreaterThan(0);
    clock.pass(100 * 86_400_000);
    expect((await figures()).linli_clocks_due).toBeGreaterThan(0);
  });
});
