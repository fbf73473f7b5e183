/** Papers as they are read: listed, drafted, opened. Files are opened for nobody unlogged. */
import { refuse } from '../../../kernel/refusal.ts';
import { unseal } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { FileLost } from '../../../platform/files/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import { type MatterView, type OpeningPurpose, purposeOf } from '../../matters/index.ts';
import type { MadePaper, PaperFormat, PossiblePaper } from '../contract.ts';
import { fileKeyOf, mayResidentRead } from '../rules.ts';
import { listDeliveryRows, listPaperRows } from '../store.ts';
import { contextOf } from './make.ts';
import { presentPaper } from './present.ts';
import { type PapersWorld, templatesOf } from './world.ts';
import { getTemplate, MAKE, missingOf, personsOf, writePaper } from './write.ts';

/** Who reported sees what was delivered to them; followers see none. */
export async function listPapers(world: PapersWorld, ctx: RequestContext, number: string) {
  return world.matters.reading(ctx, number, async (tx, view) => ({
    items: await papersFor(world, tx, ctx, view),
    possible: await possibleFor(world, tx, ctx, view),
  }));
}

async function papersFor(
  world: PapersWorld,
  tx: Tx,
  ctx: RequestContext,
  view: MatterView,
): Promise<MadePaper[]> {
  const { county, id } = view.state.matter;
  const at = { county, matterId: id };
  const sight = sightOf(world, ctx, view);
  if (sight === 'none') return [];
  const [rows, deliveries] = await Promise.all([listPaperRows(tx, at), listDeliveryRows(tx, at)]);
  const all = rows.map((row) => presentPaper(world, view, row, deliveries));
  return sight === 'all' ? all : all.filter((one) => mayResidentRead(one, sight));
}

/** What a complaint is about sees no paper of it: they name who complained. */
function sightOf(
  world: PapersWorld,
  { actor }: RequestContext,
  view: MatterView,
): 'all' | 'none' | 'reporter' | 'party' {
  if (actor.kind === 'resident') {
    if (view.relation === 'follower' || view.relation === null) return 'none';
    // Whoever acts for the petitioner reads what was delivered to them.
    return view.relation === 'proxy' ? 'reporter' : view.relation;
  }
  if (actor.kind !== 'staff') return 'none';
  return world.matters.isSubject(view, actor) ? 'none' : 'all';
}

async function possibleFor(
  world: PapersWorld,
  tx: Tx,
  ctx: RequestContext,
  view: MatterView,
): Promise<PossiblePaper[]> {
  if (ctx.actor.kind !== 'staff') return [];
  const templates = Object.entries(templatesOf(world, view));
  const isOfPersons = templates.some(([, { whyNotPersons }]) => whyNotPersons !== undefined);
  const persons = isOfPersons ? await personsOf(world, tx, view) : [];
  return templates.flatMap(([paper, template]) => {
    const why = world.matters.whyNot(ctx, view, MAKE, { paper });
    // Another organ's to make.
    if (why === 'NOT_YOURS' || why === 'ACTION_UNKNOWN') return [];
    const missing = missingOf(template, { view, persons, now: ctx.now });
    const code = why ?? (missing === null ? null : 'PAPER_FACTS_MISSING');
    const words = missing === null ? null : (template.facts[missing] ?? null);
    return {
      paper,
      title: template.title,
      reader: template.reader,
      why: code,
      whyText: why ? world.matters.wordsOf(view, why) : words,
    };
  });
}

export async function previewPaper(
  world: PapersWorld,
  ctx: RequestContext,
  { number, paper }: { number: string; paper: string },
): Promise<Buffer> {
  const draft = await world.matters.reading(ctx, number, async (tx, view) => {
    const template = await getTemplate(world, tx, ctx, { view, code: paper });
    const masked = await world.matters.maskPersons(tx, view.state.matter);
    const kept = await world.kept(tx, view, { isOpened: false });
    return writePaper(world, ctx, {
      view,
      template,
      number: null,
      opened: { ...masked, kept },
    });
  });
  const bytes = await world.renderDraft(draft);
  setFileHeaders(ctx, { format: 'pdf', name: `${paper}-草稿` });
  return bytes;
}

type Wanted = {
  number: string;
  id: string;
  format: PaperFormat;
  purpose?: OpeningPurpose | undefined;
};

