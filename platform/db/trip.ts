/**
 * Statements that travel together: one write, one `Sync`, one answer. The driver ends every
 * statement with a `Sync` of its own, which PostgreSQL answers with a packet of its own: of an
 * intake's twenty statements that was a third of what they cost both sides.
 */
import type { Socket } from 'node:net';
import pg from 'pg';
import { serialize } from 'pg-protocol';

export type Answer = { rows: unknown[]; rowCount: number; command: string };

/** `name`: parsed and planned once for each connection, and described once. */
export type Question = { text: string; values: readonly unknown[]; name?: string | undefined };

type Pending = Question & {
  resolve: (answer: Answer) => void;
  reject: (error: unknown) => void;
};

/** What is asked, and never again answered, when a transaction ends before it was sent. */
export const OVER = new Error('the transaction is over');

export type Trips = {
  /** Leaves with everything that waits when the turn at hand is over. */
  ask: (question: Question) => Promise<Answer>;
  /** Leaves with the next that is asked. */
  askLater: (question: Question) => Promise<Answer>;
  /** What has not left fails with OVER. Answers whether anything ever left. */
  drop: () => boolean;
};

/** One transaction's trips on a connection that nobody else uses meanwhile. */
export function tripsOn(client: pg.PoolClient): Trips {
  const known = knownOn(client);
  let waiting: Pending[] = [];
  let hasLeft = false;
  let isLeaving = false;
  const leave = () => {
    isLeaving = false;
    if (waiting.length === 0) return;
    hasLeft = true;
    client.query(trip(waiting, known));
    waiting = [];
  };
  const askLater = (question: Question) =>
    new Promise<Answer>((resolve, reject) => {
      const values = question.values.map(prepareValue);
      waiting.push({ ...question, values, resolve, reject });
    });
  return {
    askLater,
    ask: (question) => {
      const answer = askLater(question);
      if (!isLeaving) process.nextTick(leave);
      isLeaving = true;
      return answer;
    },
    drop: () => {
      for (const one of waiting) one.reject(OVER);
      waiting = [];
      return hasLeft;
    },
  };
}

/** As the driver makes parameters of values; of its own making and older than its types. */
const { prepareValue } = (pg as unknown as { utils: { prepareValue: (value: unknown) => unknown } })
  .utils;

type Field = { name: string; dataTypeID: number };
type Column = { name: string; parse: (text: string) => unknown };
type Known = {
  columnsOf: (fields: readonly Field[]) => Column[];
  /** Columns of what was parsed under a name; none of what answers no rows. */
  names: Map<string, readonly Column[]>;
  /** Whether the name was parsed before something failed is not known. */
  doubtful: Set<string>;
};

const connections = new WeakMap<pg.PoolClient, Known>();

function knownOn(client: pg.PoolClient): Known {
  const before = connections.get(client);
  if (before) return before;
  const columnsOf = (fields: readonly Field[]) =>
    fields.map(({ name, dataTypeID }) => ({
      name,
      parse: client.getTypeParser(dataTypeID, 'text') as Column['parse'],
    }));
  const known = { columnsOf, names: new Map(), doubtful: new Set<string>() };
  connections.set(client, known);
  return known;
}

/** The driver's handle of a connection, as far as a submitted query uses it. */
type Wire = { stream: Socket; sendCopyFail: (why: string) => void };

/** What the driver calls of a query that is submitted: it answers several, in their order. */
function trip(asked: readonly Pending[], known: Known): pg.Submittable {
  let at = 0;
  let columns: readonly Column[] = [];
  let rows: unknown[] = [];
  let failure: unknown;
  const begin = () => {
    const name = asked[at]?.name;
    columns = (name === undefined ? undefined : known.names.get(name)) ?? [];
    rows = [];
    failure = undefined;
  };
  const end = (tag: string) => {
    const one = asked[at];
    if (one?.name !== undefined) learn(known, one.name, columns);
    if (failure === undefined) one?.resolve({ rows, ...readTag(tag) });
    else one?.reject(failure);
    at += 1;
    begin();
  };
  const handlers = {
    submit: (wire: Wire) => {
      wire.stream.write(messages(asked, known));
      begin();
    },
    handleRowDescription: ({ fields }: { fields: readonly Field[] }) => {
      columns = known.columnsOf(fields);
    },
    handleDataRow: ({ fields }: { fields: readonly (string | null)[] }) => {
      try {
        rows.push(rowOf(columns, fields));
      } catch (error) {
        failure ??= error;
      }
    },
    handleCommandComplete: ({ text }: { text: string }) => end(text),
    handleEmptyQuery: () => end(''),
    handleCopyInResponse: (wire: Wire) => wire.sendCopyFail('a transaction takes no COPY'),
    /** Everything after it was skipped by the server: one failure is that of all the rest. */
    handleError: (error: unknown) => {
      for (const one of asked.slice(at)) {
        if (one.name !== undefined && !known.names.has(one.name)) known.doubtful.add(one.name);
        one.reject(error);
      }
      at = asked.length;
    },
    handleReadyForQuery: () => undefined,
  };
  return handlers as unknown as pg.Submittable;
}

function learn(known: Known, name: string, columns: readonly Column[]): void {
  known.names.set(name, columns);
  known.doubtful.delete(name);
}

/** Everything in one buffer: a write of its own for each message costs more than copying them. */
function messages(asked: readonly Pending[], known: Known): Buffer {
  const parsed = new Set<string>();
  const parts: Buffer[] = [];
  for (const { name, text, values } of asked) {
    const isKnown = name !== undefined && known.names.has(name);
    const isParsed = isKnown || (name !== undefined && parsed.has(name));
    if (!isParsed) {
      // Closing what was never parsed is no error; parsing it twice is one.
      if (name !== undefined && known.doubtful.has(name)) {
        parts.push(serialize.close({ type: 'S', name }));
      }
      parts.push(serialize.parse({ text, ...(name === undefined ? {} : { name }) }));
      if (name !== undefined) parsed.add(name);
    }
    parts.push(serialize.bind({ values: [...values], ...(name && { statement: name }) }));
    if (!isKnown) parts.push(serialize.describe({ type: 'P' }));
    parts.push(serialize.execute());
  }
  parts.push(serialize.sync());
  return Buffer.concat(parts);
}

function rowOf(columns: readonly Column[], fields: readonly (string | null)[]) {
  const row: Record<string, unknown> = {};
  for (const [at, { name, parse }] of columns.entries()) {
    const text = fields[at] ?? null;
    row[name] = text === null ? null : parse(text);
  }
  return row;
}

const TAG = /^([A-Z ]+?)(?: \d+)*$/;
const COUNT = /(\d+)$/;

/** `INSERT 0 1`, `UPDATE 3`, `COMMIT`. */
function readTag(tag: string): { command: string; rowCount: number } {
  return { command: TAG.exec(tag)?.[1] ?? tag, rowCount: Number(COUNT.exec(tag)?.[1] ?? 0) };
}
