/** Whether the phone's clock is wrong enough to say so. */
const TOLERATED_MS = 2 * 60_000;
const MINUTE_MS = 60_000;

/** `offsetMs`: the server's time less the phone's. Null: right enough. */
export function clockWords(offsetMs: number) {
  if (Math.abs(offsetMs) < TOLERATED_MS) return null;
  const key = offsetMs < 0 ? ('clockAhead' as const) : ('clockBehind' as const);
  return { key, minutes: Math.round(Math.abs(offsetMs) / MINUTE_MS) };
}
