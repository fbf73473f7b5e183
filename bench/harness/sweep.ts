/**
 * The process that fires rungs at a time to come, as a second program beside the one that answers:
 * the house's own ladder under a clock that stands there. Started by the ladder's benchmark.
 */
import { COUNTY, withHouse } from './district.ts';

export type SweepOrder = { appUrl: string; at: number };
export type Swept = { fired: number; seconds: number; cpuSeconds: number; faults: string[] };

function run({ appUrl, at }: SweepOrder): Promise<Swept> {
  return withHouse(appUrl, async ({ matters }) => {
    const faults: string[] = [];
    const log = { error: (about: object) => void faults.push(JSON.stringify(about)) };
    const ladder = matters.sweeps({ now: () => at }, log).find(({ name }) => name === 'ladder');
    if (!ladder) throw new Error('the loop has a ladder');
    const begun = performance.now();
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
