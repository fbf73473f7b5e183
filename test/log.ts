/**
 * Matters written straight into the log for tests of its proof, without rules or people: chain,
 * row, children and figures as an act writes them. And the spoiling that a clever hand would do.
 */
import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import { idSource } from '../kernel/ids.ts';
import { dateAt } from '../kernel/zone.ts';
import { counterDeltas } from '../modules/matters/rules/counters.ts';
import { freshFacts } from '../modules/matters/rules/kept.ts';
import { type Change, evolve, type MatterState } from '../modules/matters/rules/state.ts';
import { tallyDeltas } from '../modules/matters/rules/tally.ts';
import { insertDeltas } from '../modules/matters/store/counters.ts';
import {
  appendEntry,
  ENTRY_VERSION,
  type Entry,
  entryHash,
  NO_HEAD,
} from '../modules/matters/store/log.ts';
import { insertMatter, saveChildren, updateMatter } from '../modules/matters/store/matters.ts';
import { insertTallies } from '../modules/matters/store/tally.ts';
import type { Database, Tx } from '../platform/db/index.ts';
import { withClient } from './server.ts';

/** A matter as it stands after the last act of the writer. */
export type Written = {
  county: string;
  id: string;
  number: string;
  state: MatterState;
  seq: number;
  head: Buffer;
};

export type LogWriter = {
  register: (county: string) => Promise<Written>;
  /** One act; `hold` runs within its transaction, before the commit. */
  act: (matter: Written, hold?: () => Promise<void>) => Promise<void>;
  actMany: (matter: Written, times: number) => Promise<void>;
  /** An entry that fits the chain, but of which the row knows nothing. */
  forge: (matter: Written) => Promise<void>;
  /** Changes an entry and makes its hash fit; with `upTo: 'end'` also all after it and the row. */
  rewrite: (superUrl: string, matter: Written, how: Rewriting) => Promise<void>;
  /** Removes the last entry and sets the row's end back. */
  cutShort: (superUrl: string, matter: Written) => Promise<void>;
  /** Removes every row of the matter, but for the leaves and the figures. */
  removeWhole: (superUrl: string, matter: Written) => Promise<void>;
};

const newId = idSource(Date.now, randomBytes);
let serial = 0;

export type Rewriting = { seq: number; set: Partial<Entry>; upTo: 'itself' | 'end' };

export function logWriter(db: Database, zone: string): LogWriter {
  const write = (matter: Written, changes: Change[], hold?: () => Promise<void>) =>
    db.scoped({ counties: [matter.county] }, async (tx) => {
      writeAct(tx, matter, changes, zone);
      await hold?.();
    });
  return {
    register: async (county) => {
      const matter = blank(county);
      await write(matter, [{ what: 'matter', set: matter.state.matter }, ...children()]);
      return matter;
    },
    act: (matter, hold) => write(matter, nextChanges(matter), hold),
    actMany: (matter, times) =>
      db.scoped({ counties: [matter.county] }, async (tx) => writeMany(tx, matter, times, zone)),
    forge: (matter) =>
      db.scoped({ counties: [matter.county] }, async (tx) => {
        appendEntry(tx, entryOf(matter, nextChanges(matter)));
      }),
    rewrite: (superUrl, matter, how) =>
      withClient(superUrl, (client) => rewrite(client, matter, how)),
    cutShort: (superUrl, matter) => withClient(superUrl, (client) => cutShort(client, matter)),
    removeWhole: (superUrl, matter) => withClient(superUrl, (client) => remove(client, matter)),
  };
}

function writeAct(tx: Tx, matter: Written, changes: Change[], zone: string): void {
  const before = matter.seq === 0 ? null : matter.state;
  const entry = appendEntry(tx, entryOf(matter, changes));
  matter.state = changes.reduce(evolve, matter.state);
  matter.seq = entry.seq;
  matter.head = entry.hash;
  const chain = { seq: entry.seq, head: entry.hash };
  if (before) updateMatter(tx, matter.state, chain);
  else insertMatter(tx, matter.state, chain);
  saveChildren(tx, { county: matter.county, matterId: matter.id }, changes);
  const day = dateAt(entry.recordedAt, zone);
  count(tx, matter, before, day);
}

