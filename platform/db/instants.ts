/** Moments as rows hold them (dates) and as rules count with them (milliseconds). */
export const dateOrNull = (at: number | null): Date | null => (at === null ? null : new Date(at));
export const msOrNull = (at: Date | null): number | null => at?.getTime() ?? null;
