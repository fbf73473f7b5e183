/**
 * Loading borders, grids and regions over HTTP. A look and a publication go the same way, so that
 * what was shown is what is written; nobody loads places beyond their own scope.
 */

import type { z } from 'zod';
import { type Actor, covers } from '../../../kernel/actor.ts';
import { isCivilDate } from '../../../kernel/dates.ts';
import { makeCursor, type Page, pageOf, pageSize, readCursor } from '../../../kernel/paging.ts';
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import type {
  EditionView,
  ImportFault,
  ShapePreview,
  ShapePreviewQuestion,
  ShapePublication,
  TreePreview,
  TreePreviewQuestion,
  TreePublication,
} from '../contract/imports.ts';
import { readRegionText } from '../data/read.ts';
import { BEFORE_RECORDS } from '../rules/dates.ts';
import { drawnBorders } from '../rules/drawn.ts';
import type { NamedCode, RegionChanges } from '../rules/editions.ts';
import { type FeatureFault, isImportable } from '../rules/features.ts';
import { areaM2 } from '../rules/geometry.ts';
import { regionAt } from '../rules/regions.ts';
import type { Geography, Places } from '../store/memory.ts';
import { listEditions, newestEditions } from '../store/regions.ts';
import { faultTexts } from '../texts.ts';
import { importRegions, refuseRewriting, treeChanges } from './regions.ts';
import { type Examined, examineShapes, writeShapes } from './shapes.ts';

type Ctx = RequestContext;

/** A county's grids are some 2 MB; a province's villages are loaded by the command line. */
const FILE_BYTES_MAX = 32 * 1024 * 1024;
const SHOWN_MAX = 500;
const REFERENCE_ORDER = 'editions';

/** A page of editions, the newest first. */
export async function listEditionPage(
  geography: Geography,
  query: { limit?: number; cursor?: string },
): Promise<Page<EditionView>> {
  const size = pageSize(query.limit);
  const [before] = query.cursor ? readCursor(REFERENCE_ORDER, ['number'], query.cursor) : [null];
  const rows = await geography.change((tx) =>
    listEditions(tx, { before: before as number | null, limit: size + 1 }),
  );
  return pageOf(rows, size, (last) => makeCursor(REFERENCE_ORDER, [last.number]));
}

/** What a file of borders would change; writes nothing. */
export function previewShapes(
  geography: Geography,
  ctx: Ctx,
  question: z.output<typeof ShapePreviewQuestion>,
): Promise<ShapePreview> {
  const file = jsonFile(ctx);
  return geography.change(async (tx) => {
    const { examined, places } = await lookAt(geography, tx, ctx, { question, file });
    return shapePreview(examined, places, null);
  });
}

/** Publishes a file of borders whole. Refuses IMPORT_FAULTY with the faults, IMPORT_RUNNING. */
export function publishShapes(
  geography: Geography,
  ctx: Ctx,
  publication: ShapePublication,
): Promise<ShapePreview> {
  const file = jsonFile(ctx);
  return geography.change(async (tx) => {
    const { examined, places, input } = await lookAt(geography, tx, ctx, {
      question: publication,
      file,
    });
    const { checked, plan, seen } = examined;
    if (seen !== publication.basedOn) refuse('IMPORT_RUNNING');
    if (!isImportable(checked.faults, publication.isStrict) || checked.features.length === 0) {
      refuseFaulty(checked.faults);
    }
    if (plan.added + plan.changed + plan.ended === 0) refuse('IMPORT_UNCHANGED');
    const edition = await writeShapes(tx, input, examined);
    const { added, changed, ended, from } = plan;
    journal(tx, ctx, {
      verb: 'region.publishShapes',
      detail: { kind: publication.kind, edition, from, added, changed, ended },
    });
    return shapePreview(examined, places, edition);
  });
}

type Look = { question: z.output<typeof ShapePreviewQuestion>; file: unknown };

async function lookAt(geography: Geography, tx: Tx, ctx: Ctx, { question, file }: Look) {
  const places = await geography.placesIn(tx);
  const { kind, crs, from, codeField, nameField } = question;
  const source = ctx.file?.name.slice(0, 200) ?? '';
  const input = { kind, crs, from, codeField, nameField, file, source, places, nowMs: ctx.now };
  const examined = await examineShapes(tx, input);
  const codes = [...examined.checked.features.map((one) => one.code), ...examined.plan.ending];
  refuseOutside(ctx.actor, codes);
  return { examined, places, input };
}

function refuseOutside(actor: Actor, codes: readonly string[]): void {
  if (actor.kind === 'system') return;
  const regions = actor.kind === 'staff' || actor.kind === 'machine' ? actor.regions : [];
  const outside = codes.find((code) => !covers(regions, code));
  if (outside !== undefined) refuse('IMPORT_OUTSIDE', { values: { code: outside } });
}

function refuseFaulty(faults: readonly FeatureFault[]): never {
  const fields = faults.slice(0, 100).map((fault) => ({
    path: fault.feature === 0 ? 'file' : `file.features.${fault.feature - 1}`,
    code: fault.code,
    detail: faultTexts[fault.code].zh,
  }));
  return refuse('IMPORT_FAULTY', { fields, values: { count: faults.length } });
}

