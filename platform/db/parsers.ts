/** The one table of how PostgreSQL values become JavaScript values. */
import pg from 'pg';

const INT8 = 20;
const DATE = 1082;
const TIMESTAMP = 1114;
const NUMERIC = 1700;
const INT8_ARRAY = 1016;

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`int8 out of the safe range: ${text}`);
  return value;
}

/**
 * int8 becomes a number or throws; `date` stays 'YYYY-MM-DD', because the driver's default turns
 * it into a local midnight and shifts a day in Asia/Shanghai; numeric becomes a number.
 */
export function parserTable(): pg.CustomTypesConfig {
  const custom = new Map<number, (text: string) => unknown>([
    [INT8, safeInteger],
    [DATE, (text) => text],
    [TIMESTAMP, (text) => text],
    [NUMERIC, Number],
    [INT8_ARRAY, (text) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(safeInteger))],
  ]);
  return {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      custom.get(oid) ?? pg.types.getTypeParser(oid, format),
  };
}
