/**
 * Public numbers (一案一码): `310116-26-0001234`, county, year, serial. Serials come in blocks from
 * short transactions aside, so that no two acts wait for one row or connection; gaps are allowed.
 */
import { type Database, q, sql } from '../../../platform/db/index.ts';

const BLOCK = 100;

export type Numbers = { next: (county: string, year: number) => Promise<string> };

/** Hands out numbers of one process, block by block. */
export function openNumbers(db: Database): Numbers {
  const blocks = new Map<string, { next: number; end: number }>();
  const fetching = new Map<string, Promise<void>>();
  const refill = async (key: string, county: string, year: number) => {
    const end = await takeBlock(db, county, year);
    blocks.set(key, { next: end - BLOCK, end });
  };
  return {
    next: async (county, year) => {
      const key = `${county}-${year}`;
      for (;;) {
        const block = blocks.get(key);
        if (block && block.next < block.end) return numberOf(county, year, block.next++);
        // Requests that come meanwhile wait for the same block.
        const running =
          fetching.get(key) ?? refill(key, county, year).finally(() => fetching.delete(key));
        fetching.set(key, running);
        await running;
      }
    },
  };
}

/** Numbers in order, for matters that are written in bulk. */
export async function takeNumbers(
  db: Database,
  { county, year, count }: { county: string; year: number; count: number },
): Promise<string[]> {
  const end = await takeBlock(db, county, year, count);
  return Array.from({ length: count }, (_, index) => numberOf(county, year, end - count + index));
}

async function takeBlock(
  db: Database,
  county: string,
  year: number,
  size = BLOCK,
): Promise<number> {
  const row = await db.aside({ counties: [county] }, (tx) =>
    tx.one(
      q
        .insertInto('matter.number_block')
        .values({ county, year, next_serial: 1 + size })
        .onConflict((conflict) =>
          conflict.columns(['county', 'year']).doUpdateSet({
            next_serial: sql<number>`number_block.next_serial + ${sql.lit(size)}`,
          }),
        )
        .returning('next_serial'),
    ),
  );
  return row.next_serial;
}

function numberOf(county: string, year: number, serial: number): string {
  return `${county}-${String(year % 100).padStart(2, '0')}-${String(serial).padStart(7, '0')}`;
}
