/** Office hours as people write them: `09:00-12:00 13:30-17:30`. Pure. */
import type { HourSpan } from '../../../../../kernel/calendar.ts';

export const HOURS_PATTERN =
  /^\s*\d\d:\d\d\s*[-–~至]\s*\d\d:\d\d(\s*[,，、;\s]\s*\d\d:\d\d\s*[-–~至]\s*\d\d:\d\d)*\s*$/;

export function hoursText(hours: readonly HourSpan[]): string {
  return hours.map(([from, to]) => `${from}-${to}`).join(' ');
}

export function hoursOf(text: string): HourSpan[] {
  const times = text.match(/\d\d:\d\d/g) ?? [];
  const spans: HourSpan[] = [];
  for (let at = 0; at + 1 < times.length; at += 2) {
    spans.push([times[at] ?? '', times[at + 1] ?? '']);
  }
  return spans;
}
