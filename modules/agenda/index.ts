/**
 * The face of the agenda: other modules plan, move, cancel and hold dates within their
 * own transaction. A date is written with the act that makes it, or not at all.
 */
import type { Tx } from '../../platform/db/index.ts';
import type { HttpModule, RequestContext } from '../../platform/http/index.ts';
import type { SweepTask } from '../../platform/jobs/sweeper.ts';
import type { Beside } from '../matters/index.ts';
import { carryEvents, eraseReminders, followAct } from './actions/beside.ts';
import { datesOfParty, planDate } from './actions/matter.ts';
import {
  cancelEvent,
  holdEvent,
  moveEvent,
  type NewAgendaEvent,
  type PlanContext,
  planEvent,
  type Wanted,
} from './actions/plan.ts';
import { addRoom, listRooms } from './actions/rooms.ts';
import type { AgendaWorld } from './actions/world.ts';
import type { MatterDate, NewDate, NewRoom } from './contract.ts';
import { reminderSweep } from './jobs.ts';
import { agendaHttp } from './routes.ts';
import { type EventAt, type EventRow, listEventsOf } from './store/events.ts';
import { listRoomRows, type RoomRow } from './store/rooms.ts';

export type { NewAgendaEvent, Wanted } from './actions/plan.ts';
export type { AgendaNotice, AgendaPost, AgendaWorld } from './actions/world.ts';
export type { EventAt, EventRow } from './store/events.ts';
export type { RoomRow } from './store/rooms.ts';

export type Agenda = {
  http: HttpModule;
  /** Told of what happens to matters, in its transaction. */
  beside: Beside;
  sweepTask: (now: () => Promise<number> | number) => SweepTask;
  /** Refuses AGENDA_POST_TAKEN and AGENDA_ROOM_TAKEN unless a reason insists; see `planEvent`. */
  plan: (tx: Tx, ctx: PlanContext, event: NewAgendaEvent) => Promise<EventRow>;
  /** As `plan`; AGENDA_EVENT_OVER for what was cancelled or held. Who comes is told. */
  move: (tx: Tx, ctx: PlanContext, at: EventAt, wanted: Wanted) => Promise<EventRow>;
  /** `posts`: who is told besides those who reported. */
  cancel: (tx: Tx, ctx: PlanContext, at: EventAt, posts: readonly string[]) => Promise<EventRow>;
  hold: (tx: Tx, ctx: PlanContext, at: EventAt) => Promise<EventRow>;
  /** As over HTTP, for whoever acts so: an act of the matter's process. */
  planFor: (ctx: RequestContext, number: string, date: NewDate) => ReturnType<typeof planDate>;
  addRoom: (ctx: RequestContext, room: NewRoom) => ReturnType<typeof addRoom>;
  listRooms: (ctx: RequestContext, county: string) => ReturnType<typeof listRooms>;
  roomsOf: (tx: Tx, county: string) => Promise<RoomRow[]>;
  /** As a party sees them whom their own link proved, and the phone by which. */
  ofParty: (ctx: RequestContext, of: { number: string; phone: string }) => Promise<MatterDate[]>;
  /** All dates of a matter by their beginning, also the cancelled ones. */
  ofMatter: (tx: Tx, at: { county: string; matterId: string }) => Promise<EventRow[]>;
};

export function makeAgenda(world: AgendaWorld): Agenda {
  return {
    http: agendaHttp(world),
    beside: {
      acted: (tx, ctx, done) => followAct(world, tx, ctx, done),
      moved: carryEvents,
      erased: eraseReminders,
    },
    sweepTask: (now) => reminderSweep(world, now),
    plan: (tx, ctx, event) => planEvent(world, tx, ctx, event),
    move: (tx, ctx, at, wanted) => moveEvent(world, tx, ctx, { at, wanted }),
    cancel: (tx, ctx, at, posts) => cancelEvent(world, tx, ctx, { at, posts }),
    hold: holdEvent,
    planFor: (ctx, number, date) => planDate(world, ctx, { number, ...date }),
    addRoom: (ctx, room) => addRoom(world, ctx, room),
    listRooms: (ctx, county) => listRooms(world, ctx, { county }),
    roomsOf: listRoomRows,
    ofParty: (ctx, of) => datesOfParty(world, ctx, of),
    ofMatter: listEventsOf,
  };
}
