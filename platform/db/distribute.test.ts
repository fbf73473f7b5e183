/**
 * The plan of a cluster's layout, on a database where functions of Citus' names note what they are
 * asked: the names must be tables, and the order such that no key points at what lies elsewhere.
 * What Citus itself says to it only `test/citus.test.ts` can show.
 */
import { expect, it } from 'vitest';
import { layoutOf } from '../../db/distribution.ts';
import { superuserOf } from '../../test/as-app.ts';
import { tablesOf } from '../../test/catalogue.ts';
import { testDatabase } from '../../test/db.ts';
import { distribute, NoCluster, planDistribution } from './distribute.ts';

const base = await testDatabase();
const client = await superuserOf(base);
await client.query(`
  CREATE TABLE public.laid (n integer GENERATED ALWAYS AS IDENTITY, "table" regclass, how text);
  CREATE FUNCTION public.create_reference_table(regclass) RETURNS void LANGUAGE sql AS
    $$ INSERT INTO public.laid ("table", how) VALUES ($1, 'everywhere') $$;
  CREATE FUNCTION public.create_distributed_table(regclass, text, colocate_with text)
    RETURNS void LANGUAGE sql AS $$ INSERT INTO public.laid ("table", how) VALUES ($1, $3) $$`);

it('names every table but those of the coordinator once, and each exists', async () => {
  const steps = await planDistribution(client);
  for (const { statement } of steps) await client.query(statement);
  const all = (await tablesOf(client)).map(({ name }) => name);
  const wanted = all.filter(
    (name) => !name.startsWith('public.') && layoutOf(name) !== 'coordinator',
  );
  expect(steps.map(({ table }) => table).sort()).toEqual(wanted.sort());
  const { rows } = await client.query<{ how: string; count: string }>(
    'SELECT how, count(*) FROM public.laid GROUP BY how ORDER BY how',
  );
  expect(rows.map(({ how }) => how)).toEqual(['everywhere', 'matter.matter', 'none']);
  expect(rows.at(-1)).toMatchObject({ how: 'none', count: '1' });
});

it('lays out what is referred to before what refers to it', async () => {
  const { rows } = await client.query<{ from: string; to: string }>(`
    SELECT k.conrelid::regclass::text AS "from", k.confrelid::regclass::text AS "to"
    FROM pg_constraint k JOIN public.laid f ON f."table" = k.conrelid
    LEFT JOIN public.laid t ON t."table" = k.confrelid
    WHERE k.contype = 'f' AND k.conrelid <> k.confrelid AND (t.n IS NULL OR t.n > f.n)`);
  expect(rows).toEqual([]);
});

it('refuses a database that is no cluster', async () => {
  await expect(distribute(base.ownerUrl)).rejects.toThrow(NoCluster);
});
