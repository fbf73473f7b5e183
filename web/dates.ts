/** Times for people: always in the centre's zone, whatever the device says. */

import { serverNow } from './server-clock.ts';
import { useLanguage } from './texts.ts';

/** All centres of one installation share a zone: it is China's by law. */
export const ZONE = 'Asia/Shanghai';

const styles = {
  /** 11月20日 09:02 */
  short: { month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', hour12: false },
  /** 2026年11月20日 09:02 */
  full: {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  },
  day: { year: 'numeric', month: 'long', day: 'numeric' },
  weekday: { month: 'long', day: 'numeric', weekday: 'long' },
  /** 11月20日 */
  shortDay: { month: 'numeric', day: 'numeric' },
  clock: { hour: '2-digit', minute: '2-digit', hour12: false },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;
export type DateStyle = keyof typeof styles;

/** Formats a time of the server (ISO, UTC) in the centre's zone. */
export function formatTime(at: string | number, style: DateStyle, language: 'zh' | 'en'): string {
  const options = { ...styles[style], timeZone: ZONE };
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', options).format(
    new Date(at),
  );
}

/** The civil day of the centre, as fields of days write it. */
export function todayHere(): string {
  return dayHere(serverNow());
}

/** The same of a time of the server. */
export function dayHere(at: string | number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(new Date(at));
}

export function useTime(): (at: string | number | null | undefined, style?: DateStyle) => string {
  const [language] = useLanguage();
  return (at, style = 'short') =>
    at === null || at === undefined ? '' : formatTime(at, style, language);
}

/** A civil day (2026-11-20) in words. */
export function useDay(): (day: string, style?: 'day' | 'shortDay' | 'weekday') => string {
  const time = useTime();
  return (day, style = 'day') => time(`${day}T04:00:00Z`, style);
}

/** The instant of a `datetime-local` field in the centre's zone, of one offset since 1991. */
export function instantOfField(local: string): string {
  return new Date(`${local.slice(0, 16)}:00+08:00`).toISOString();
}
