/**
 * Exports. The rows are collected first (at most 10,000: some 4 MB), because the access log must
 * hold how many leave before the first of them does; then the file is sent in pieces.
 */
import { Readable } from 'node:stream';
import { refuse } from '../../../kernel/refusal.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal, NO_COUNTY } from '../../../platform/journal/journal.ts';
import { csvOf, type Sheet, xlsxOf } from '../../../platform/sheet/sheet.ts';
import { type ExportAsked, type ExportBody, exportMax, searchedMax } from '../contract/export.ts';
import type { MatterSummary } from '../contract/lists.ts';
import { exportHead, exportRow, watermark } from '../rules/export-rows.ts';
import { planQueue } from '../rules/queues.ts';
import type { Key } from '../store/listed.ts';
import { findMatters } from './find.ts';
import { filtersOf, readPage, workerOf } from './queues.ts';
import { summaryOf, wordingOf } from './summaries.ts';
import type { MattersWorld } from './world.ts';

const SHOWN = 5;
const PAGE = 500;
const SEARCH_PAGE = 100;

type Collected = { rows: MatterSummary[]; isCut: boolean; max: number };

/** Refuses what a list or a search refuses, and INPUT_INVALID when neither or both are asked. */
export async function previewExport(world: MattersWorld, ctx: RequestContext, asked: ExportAsked) {
  const { rows, isCut, max } = await collect(world, ctx, asked);
  const table = await tableOf(world, ctx, rows.slice(0, SHOWN));
  return { count: rows.length, isCut, max, ...table };
}

/** Answers the file. Writes who took how much and why into the access log before it leaves. */
export async function exportMatters(
  world: MattersWorld,
  ctx: RequestContext,
  { reason, format, ...asked }: ExportBody,
): Promise<Readable> {
  const { rows, isCut } = await collect(world, ctx, asked);
  const serial = serialOf(ctx);
  await writeDown(world, ctx, { asked, reason, format, serial, count: rows.length, isCut });
  const { head, rows: cells } = await tableOf(world, ctx, rows);
  const { actor } = ctx;
  const who = actor.kind === 'staff' ? { name: actor.name, post: actor.post } : null;
  const by = {
    name: who?.name ?? (actor.kind === 'machine' ? actor.name : ''),
    post: (who && world.postWords(who.post)?.[ctx.language]) ?? '',
    org: world.orgs.find(workerOf(ctx).org)?.nameZh ?? '',
  };
  const mark = watermark({ ...by, at: ctx.now, reason, serial, zone: world.zone }, ctx.language);
  const note = ctx.language === 'zh' ? `只含前 ${rows.length} 件` : `the first ${rows.length} only`;
  const marked = cells.map((row) => [...row, mark]);
  const sheet: Sheet = {
    name: ctx.language === 'zh' ? '事项' : 'matters',
    head: [...head, ctx.language === 'zh' ? '水印' : 'Watermark'],
    rows: isCut ? [...marked, [note, ...head.slice(1).map(() => ''), mark]] : marked,
    footer: mark,
  };
  return send(ctx, sheet, { format, serial });
}

async function send(
  ctx: RequestContext,
  sheet: Sheet,
  { format, serial }: { format: 'xlsx' | 'csv'; serial: string },
): Promise<Readable> {
  ctx.setHeader('content-disposition', `attachment; filename="matters-${serial}.${format}"`);
  ctx.setHeader('x-export-serial', serial);
  if (format === 'csv') {
    ctx.setHeader('content-type', 'text/csv; charset=utf-8');
    return Readable.from(csvOf(sheet), { objectMode: false });
  }
  ctx.setHeader(
    'content-type',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  );
  return Readable.from(await xlsxOf(sheet), { objectMode: false });
}

