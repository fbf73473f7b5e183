/** One story as a mould, proved by its own hashes; or a sentence why it makes none. */
import { canonicalJson } from '../../../kernel/canonical-json.ts';
import { sha256, unseal } from '../../../platform/crypto/index.ts';
import type { Row } from '../../../platform/db/bulk.ts';
import type { EntryBody } from '../../matters/index.ts';
import type { Shape } from '../rules/growth.ts';
import { addTo, copyText, filled, type Gap, type Piece, pieceOf } from '../rules/mould.ts';
import { COUNTY, type DemoHouse } from './house.ts';
import {
  bytesOf,
  ENTRY,
  MATTER,
  type Making,
  ofMatter,
  ofOf,
  openMaking,
  rowsOf,
  type StoryRows,
  textOf,
  textOrNull,
  withSuffix,
} from './mould-making.ts';
import { type Line, linesOf } from './mould-rows.ts';
import type { StandIns } from './stand-ins.ts';

export type Link = {
  /** The hashed text: before, what is public, after. */
  before: Piece;
  body: Piece;
  after: Piece;
  hash: number;
};
export type Sealed = { of: number; context: Piece; text: Piece; sealed: number; digest: number };

export const tables = ['counter_sum', 'counter_status'] as const;
export type FigureTable = (typeof tables)[number];

export type Mould = Shape & {
  gaps: readonly Gap[];
  /** Where everybody has a stand-in. */
  towns: readonly number[];
  links: readonly Link[];
  lines: readonly Line[];
  sealed: readonly Sealed[];
  /** What it adds to rows of the figures' tables. */
  counted: readonly { table: FigureTable; key: Piece; sums: readonly number[] }[];
  /** Gaps that pouring fills, by what they are. */
  made: ReadonlyMap<string, number>;
};

export async function mouldOf(
  house: DemoHouse,
  story: StoryRows,
  standIns: StandIns,
): Promise<Mould | string> {
  const matters = story.ids.flatMap((id) => rowsOf(story, MATTER).filter((row) => row.id === id));
  const [first] = matters;
  if (!first || matters.length !== story.ids.length) return 'it reaches into another county';
  if (matters.some((one) => one.town !== first.town)) return 'it lies in several towns';
  const making = await openMaking(house, story, matters, standIns);
  const links = rowsOf(story, ENTRY).map((row) => linkOf(making, row));
  const lines = linesOf(making);
  const sealed = [...sealedEntries(making), ...sealedParties(making)];
  const counted = tables.flatMap((table) => countedIn(making, table));
  const gaps = making.gaps.list;
  const made = new Map(gaps.flatMap((gap, at) => (gap.kind === 'made' ? [[gap.what, at]] : [])));
  const mould: Mould = {
    ...shapeOf(story, matters),
    gaps,
    towns: Array.from({ length: standIns.towns }, (_, town) => town).filter(
      (town) => isAtHome(gaps, town) && tellsEachOnce(story, standIns, town),
    ),
    links,
    lines,
    sealed,
    counted,
    made,
  };
  const fault = faultOf(making, mould);
  return fault ?? (mould.towns.length > 0 ? mould : 'no town has everybody of it');
}

const isAtHome = (gaps: readonly Gap[], town: number) =>
  gaps.every((gap) => gap.kind !== 'office' || gap.byTown[town] !== null);

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Where one office stands for two that were told of the same, it would be told twice. */
export function tellsEachOnce(
  story: Pick<StoryRows, 'rows'>,
  { likes }: Pick<StandIns, 'likes'>,
  town: number,
): boolean {
  const told = (story.rows.get('messaging.message') ?? []).map(
    ({ matter_id: id, dedupe_key: key }) =>
      [id, textOf(key).replaceAll(UUID, (each) => likes.get(each)?.[town] ?? each)].join(' '),
  );
  return new Set(told).size === told.length;
}

function linkOf(making: Making, row: Row): Link {
  const { made, mark, house } = making;
  const of = ofOf(making, row);
  const seq = Number(row.seq);
  const body = withSuffix(row.public, making.bodies[of] ?? null, made(`suffix ${of}`));
  const text = house.matters.bulk.hashedText({
    county: COUNTY,
    matterId: String(row.matter_id),
    seq,
    id: String(row.id),
    v: Number(row.v),
    occurredAt: Date.parse(String(row.occurred_at)),
    recordedAt: Date.parse(String(row.recorded_at)),
    actor: String(row.actor),
    post: textOrNull(row.post),
    org: textOrNull(row.org),
    action: String(row.action),
    public: body as EntryBody,
    sealed: row.sealed === null ? null : bytesOf(row.sealed),
    keyId: row.sealed === null ? null : 'KEY-ID',
    prev: bytesOf(row.prev),
  });
  const inner = canonicalJson(body);
  const at = text.indexOf(inner);
  const after = text
    .slice(at + inner.length)
    .replace(/"sealed":"[0-9a-f]{64}"/, () => `"sealed":"${made(`digest ${textOf(row.id)}`)}"`);
  const before = text
    .slice(0, at)
    .replace('"KEY-ID"', () => `"${made('keyId')}"`)
    .replace(/"prev":"[0-9a-f]{64}"/, (whole) =>
      seq === 1 ? whole : `"prev":"${made(`hash ${of} ${seq - 1}`)}"`,
    );
  const [hash = -1] = pieceOf(made(`hash ${of} ${seq}`)).gaps;
  return {
    before: pieceOf(mark(before)),
    body: pieceOf(mark(inner)),
    after: pieceOf(mark(after)),
    hash,
  };
}

