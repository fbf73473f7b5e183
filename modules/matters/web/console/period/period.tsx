/** The period that figures are of: civil days of the centre, kept in the address. */
import { Button } from 'antd';
import { useId } from 'react';
import { useSearchState } from '../../../../../web/router.tsx';
import { defineTexts, useTexts } from '../../../../../web/texts.ts';
import { daysOf, type Period, presetOf, presets, readPeriod } from './period-rules.ts';
import './period.css';
import { serverNow } from '../../../../../web/server-clock.ts';

const periodTexts = defineTexts('period', {
  period: { zh: '期间', en: 'Period' },
  from: { zh: '起', en: 'From' },
  to: { zh: '止', en: 'To' },
  week: { zh: '近 7 天', en: '7 days' },
  month: { zh: '近 30 天', en: '30 days' },
  quarter: { zh: '近 90 天', en: '90 days' },
  year: { zh: '今年', en: 'This year' },
});

/** Of the address; without one the last 30 days. */
export function usePeriod(): Period {
  const [search] = useSearchState();
  return readPeriod(search, serverNow());
}

export function PeriodChoice() {
  const say = useTexts(periodTexts);
  const [, change] = useSearchState();
  const period = usePeriod();
  const id = useId();
  const now = serverNow();
  return (
    <div className="period" role="group" aria-label={say('period')}>
      {presets.map((name) => (
        <Button
          key={name}
          type={presetOf(period, now) === name ? 'primary' : 'default'}
          aria-pressed={presetOf(period, now) === name}
          onClick={() => change(daysOf(name, now))}
        >
          {say(name)}
        </Button>
      ))}
      {(['from', 'to'] as const).map((end) => (
        <span key={end} className="period-day">
          <label htmlFor={`${id}-${end}`}>{say(end)}</label>
          <input
            id={`${id}-${end}`}
            type="date"
            value={period[end]}
            onChange={(event) => {
              if (event.target.value) change({ ...period, [end]: event.target.value });
            }}
          />
        </span>
      ))}
    </div>
  );
}
