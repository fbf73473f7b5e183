/**
 * The process that fires rungs at a time to come, as a second program beside the one that answers:
 * the house's own ladder under a clock that begins there. Started by the ladder's benchmark.
 */
import { setTimeout } from 'node:timers/promises';
import { COUNTY, withHouse } from './district.ts';

/** `beginAt`: in real time; until then the process starts, which is no part of what is asked. */
export type SweepOrder = { appUrl: string; at: number; beginAt: number };
export type Swept = { fired: number; seconds: number; cpuSeconds: number; faults: string[] };

function run({ appUrl, at, beginAt }: SweepOrder): Promise<Swept> {
  return withHouse(appUrl, async ({ matters }) => {
    const faults: string[] = [];
    const log = { error: (about: object) => void faults.push(JSON.stringify(about)) };
    await setTimeout(Math.max(0, beginAt - Date.now()));
    const begun = performance.now();
    // Rungs wait as they would: how fast the ladder goes depends on how late they are.
    const now = () => at + Math.floor(performance.now() - begun);
    const ladder = matters.sweeps({ now }, log).find(({ name }) => name === 'ladder');
    if (!ladder) throw new Error('the loop has a ladder');
    const before = process.cpuUsage();
    const never = new AbortController().signal;
    let fired = 0;
    for (let last = -1; last !== 0; fired += last) last = await ladder.sweep(COUNTY, never);
    const { user, system } = process.cpuUsage(before);
    const seconds = (performance.now() - begun) / 1000;
    return { fired, seconds, cpuSeconds: (user + system) / 1e6, faults };
  });
}

process.once('message', (order: SweepOrder) => {
  run(order).then(
    (swept) => process.send?.({ outcome: swept }, () => process.disconnect()),
    (error: unknown) => process.send?.({ error: String(error) }, () => process.disconnect()),
  );
});