async function collect(
  world: MattersWorld,
  ctx: RequestContext,
  asked: ExportAsked,
): Promise<Collected> {
  const { queue, q, numbers, ...filters } = asked;
  if ((queue === undefined) === (q === undefined)) {
    refuse('INPUT_INVALID', { fields: [{ path: 'body.queue', code: 'required' }] });
  }
  const found =
    queue !== undefined
      ? await fromQueue(world, ctx, { queue, filters })
      : await fromSearch(world, ctx, { q: q ?? '', filters });
  if (!numbers) return found;
  const wanted = new Set(numbers);
  return { ...found, rows: found.rows.filter((row) => wanted.has(row.number)), isCut: false };
}

type Filters = Omit<ExportAsked, 'queue' | 'q' | 'numbers'>;

async function fromQueue(
  world: MattersWorld,
  ctx: RequestContext,
  { queue, filters }: { queue: NonNullable<ExportAsked['queue']>; filters: Filters },
): Promise<Collected> {
  const actor = workerOf(ctx);
  const plan = planQueue(actor, { queue, filters: filtersOf(filters), now: ctx.now });
  const rows = new Map<string, MatterSummary>();
  for (let after: Key | null = null; rows.size <= exportMax; ) {
    const page = await readPage(world, actor, plan, { after, size: PAGE });
    const words = await wordingOf(world, ctx.now, page.rows);
    for (const row of page.rows) {
      rows.set(row.number, summaryOf(row, words, ctx.now, plan.order));
    }
    after = page.next;
    if (after === null) break;
  }
  return cut([...rows.values()], exportMax);
}

async function fromSearch(
  world: MattersWorld,
  ctx: RequestContext,
  { q, filters }: { q: string; filters: Filters },
): Promise<Collected> {
  if (!workerOf(ctx).permissions.has('matter.search')) refuse('FORBIDDEN');
  const rows: MatterSummary[] = [];
  let after: string | undefined;
  do {
    const asked = { q, ...filters, limit: SEARCH_PAGE, ...(after && { after }) };
    const page = await findMatters(world, ctx, asked);
    rows.push(...page.items);
    after = page.next ?? undefined;
  } while (after !== undefined && rows.length <= searchedMax);
  return cut(rows, searchedMax);
}

const cut = (rows: MatterSummary[], max: number): Collected => ({
  rows: rows.slice(0, max),
  isCut: rows.length > max,
  max,
});

async function tableOf(world: MattersWorld, ctx: RequestContext, rows: readonly MatterSummary[]) {
  const places = await world.places();
  const names = new Map<string, string>();
  for (const { region } of rows) {
    if (!names.has(region)) names.set(region, places.nameOf(region, ctx.now));
  }
  const shown = { zone: world.zone, language: ctx.language, names };
  return {
    head: exportHead(ctx.language),
    rows: rows.map((row) => exportRow(row, shown)),
  };
}

/** Short enough to be read out over a phone; the log finds the rest. */
function serialOf(ctx: RequestContext): string {
  return `EX-${ctx.newId().replaceAll('-', '').slice(-10).toUpperCase()}`;
}

type Taken = {
  asked: ExportAsked;
  reason: string;
  format: string;
  serial: string;
  count: number;
  isCut: boolean;
};

async function writeDown(world: MattersWorld, ctx: RequestContext, taken: Taken): Promise<void> {
  const { asked, ...detail } = taken;
  // What was searched for is never kept; that it was a search is.
  const { q, numbers, ...filter } = asked;
  const { counties } = workerOf(ctx);
  const county = asked.county ?? (counties.length === 1 ? counties[0] : undefined);
  await world.db.scoped({ counties: [county ?? NO_COUNTY, NO_COUNTY] }, async (tx) => {
    journal(tx, ctx, {
      verb: 'matter.export',
      ...(county !== undefined && { county }),
      detail: {
        ...detail,
        filter,
        ...(q !== undefined && { isSearch: true }),
        ...(numbers && { chosen: numbers.length }),
      },
    });
  });
}
