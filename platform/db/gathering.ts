/**
 * Rows that many acts of one transaction write one by one, sent by the hundred: what inserts into
 * the same columns in the same way becomes one statement of many rows, and so do changes of the
 * same columns by key that name their types. Of a matter's row that is a third of what it costs the
 * database. What is read comes after all that was written before it, as without this, and so does
 * what is written otherwise, but for changes by key of other rows.
 */
import { CompiledQuery } from 'kysely';
import { q } from './build.ts';
import type { Statement, Tx } from './database.ts';
import { changeIn, type RowChange, updateRows } from './written.ts';

/** A statement holds 65,535 parameters at most; above this nothing is gained. */
const PARAMETERS_MAX = 20_000;

/** Runs `work` with a `Tx` that gathers what it sends; all of it is sent when `work` is over. */
export async function gathered<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const groups = new Map<string, Group>();
  const changes: Changes = new Map();
  const flush = () => {
    // First what is inserted: a row that is changed may be among it.
    for (const group of groups.values()) tx.send(statementOf(group), 'once');
    for (const alike of changes.values()) tx.send(changeOf([...alike.values()]));
    groups.clear();
    changes.clear();
  };
  const result = await work({
    rows: (...asked) => (flush(), tx.rows(...asked)),
    first: (asked) => (flush(), tx.first(asked)),
    one: (asked) => (flush(), tx.one(asked)),
    run: (asked) => (flush(), tx.run(asked)),
    widen: (counties) => (flush(), tx.widen(counties)),
    send: (statement, plan) => {
      const change = changeIn(statement);
      if (change) {
        if (!isApart({ groups, changes }, change)) flush();
        if (change.types === undefined) return tx.send(statement, plan);
        return addChange(changes, { change, statement });
      }
      const { sql, parameters } = statement.compile(q);
      const shape = shapeOf(sql);
      if (shape === null) {
        flush();
        return tx.send(statement, plan);
      }
      const row: Row = { shape, parameters, statement };
      if (!fits(groups.get(shape.key), row) || isChanged(changes, shape)) flush();
      addTo(groups, row);
    },
  });
  flush();
  return result;
}

type Change = { change: RowChange; statement: Statement<unknown> };
/** Changes of the same columns, by these; each row's last one, by its key. */
type Changes = Map<string, Map<string, Change>>;

/** The columns, and the county: no statement changes rows of two. */
function alikeAs({ table, set, by, values }: RowChange): string {
  const county = String(values[set.length + by.indexOf('county')]);
  return [tableText(table), set.join(), by.join(), county].join('|');
}

const tableText = (table: string) => `"${table.replace('.', '"."')}"`;
const rowOf = ({ set, values }: RowChange) => values.slice(set.length).join('|');

/** The columns are the same, so that the last change of a row is all of them. */
function addChange(changes: Changes, one: Change): void {
  const key = alikeAs(one.change);
  const alike = changes.get(key) ?? new Map<string, Change>();
  changes.set(key, alike.set(rowOf(one.change), one));
}

function changeOf(alike: readonly Change[]): Statement<unknown> {
  const [first] = alike;
  if (first && alike.length === 1) return first.statement;
  return updateRows(alike.map(({ change }) => change));
}

type Waiting = { groups: ReadonlyMap<string, Group>; changes: Changes };

/** Whether nothing waits here that a change of a row by its key would have to come after. */
function isApart({ groups, changes }: Waiting, change: RowChange): boolean {
  const table = tableText(change.table);
  if ([...groups.keys()].some((key) => key.startsWith(`insert into ${table} `))) return false;
  const [own, by] = [alikeAs(change), change.by.join()];
  return ![...changes].some(([key, alike]) => {
    if (key === own || !key.startsWith(`${table}|`)) return false;
    // By another key it might be any row.
    return key.split('|')[2] !== by || alike.has(rowOf(change));
  });
}

/** Whether rows of the table that an insertion goes into wait to be changed. */
function isChanged(changes: Changes, { key }: Shape): boolean {
  return [...changes.keys()].some((waiting) =>
    key.startsWith(`insert into ${waiting.slice(0, waiting.indexOf('|'))} `),
  );
}

type Shape = {
  /** What stands before and after the rows: the same for all that may stand together. */
  key: string;
  head: string;
  tail: string;
  /** The rows, cut at their parameters, and the parameters' positions (from nought). */
  pieces: readonly string[];
  at: readonly number[];
  /** Of each row, positions of the key by which one that stands already is found; none: no rule. */
  conflict: readonly (readonly number[])[];
};

