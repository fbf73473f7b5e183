/** Shape only: what each endpoint of reception days calls. */
import { type HttpModule, httpModule } from '../../platform/http/index.ts';
import { bookOwn } from './actions/book.ts';
import {
  cancelDay,
  changeDay,
  listPlanned,
  listTopics,
  planDay,
  publishDay,
} from './actions/days.ts';
import { bookForSomebody, markTurn, openTurn, showDesk } from './actions/desk.ts';
import { moveForSomebody, moveOwn } from './actions/move.ts';
import { cancelOwn, listOwn } from './actions/own.ts';
import { listComing, listPast, showComing } from './actions/public.ts';
import { writeResult } from './actions/result.ts';
import { finishWork, listWork, undertake } from './actions/work.ts';
import type { ReceptionWorld } from './actions/world.ts';
import { receptionApi } from './contract.ts';
import { receptionTexts } from './texts.ts';

export function receptionHttp(world: ReceptionWorld): HttpModule {
  return httpModule(
    'reception',
    receptionApi,
    {
      listReceptionDays: (ctx, { query }) => listComing(world, ctx, query),
      listPastReceptions: (ctx, { query }) => listPast(world, ctx, query),
      getReceptionDay: (ctx, { params }) => showComing(world, ctx, params),
      bookReception: (ctx, { params, body }) => bookOwn(world, ctx, { ...params, ...body }),
      listOwnAppointments: (ctx, { query }) => listOwn(world, ctx, query),
      moveOwnAppointment: (ctx, { params, body }) => moveOwn(world, ctx, { ...params, ...body }),
      cancelOwnAppointment: (ctx, { params }) => cancelOwn(world, ctx, params),
      listPlannedDays: (ctx, { query }) => listPlanned(world, ctx, query),
      listReceptionTopics: (ctx, { query }) => listTopics(world, ctx, query),
      planReceptionDay: (ctx, { body }) => planDay(world, ctx, body),
      changeReceptionDay: (ctx, { params, body }) => changeDay(world, ctx, { ...params, ...body }),
      publishReceptionDay: (ctx, { params, body }) =>
        publishDay(world, ctx, { ...params, ...body }),
      cancelReceptionDay: (ctx, { params, body }) => cancelDay(world, ctx, { ...params, ...body }),
      getReceptionDesk: (ctx, { params }) => showDesk(world, ctx, params),
      bookForSomebody: (ctx, { params, body }) =>
        bookForSomebody(world, ctx, { ...params, ...body }),
      markAppointment: (ctx, { params, body }) => markTurn(world, ctx, { ...params, ...body }),
      moveAppointment: (ctx, { params, body }) =>
        moveForSomebody(world, ctx, { ...params, ...body }),
      writeReceptionResult: (ctx, { params, body }) => writeResult(world, ctx, params, body),
      undertakeAtReception: (ctx, { params, body }) =>
        undertake(world, ctx, { ...params, ...body }),
      openAppointment: (ctx, { params, body }) => openTurn(world, ctx, { ...params, ...body }),
      listUndertakings: (ctx, { query }) => listWork(world, ctx, query),
      finishUndertaking: (ctx, { params, body }) => finishWork(world, ctx, { ...params, ...body }),
    },
    receptionTexts,
  );
}
