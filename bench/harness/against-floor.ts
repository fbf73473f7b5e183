/** Floor and program in turns, a slice each, so that whatever else the machine does meets both. */
import { withClient } from '../../test/server.ts';
import { makeFloorTable } from '../floor/table.ts';
import type { Base, Server } from './base.ts';
import type { Options } from './options.ts';
import { type Program, startFloor } from './program.ts';
import { rowOf, runLoad, type Slice } from './run-load.ts';
import { countStatements } from './statements.ts';
import type { Report, Row } from './table.ts';

/** Until connections are made and the compiler has made up its mind: cold code costs double. */
const WARM_SECONDS = 2;
const WARM_ANSWERS = 1500;

export type Measured = {
  what: string;
  scene: string;
  /** What the scene is given in a round; round -1 warms up. */
  givenOf: (round: number) => Promise<unknown>;
  program: Program;
};

export type Held = Pick<Report, 'rows' | 'statements'> & { measured: Row };

/** Measures one scene against the floor by the ratio of all slices; ends the program after it. */
export async function holdAgainstFloor(
  server: Server,
  base: Base,
  options: Options,
  { what, scene, givenOf, program }: Measured,
): Promise<Held> {
  await makeFloorTable(base);
  const floor = await startFloor(base);
  try {
    const { clients } = options;
    type At = { scene: string; seconds: number; given: unknown; atLeast?: number };
    const slice = async (of: Program, at: At) =>
      runLoad(
        { ...at, clients, address: of.address, also: of.also ?? [] },
        { program: of.cpu, database: server.cpu },
      );
    const bare = (seconds: number) => slice(floor, { scene: 'floor', seconds, given: null });
    await bare(1);
    const warm = { seconds: WARM_SECONDS, atLeast: WARM_ANSWERS };
    await slice(program, { scene, ...warm, given: await givenOf(-1) });
    // As autovacuum would have by then: of tables without statistics plans are a matter of luck.
    await withClient(base.superUrl, (client) => client.query('ANALYZE'));
    const counted = options.statements ? await countStatements(base) : null;
    const taken = { floor: [] as Slice[], program: [] as Slice[] };
    for (let round = 0; round < options.rounds; round += 1) {
      taken.floor.push(await bare(options.seconds / 2));
      const given = await givenOf(round);
      taken.program.push(await slice(program, { scene, seconds: options.seconds, given }));
    }
    const under = rowOf('floor', taken.floor);
    const row = rowOf(what, taken.program);
    const measured = { ...row, ratio: (row.perSecond ?? 0) / (under.perSecond ?? 1) };
    const requests = taken.program.reduce((sum, { times }) => sum + times.length, 0);
    const statements = await counted?.(requests);
    const rows = [{ ...under, ratio: 1 }, measured];
    return { rows, measured, ...(statements && { statements }) };
  } finally {
    await Promise.all([floor.stop(), program.stop()]);
  }
}