function shapePreview(
  { checked, plan, report, seen }: Examined,
  places: Places,
  edition: number | null,
): ShapePreview {
  const nameOf = (code: string) =>
    places.grids.get(code)?.name ?? regionAt(places.regions, code, plan.from)?.name ?? '';
  const { borders, undrawn } = drawnBorders(checked.features, plan.present, nameOf);
  const errors = checked.faults.filter((fault) => fault.severity === 'error').length;
  const sum = (areas: readonly number[]) => areas.reduce((total, area) => total + area, 0);
  const { added, changed, ended, unchanged, features } = report;
  return {
    added,
    changed,
    ended,
    unchanged,
    features,
    edition,
    basedOn: seen,
    from: plan.from,
    errors,
    warnings: checked.faults.length - errors,
    faults: checked.faults.slice(0, SHOWN_MAX).map(shownFault),
    seemsToBe: report.seemsToBe,
    areaM2: Math.round(sum(checked.features.map((one) => areaM2(one.shape)))),
    areaBeforeM2: Math.round(sum([...plan.present.values()].map((one) => one.areaM2))),
    map: { type: 'FeatureCollection', features: borders },
    undrawn,
  };
}

function shownFault(fault: FeatureFault): ImportFault {
  const { zh, en } = faultTexts[fault.code];
  const { code, severity, feature, place, at = null, others = [] } = fault;
  return { code, severity, feature, place, at, areaM2: fault.areaM2 ?? null, others, zh, en };
}

/** What a table of regions would change below one of them; writes nothing. */
export function previewRegions(
  geography: Geography,
  ctx: Ctx,
  question: z.output<typeof TreePreviewQuestion>,
): Promise<TreePreview> {
  const rows = regionRows(ctx, question.under);
  return geography.change(async (tx) => (await lookAtTree(tx, ctx, question, rows)).preview);
}

/** Publishes a table of regions below one of them. Refuses IMPORT_UNCHANGED, IMPORT_RUNNING. */
export function publishRegions(
  geography: Geography,
  ctx: Ctx,
  publication: TreePublication,
): Promise<TreePreview> {
  const { under, from } = publication;
  const rows = regionRows(ctx, under);
  return geography.change(async (tx) => {
    const { preview } = await lookAtTree(tx, ctx, publication, rows);
    if (preview.basedOn !== publication.basedOn) refuse('IMPORT_RUNNING');
    const { added, changed, ended } = preview;
    if (added + changed + ended === 0) refuse('IMPORT_UNCHANGED');
    const source = ctx.file?.name.slice(0, 200) ?? '';
    const done = await importRegions(tx, { rows, source, under, from, nowMs: ctx.now });
    const detail = { under, edition: done.edition, from: from ?? null, added, changed, ended };
    journal(tx, ctx, { verb: 'region.publishTree', detail });
    return { ...preview, edition: done.edition };
  });
}

function regionRows(ctx: Ctx, under: string): NamedCode[] {
  refuseOutside(ctx.actor, [under]);
  const rows = readRegionText(fileOf(ctx).toString('utf8'));
  const inside = rows.filter((row) => row.code.startsWith(under));
  return inside.length === 0
    ? refuse('REGION_UNKNOWN', { fields: [{ path: 'file', code: 'REGION_UNKNOWN' }] })
    : inside;
}

async function lookAtTree(
  tx: Tx,
  ctx: Ctx,
  question: z.output<typeof TreePreviewQuestion>,
  rows: readonly NamedCode[],
) {
  const { under, from } = question;
  if (from !== undefined && !isCivilDate(from)) refuse('DATE_INVALID');
  const basedOn = Math.max(...Object.values(await newestEditions(tx)));
  const { versions, changes } = await treeChanges(tx, rows, under);
  const lines = treeLines(changes);
  const codes = lines.map((line) => line.code);
  refuseOutside(ctx.actor, codes);
  const first = from ?? (versions.length === 0 ? BEFORE_RECORDS : null);
  if (first === null && lines.length > 0) refuse('EDITION_DATE_NEEDED');
  if (first !== null) refuseRewriting(versions, codes, first);
  const preview: TreePreview = {
    added: changes.added.length,
    changed: changes.renamed.length,
    ended: changes.ended.length,
    unchanged: changes.unchanged,
    edition: null,
    basedOn,
    lines: lines.slice(0, SHOWN_MAX),
  };
  return { preview };
}

function treeLines(changes: RegionChanges): TreePreview['lines'] {
  return [
    ...changes.ended.map((row) => ({ ...row, change: 'ended' as const, before: null })),
    ...changes.renamed.map((row) => ({ ...row, change: 'renamed' as const })),
    ...changes.added.map((row) => ({ ...row, change: 'added' as const, before: null })),
  ].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function fileOf(ctx: Ctx): Buffer {
  const bytes = ctx.file?.bytes;
  if (!bytes || bytes.length === 0) return refuse('IMPORT_FILE_MISSING');
  return bytes.length > FILE_BYTES_MAX ? refuse('IMPORT_FILE_TOO_LARGE') : bytes;
}

function jsonFile(ctx: Ctx): unknown {
  const text = fileOf(ctx)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return refuse('IMPORT_FILE_UNREADABLE');
  }
}
