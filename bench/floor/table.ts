/** The floor's one table, in the database that is measured. Frozen with the handler. */
import { withClient } from '../../test/server.ts';
import type { Base } from '../harness/base.ts';

export async function makeFloorTable({ superUrl }: Base): Promise<void> {
  await withClient(superUrl, async (client) => {
    await client.query('CREATE SCHEMA floor');
    await client.query(
      'CREATE TABLE floor.report (id uuid PRIMARY KEY, at timestamptz NOT NULL, text text NOT NULL)',
    );
    await client.query('GRANT USAGE ON SCHEMA floor TO linli_app');
    await client.query('GRANT SELECT, INSERT ON floor.report TO linli_app');
  });
}