/** As so many acts, with the row, what hangs on it and the figures written once at the end. */
function writeMany(tx: Tx, matter: Written, times: number, zone: string): void {
  const before = matter.state;
  let day = '';
  for (let done = 0; done < times; done += 1) {
    const changes = nextChanges(matter);
    const entry = appendEntry(tx, entryOf(matter, changes));
    matter.state = changes.reduce(evolve, matter.state);
    matter.seq = entry.seq;
    matter.head = entry.hash;
    day = dateAt(entry.recordedAt, zone);
  }
  updateMatter(tx, matter.state, { seq: matter.seq, head: matter.head });
  saveChildren(tx, { county: matter.county, matterId: matter.id }, nowOf(matter));
  // All in one day: what is added is the same as act by act.
  count(tx, matter, before, day);
}

function count(tx: Tx, matter: Written, before: MatterState | null, day: string): void {
  insertDeltas(tx, matter.county, counterDeltas(before, matter.state, day), newId);
  const at = { county: matter.county, matterId: matter.id, seq: matter.seq, day };
  insertTallies(tx, at, tallyDeltas(before, matter.state));
}

const nowOf = (matter: Written): Change[] =>
  matter.state.clocks.map((row) => ({ what: 'clock', row }));

function entryOf(matter: Written, changes: Change[]): Omit<Entry, 'hash'> {
  const at = Date.parse('2026-11-20T02:00:00Z') + matter.seq * 1000;
  return {
    county: matter.county,
    matterId: matter.id,
    seq: matter.seq + 1,
    id: newId(),
    v: ENTRY_VERSION,
    occurredAt: at,
    recordedAt: at,
    actor: 'system:test',
    post: null,
    org: null,
    action: matter.seq === 0 ? 'register' : 'note',
    public: { given: { note: `第 ${matter.seq + 1} 次`, amount: 1.5 }, changes },
    sealed: randomBytes(40),
    keyId: 'test',
    prev: matter.head,
  };
}

/** Each act counts one rework, so that row, log and figures move with it. */
function nextChanges(matter: Written): Change[] {
  const { facts, version } = matter.state.matter;
  const set = { version: version + 1, facts: { reworkCount: facts.reworkCount + 1 } };
  const [clock] = matter.state.clocks;
  const moved = clock
    ? [{ what: 'clock' as const, row: { ...clock, dueAt: clock.dueAt + 1 } }]
    : [];
  return [{ what: 'matter', set }, ...moved];
}

function blank(county: string): Written {
  serial += 1;
  const id = newId();
  const number = `${county}-26-${String(serial).padStart(7, '0')}`;
  const lists = { clocks: [], assignments: [], requests: [], supervisions: [], links: [] };
  const state = { matter: bornMatter(county, id, number), ...lists };
  return { county, id, number, state, seq: 0, head: NO_HEAD };
}

function bornMatter(county: string, id: string, number: string): MatterState['matter'] {
  const at = Date.parse('2026-11-20T02:00:00Z');
  return {
    county,
    id,
    number,
    kind: 'report',
    processVersion: 1,
    stage: 'registered',
    isOpen: true,
    outcome: null,
    title: '路灯不亮',
    body: '示例：小区北门的路灯不亮。',
    category: 'lighting',
    urgency: 'normal',
    channel: 'resident',
    region: `${county}101201`,
    grid: null,
    lon: 121.342_101_234_5,
    lat: 30.7412,
    cell: '13714/6699',
    ownerOrg: newId(),
    handlingOrg: null,
    handlerPost: null,
    subjectOrg: null,
    mergedInto: null,
    movedToCounty: null,
    movedToId: null,
    dueAt: at + 86_400_000,
    receivedAt: at,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    isPrivate: false,
    isSuspended: false,
    isUnowned: false,
    fields: { depth: 0.1, 附近: ['北门', null] },
    own: {},
    isSealed: false,
    facts: { ...freshFacts(), reworkCount: 1 },
    version: 1,
  };
}

