/** The demo centre's notices, published as its dispatchers would; what stands is left alone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Cast } from './cast.ts';
import { systemContext } from './directory.ts';
import { COUNTY, type DemoHouse } from './house.ts';

type Planned = {
  by: string;
  town?: boolean;
  fromDaysAgo: number;
  forDays: number;
  zh: string;
  en: string;
  text: { zh: string; en: string };
};

const FILE = join(import.meta.dirname, '../data/notices.yaml');
const DAY_MS = 86_400_000;
const TOWN = 9;

export async function loadNotices(house: DemoHouse, cast: Cast, now: number): Promise<void> {
  const planned = parse(readFileSync(FILE, 'utf8')) as Planned[];
  const asked = { county: COUNTY, limit: 100 };
  const reader = { ...systemContext(house, now), actor: cast.staff('countydispatcher') };
  const { items } = await house.notices.list(reader, asked);
  const titles = new Set(items.map(({ title }) => title.zh));
  for (const one of planned) {
    if (titles.has(one.zh)) continue;
    const actor = cast.staff(one.by);
    const fromMs = now - one.fromDaysAgo * DAY_MS;
    await house.notices.publish(
      { ...systemContext(house, now), actor },
      {
        county: COUNTY,
        ...(one.town && { town: (actor.regions[0] ?? '').slice(0, TOWN) }),
        title: { zh: one.zh, en: one.en },
        text: { zh: one.text.zh.trim(), en: one.text.en.trim() },
        fromAt: new Date(fromMs).toISOString(),
        toAt: new Date(fromMs + one.forDays * DAY_MS).toISOString(),
      },
    );
  }
}
