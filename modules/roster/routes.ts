/** Shape only: what each endpoint of the roster calls. */
import { type HttpModule, httpModule } from '../../platform/http/index.ts';
import { answerInterest, chooseMediator, listMatterMediators } from './actions/choices.ts';
import { addCommittee, changeCommittee, listCommittees, listPublic } from './actions/committees.ts';
import { answerGrievance, fileGrievance, listGrievances } from './actions/grievances.ts';
import type { RosterWorld } from './actions/world.ts';
import { rosterApi } from './contract.ts';
import { rosterTexts } from './texts.ts';

export function rosterHttp(world: RosterWorld): HttpModule {
  return httpModule(
    'roster',
    rosterApi,
    {
      listPublicMediators: (ctx, { query }) => listPublic(world, ctx, query),
      listCommittees: (ctx, { query }) => listCommittees(world, ctx, query),
      addCommittee: (ctx, { body }) => addCommittee(world, ctx, body),
      changeCommittee: (ctx, { params, body }) =>
        changeCommittee(world, ctx, { ...params, ...body }),
      listMatterMediators: (ctx, { params }) => listMatterMediators(world, ctx, params),
      chooseMediator: (ctx, { params, body }) => chooseMediator(world, ctx, { ...params, ...body }),
      answerInterest: (ctx, { params, body }) => answerInterest(world, ctx, { ...params, ...body }),
      fileGrievance: (ctx, { params, body }) => fileGrievance(world, ctx, { ...params, ...body }),
      listGrievances: (ctx, { query }) => listGrievances(world, ctx, query),
      answerGrievance: (ctx, { params, body }) =>
        answerGrievance(world, ctx, { ...params, ...body }),
    },
    rosterTexts,
  );
}
