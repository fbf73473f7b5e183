/**
 * Makes a paper: reads, holds a number, renders and stores the files outside of any transaction,
 * and then acts. Whatever fails on the way leaves no paper, no file and no lost number.
 */
import { randomBytes } from 'node:crypto';
import { actorKey } from '../../../kernel/actor.ts';
import { Refusal, refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import { seal, sha256 } from '../../../platform/crypto/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { RenderedPaper } from '../../../platform/papers/index.ts';
import type { MatterView, PaperTemplate } from '../../matters/index.ts';
import type { MadePaper } from '../contract.ts';
import { fileKeyOf, numberText } from '../rules.ts';
import {
  freeSerial,
  holdSerial,
  insertPaper,
  listPaperRows,
  type NumberSeries,
  supersedePapers,
  useSerial,
} from '../store.ts';
import { presentPaper } from './present.ts';
import type { PapersWorld } from './world.ts';
import { getTemplate, MAKE, type OpenedWords, organOf, writePaper } from './write.ts';

type Asked = { number: string; paper: string };

/** Longer than any rendering takes; after it the number goes to somebody else. */
const HELD_MS = 10 * 60_000;
/** Somebody else acted on the matter while the files were made: they are made anew. */
const TRIES = 3;

export async function makePaper(
  world: PapersWorld,
  ctx: RequestContext,
  asked: Asked,
): Promise<MadePaper> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await makeOnce(world, ctx, asked);
    } catch (error) {
      const isStale = error instanceof Refusal && error.code === 'VERSION_STALE';
      if (!isStale || tries >= TRIES) throw error;
    }
  }
}

type Source = {
  view: MatterView;
  /** The last entry of the log that it was read with. */
  seq: number;
  template: PaperTemplate;
  opened: OpenedWords;
  dataKey: Buffer;
};

async function makeOnce(world: PapersWorld, ctx: RequestContext, asked: Asked): Promise<MadePaper> {
  const source = await readSource(world, ctx, asked);
  if ('earlier' in source) return source.earlier;
  const id = ctx.newId();
  const series = seriesOf(world, ctx, source);
  const held = await holdFor(world, ctx, series, id);
  try {
    const organ = organOf(world, ctx, source.view).name;
    const number = numberText({ organ, ...series, serial: held.serial });
    const rendered = await world.render(writePaper(world, ctx, { ...source, number }));
    return await keep(world, ctx, { asked, source, id, series, ...held, number, rendered });
  } catch (error) {
    await world.db.scoped({ counties: [series.county] }, (tx) =>
      freeSerial(tx, series, { ...held, now: new Date(ctx.now) }),
    );
    throw error;
  }
}

/** What the paper is written from; or what the same request made before. */
async function readSource(
  world: PapersWorld,
  ctx: RequestContext,
  { number, paper }: Asked,
): Promise<Source | { earlier: MadePaper }> {
  return world.matters.reading(ctx, number, async (tx, view, seq) => {
    const { matter } = view.state;
    const at = { county: matter.county, matterId: matter.id };
    const earlier = ctx.idempotencyKey
      ? (await listPaperRows(tx, at)).find(
          (row) => row.madeKey === ctx.idempotencyKey && row.madeBy === actorKey(ctx.actor),
        )
      : undefined;
    if (earlier && earlier.code !== paper) return refuse('KEY_REUSED');
    if (earlier) return { earlier: presentPaper(world, view, earlier, []) };
    const template = await getTemplate(world, tx, ctx, { view, code: paper });
    const dataKey = await world.matters.openMatterKey(tx, at);
    if (!dataKey) return refuse('PERSONS_ERASED');
    const why = { matter, purpose: 'service', reason: `制作文书：${template.title.zh}` };
    const opened = template.opensPersons
      ? await world.matters.openPersons(tx, ctx, why)
      : await world.matters.maskPersons(tx, matter);
    const kept = await world.kept(tx, view, { isOpened: template.opensPersons });
    return { view, seq, template, opened: { ...opened, kept }, dataKey };
  });
}