/** One of each thing that may hang on a matter. */
function children(): Change[] {
  const at = Date.parse('2026-11-20T02:00:00Z');
  const org = newId();
  const clock = { id: newId(), name: 'handle', org, state: 'running' as const };
  const work = { id: newId(), org, post: null, role: 'lead' as const };
  const request = { id: newId(), kind: 'extension' as const, state: 'pending' as const };
  const supervision = { id: newId(), kind: 'urging' as const, state: 'issued' as const };
  const link = { id: newId(), kind: 'related' as const, otherCounty: '310117' };
  // Details are kept as they are given: a test of the proof needs no whole ones.
  return [
    { what: 'clock', row: { ...clock, dueAt: at, nextAt: at, detail: { amount: 2 } } },
    {
      what: 'assignment',
      row: { ...work, state: 'assigned', isOpen: true, dueAt: at, detail: { note: '' } },
    },
    {
      what: 'request',
      row: { ...request, askedByOrg: org, deciderOrg: org, askedAt: at, detail: {} },
    },
    {
      what: 'supervision',
      row: {
        ...supervision,
        issuerOrg: org,
        targetOrg: org,
        replyDueAt: null,
        remindAt: null,
        isPublic: false,
        issuedAt: at,
        detail: {},
      },
    },
    {
      what: 'link',
      row: { ...link, otherId: newId(), otherNumber: '310117-26-0000001', state: 'standing' },
    },
  ] as unknown as Change[];
}

async function rewrite(client: pg.Client, matter: Written, how: Rewriting): Promise<void> {
  const key = [matter.county, matter.id];
  const { rows } = await client.query(
    'select * from matter.entry where county = $1 and matter_id = $2 and seq >= $3 order by seq',
    [...key, how.seq],
  );
  let prev: Buffer = rows[0].prev;
  for (const row of how.upTo === 'end' ? rows : rows.slice(0, 1)) {
    const entry = { ...fromRow(row), ...(row.seq === how.seq && how.set), prev };
    const hash = entryHash(entry);
    await client.query(
      `update matter.entry set actor = $4, v = $5, prev = $6, hash = $7
       where county = $1 and matter_id = $2 and seq = $3`,
      [...key, row.seq, entry.actor, entry.v, prev, hash],
    );
    prev = hash;
  }
  if (how.upTo === 'itself') return;
  await client.query('update matter.matter set head = $3 where county = $1 and id = $2', [
    ...key,
    prev,
  ]);
}

/** The driver's rows have no types: named as the table has them. */
type EntryRow = Omit<Entry, 'hash' | 'matterId' | 'occurredAt' | 'recordedAt' | 'keyId'> & {
  matter_id: string;
  occurred_at: Date;
  recorded_at: Date;
  key_id: string | null;
};

function fromRow(row: EntryRow): Omit<Entry, 'hash'> {
  const { county, seq, id, v, actor, post, org, action, sealed, prev } = row;
  return {
    county,
    seq,
    id,
    v,
    actor,
    post,
    org,
    action,
    sealed,
    prev,
    public: row.public,
    matterId: row.matter_id,
    occurredAt: row.occurred_at.getTime(),
    recordedAt: row.recorded_at.getTime(),
    keyId: row.key_id,
  };
}

async function cutShort(client: pg.Client, matter: Written): Promise<void> {
  const key = [matter.county, matter.id];
  const { rows } = await client.query(
    `delete from matter.entry where county = $1 and matter_id = $2 and seq = $3 returning prev`,
    [...key, matter.seq],
  );
  const facts = { reworkCount: matter.state.matter.facts.reworkCount - 1 };
  await client.query(
    `update matter.matter set seq = $3, head = $4, version = version - 1, facts = facts || $5
     where county = $1 and id = $2`,
    [...key, matter.seq - 1, rows[0].prev, facts],
  );
}

const HANGING = ['entry', 'clock', 'assignment', 'request', 'supervision', 'link'];

async function remove(client: pg.Client, matter: Written): Promise<void> {
  for (const table of HANGING) {
    await client.query(`delete from matter.${table} where county = $1 and matter_id = $2`, [
      matter.county,
      matter.id,
    ]);
  }
  await client.query('delete from matter.matter where county = $1 and id = $2', [
    matter.county,
    matter.id,
  ]);
}
