/** Statements about papers, their numbers and deliveries. Each begins with a county. */
import { q, sql, type Tx } from '../../platform/db/index.ts';

export type NumberSeries = { county: string; org: string; mark: string; year: number };

/**
 * Holds a serial for `holder` until `freedAt`: the lowest that was held and never used, else the
 * next. Two at once wait for nothing and never get the same.
 */
export async function holdSerial(
  tx: Tx,
  series: NumberSeries,
  { holder, now, freedAt }: { holder: string; now: Date; freedAt: Date },
): Promise<number> {
  const { county, org, mark, year } = series;
  for (;;) {
    const free = await tx.first(sql<{ serial: number }>`
      update paper.number set holder = ${holder}::uuid, freed_at = ${freedAt.toISOString()}
      where county = ${county} and org = ${org}::uuid and mark = ${mark} and year = ${year}
        and serial = (
          select n.serial from paper.number n
          where n.county = ${county} and n.org = ${org}::uuid and n.mark = ${mark}
            and n.year = ${year} and not n.is_used and n.freed_at < ${now.toISOString()}
          order by n.serial limit 1 for update skip locked)
      returning serial`);
    if (free) return free.serial;
    const next = await tx.first(sql<{ serial: number }>`
      insert into paper.number (county, org, mark, year, serial, holder, freed_at, is_used)
      select ${county}, ${org}::uuid, ${mark}, ${year},
        coalesce(max(n.serial), 0) + 1, ${holder}::uuid, ${freedAt.toISOString()}, false
      from paper.number n
      where n.county = ${county} and n.org = ${org}::uuid and n.mark = ${mark} and n.year = ${year}
      on conflict do nothing returning serial`);
    if (next) return next.serial;
  }
}

/** The number is this paper's for good; false when it was held too long and went to another. */
export async function useSerial(
  tx: Tx,
  series: NumberSeries,
  { serial, holder }: { serial: number; holder: string },
): Promise<boolean> {
  const used = await tx.run(
    ofSeries(series, serial).set({ is_used: true }).where('holder', '=', holder),
  );
  return used === 1;
}

/** It was not made after all: the next one gets the number. */
export async function freeSerial(
  tx: Tx,
  series: NumberSeries,
  { serial, holder, now }: { serial: number; holder: string; now: Date },
): Promise<void> {
  await tx.run(
    ofSeries(series, serial)
      .set({ freed_at: new Date(now.getTime() - 1) })
      .where('holder', '=', holder)
      .where('is_used', '=', false),
  );
}

function ofSeries({ county, org, mark, year }: NumberSeries, serial: number) {
  return q
    .updateTable('paper.number')
    .where('county', '=', county)
    .where('org', '=', org)
    .where('mark', '=', mark)
    .where('year', '=', year)
    .where('serial', '=', serial);
}

export type PaperRow = {
  county: string;
  matterId: string;
  id: string;
  code: string;
  titleZh: string;
  titleEn: string;
  reader: 'reporter' | 'parties' | 'organ';
  number: string;
  org: string;
  madeOn: string;
  madeAt: number;
  madeBy: string;
  madeKey: string | null;
  seq: number;
  digest: Buffer;
  pdfSha256: Buffer;
  pdfBytes: number;
  docxSha256: Buffer;
  docxBytes: number;
  missingCharacters: number;
  /** Null once the persons of the matter were erased. */
  sealedKey: Buffer | null;
  supersededBy: string | null;
};

export type MatterAt = { county: string; matterId: string };

/** The older ones of its kind step back behind the new one. */
export function supersedePapers(
  tx: Tx,
  { county, matterId, code, id }: Pick<PaperRow, 'county' | 'matterId' | 'code' | 'id'>,
): void {
  tx.send(
    q
      .updateTable('paper.paper')
      .set({ superseded_by: id })
      .where('county', '=', county)
      .where('matter_id', '=', matterId)
      .where('code', '=', code)
      .where('superseded_by', 'is', null),
  );
}

export async function insertPaper(tx: Tx, row: PaperRow): Promise<void> {
  await tx.run(
    q.insertInto('paper.paper').values({
      county: row.county,
      matter_id: row.matterId,
      id: row.id,
      code: row.code,
      title_zh: row.titleZh,
      title_en: row.titleEn,
      reader: row.reader,
      number: row.number,
      org: row.org,
      made_on: row.madeOn,
      made_at: new Date(row.madeAt),
      made_by: row.madeBy,
      made_key: row.madeKey,
      seq: row.seq,
      digest: row.digest,
      pdf_sha256: row.pdfSha256,
      pdf_bytes: row.pdfBytes,
      docx_sha256: row.docxSha256,
      docx_bytes: row.docxBytes,
      missing_characters: row.missingCharacters,
      sealed_key: row.sealedKey,
      superseded_by: row.supersededBy,
    }),
  );
}

