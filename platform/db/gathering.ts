/**
 * Rows that many acts of one transaction write one by one, sent by the hundred: what inserts into
 * the same columns in the same way becomes one statement of many rows, and so do changes of the
 * same columns by key that name their types. Of a matter's row that is a third of what it costs the
 * database. What is read comes after all that was written before it, as without this, and so does
 * what is written otherwise, but for changes by key of other rows. Rows leave in lots of a few
 * sizes, so that the statement of a lot is prepared: reading, analysing and planning thousands of
 * parameters anew was half of what a row of an import cost the database.
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
    for (const group of groups.values()) sendLots(tx, group);
    for (const alike of changes.values()) sendChanges(tx, [...alike.values()]);
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
        if (!isElsewhere({ groups, changes }, sql)) flush();
        return tx.send(statement, plan);
      }
      const group = groups.get(shape.key);
      if ((group && !fits(group, shape, parameters)) || isChanged(changes, shape)) flush();
      addTo(groups, shape, parameters);
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

function sendChanges(tx: Tx, alike: readonly Change[]): void {
  const [first] = alike;
  if (first && alike.length === 1) return tx.send(first.statement);
  // Each row by its key, however many: planned anew for each list it cost a fifth of its work more.
  tx.send(updateRows(alike.map(({ change }) => change)), 'forAny');
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

const DELETE = /^delete from ("\w+"\."\w+") where [^()]*$/;

/** Whether it deletes, without looking elsewhere, from a table for which nothing waits here. */
function isElsewhere({ groups, changes }: Waiting, text: string): boolean {
  const table = DELETE.exec(text)?.[1];
  if (table === undefined) return false;
  const isWaiting = [...groups.keys()].some((key) => key.startsWith(`insert into ${table} `));
  return !isWaiting && ![...changes.keys()].some((key) => key.startsWith(`${table}|`));
}

/** Whether rows of the table that an insertion goes into wait to be changed. */
function isChanged(changes: Changes, { key }: Shape): boolean {
  return [...changes.keys()].some((waiting) =>
    key.startsWith(`insert into ${waiting.slice(0, waiting.indexOf('|'))} `),
  );
}

type Shape = {
  /** What all have in common that may stand in one statement. */
  key: string;
  /** What stands before and after the rows. */
  head: string;
  tail: string;
  /** A row, cut at its parameters, which come in their order. */
  pieces: readonly string[];
  /** How many rows this statement brings. */
  rows: number;
  /** Positions in a row of the key by which one that stands is found; none: no such rule. */
  conflict: readonly number[];
  /** Texts of lots, by their number of rows. */
  lots: Map<number, string>;
};

/** Rows that wait: their parameters, one row behind the other. */
type Group = { shape: Shape; parameters: unknown[]; keys: Set<string> };

const widthOf = ({ pieces }: Shape) => pieces.length - 1;

/** Whether rows may join: no statement may change one row twice, nor be endless. */
function fits(group: Group, shape: Shape, parameters: readonly unknown[]): boolean {
  if (group.parameters.length + parameters.length > PARAMETERS_MAX) return false;
  return keysOf(shape, parameters).every((key) => !group.keys.has(key));
}

function addTo(groups: Map<string, Group>, shape: Shape, parameters: readonly unknown[]): void {
  const group = groups.get(shape.key) ?? { shape, parameters: [], keys: new Set() };
  groups.set(shape.key, group);
  for (const one of parameters) group.parameters.push(one);
  for (const key of keysOf(shape, parameters)) group.keys.add(key);
}

function keysOf(shape: Shape, parameters: readonly unknown[]): string[] {
  const { rows, conflict } = shape;
  if (conflict.length === 0) return [];
  const width = widthOf(shape);
  return Array.from({ length: rows }, (_, row) =>
    conflict.map((at) => parameters[row * width + at]).join('|'),
  );
}

/** Lots of more rows than the smallest; up to that, each number of rows has its own statement. */
const LOTS = [128, 64, 32, 16];

function sendLots(tx: Tx, { shape, parameters }: Group): void {
  const width = widthOf(shape);
  const rows = parameters.length / width;
  for (let sent = 0; sent < rows; ) {
    const size = LOTS.find((lot) => lot <= rows - sent) ?? rows - sent;
    const own = parameters.slice(sent * width, (sent + size) * width);
    tx.send({ compile: () => CompiledQuery.raw(lotOf(shape, size), own) });
    sent += size;
  }
}

function lotOf(shape: Shape, rows: number): string {
  const text = shape.lots.get(rows) ?? lotText(shape, rows);
  shape.lots.set(rows, text);
  return text;
}

function lotText(shape: Shape, rows: number): string {
  const { head, pieces, tail } = shape;
  const width = widthOf(shape);
  const parts = Array.from({ length: rows }, (_, row) =>
    pieces.map((piece, at) => (at === 0 ? piece : `$${row * width + at}${piece}`)).join(''),
  );
  return `${head}${parts.join(', ')}${tail}`;
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
  const row = readRows(rows, columns.split(', ').length);
  if (row === null) return null;
  const stays = nothing.some((word) => word !== undefined);
  const conflict = key === undefined || stays ? [] : positionsOf(columns, key, row.pieces);
  const same = `${head}|${row.pieces.join('$')}|${tail}`;
  return conflict && { key: same, head, tail, ...row, conflict, lots: new Map() };
}

/** Null where parameters come in another order than theirs: they could not be cut into rows. */
function readRows(text: string, columns: number): Pick<Shape, 'pieces' | 'rows'> | null {
  const cut = text.split(PARAMETER);
  const at = cut.filter((_, index) => index % 2 === 1).map(Number);
  const pieces = cut.filter((_, index) => index % 2 === 0);
  if (at.length === 0 || at.some((position, index) => position !== index + 1)) return null;
  const plain = ['(', ...Array.from({ length: columns - 1 }, () => ', '), ')'];
  const rows = at.length / columns;
  const isPlain =
    pieces.join('$') === Array.from({ length: rows }, () => plain.join('$')).join(', ');
  return isPlain ? { pieces: plain, rows } : { pieces, rows: 1 };
}

/** Where the values of a key stand among the parameters; null where that cannot be told. */
function positionsOf(columns: string, key: string, pieces: readonly string[]): number[] | null {
  const names = columns.split(', ');
  const isPlain =
    pieces.length === names.length + 1 && pieces.slice(1, -1).every((p) => p === ', ');
  const positions = key.split(', ').map((name) => names.indexOf(name));
  return isPlain && !positions.includes(-1) ? positions : null;
}
