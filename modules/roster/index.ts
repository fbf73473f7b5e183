/** The face of the roster: committees, mediators, choices and grievances. */
import type { HttpModule, RequestContext } from '../../platform/http/index.ts';
import type { Beside } from '../matters/index.ts';
import { addCommittee, listCommittees } from './actions/committees.ts';
import type { RosterWorld } from './actions/world.ts';
import type { NewCommittee } from './contract.ts';
import { rosterHttp } from './routes.ts';
import {
  deleteGrievances,
  eraseGrievances,
  insertGrievance,
  listGrievancesOf,
  listNamesOfPost,
} from './store.ts';

export type { RosterWorld } from './actions/world.ts';

export type Roster = {
  http: HttpModule;
  /** Told of what happens to matters, in its transaction. */
  beside: Beside;
  list: (ctx: RequestContext, county: string) => ReturnType<typeof listCommittees>;
  add: (ctx: RequestContext, committee: NewCommittee) => ReturnType<typeof addCommittee>;
  /** Names of a post on the roster, to be compared with those of parties. */
  namesOfPost: typeof listNamesOfPost;
};

export function makeRoster(world: RosterWorld): Roster {
  return {
    http: rosterHttp(world),
    beside: {
      acted: async () => undefined,
      moved: async (tx, { matterId, from, to }) => {
        const rows = await listGrievancesOf(tx, { county: from, matterId });
        deleteGrievances(tx, { county: from, matterId });
        for (const row of rows) await insertGrievance(tx, { ...row, county: to });
      },
      erased: async (tx, at) => eraseGrievances(tx, at),
    },
    list: (ctx, county) => listCommittees(world, ctx, { county }),
    namesOfPost: listNamesOfPost,
    add: (ctx, committee) => addCommittee(world, ctx, committee),
  };
}
