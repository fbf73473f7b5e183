/** Areas in the unit that reads best. */
import type { Say } from '../../../../web/texts.ts';

export function areaWords(say: Say<'km2' | 'm2'>, areaM2: number): string {
  const isLarge = Math.abs(areaM2) >= 100_000;
  const value = isLarge ? (areaM2 / 1e6).toFixed(2) : String(Math.round(areaM2));
  return isLarge ? say('km2', { value }) : say('m2', { value });
}
