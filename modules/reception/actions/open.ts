/** A day with all of its turns, locked: whoever changes one waits for the one before. */
import { refuse } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import { holdsPlace } from '../rules.ts';
import { type AppointmentRow, listTurns, updateAppointment } from '../store/appointments.ts';
import { type DayAt, type DayKey, type DayRow, findKey, lockDay } from '../store/days.ts';
import type { ReceptionWorld } from './world.ts';

/** A day that is locked, with its key and all of its turns. */
export type OpenDay = { day: DayRow; key: DayKey; turns: readonly AppointmentRow[] };

/** Refuses NOT_FOUND for a draft, and RECEPTION_ERASED once nobody knows any more who came. */
export async function openDay(world: ReceptionWorld, tx: Tx, at: DayAt): Promise<OpenDay> {
  const day = (await lockDay(tx, at)) ?? refuse('NOT_FOUND');
  if (day.publishedAt === null) refuse('NOT_FOUND');
  const key = (await findKey(tx, world.keyring, at)) ?? refuse('RECEPTION_ERASED');
  return { day, key, turns: await listTurns(tx, at) };
}

export function takenAt(turns: readonly AppointmentRow[], at: number): number {
  return turns.filter((one) => one.slotAt === at && holdsPlace(one.state)).length;
}

/** Of a resident the journal keeps only that it was one. */
export function noteTurn(
  tx: Tx,
  ctx: RequestContext,
  verb: string,
  { county, dayId, id, turn }: AppointmentRow,
  more: Record<string, unknown> = {},
): void {
  journal(tx, ctx, { verb, county, detail: { day: dayId, appointment: id, turn, ...more } });
}

/** What they said of themselves goes at once; the place is free again. */
export async function giveUp(
  tx: Tx,
  ctx: RequestContext,
  row: AppointmentRow,
  verb: string,
): Promise<AppointmentRow> {
  const gone: AppointmentRow = {
    ...row,
    state: 'cancelled',
    holder: null,
    sealed: null,
    remindAt: null,
    updatedAt: ctx.now,
    version: row.version + 1,
  };
  await updateAppointment(tx, gone);
  noteTurn(tx, ctx, verb, gone);
  return gone;
}
