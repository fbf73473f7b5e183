/** Shape only: what each endpoint of the agenda calls. */
import { type HttpModule, httpModule } from '../../platform/http/index.ts';
import { getFeed, readFeed, renewFeed, withdrawFeed } from './actions/feed.ts';
import { listAgenda } from './actions/list.ts';
import { cancelDate, listDates, moveDate, openDate, planDate } from './actions/matter.ts';
import { addRoom, changeRoom, listRooms } from './actions/rooms.ts';
import type { AgendaWorld } from './actions/world.ts';
import { agendaApi } from './contract.ts';
import { agendaTexts } from './texts.ts';

export function agendaHttp(world: AgendaWorld): HttpModule {
  return httpModule(
    'agenda',
    agendaApi,
    {
      listAgenda: (ctx, { query }) => listAgenda(world, ctx, query),
      listRooms: (ctx, { query }) => listRooms(world, ctx, query),
      addRoom: (ctx, { body }) => addRoom(world, ctx, body),
      changeRoom: (ctx, { params, body }) => changeRoom(world, ctx, { ...params, ...body }),
      getFeed: (ctx) => getFeed(world, ctx),
      renewFeed: (ctx) => renewFeed(world, ctx),
      withdrawFeed: (ctx) => withdrawFeed(world, ctx),
      readFeed: (ctx, { params }) => readFeed(world, ctx, params),
      listDates: (ctx, { params }) => listDates(world, ctx, params),
      planDate: (ctx, { params, body }) => planDate(world, ctx, { ...params, ...body }),
      moveDate: (ctx, { params, body }) => moveDate(world, ctx, { ...params, ...body }),
      cancelDate: (ctx, { params, body }) => cancelDate(world, ctx, { ...params, ...body }),
      openDate: (ctx, { params }) => openDate(world, ctx, params),
    },
    agendaTexts,
  );
}
