/**
 * What a reception day sends: that a turn was booked, moved or cancelled, that it is near, that the
 * day is off, that a result is there. A message bears the time and the turn, and nobody's words.
 */
import { civilText } from '../../../kernel/zone.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { type AppointmentRow, listRemindable, updateAppointment } from '../store/appointments.ts';
import { type DayKey, type DayRow, findKey, type HostRow } from '../store/days.ts';
import { openPerson } from './seals.ts';
import type { ReceptionWorld } from './world.ts';

export type Told = 'booked' | 'moved' | 'cancelled' | 'reminder' | 'off' | 'result';
type Ctx = { now: number; newId: () => string };
type Of = { row: AppointmentRow; key: DayKey | null };

/** To the phone that was left, where one was. */
export function tellHolder(
  world: ReceptionWorld,
  tx: Tx,
  ctx: Ctx,
  {
    row,
    key,
    what,
    mark = '',
  }: Of & { what: Told /** Tells apart two of one version. */; mark?: string },
): void {
  const phone = openPerson(key, row)?.phone;
  if (!key || !phone) return;
  const { county, dayId, id, version, turn, slotAt } = row;
  world.enqueue(tx, {
    county,
    matterId: dayId,
    id: ctx.newId(),
    template: `reception.${what}`,
    recipient: { kind: 'reporter', ref: id, address: phone },
    values: { when: shown(world, slotAt), turn: String(turn) },
    dedupeKey: `appointment:${id}:${version}:${what}${mark}`,
    at: ctx.now,
    dataKey: key,
  });
}

/** To the duty phones of the posts that receive. */
export function tellHosts(
  world: ReceptionWorld,
  tx: Tx,
  ctx: Ctx,
  of: { day: DayRow; hosts: readonly HostRow[]; key: DayKey; what: 'hosting' | 'hostingOff' },
): void {
  const { day, hosts, key, what } = of;
  for (const { post } of hosts) {
    const phone = post === null ? null : (world.post(post, ctx.now)?.phone ?? null);
    if (post === null || phone === null) continue;
    world.enqueue(tx, {
      county: day.county,
      matterId: day.id,
      id: ctx.newId(),
      template: `reception.${what}`,
      recipient: { kind: 'post', ref: post, address: phone },
      values: { when: shown(world, day.startsAt) },
      dedupeKey: `day:${day.id}:${day.version}:${what}`,
      at: ctx.now,
      dataKey: key,
    });
  }
}

const shown = ({ zone }: ReceptionWorld, at: number) => civilText(at, zone).slice(0, 16);
const BATCH = 100;

/** Sends the reminders of a county whose time has come; answers how many there were. */
export async function remindDue(
  world: ReceptionWorld,
  county: string,
  now: number,
): Promise<number> {
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const due = await listRemindable(tx, { county, now, limit: BATCH });
    for (const row of due) {
      const key = await findKey(tx, world.keyring, { county, id: row.dayId });
      await updateAppointment(tx, { ...row, remindAt: null });
      // The program slept through it: nobody is reminded of what is over.
      if (row.state !== 'booked' || now >= row.slotAt) continue;
      tellHolder(world, tx, { now, newId: world.newId }, { row, key, what: 'reminder' });
    }
    return due.length;
  });
}