const PAPERS_MAX = 500;

/** In the order in which they were made. */
export async function listPaperRows(tx: Tx, { county, matterId }: MatterAt): Promise<PaperRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('paper.paper')
      .select([
        'county',
        'matter_id as matterId',
        'id',
        'code',
        'title_zh as titleZh',
        'title_en as titleEn',
        'reader',
        'number',
        'org',
        'made_on as madeOn',
        'made_at as madeAt',
        'made_by as madeBy',
        'made_key as madeKey',
        'seq',
        'digest',
        'pdf_sha256 as pdfSha256',
        'pdf_bytes as pdfBytes',
        'docx_sha256 as docxSha256',
        'docx_bytes as docxBytes',
        'missing_characters as missingCharacters',
        'sealed_key as sealedKey',
        'superseded_by as supersededBy',
      ])
      .where('county', '=', county)
      .where('matter_id', '=', matterId)
      .orderBy('id')
      .limit(PAPERS_MAX),
  );
  return rows.map((row) => ({
    ...row,
    // Held by the table's check.
    reader: row.reader as PaperRow['reader'],
    madeAt: row.madeAt.getTime(),
  }));
}

export type DeliveryRow = {
  paperId: string;
  id: string;
  seq: number;
  how: string;
  deliveredOn: string;
  recipient: string;
  proof: string;
  notedAt: number;
};

export function insertDelivery(tx: Tx, at: MatterAt, row: DeliveryRow): void {
  tx.send(
    q.insertInto('paper.delivery').values({
      county: at.county,
      matter_id: at.matterId,
      paper_id: row.paperId,
      id: row.id,
      seq: row.seq,
      how: row.how,
      delivered_on: row.deliveredOn,
      recipient: row.recipient,
      proof: row.proof,
      noted_at: new Date(row.notedAt),
    }),
  );
}

export async function listDeliveryRows(
  tx: Tx,
  { county, matterId }: MatterAt,
): Promise<DeliveryRow[]> {
  const rows = await tx.rows(
    q
      .selectFrom('paper.delivery')
      .select([
        'paper_id as paperId',
        'id',
        'seq',
        'how',
        'delivered_on as deliveredOn',
        'recipient',
        'proof',
        'noted_at as notedAt',
      ])
      .where('county', '=', county)
      .where('matter_id', '=', matterId)
      .orderBy('id')
      .limit(PAPERS_MAX),
  );
  return rows.map((row) => ({ ...row, notedAt: row.notedAt.getTime() }));
}

/** To the row of the matter in another county: the shard key of a row never changes. */
export async function carryPapers(
  tx: Tx,
  { matterId, from, to }: { matterId: string; from: string; to: string },
): Promise<void> {
  const at = { county: from, matterId };
  const [papers, deliveries] = await Promise.all([listPaperRows(tx, at), listDeliveryRows(tx, at)]);
  for (const table of ['paper.delivery', 'paper.paper'] as const) {
    tx.send(q.deleteFrom(table).where('county', '=', from).where('matter_id', '=', matterId));
  }
  for (const paper of papers) await insertPaper(tx, { ...paper, county: to });
  for (const delivery of deliveries) insertDelivery(tx, { county: to, matterId }, delivery);
}

/** Nothing opens its files from now on; their bytes go with the next sweep. */
export function erasePapers(tx: Tx, { county, matterId }: MatterAt): void {
  tx.send(
    q
      .updateTable('paper.paper')
      .set({ sealed_key: null })
      .where('county', '=', county)
      .where('matter_id', '=', matterId),
  );
}

/** Erased ones whose bytes are still there. */
export async function listErased(tx: Tx, county: string, limit: number): Promise<string[]> {
  const rows = await tx.rows(
    q
      .selectFrom('paper.paper')
      .select('id')
      .where('county', '=', county)
      .where('sealed_key', 'is', null)
      .where('pdf_bytes', '>', 0)
      .orderBy('id')
      .limit(limit),
  );
  return rows.map((row) => row.id);
}

export async function forgetBytes(tx: Tx, county: string, ids: readonly string[]): Promise<void> {
  await tx.run(
    q
      .updateTable('paper.paper')
      .set({ pdf_bytes: 0, docx_bytes: 0 })
      .where('county', '=', county)
      .where('id', 'in', ids),
  );
}
