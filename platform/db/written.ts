/**
 * Statements whose text is the same for every row of a table: made once for each set of columns.
 * The builder makes a tree and a text anew each time, which was a sixth of what the program did for
 * a report. Values only; what needs an expression is the builder's.
 */
import type { Insertable, Updateable } from 'kysely';
import type { DB } from '../../db/tables.ts';
import type { Statement } from './database.ts';

/** What happens to a row whose key stands already; without it the statement fails. */
export type Standing = {
  /** Without columns: any key. */
  on?: readonly string[];
  /** `stays`: nothing is written. `isReplaced`: it takes the columns beside the key. */
  row: 'stays' | 'isReplaced';
};

/**
 * Inserts one row, or several that name the same columns in the same order.
 * @throws Error when they do not.
 */
export function insertInto<T extends keyof DB>(
  table: T,
  rows: Insertable<DB[T]> | readonly Insertable<DB[T]>[],
  standing?: Standing,
): Statement<never> {
  const all = (Array.isArray(rows) ? rows : [rows]) as readonly Record<string, unknown>[];
  const columns = namesOf(all[0] ?? {});
  const names = columns.join();
  const values: unknown[] = [];
  for (const [at, row] of all.entries()) {
    if (at > 0 && namesOf(row).join() !== names) {
      throw new Error(`rows of ${table} with other columns than the first`);
    }
    for (const column of columns) values.push(row[column]);
  }
  const key = `i ${table} ${all.length} ${standing ? onOf(standing) + standing.row : ''} ${names}`;
  return written(key, values, () => insertText(table, columns, all.length, standing));
}

/** A change of one row, as far as whoever puts several together must know it. */
export type RowChange = {
  table: string;
  /** Columns that are set, and those of the key with the county's. */
  set: readonly string[];
  by: readonly string[];
  /** Of the former, then of the latter. */
  values: readonly unknown[];
  /** Of all columns but the county's; without them each row has a statement of its own. */
  types: Readonly<Record<string, string>> | undefined;
};

/**
 * Sets columns of the row with a key. With the SQL types of these columns, changes of many rows
 * may leave as one statement: the rows must be locked, for it changes them in no order.
 */
export function updateTable<T extends keyof DB>(
  table: T,
  set: Updateable<DB[T]>,
  key: Updateable<DB[T]>,
  types?: Readonly<Record<string, string>>,
): Statement<never> {
  const [changed, by] = [namesOf(set), namesOf(key)];
  const values = [...changed.map((name) => valueOf(set, name)), ...by.map((n) => valueOf(key, n))];
  const statement = written(`u ${table} ${changed.join()} ${by.join()}`, values, () => {
    const sets = changed.map((name, at) => `${quoted(name)} = $${at + 1}`);
    const wheres = by.map((name, at) => `${quoted(name)} = $${changed.length + at + 1}`);
    return `update ${quoted(table)} set ${sets.join(', ')} where ${wheres.join(' and ')}`;
  });
  const change: RowChange = { table, set: changed, by, values, types };
  return Object.assign(statement, { change });
}

/** What `updateTable` was asked; undefined of any other statement. */
export function changeIn(statement: Statement<unknown>): RowChange | undefined {
  return (statement as { change?: RowChange }).change;
}

const COUNTY = 'county';

/** The same change of several rows of one county, none of them twice, as one statement. */
export function updateRows(rows: readonly RowChange[]): Statement<never> {
  const [first] = rows;
  if (!first) throw new Error('a change of no rows');
  const { table, set, by, types = {} } = first;
  const names = [...set, ...by];
  const columns = names.filter((name) => name !== COUNTY);
  const lists = columns.map((name) => rows.map(({ values }) => values[names.indexOf(name)]));
  const county = first.values[names.indexOf(COUNTY)];
  return written(`m ${table} ${set.join()} ${by.join()}`, [...lists, county], () => {
    const sets = set.map((name) => `${quoted(name)} = g.${quoted(name)}`);
    const arrays = columns.map((name, at) => `$${at + 1}::${types[name]}[]`);
    const keys = by.filter((name) => name !== COUNTY);
    const wheres = keys.map((name) => `t.${quoted(name)} = g.${quoted(name)}`);
    return [
      `update ${quoted(table)} as t set ${sets.join(', ')}`,
      `from unnest(${arrays.join(', ')}) as g (${columns.map(quoted).join(', ')})`,
      `where t.${quoted(COUNTY)} = $${columns.length + 1} and ${wheres.join(' and ')}`,
    ].join(' ');
  });
}

/** A column that is undefined is left to its default, as the builder does. */
function namesOf(row: object): string[] {
  return Object.keys(row).filter((name) => valueOf(row, name) !== undefined);
}

const valueOf = (row: object, name: string) => (row as Record<string, unknown>)[name];

/** Of what builds ever new sets of columns nothing is kept for ever. */
const TEXTS_MAX = 1000;
const texts = new Map<string, string>();

function written(key: string, parameters: unknown[], make: () => string): Statement<never> {
  let sql = texts.get(key);
  if (sql === undefined) {
    sql = make();
    if (texts.size >= TEXTS_MAX) texts.clear();
    texts.set(key, sql);
  }
  const compiled = { sql, parameters };
  // Of a compiled query nothing else is read.
  return { compile: () => compiled } as unknown as Statement<never>;
}

function insertText(
  table: string,
  columns: readonly string[],
  rows: number,
  standing: Standing | undefined,
): string {
  const marks = Array.from({ length: rows }, (_, row) => {
    const marked = columns.map((_column, at) => `$${row * columns.length + at + 1}`);
    return `(${marked.join(', ')})`;
  });
  const into = `insert into ${quoted(table)} (${columns.map(quoted).join(', ')})`;
  const then = standing ? ` ${onOf(standing)} ${thenOf(standing, columns)}` : '';
  return `${into} values ${marks.join(', ')}${then}`;
}

function onOf({ on }: Standing): string {
  return on ? `on conflict (${on.map(quoted).join(', ')})` : 'on conflict';
}

function thenOf({ on = [], row }: Standing, columns: readonly string[]): string {
  if (row === 'stays') return 'do nothing';
  const others = columns.filter((column) => !on.includes(column));
  const sets = others.map((column) => `${quoted(column)} = excluded.${quoted(column)}`);
  return `do update set ${sets.join(', ')}`;
}

/** `matter.clock` as `"matter"."clock"`. Names are the schema's own, never a caller's text. */
function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => `"${part}"`)
    .join('.');
}