function seriesOf(world: PapersWorld, ctx: RequestContext, { view, template }: Source) {
  return {
    county: view.state.matter.county,
    org: organOf(world, ctx, view).id,
    mark: template.mark,
    year: Number(dateAt(ctx.now, world.zone).slice(0, 4)),
  };
}

async function holdFor(
  world: PapersWorld,
  { now }: RequestContext,
  series: NumberSeries,
  holder: string,
): Promise<{ holder: string; serial: number }> {
  const held = { holder, now: new Date(now), freedAt: new Date(now + HELD_MS) };
  const serial = await world.db.scoped({ counties: [series.county] }, (tx) =>
    holdSerial(tx, series, held),
  );
  return { holder, serial };
}

type Made = {
  asked: Asked;
  source: Source;
  id: string;
  series: NumberSeries;
  holder: string;
  serial: number;
  number: string;
  rendered: RenderedPaper;
};

/** The files first: a row without files would be a paper that nobody can read. */
async function keep(world: PapersWorld, ctx: RequestContext, made: Made): Promise<MadePaper> {
  const fileKey = randomBytes(32);
  const { id, rendered } = made;
  try {
    await world.files.put(fileKeyOf(id, 'pdf'), seal(fileKey, rendered.pdf, contextOf(id, 'pdf')));
    await world.files.put(
      fileKeyOf(id, 'docx'),
      seal(fileKey, rendered.docx, contextOf(id, 'docx')),
    );
    return await actAndKeep(world, ctx, made, fileKey);
  } catch (error) {
    // After a fault nobody knows whether it was kept: sealed bytes too many harm nobody.
    if (!(error instanceof Refusal)) throw error;
    await world.files.remove(fileKeyOf(id, 'pdf'));
    await world.files.remove(fileKeyOf(id, 'docx'));
    throw error;
  }
}

async function actAndKeep(
  world: PapersWorld,
  ctx: RequestContext,
  made: Made,
  fileKey: Buffer,
): Promise<MadePaper> {
  const { asked, source, id, number, rendered, series } = made;
  const { template, view, seq, dataKey } = source;
  const on = dateAt(ctx.now, world.zone);
  const row = {
    county: series.county,
    matterId: view.state.matter.id,
    id,
    code: asked.paper,
    titleZh: template.title.zh,
    titleEn: template.title.en,
    reader: template.reader,
    number,
    org: series.org,
    madeOn: on,
    madeAt: ctx.now,
    madeBy: actorKey(ctx.actor),
    madeKey: ctx.idempotencyKey ?? null,
    digest: Buffer.from(rendered.digest, 'hex'),
    pdfSha256: sha256(rendered.pdf),
    pdfBytes: rendered.pdf.length,
    docxSha256: sha256(rendered.docx),
    docxBytes: rendered.docx.length,
    missingCharacters: rendered.missing.length,
    sealedKey: seal(dataKey, fileKey, contextOf(id, 'key')),
    supersededBy: null,
  };
  const act = {
    number: asked.number,
    action: MAKE,
    given: { paper: asked.paper, number, on, digest: rendered.digest },
    through: 'papers',
    seenSeq: seq,
  };
  // The paper's own key answers a repeat: the act's body differs each time it is tried.
  const acting = { ...ctx, idempotencyKey: undefined };
  const done = await world.matters.act(acting, act, async (tx, _state, entry) => {
    if (!(await useSerial(tx, series, made))) refuse('VERSION_STALE');
    supersedePapers(tx, row);
    await insertPaper(tx, { ...row, seq: entry });
  });
  return presentPaper(world, view, { ...row, seq: done.seq }, []);
}

/** No county in it: the files stay as they are when the matter moves. */
export function contextOf(id: string, part: 'pdf' | 'docx' | 'key'): string {
  return `paper/${id}/${part}`;
}
