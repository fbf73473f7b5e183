/** Statements about boundaries and grids. */
import { json, q, sql, type Tx } from '../../../platform/db/index.ts';
import type { GridKind } from '../rules/features.ts';
import type { Shape } from '../rules/geometry.ts';

export type BoundaryVersion = {
  code: string;
  shape: Shape;
  areaM2: number;
  validFrom: string;
  validTo: string | null;
  edition: number;
};

export type Grid = {
  code: string;
  name: string;
  kind: GridKind;
  workerPublicName: string | null;
  dutyPhone: string | null;
};

/** Boundaries are read in pages: a province of villages is some hundred megabytes of points. */
const PAGE = 2000;

/** All versions of all boundaries, by code and date. */
export async function boundaryVersions(tx: Tx): Promise<BoundaryVersion[]> {
  const found: BoundaryVersion[] = [];
  for (;;) {
    const page = await boundaryPage(tx, found.at(-1));
    found.push(...page);
    if (page.length < PAGE) return found;
  }
}

async function boundaryPage(tx: Tx, last: BoundaryVersion | undefined): Promise<BoundaryVersion[]> {
  const rows = await tx.rows(
    q
      .selectFrom('geography.boundary')
      .select(['code', 'valid_from', 'valid_to', 'edition', 'area_m2', 'shape'])
      .where((eb) =>
        eb(
          eb.refTuple('code', 'valid_from'),
          '>',
          eb.tuple(last?.code ?? '', last?.validFrom ?? '0001-01-01'),
        ),
      )
      .orderBy('code')
      .orderBy('valid_from')
      .limit(PAGE),
  );
  return rows.map((row) => ({
    code: row.code,
    // Only our own import writes this column, after its checks.
    shape: row.shape as Shape,
    areaM2: row.area_m2,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    edition: row.edition,
  }));
}

export async function allGrids(tx: Tx): Promise<Grid[]> {
  const rows = await tx.rows(
    q
      .selectFrom('geography.grid')
      .select(['code', 'name', 'kind', 'worker_public_name', 'duty_phone'])
      .orderBy('code'),
  );
  return rows.map((row) => ({
    code: row.code,
    name: row.name,
    kind: row.kind as GridKind,
    workerPublicName: row.worker_public_name,
    dutyPhone: row.duty_phone,
  }));
}

/** Ends present boundaries on a day. */
export async function endBoundaries(
  tx: Tx,
  codes: readonly string[],
  validTo: string,
): Promise<void> {
  if (codes.length === 0) return;
  await tx.run(
    q
      .updateTable('geography.boundary')
      .set({ valid_to: validTo })
      .where('valid_to', 'is', null)
      .where('code', '=', sql<string>`any (${codes}::text[])`),
  );
}

export async function insertBoundaries(
  tx: Tx,
  rows: readonly Omit<BoundaryVersion, 'validTo'>[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += 500) {
    await tx.run(
      q.insertInto('geography.boundary').values(
        rows.slice(from, from + 500).map((row) => ({
          code: row.code,
          valid_from: row.validFrom,
          edition: row.edition,
          area_m2: row.areaM2,
          shape: json(row.shape),
        })),
      ),
    );
  }
}

/** Adds grids, or restates what is on public notice about those that stand. */
export async function saveGrids(tx: Tx, grids: readonly Grid[], edition: number): Promise<void> {
  for (let from = 0; from < grids.length; from += 2000) {
    await tx.run(
      q
        .insertInto('geography.grid')
        .values(
          grids.slice(from, from + 2000).map((grid) => ({
            code: grid.code,
            name: grid.name,
            kind: grid.kind,
            worker_public_name: grid.workerPublicName,
            duty_phone: grid.dutyPhone,
            edition,
          })),
        )
        .onConflict((conflict) =>
          conflict.column('code').doUpdateSet((eb) => ({
            name: eb.ref('excluded.name'),
            kind: eb.ref('excluded.kind'),
            worker_public_name: eb.ref('excluded.worker_public_name'),
            duty_phone: eb.ref('excluded.duty_phone'),
            edition: eb.ref('excluded.edition'),
          })),
        ),
    );
  }
}
