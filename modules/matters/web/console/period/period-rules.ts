/** Periods of civil days in the centre's zone. Pure. */
export type Period = { from: string; to: string };
export const presets = ['week', 'month', 'quarter', 'year'] as const;
export type Preset = (typeof presets)[number];

const ZONE = 'Asia/Shanghai';
const DAY_MS = 86_400_000;
const lengths = { week: 7, month: 30, quarter: 90 } as const;

/** The civil day of a time, as ISO text. */
export const dayOf = (at: number) =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(at);

export function daysOf(preset: Preset, now: number): Period {
  const to = dayOf(now);
  if (preset === 'year') return { from: `${to.slice(0, 4)}-01-01`, to };
  return { from: dayOf(now - (lengths[preset] - 1) * DAY_MS), to };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (text: string | undefined): text is string =>
  text !== undefined && DAY.test(text) && !Number.isNaN(Date.parse(text));

/** What the address says, the ends in order; else the last 30 days. */
export function readPeriod(
  search: Readonly<Record<string, string | undefined>>,
  now: number,
): Period {
  const { from, to } = search;
  if (!isDay(from) || !isDay(to)) return daysOf('month', now);
  return from <= to ? { from, to } : { from: to, to: from };
}

export function presetOf(period: Period, now: number): Preset | null {
  const is = (preset: Preset) => {
    const days = daysOf(preset, now);
    return days.from === period.from && days.to === period.to;
  };
  return presets.find(is) ?? null;
}

/** Every day of a period, also those of which there is nothing to say. */
export function everyDay({ from, to }: Period): string[] {
  const days: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}
