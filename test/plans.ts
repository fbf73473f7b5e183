/**
 * The plans of what a list sends: every statement that it awaits is explained, with the parameters
 * and under the role that it has, before it is run. Prepared ones also as their plan for everybody.
 */
import type { RawBuilder } from 'kysely';
import { type Database, sql, type Tx } from '../platform/db/index.ts';

export type Node = {
  'Node Type': string;
  'Index Name'?: string;
  'Relation Name'?: string;
  'Function Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  'Rows Removed by Index Recheck'?: number;
  'Shared Hit Blocks': number;
  'Shared Read Blocks': number;
  Plans?: Node[];
};

export const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/**
 * Rows of one table that a plan touched, by which index (or how else): in so many looks, on so many
 * pages of both. What an index goes through in itself comes out of it nowhere but in its pages.
 */
export type Touched = { by: string; read: number; looks: number; pages: number };

export type Plan = { text: string; shown: number; touched: Touched[]; sorted: number };

/** A database whose statements are explained as they are sent; `plans` are those so far. */
export function explaining(db: Database): { db: Database; plans: Plan[] } {
  const plans: Plan[] = [];
  const around = (tx: Tx): Tx => {
    const explained = async (statement: Parameters<Tx['run']>[0]) => {
      // Whatever the builder made: both kinds may stand within raw SQL.
      plans.push(await planOf(tx, statement as RawBuilder<unknown>));
    };
    return {
      ...tx,
      rows: async (statement, plan) => {
        await explained(statement);
        return tx.rows(statement, plan);
      },
      first: async (statement) => {
        await explained(statement);
        return tx.first(statement);
      },
      one: async (statement) => {
        await explained(statement);
        return tx.one(statement);
      },
    };
  };
  return {
    plans,
    db: {
      ...db,
      scoped: (scope, work) => db.scoped(scope, (tx) => work(around(tx))),
      snapshot: (scope, work, reader) => db.snapshot(scope, (tx) => work(around(tx)), reader),
    },
  };
}

type Explained = { 'QUERY PLAN': [{ Plan: Node }] };

/** The plan of a statement as it is run here. */
export async function planOf(tx: Tx, statement: RawBuilder<unknown>): Promise<Plan> {
  const [row] = await tx.rows(sql<Explained>`explain (analyze, buffers, format json) ${statement}`);
  if (!row) throw new Error('no plan');
  const { Plan: root } = row['QUERY PLAN'][0];
  const nodes = nodesOf(root);
  return {
    text: textOf(nodes),
    shown: root['Actual Rows'],
    touched: touchedBy(nodes),
    sorted: Math.max(0, ...nodes.filter(isSort).map(rowsInto)),
  };
}

const isSort = (node: Node) => node['Node Type'].includes('Sort');
const rowsInto = (node: Node) => {
  const [input] = node.Plans ?? [];
  return input ? input['Actual Rows'] * input['Actual Loops'] : 0;
};

const textOf = (nodes: readonly Node[]) =>
  nodes.map((node) => `${node['Node Type']} ${node['Index Name'] ?? ''}`.trim()).join(' > ');

/** What is read of each table: rows that came out, and those that were thrown away. */
function touchedBy(nodes: readonly Node[]): Touched[] {
  const sums = new Map<string, Touched>();
  for (const node of nodes) {
    const table = node['Relation Name'];
    const by = node['Index Name'] ?? (table && `${node['Node Type']} on ${table}`);
    // A bitmap's rows are counted where it is made.
    if (!by || node['Node Type'] === 'Bitmap Heap Scan') continue;
    const removed =
      (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Index Recheck'] ?? 0);
    const sum = sums.get(by) ?? { by, read: 0, looks: 0, pages: 0 };
    sum.read += (node['Actual Rows'] + removed) * node['Actual Loops'];
    sum.looks += node['Actual Loops'];
    sum.pages += ownPages(node);
    sums.set(by, sum);
  }
  return [...sums.values()];
}

const pagesOf = (node: Node) => node['Shared Hit Blocks'] + node['Shared Read Blocks'];
const ownPages = (node: Node) =>
  (node.Plans ?? []).reduce((left, inner) => left - pagesOf(inner), pagesOf(node));
