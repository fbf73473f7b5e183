/** The face of the roster: committees, mediators, choices and grievances. */
import type { HttpModule, RequestContext } from '../../platform/http/index.ts';
import type { Beside } from '../matters/index.ts';
import { answerInterest, chooseMediator, listMatterMediators } from './actions/choices.ts';
import { addCommittee, listCommittees } from './actions/committees.ts';
import { fileGrievance } from './actions/grievances.ts';
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

type Face<F extends (world: RosterWorld, ...args: never[]) => unknown> = F extends (
  world: RosterWorld,
  ...args: infer A
) => infer R
  ? (...args: A) => R
  : never;

export type Roster = {
  /** For a party whom their own link proved: `guest` says who, and nobody else asks with it. */
  ofParty: {
    list: Face<typeof listMatterMediators>;
    choose: Face<typeof chooseMediator>;
    answerInterest: Face<typeof answerInterest>;
    file: Face<typeof fileGrievance>;
  };
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
    ofParty: {
      list: (ctx, of) => listMatterMediators(world, ctx, of),
      choose: (ctx, of) => chooseMediator(world, ctx, of),
      answerInterest: (ctx, of) => answerInterest(world, ctx, of),
      file: (ctx, of) => fileGrievance(world, ctx, of),
    },
    add: (ctx, committee) => addCommittee(world, ctx, committee),
  };
}
