/** A year of the calendar, a button for each day; what the centre decided otherwise is framed. */
import { Button, Space } from 'antd';
import { useState } from 'react';
import { type Calendar, calendarDay, isKnown } from '../../../../../kernel/calendar.ts';
import { civilDate, dayNumber, isoWeekday } from '../../../../../kernel/dates.ts';
import { useLanguage, useTexts } from '../../../../../web/texts.ts';
import { calendarTexts } from '../texts.ts';
import { DayForm } from './day-form.tsx';

/** 十一月 is read as 11月 here; English has names. */
const nameOf = (month: number, language: string) =>
  new Intl.DateTimeFormat(language, { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2024, month - 1, 1),
  );

type Props = { calendar: Calendar; onChange: (next: Calendar) => void };

export function Year({ calendar, onChange }: Props) {
  const say = useTexts(calendarTexts);
  const [year, setYear] = useState(Number(calendar.knownUntil.slice(0, 4)));
  const [chosen, choose] = useState<string | null>(null);
  return (
    <section className="admin-panel rule-section" aria-labelledby="calendar-year">
      <div className="admin-bar">
        <h2 id="calendar-year">{say('yearN', { year })}</h2>
        <Space>
          <Button aria-label={say('earlier')} onClick={() => setYear(year - 1)}>
            ←
          </Button>
          <Button aria-label={say('later')} onClick={() => setYear(year + 1)}>
            →
          </Button>
        </Space>
        <span className="admin-soft">{say('knownUntil', { until: calendar.knownUntil })}</span>
      </div>
      <p className="admin-soft">{say('chooseDay')}</p>
      <div className="calendar-year">
        {Array.from({ length: 12 }, (_, month) => (
          <Month
            key={`${year} ${month + 1}`}
            {...{ calendar, year, month: month + 1 }}
            onChoose={choose}
          />
        ))}
      </div>
      {chosen && (
        <DayForm
          date={chosen}
          calendar={calendar}
          onChange={onChange}
          onClose={() => choose(null)}
        />
      )}
    </section>
  );
}

function Month({
  calendar,
  year,
  month,
  onChoose,
}: {
  calendar: Calendar;
  year: number;
  month: number;
  onChoose: (date: string) => void;
}) {
  const say = useTexts(calendarTexts);
  const two = String(month).padStart(2, '0');
  const name = nameOf(month, useLanguage()[0]);
  const first = dayNumber(`${year}-${two}-01`);
  const after =
    month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`;
  const days = Array.from({ length: dayNumber(after) - first }, (_, at) => first + at);
  return (
    <div className="calendar-month" role="group" aria-label={`${year} · ${name}`}>
      <h3>{name}</h3>
      <div className="calendar-grid">
        {[...say('weekdays')].map((letter, at) => (
          // The letters stand for the seven days in order and never change places.
          // biome-ignore lint/suspicious/noArrayIndexKey: two days of the week share a letter.
          <span key={at} className="calendar-head" aria-hidden="true">
            {letter}
          </span>
        ))}
        {days.map((day, at) => (
          <Day
            key={day}
            calendar={calendar}
            day={day}
            column={at === 0 ? isoWeekday(day) : undefined}
            onChoose={onChoose}
          />
        ))}
      </div>
    </div>
  );
}

function Day({
  calendar,
  day,
  column,
  onChoose,
}: {
  calendar: Calendar;
  day: number;
  column: number | undefined;
  onChoose: (date: string) => void;
}) {
  const say = useTexts(calendarTexts);
  const { kind, name, isWorking } = calendarDay(calendar, day);
  const date = civilDate(day);
  const known = isKnown(calendar, day);
  const words = [
    date,
    say(kind),
    name,
    isWorking ? say('on') : say('off'),
    !known && say('unknownDay'),
  ]
    .filter(Boolean)
    .join(' · ');
  return (
    <button
      type="button"
      className="calendar-day"
      data-kind={kind}
      data-working={isWorking}
      data-known={known}
      title={words}
      aria-label={words}
      style={column ? { gridColumnStart: column } : undefined}
      onClick={() => onChoose(date)}
    >
      {Number(date.slice(8))}
    </button>
  );
}