/** Refuses NOT_FOUND for what is not there and what is not for this reader alike. */
export async function openPaper(
  world: PapersWorld,
  ctx: RequestContext,
  { number, id, format, purpose }: Wanted,
): Promise<Buffer> {
  const open = await world.matters.reading(ctx, number, async (tx, view) => {
    const { county, id: matterId } = view.state.matter;
    const readable = await papersFor(world, tx, ctx, view);
    if (!readable.some((one) => one.id === id)) return refuse('NOT_FOUND');
    const { actor } = ctx;
    if (actor.kind === 'staff' && !actor.permissions.has('person.open')) refuse('FORBIDDEN');
    const dataKey = await world.matters.openMatterKey(tx, { county, matterId });
    if (!dataKey) return refuse('PERSONS_ERASED');
    const row = (await listPaperRows(tx, { county, matterId })).find((one) => one.id === id);
    if (!row?.sealedKey) return refuse('PERSONS_ERASED');
    const detail = { number, paper: row.number, format };
    const opened = { verb: 'paper.open', county, matterId, ...purposeOf(actor, purpose), detail };
    journal(tx, ctx, opened);
    return { key: unseal(dataKey, row.sealedKey, contextOf(id, 'key')), name: row.number };
  });
  return answerFile(world, ctx, { id, format, ...open });
}

/** For a module that has judged by itself who may read it, and logs that. */
export async function answerPdf(
  world: PapersWorld,
  ctx: RequestContext,
  { county, matterId, id }: { county: string; matterId: string; id: string },
): Promise<Buffer> {
  const open = await world.db.scoped({ counties: [county] }, async (tx) => {
    const row = (await listPaperRows(tx, { county, matterId })).find((one) => one.id === id);
    if (!row) return refuse('NOT_FOUND');
    const dataKey = await world.matters.openMatterKey(tx, { county, matterId });
    if (!dataKey || !row.sealedKey) return refuse('PERSONS_ERASED');
    return { key: unseal(dataKey, row.sealedKey, contextOf(id, 'key')), name: row.number };
  });
  return answerFile(world, ctx, { id, format: 'pdf', ...open });
}

async function answerFile(
  world: PapersWorld,
  ctx: RequestContext,
  { id, format, key, name }: { id: string; format: PaperFormat; key: Buffer; name: string },
): Promise<Buffer> {
  const sealed = await world.files.get(fileKeyOf(id, format)).catch((error: unknown) => {
    if (error instanceof FileLost) return refuse('FILE_LOST');
    throw error;
  });
  const bytes = unseal(key, sealed, contextOf(id, format));
  setFileHeaders(ctx, { format, name });
  return bytes;
}

/** What stands of a matter, by name: for a choice among them. */
export async function listTitles(
  tx: Tx,
  at: { county: string; matterId: string },
): Promise<{ id: string; title: string }[]> {
  const rows = await listPaperRows(tx, at);
  return rows
    .filter((row) => row.supersededBy === null && row.sealedKey !== null)
    .map((row) => ({ id: row.id, title: `${row.titleZh} ${row.number}` }));
}

/** The same for a module that shows it to a party: who reads it, and whether it was delivered. */
export async function listStanding(tx: Tx, at: { county: string; matterId: string }) {
  const [rows, deliveries] = await Promise.all([listPaperRows(tx, at), listDeliveryRows(tx, at)]);
  return rows
    .filter((row) => row.supersededBy === null && row.sealedKey !== null)
    .map(({ id, code, titleZh, titleEn, number, madeAt, reader }) => ({
      id,
      code,
      title: { zh: titleZh, en: titleEn },
      number,
      madeAt,
      reader,
      isDelivered: deliveries.some(({ paperId }) => paperId === id),
    }));
}

const TYPES: Record<PaperFormat, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/** Browsers show a PDF only outside a sandbox: both are saved, and run nothing in our origin. */
function setFileHeaders(
  { setHeader }: RequestContext,
  { format, name }: { format: PaperFormat; name: string },
): void {
  const file = `filename*=UTF-8''${encodeURIComponent(name)}.${format}`;
  setHeader('content-type', TYPES[format]);
  setHeader('content-disposition', `attachment; ${file}`);
  setHeader('x-content-type-options', 'nosniff');
  setHeader('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
  setHeader('cross-origin-resource-policy', 'same-origin');
  // Every opening is logged: none is answered from a cache, and none stays on a shared computer.
  setHeader('cache-control', 'private, no-store');
}
