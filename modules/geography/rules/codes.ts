/**
 * The statistical codes of places: 2, 4, 6, 9, 12 digits for province, city, county, town, village,
 * and 15 for a grid. A code is text, and a shorter code is the prefix of all below it.
 */

export const levels = ['province', 'city', 'county', 'town', 'village', 'grid'] as const;
export type Level = (typeof levels)[number];
export type RegionLevel = Exclude<Level, 'grid'>;

const WIDTHS: Record<Level, number> = {
  province: 2,
  city: 4,
  county: 6,
  town: 9,
  village: 12,
  grid: 15,
};

/** How many digits a code of the level has. */
export function widthOf(level: Level): number {
  return WIDTHS[level];
}

/** The level of a code, or null when it is no code at all. */
export function levelOf(code: string): Level | null {
  if (!/^[1-9]\d+$/.test(code)) return null;
  return levels.find((level) => WIDTHS[level] === code.length) ?? null;
}

/** The code one level up; null for a province and for what is no code. */
export function parentOf(code: string): string | null {
  const level = levelOf(code);
  const above = level && levels[levels.indexOf(level) - 1];
  return above ? code.slice(0, WIDTHS[above]) : null;
}

/** The level below, as far as grids; null below a grid. */
export function levelBelow(level: Level): Level | null {
  return levels[levels.indexOf(level) + 1] ?? null;
}

/** The codes from the province down to the code itself. */
export function chainOf(code: string): string[] {
  return levels
    .map((level) => WIDTHS[level])
    .filter((width) => width <= code.length)
    .map((width) => code.slice(0, width));
}

/** The county's six digits of a code at or below the county. The region, not the county key. */
export function countyOf(code: string): string | null {
  return upTo(code, 'county');
}

/** The town's nine digits of a code at or below the town. */
export function townOf(code: string): string | null {
  return upTo(code, 'town');
}

/** The village's twelve digits of a village or grid code. */
export function villageOf(code: string): string | null {
  return upTo(code, 'village');
}

function upTo(code: string, level: Level): string | null {
  return code.length >= WIDTHS[level] ? code.slice(0, WIDTHS[level]) : null;
}

/** The code of a grid: its village and a number from 1 to 999. */
export function gridCode(village: string, number: number): string {
  return village + String(number).padStart(3, '0');
}

/**
 * Finds the code that a file means. Files pad with zeros (350102004000 for the town 350102004), and
 * zeros alone do not tell: 441900 is a county of its own, 350100 is the city 3501. So the longest
 * reading that is known wins. Answers null when none is.
 */
export function readCode(text: string, isKnown: (code: string) => boolean): string | null {
  const digits = text.trim();
  if (!/^[1-9]\d{1,14}$/.test(digits)) return null;
  const readings = levels
    .map((level) => WIDTHS[level])
    .filter((width) => width <= digits.length && /^0*$/.test(digits.slice(width)))
    .sort((a, b) => b - a)
    .map((width) => digits.slice(0, width));
  return readings.find(isKnown) ?? null;
}