type Row = { shape: Shape; parameters: readonly unknown[]; statement: Statement<unknown> };
type Group = { rows: Row[]; parameters: number; keys: Set<string> };

/** Whether a row may join: no statement may change one row twice, nor be endless. */
function fits(group: Group | undefined, row: Row): boolean {
  if (!group) return true;
  const { parameters } = row;
  if (group.parameters + parameters.length > PARAMETERS_MAX) return false;
  return !keysOf(row).some((key) => group.keys.has(key));
}

function addTo(groups: Map<string, Group>, row: Row): void {
  const { key } = row.shape;
  const group = groups.get(key) ?? { rows: [], parameters: 0, keys: new Set() };
  groups.set(key, group);
  group.rows.push(row);
  group.parameters += row.parameters.length;
  for (const each of keysOf(row)) group.keys.add(each);
}

const keysOf = ({ shape, parameters }: Row) =>
  shape.conflict.map((key) => key.map((at) => parameters[at]).join('|'));

function statementOf({ rows, parameters: count }: Group): Statement<unknown> {
  const [first] = rows;
  if (first && rows.length === 1) return first.statement;
  const parameters: unknown[] = [];
  const parts: string[] = [];
  for (const { shape, parameters: own } of rows) {
    parts.push(shiftedBy(shape, parameters.length));
    parameters.push(...own);
  }
  if (!first || parameters.length !== count) throw new Error('rows that were gathered are lost');
  const { head, tail } = first.shape;
  const text = `${head}${parts.join(', ')}${tail}`;
  return { compile: () => CompiledQuery.raw(text, parameters) };
}

function shiftedBy({ pieces, at }: Shape, by: number): string {
  let text = pieces[0] ?? '';
  for (const [index, position] of at.entries()) {
    text += `$${position + by + 1}${pieces[index + 1]}`;
  }
  return text;
}

/** Texts are as many as the places that write; what builds ever new ones must not fill memory. */
const SHAPES_MAX = 1000;
const shapes = new Map<string, Shape | null>();

function shapeOf(text: string): Shape | null {
  const known = shapes.get(text);
  if (known !== undefined) return known;
  if (shapes.size >= SHAPES_MAX) shapes.clear();
  const shape = readShape(text);
  shapes.set(text, shape);
  return shape;
}

const INSERT = /^(insert into "\w+"\."\w+" \(([^()]*)\) values )(\(.*?\))( on conflict .*)?$/s;
const CONFLICT = /^ on conflict (?:\(([^()]*)\) do (?:update set|(nothing)$)|do (nothing)$)/;
const PARAMETER = /\$(\d+)/;

/** Null for what is no insert of rows, or whose end has parameters of its own. */
function readShape(text: string): Shape | null {
  const [, head, columns = '', rows, tail = ''] = INSERT.exec(text) ?? [];
  if (head === undefined || rows === undefined || PARAMETER.test(tail)) return null;
  const [isKnown, key, ...nothing] = CONFLICT.exec(tail) ?? [];
  if (tail !== '' && isKnown === undefined) return null;
  const cut = rows.split(PARAMETER);
  const at = cut.filter((_, index) => index % 2 === 1).map((digits) => Number(digits) - 1);
  const pieces = cut.filter((_, index) => index % 2 === 0);
  const stays = nothing.some((word) => word !== undefined);
  const conflict = key === undefined || stays ? [] : positionsOf(columns, key, pieces);
  return conflict && { key: `${head}|${tail}`, head, tail, pieces, at, conflict };
}

/**
 * Where the values of a key stand among the parameters, row by row; null where that cannot be told.
 */
function positionsOf(columns: string, key: string, pieces: readonly string[]): number[][] | null {
  const names = columns.split(', ');
  const between = pieces.slice(1, -1);
  const isPlain =
    (pieces.length - 1) % names.length === 0 &&
    between.every((piece, at) => piece === ((at + 1) % names.length === 0 ? '), (' : ', '));
  const positions = key.split(', ').map((name) => names.indexOf(name));
  if (!isPlain || positions.includes(-1)) return null;
  const rows = (pieces.length - 1) / names.length;
  return Array.from({ length: rows }, (_, row) => positions.map((at) => row * names.length + at));
}
