/**
 * A told story by one entry: what more than a million matters leave room for. Its row, its words
 * and its figures are those of a matter that was taken over with its end; its way is not told.
 */
import { sha256 } from '../../../platform/crypto/index.ts';
import type { Row } from '../../../platform/db/bulk.ts';
import { cutForIndex } from '../../../platform/words/index.ts';
import type { EntryBody } from '../../matters/index.ts';
import { COUNTY, type DemoHouse } from './house.ts';
import { ENTRY, MATTER, ofMatter, rowsOf, type StoryRows, textOf } from './mould-making.ts';

const ACTOR = 'system:import:demo';
const NO_HEAD = `\\x${'00'.repeat(32)}`;

/** Null where the story is not over, or of several matters. */
export function briefOf(house: DemoHouse, story: StoryRows): StoryRows | null {
  const [matter] = rowsOf(story, MATTER);
  const entries = [...rowsOf(story, ENTRY)].sort((a, b) => Number(a.seq) - Number(b.seq));
  const last = entries.at(-1);
  if (!matter || !last || story.ids.length !== 1) return null;
  if (matter.is_open === true || matter.is_sealed === true) return null;
  const bodies = entries.map((row) => row.public as EntryBody);
  const told = house.matters.bulk.toldAtOnce(bodies, ACTOR);
  const entry = entryOf(house, last, told.body);
  const facts = { version: 1, seq: 1, head: entry.hash, facts: told.facts, due_at: null };
  const tallies = told.tallies.map((tally): Row => {
    return { county: COUNTY, matter_id: matter.id, seq: 1, day: null, ...tally };
  });
  const rows = new Map<string, Row[]>([
    [MATTER, [{ ...matter, handler_post: null, ...facts }]],
    [ENTRY, [entry]],
    [ofMatter('data_key'), [...rowsOf(story, ofMatter('data_key'))]],
    [ofMatter('search'), rowsOf(story, ofMatter('search')).map((row) => shortened(row, matter))],
    [ofMatter('tally'), tallies],
  ]);
  return { ...story, rows };
}

function entryOf({ matters }: DemoHouse, last: Row, body: EntryBody): Row & { hash: string } {
  const own = { seq: 1, actor: ACTOR, post: null, org: null, action: 'register' };
  const row = { ...last, ...own, public: body, sealed: null, key_id: null, prev: NO_HEAD };
  const text = matters.bulk.hashedText({
    ...own,
    county: COUNTY,
    matterId: textOf(last.matter_id),
    id: textOf(last.id),
    v: Number(last.v),
    occurredAt: Date.parse(textOf(last.occurred_at)),
    recordedAt: Date.parse(textOf(last.recorded_at)),
    public: body,
    sealed: null,
    keyId: null,
    prev: Buffer.alloc(32),
  });
  return { ...row, hash: `\\x${sha256(text).toString('hex')}` };
}

/** Without the words of replies, and without who worked on it beside who has it. */
function shortened(row: Row, matter: Row): Row {
  const texts = [matter.title, matter.body].map(textOf);
  const marks = [matter.owner_org, matter.handling_org].map((org) => `@o${String(org)}`);
  const kept = new Set([...texts.flatMap((text) => cutForIndex(text)), ...marks]);
  const all = [...textOf(row.words).matchAll(/'((?:[^']|'')*)'/g)].map(([, word = '']) => word);
  const words = all.filter(
    (word) => kept.has(word) || /^@[cr]/.test(word) || word === matter.number,
  );
  return { ...row, words: words.map((word) => `'${word}'`).join(' ') };
}
