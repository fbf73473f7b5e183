/** Quarters of the centre's calendar, the present one first. */
const ZONE_MS = 8 * 3_600_000;
const SHOWN = 9;

export function quartersUntil(now: number): string[] {
  const at = new Date(now + ZONE_MS);
  const last = at.getUTCFullYear() * 4 + Math.floor(at.getUTCMonth() / 3);
  return Array.from({ length: SHOWN }, (_, back) => {
    const index = last - back;
    return `${Math.floor(index / 4)}-Q${(index % 4) + 1}`;
  });
}
