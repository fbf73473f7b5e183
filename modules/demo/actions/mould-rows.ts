/** A story's rows as lines for COPY: what a copy has in place of the story's own. */
import type { Row } from '../../../platform/db/bulk.ts';
import { copyText, type Piece, pieceOf } from '../rules/mould.ts';
import { ENTRY, MATTER, type Making, ofOf, rowsOf, textOf, withSuffix } from './mould-making.ts';

/** A line for COPY; of an entry also the link whose body stands between its two parts. */
export type Line = { table: string; line: Piece; rest: Piece | null; link: number };

export function linesOf(making: Making): Line[] {
  const entries = rowsOf(making.story, ENTRY);
  const tables = [...making.story.rows].sort(
    ([a], [b]) => Number(b === ENTRY) - Number(a === ENTRY),
  );
  return tables.flatMap(([table, rows]) =>
    rows.map((row) => {
      if (table !== ENTRY) return { ...lineOf(making, table, row), rest: null, link: -1 };
      const { line, rest } = lineOf(making, table, row);
      return { table, line, rest, link: entries.indexOf(row) };
    }),
  );
}

const BODY = '\u{e002}';

/** A row as COPY takes it. An entry's body stands between the two parts. */
function lineOf(making: Making, table: string, row: Row) {
  const columns = making.story.columns.get(table) ?? [];
  const changed = changedRow(making, table, row);
  const cells = columns.map((name) => cellOf(changed[name]));
  const text = `${making.mark(cells.join('\t'))}\n`;
  const [line = '', rest] = text.split(BODY);
  return { table, line: pieceOf(line), rest: rest === undefined ? null : pieceOf(rest) };
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value === 'object') return copyText(JSON.stringify(value));
  return copyText(textOf(value));
}

/** What a row of a copy has in place of the story's own. */
function changedRow(making: Making, table: string, row: Row): Row {
  const { made } = making;
  const of = table === MATTER ? making.story.ids.indexOf(String(row.id)) : ofOf(making, row);
  const keyId = made('keyId');
  switch (table.replace('matter.', '')) {
    case 'matter': {
      const body = withSuffix(row.body, making.bodies[of] ?? null, made(`suffix ${of}`));
      return { ...row, body, head: `\\x${made(`hash ${of} ${textOf(row.seq)}`)}` };
    }
    case 'entry': {
      const seq = Number(row.seq);
      const prev = seq === 1 ? row.prev : `\\x${made(`hash ${of} ${seq - 1}`)}`;
      const sealed = row.sealed === null ? null : `\\x${made(`sealed ${textOf(row.id)}`)}`;
      const hash = `\\x${made(`hash ${of} ${seq}`)}`;
      return { ...row, public: BODY, prev, hash, sealed, key_id: sealed && keyId };
    }
    case 'data_key':
      return { ...row, sealed: `\\x${made(`dataKey ${of}`)}`, key_id: keyId };
    case 'party':
      return { ...row, sealed: `\\x${made(`sealed ${textOf(row.id)}`)}`, key_id: keyId };
    case 'search':
      return { ...row, words: `${textOf(row.words)} ${made(`words ${of}`)}` };
    case 'tally':
      return { ...row, day: making.gaps.mark({ kind: 'dayOf', at: stepAt(making, of, row.seq) }) };
    case 'attachment':
      return { ...row, ...REMOVED, removed_at: row.attached_at };
    case 'messaging.message':
      return { ...row, ...sentOf(row), key_id: keyId };
    default:
      return row;
  }
}

const stepAt = (making: Making, of: number, seq: unknown) =>
  making.counted[of]?.find((one) => one.seq === seq)?.at ?? 0;

/** A picture's bytes open under its own id alone: a copy has what was said of it. */
const REMOVED = {
  state: 'removed',
  file_key: null,
  thumb_key: null,
  sealed_key: null,
  key_id: null,
  is_public: false,
};

/** Told long ago: nothing is sent for a copy, and its text is gone as after an erasure. */
function sentOf(row: Row): Row {
  const isWaiting = row.state === 'queued' || row.state === 'sending';
  const sent = { state: 'sent', sent_at: row.created_at, last_error: null };
  return { sealed: null, ...(isWaiting ? sent : {}) };
}
