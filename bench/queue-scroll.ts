/**
 * Scrolls the console's longest list from top to bottom and back in Chromium. Prints how long
 * frames took, and how much of the main thread's own time each cost: the latter holds on a busy
 * machine, too.
 * Needs a server with many matters, and its address: npm run bench -- queue-scroll URL
 */
import { type CDPSession, chromium, type Page } from '@playwright/test';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'];
const STEP_PX = Number(process.env.BENCH_STEP_PX ?? 4_000);
const NAME = process.env.BENCH_STAFF ?? 'countydispatcher';
const PASSWORD = process.env.LINLI_DEMO_PASSWORD ?? 'linli-demo';

export async function bench([address = 'http://127.0.0.1:8080']: string[]): Promise<void> {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.request.post(`${address}/api/staff/sign-in`, {
    data: { name: NAME, password: PASSWORD },
    headers: { origin: address },
  });
  const page = await context.newPage();
  await page.goto(`${address}/console/?queue=recent`);
  await page.locator('.queue-row').first().waitFor();
  const metrics = await context.newCDPSession(page);
  await metrics.send('Performance.enable', { timeDomain: 'threadTicks' });
  for (const way of ['down', 'up'] as const) {
    const before = await threadMs(metrics);
    const { frames, rows, seconds } = await scroll(page, way);
    const cpu = ((await threadMs(metrics)) - before) / frames.length;
    const sorted = frames.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)]?.toFixed(0);
    const slow = frames.filter((ms) => ms > 100).length;
    console.log(
      `${way}: ${rows} rows in ${seconds.toFixed(1)} s; frame p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, ` +
        `p99 ${at(0.99)} ms, longest ${at(1)} ms; ${slow} of ${frames.length} above 100 ms; ` +
        `main thread ${cpu.toFixed(1)} ms a frame`,
    );
  }
  await browser.close();
}

async function threadMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  return seconds * 1000;
}

type Scrolled = { frames: number[]; rows: number; seconds: number };

/** By default seventy rows a frame, as fast as the browser draws: faster than any hand. */
function scroll(page: Page, way: 'down' | 'up'): Promise<Scrolled> {
  return page.evaluate(
    async ({ way, step }) => {
      const box = document.querySelector('.queue-scroll');
      if (!box) throw new Error('there is no list');
      const frames: number[] = [];
      const begun = performance.now();
      let last = begun;
      let idle = 0;
      while (idle < 120) {
        const before = box.scrollTop;
        box.scrollTop += way === 'down' ? step : -step;
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        frames.push(now - last);
        last = now;
        const isStill = box.scrollTop === before;
        idle = isStill ? idle + 1 : 0;
        const foot = document.querySelector('.queue-foot')?.textContent ?? '';
        if (isStill && (way === 'up' || /末尾|The end/.test(foot))) break;
      }
      const said = document.querySelector('.queue-bar .queue-soft')?.textContent ?? '';
      const rows = Number(/\d+/.exec(said)?.[0] ?? 0);
      return { frames, rows, seconds: (performance.now() - begun) / 1000 };
    },
    { way, step: STEP_PX },
  );
}
