/**
 * Reads db/schema.sql, the golden text of the migrated database, into tables. Its form is fixed by
 * db/catalogue.ts; where that changes, readSchema answers nothing and the test says so.
 */

export type Key = { name: string; columns: string[] };
export type Table = {
  schema: string;
  name: string;
  columns: string[];
  comments: string[];
  /** Primary and unique keys and every other index, with their columns or expressions in order. */
  keys: Key[];
};

const KEY = /^ {2}constraint (\S+) (?:PRIMARY KEY|UNIQUE[^(]*) \((.+?)\)/;
const INDEX = /^ {2}CREATE (?:UNIQUE )?INDEX (\S+) ON (?:ONLY )?\S+ USING \w+ \((.+)$/;
/** Deeper lines go on with an expression that the database printed over several. */
const COLUMN = /^ {2}(?!constraint |partition by|row level|policy |grant )([a-z_][a-z0-9_]*) /;

/** Parts `a, lower(b), c DESC) WHERE …` at the commas that stand outside brackets. */
function keyColumns(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const sign of text) {
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (depth < 0) break;
    if (sign === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += sign;
  }
  return parts.map((part) => part.trim().split(' ')[0] ?? '');
}

function readLine(table: Table, line: string): void {
  const comment = / {2}-- (.+)$/.exec(line);
  if (comment?.[1]) table.comments.push(comment[1]);
  const key = KEY.exec(line) ?? INDEX.exec(line);
  if (key?.[1] && key[2]) table.keys.push({ name: key[1], columns: keyColumns(key[2]) });
  else table.columns.push(...(COLUMN.exec(line)?.slice(1) ?? []));
}

export function readSchema(text: string): Table[] {
  const tables: Table[] = [];
  let current: Table | undefined;
  for (const line of text.split('\n')) {
    const head = /^table (\w+)\.(\w+)$/.exec(line);
    if (head?.[1] && head[2]) {
      current = { schema: head[1], name: head[2], columns: [], comments: [], keys: [] };
      tables.push(current);
    } else if (line === '') current = undefined;
    else if (current) readLine(current, line);
  }
  return tables;
}
