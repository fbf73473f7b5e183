import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/db.ts';
import { newTestId } from '../../test/people.ts';
import { freeSerial, holdSerial, useSerial } from './store.ts';

const { db } = await testDatabase();
const COUNTY = '310116';
const NOW = new Date('2026-11-20T02:00:00Z');
const LATER = new Date('2026-11-20T02:10:00Z');

function seriesOf(mark: string) {
  const series = { county: COUNTY, org: newTestId(), mark, year: 2026 };
  const within = <T>(work: Parameters<typeof db.scoped<T>>[1]) =>
    db.scoped({ counties: [COUNTY] }, work);
  const hold = (holder = newTestId(), now = NOW) =>
    within((tx) => holdSerial(tx, series, { holder, now, freedAt: LATER }));
  return { series, within, hold };
}

describe('serials of official numbers', () => {
  it('are given to twenty at once, each once and without a gap', async () => {
    const { hold } = seriesOf('告');
    const serials = await Promise.all(Array.from({ length: 20 }, () => hold()));
    expect(serials.toSorted((a, b) => a - b)).toEqual(serials.map((_, at) => at + 1));
  });

  it('are counted for each organisation and kind of paper alone', async () => {
    expect(await seriesOf('告').hold()).toBe(1);
    expect(await seriesOf('处').hold()).toBe(1);
  });

  it('come again when they were held and not used', async () => {
    const { series, within, hold } = seriesOf('告');
    const holder = newTestId();
    const serial = await hold(holder);
    await within((tx) => freeSerial(tx, series, { serial, holder, now: NOW }));
    expect(await hold()).toBe(serial);
    expect(await within((tx) => useSerial(tx, series, { serial, holder }))).toBe(false);
  });

  it('come again when whoever held them never came back', async () => {
    const { hold } = seriesOf('告');
    expect(await hold()).toBe(1);
    expect(await hold()).toBe(2);
    expect(await hold(newTestId(), new Date(LATER.getTime() + 1))).toBe(1);
  });

  it('stay with the paper that used them', async () => {
    const { series, within, hold } = seriesOf('告');
    const holder = newTestId();
    const serial = await hold(holder);
    expect(await within((tx) => useSerial(tx, series, { serial, holder }))).toBe(true);
    await within((tx) => freeSerial(tx, series, { serial, holder, now: NOW }));
    expect(await hold(newTestId(), new Date(LATER.getTime() + 1))).toBe(2);
  });
});
