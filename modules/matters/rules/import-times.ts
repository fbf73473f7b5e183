/** Times as other people's files write them: absolute, or on a wall clock in the map's zone. */
import { isCivilDate } from '../../../kernel/dates.ts';
import { instantOf } from '../../../kernel/zone.ts';

export type TimeFormat = { zone: string; format: 'iso' | 'slash' | 'epochSeconds' | 'epochMs' };

const ISO = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(:\d\d)?(?:[.]\d{1,9})?(Z|[+-]\d\d:?\d\d)?)?$/;
/** 2019/4/25 9:32[:09], as spreadsheets here write it. */
const SLASH = /^(\d{4})\/(\d{1,2})\/(\d{1,2})(?: (\d{1,2}):(\d\d)(:\d\d)?)?$/;

/** Epoch ms, or null when the text is no time of that format. A day alone is its midnight. */
export function parseTime(text: string, { zone, format }: TimeFormat): number | null {
  if (format === 'epochSeconds') return /^\d{1,11}$/.test(text) ? Number(text) * 1000 : null;
  if (format === 'epochMs') return /^\d{1,14}$/.test(text) ? Number(text) : null;
  return format === 'iso' ? isoTime(text, zone) : slashTime(text, zone);
}

function isoTime(text: string, zone: string): number | null {
  const [, date, time = '00:00', seconds = '', offset] = ISO.exec(text) ?? [];
  if (!date) return null;
  if (!offset) return wallTime(date, time + seconds, zone);
  const at = isCivilDate(date)
    ? Date.parse(`${date}T${time}${seconds || ':00'}${offset}`)
    : Number.NaN;
  return Number.isFinite(at) ? at : null;
}

function slashTime(text: string, zone: string): number | null {
  const [, year, month = '', day = '', hour = '0', minute = '00', seconds = ''] =
    SLASH.exec(text) ?? [];
  if (!year) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return wallTime(date, `${hour.padStart(2, '0')}:${minute}${seconds}`, zone);
}

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;

function wallTime(date: string, time: string, zone: string): number | null {
  return isCivilDate(date) && CLOCK.test(time) ? instantOf(`${date} ${time}`, zone) : null;
}