function sealedEntries(making: Making): Sealed[] {
  const { bulk } = making.house.matters;
  return rowsOf(making.story, ENTRY)
    .filter((row) => row.sealed !== null)
    .map((row) => sealedOf(making, row, bulk.entryContext(String(row.matter_id), String(row.id))));
}

function sealedParties(making: Making): Sealed[] {
  const { bulk } = making.house.matters;
  return rowsOf(making.story, ofMatter('party')).map((row) =>
    sealedOf(making, row, bulk.partyContext(String(row.matter_id), String(row.id))),
  );
}

function sealedOf(making: Making, row: Row, context: string): Sealed {
  const of = ofOf(making, row);
  const key = making.keys[of];
  if (!key) throw new Error('a story of the demo was erased');
  const text = unseal(key, bytesOf(row.sealed), context).toString('utf8');
  const gapOf = (what: string) => pieceOf(making.made(what)).gaps[0] ?? -1;
  return {
    of,
    context: pieceOf(making.mark(context)),
    text: pieceOf(making.mark(text)),
    sealed: gapOf(`sealed ${textOf(row.id)}`),
    digest: gapOf(`digest ${textOf(row.id)}`),
  };
}

function countedIn(making: Making, table: FigureTable): Mould['counted'] {
  const rows = new Map<string, number[]>();
  for (const { at, deltas } of making.counted.flat()) {
    const day = making.gaps.mark({ kind: 'dayOf', at });
    const added = deltas.flatMap((delta) =>
      making.house.matters.bulk.pouredRows(COUNTY, { ...delta, day }),
    );
    for (const row of added.filter((one) => one.table === table)) {
      addTo(rows, making.mark(row.key.map(copyText).join('\t')), row.sums);
    }
  }
  return [...rows]
    .filter(([, sums]) => sums.some((n) => n !== 0))
    .map(([key, sums]) => ({ table, key: pieceOf(key), sums }));
}

function shapeOf(story: StoryRows, matters: readonly Row[]): Shape {
  const time = (value: unknown) => (value === null ? [] : [Date.parse(textOf(value))]);
  const entries = rowsOf(story, ENTRY);
  const done = entries.flatMap((row) => [...time(row.occurred_at), ...time(row.recorded_at)]);
  const waiting = [
    ...rowsOf(story, ofMatter('clock')).flatMap((row) => time(row.next_at)),
    ...rowsOf(story, ofMatter('supervision')).flatMap((row) => time(row.remind_at)),
  ];
  const begun = matters.flatMap((row) => [...time(row.received_at), ...time(row.created_at)]);
  return {
    matters: matters.length,
    firstAt: Math.min(...begun, ...done),
    lastAt: Math.max(...done),
    dueAt: waiting.length > 0 ? Math.min(...waiting) : null,
    isOpen: matters.some((row) => row.is_open === true),
  };
}

/** Pours the story itself: every hash must be the one that stands. */
function faultOf(making: Making, mould: Mould): string | null {
  const values = mould.gaps.map((_, gap) => making.original.get(gap) ?? '');
  const put = (what: string, value: string) => {
    const gap = mould.made.get(what);
    if (gap !== undefined) values[gap] = value;
  };
  const entries = rowsOf(making.story, ENTRY);
  put('keyId', String(entries.find((row) => row.key_id !== null)?.key_id));
  for (const row of entries) {
    put(`hash ${ofOf(making, row)} ${textOf(row.seq)}`, bytesOf(row.hash).toString('hex'));
    if (row.sealed !== null)
      put(`digest ${textOf(row.id)}`, sha256(bytesOf(row.sealed)).toString('hex'));
  }
  const wrong = entries.find((row, index) => {
    const link = mould.links[index];
    if (!link) return true;
    const text =
      filled(link.before, values) + filled(link.body, values) + filled(link.after, values);
    return sha256(text).toString('hex') !== bytesOf(row.hash).toString('hex');
  });
  return wrong
    ? `its entry ${textOf(wrong.seq)} does not come out of the mould as it stands`
    : null;
}
