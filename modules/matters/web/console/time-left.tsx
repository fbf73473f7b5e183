/** How long is left in the time that a clock counts: the same words in lists and on a matter. */
import { defineTexts, useTexts } from '../../../../web/texts.ts';
import type { TimeLeft as Left } from '../../contract/time-left.ts';
import { leftWords, toneOf } from './left-words.ts';
import './time-left.css';
import { serverNow } from '../../../../web/server-clock.ts';

const texts = defineTexts('timeLeft', {
  leftDays: { zh: '剩 {days} 天 {hours} 小时', en: '{days} d {hours} h left' },
  leftWholeDays: { zh: '剩 {days} 天', en: '{days} d left' },
  leftWholeHours: { zh: '剩 {hours} 小时', en: '{hours} h left' },
  leftHours: { zh: '剩 {hours} 小时 {minutes} 分', en: '{hours} h {minutes} min left' },
  leftMinutes: { zh: '剩 {minutes} 分钟', en: '{minutes} min left' },
  leftNow: { zh: '即将到期', en: 'Due now' },
  lateDays: { zh: '逾期 {days} 天 {hours} 小时', en: '{days} d {hours} h late' },
  lateWholeDays: { zh: '逾期 {days} 天', en: '{days} d late' },
  lateWholeHours: { zh: '逾期 {hours} 小时', en: '{hours} h late' },
  lateHours: { zh: '逾期 {hours} 小时 {minutes} 分', en: '{hours} h {minutes} min late' },
  lateMinutes: { zh: '逾期 {minutes} 分钟', en: '{minutes} min late' },
  lateNow: { zh: '刚刚逾期', en: 'Just late' },
  workingTime: { zh: '（工作时间）', en: ' (working time)' },
});

type TimeLeftProps = { left: Left | null; dueAt: string };

/** Nothing where nothing runs; overdue by the wall even where no counted time has passed since. */
export function TimeLeft({ left, dueAt }: TimeLeftProps) {
  const say = useTexts(texts);
  if (!left) return null;
  const isOverdue = left.minutes < 0 || Date.parse(dueAt) < serverNow();
  const { key, values } = leftWords(left, isOverdue);
  return (
    <strong className={`time-left is-${toneOf(left, isOverdue)}`}>
      {say(key, values)}
      {left.isWorkingTime && <small>{say('workingTime')}</small>}
    </strong>
  );
}
