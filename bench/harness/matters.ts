/** Matters that wait to be acted on, made by the same intake that is measured elsewhere. */
import { withClient } from '../../test/server.ts';
import type { WaitingMatter } from '../scenes/act.ts';
import type { IntakeGiven } from '../scenes/intake.ts';
import type { Base } from './base.ts';
import { plainCategories, residentCookies, spotsOf, withHouse } from './district.ts';
import type { Program } from './program.ts';
import { runLoad } from './run-load.ts';

/** What intake needs to know of the district: who reports, where, what about. */
export function prepareIntake(base: Base, clients: number): Promise<IntakeGiven> {
  return withHouse(base.appUrl, async (house) => {
    const cookies = await residentCookies(house, clients);
    return { cookies, spots: await spotsOf(house), categories: await plainCategories(house) };
  });
}

const UNMEASURED = { program: () => null, database: () => null };

type While = { round: number; seconds: number; everyMs?: number; atLeast?: number };

/**
 * Lets residents report for a while; a round's words and places are its own. Answers how many were
 * taken in.
 */
export async function makeMatters(
  program: Program,
  given: IntakeGiven,
  { round, ...rest }: While,
): Promise<number> {
  const { address } = program;
  const clients = given.cookies.length;
  const order = { scene: 'intake', given: { ...given, round }, address, clients, ...rest };
  return (await runLoad(order, UNMEASURED)).times.length;
}

/** Reports that nobody has touched, the oldest first. */
export function waitingMatters({ superUrl }: Base): Promise<WaitingMatter[]> {
  return withClient(superUrl, async (client) => {
    const { rows } = await client.query<WaitingMatter>(
      `select number, town from matter.matter
       where kind = 'report' and stage = 'registered' and version = 1 order by id`,
    );
    return rows;
  });
}
