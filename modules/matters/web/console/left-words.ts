/** What is said of a due time in lists and on a matter's page. Pure. */
import type { TimeLeft } from '../../contract/time-left.ts';

type LeftWords = {
  key:
    | 'leftDays'
    | 'leftWholeDays'
    | 'leftWholeHours'
    | 'leftHours'
    | 'leftMinutes'
    | 'leftNow'
    | 'lateDays'
    | 'lateWholeDays'
    | 'lateWholeHours'
    | 'lateHours'
    | 'lateMinutes'
    | 'lateNow';
  values: { days: number; hours: number; minutes: number };
};

/** From so many days on the hours say nothing more. */
const FAR_DAYS = 10;

/** Days are those of the clock: of seven hours where only office hours count. */
export function leftWords({ minutes, dayMinutes }: TimeLeft, isOverdue: boolean): LeftWords {
  const total = Math.abs(minutes);
  const days = Math.floor(total / dayMinutes);
  const rest = total - days * dayMinutes;
  const values = { days, hours: Math.floor(rest / 60), minutes: Math.floor(rest % 60) };
  const side = isOverdue ? 'late' : 'left';
  const isFar = days >= FAR_DAYS;
  if (days > 0)
    return { key: values.hours > 0 && !isFar ? `${side}Days` : `${side}WholeDays`, values };
  if (values.hours > 0) {
    return { key: values.minutes > 0 ? `${side}Hours` : `${side}WholeHours`, values };
  }
  return { key: values.minutes > 0 ? `${side}Minutes` : `${side}Now`, values };
}

type Tone = 'bad' | 'warn' | 'plain';

/** Red once it is over, amber on its last day. */
export function toneOf(left: TimeLeft | null, isOverdue: boolean): Tone {
  if (isOverdue) return 'bad';
  return left !== null && left.minutes < left.dayMinutes ? 'warn' : 'plain';
}
