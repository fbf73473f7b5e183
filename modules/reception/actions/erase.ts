/** When the time of a day is over, its key goes, and with it who came and what was said. */
import { forgetPersons } from '../store/appointments.ts';
import { type DayRow, deleteKey, listExpired, updateDay } from '../store/days.ts';
import type { ReceptionWorld } from './world.ts';

const BATCH = 20;

/** Answers how many days were forgotten. */
export async function forgetDue(
  world: ReceptionWorld,
  county: string,
  now: number,
): Promise<number> {
  return world.db.scoped({ counties: [county] }, async (tx) => {
    const due = await listExpired(tx, { county, now, limit: BATCH });
    for (const day of due) {
      const done: DayRow = { ...day, keptUntil: null };
      deleteKey(tx, day);
      await forgetPersons(tx, day);
      await world.eraseMessages(tx, county, day.id);
      await updateDay(tx, done);
    }
    return due.length;
  });
}
