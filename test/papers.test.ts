/**
 * Every kind of paper: refused before its facts are there, made from the record, read as PDF and as
 * Word file, opened by another office program.
 */
import { writeFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { paperTemplates } from '../kinds.ts';
import { q } from '../platform/db/index.ts';
import { everyPaper, type Made } from './every-paper.ts';
import { storyHouse } from './house.ts';
import {
  cellsOfDocx,
  paragraphsOfDocx,
  printedAll,
  textOfPdf,
  unless,
  unopenable,
  unreadable,
} from './paper-reader.ts';
import { proveLogs } from './teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { tooEarly, all } = await everyPaper(story, folk);

const codes = Object.entries(paperTemplates).flatMap(([kind, templates]) =>
  Object.keys(templates).map((paper) => ({ kind, paper, name: `${kind} ${paper}` })),
);

/** What a refused try may not leave behind. */
async function standing(matter: string, as: { headers: Record<string, string> }) {
  const { body } = await story.http(`GET /api/matters/${matter}/papers`, { as });
  const log = await story.http(`GET /api/matters/${matter}/log`, { as });
  const numbers = await story.base.db.scoped({ counties: [folk.county] }, (tx) =>
    tx.rows(q.selectFrom('paper.number').selectAll().orderBy('serial')),
  );
  const files: string[] = [];
  for await (const key of story.files.list('papers/')) files.push(key);
  const openings = await story.base.db.scoped({ counties: [folk.county] }, (tx) =>
    tx.rows(q.selectFrom('paper.paper').select('id')),
  );
  return { items: body.items, log: (log.body.items as unknown[]).length, numbers, files, openings };
}

describe('a paper asked for too early', () => {
  it.each(codes)('is refused in plain words: $name', async ({ kind, paper }) => {
    const early = tooEarly[kind]?.[paper];
    if (!early) throw new Error(`nobody asks too early for ${kind} ${paper}`);
    const { as, matter, missing } = early;
    const before = await standing(matter, as);
    const make = `POST /api/matters/${matter}/papers`;
    const { status, body } = await story.http(make, { as, body: { paper } });
    expect([status, body.code]).toEqual([409, 'PAPER_FACTS_MISSING']);
    const titles = body.titles as { zh: string; en: string };
    expect(titles.zh).toContain(missing);
    // Words of either language, and no code among them.
    expect(titles.zh).not.toMatch(/[A-Za-z]{3}/);
    expect(titles.en).not.toMatch(/\p{Script=Han}|[a-z][A-Z]/u);
    const draft = await story.http(`GET /api/matters/${matter}/paper-drafts/${paper}`, { as });
    expect([draft.status, draft.body.code]).toEqual([409, 'PAPER_FACTS_MISSING']);
    expect(await standing(matter, as)).toEqual(before);
  });
});

/** Line ends and spaces are the renderer's. */
const joined = (text: string) => text.replace(/\s+/g, '');

const FOOTER = /核验码[0-9A-F]{16}第\d+页共\d+页/g;

const shouldBeNowhere = [
  // What a program writes where a value is missing.
  /undefined|null|NaN|\[object|\{[a-zA-Z]+\}|Invalid/,
  // What stays of a sentence without its value.
  /[：，、；]。|。。|，，|《》|“”|（）|于，|：；/,
  // A character that the font lacks.
  /〔U\+/,
];

describe('each paper', () => {
  let made: Made[] = [];
  beforeAll(async () => {
    made = await all();
    // To look at them: what is right to read may be wrong to see.
    const folder = process.env.PAPERS_TO;
    if (!folder) return;
    for (const one of made) {
      writeFileSync(`${folder}/${one.paper}.pdf`, one.pdf);
      writeFileSync(`${folder}/${one.paper}.docx`, one.docx);
    }
  }, 120_000);

  it('is made', () => {
    const names = made.map(({ kind, paper }) => `${kind} ${paper}`);
    expect(names.toSorted()).toEqual(codes.map(({ name }) => name).toSorted());
    expect(new Set(made.map(({ number }) => number)).size).toBe(made.length);
  });

  it.skipIf(unreadable)(
    `is read from its PDF: names, number, date, pages, and no empty place${unless(unreadable)}`,
    async () => {
      for (const one of made) {
        const text = await textOfPdf(one.pdf, 'rows');
        const words = joined(text);
        const must = [one.number, one.organ, '2026年11月20日', one.matter, ...one.says];
        for (const said of must) expect(words, one.paper).toContain(joined(said));
        for (const fault of shouldBeNowhere) expect(words, one.paper).not.toMatch(fault);
        const pages = text.split('\f').filter((page) => page.trim() !== '');
        for (const [at, page] of pages.entries()) {
          expect(joined(page), one.paper).toContain(`第${at + 1}页共${pages.length}页`);
        }
      }
    },
  );

  it.skipIf(unreadable)(
    `says the same in its Word file, with no empty cell${unless(unreadable)}`,
    async () => {
      for (const { paper, pdf, docx } of made) {
        // A paragraph may go over to the next page.
        const words = joined(await textOfPdf(pdf, 'rows')).replace(FOOTER, '');
        for (const line of paragraphsOfDocx(docx)) {
          expect(words, paper).toContain(joined(line));
        }
        expect(cellsOfDocx(docx).filter((cell) => cell.trim() === '')).toEqual([]);
      }
    },
  );

  it.skipIf(unopenable)(
    `opens in LibreOffice, Word file and PDF, and is read there${unless(unopenable)}`,
    { timeout: 120_000 },
    async () => {
      for (const format of ['docx', 'pdf'] as const) {
        const printed = await printedAll(
          made.map((one) => one[format]),
          format,
        );
        for (const [at, one] of made.entries()) {
          const words = joined(await textOfPdf(printed[at] ?? Buffer.alloc(0)));
          for (const said of [one.number, one.organ, ...one.says]) {
            expect(words, `${one.paper} as ${format}`).toContain(joined(said));
          }
        }
      }
    },
  );
});

proveLogs(story);
