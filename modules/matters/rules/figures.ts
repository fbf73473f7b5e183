/** Rates from counters, each with its numerator and denominator: the formula is shown with it. */

export type FigureRow = { measure: string; status: string; n: number };
export type Rate = { value: number | null; numerator: number; denominator: number };

const SECONDS_AN_HOUR = 3600;

/** What one line of figures says. Declined, duplicate and withdrawn enter no rate. */
export function figureLine(
  key: string,
  rows: readonly FigureRow[],
  open: Record<string, number> = {},
) {
  const sums: Record<string, number> = {};
  const statuses: Record<string, Record<string, number>> = {};
  for (const { measure, status, n } of rows) {
    sums[measure] = (sums[measure] ?? 0) + n;
    statuses[measure] ??= {};
    const own = statuses[measure];
    own[status] = (own[status] ?? 0) + n;
  }
  const sum = (measure: string) => sums[measure] ?? 0;
  return {
    key,
    received: sum('received'),
    stock: statuses.stock ?? {},
    open,
    closed: statuses.closed ?? {},
    // What is overdue counts from when it is, not from when somebody closes it at last.
    onTimeClosureRate: share(sum('closedOnTime'), sum('closedOnTime') + sum('breached')),
    reworkRate: rate(sum('rework'), sum('closedDue')),
    meanAnswerHours: rate(sum('answerSeconds') / SECONDS_AN_HOUR, sum('answered')),
    meanRating: rate(sum('ratingSum'), sum('rated')),
    breached: sum('breached'),
    reopened: sum('reopened'),
    objections: sum('objection'),
    selfHandled: sum('selfHandled'),
  };
}

/** A reopening takes back the close of an earlier period: a share stays a share. */
function share(numerator: number, denominator: number): Rate {
  const { value } = rate(numerator, denominator);
  return { value: value && Math.min(1, Math.max(0, value)), numerator, denominator };
}

function rate(numerator: number, denominator: number): Rate {
  return { value: denominator > 0 ? numerator / denominator : null, numerator, denominator };
}
