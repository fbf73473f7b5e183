/** Why a clock is due when it is: each day counted or skipped, stops, extensions, rungs. */
import type { Answer } from '../../../../../web/api.ts';
import { useTime } from '../../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { dayReasonWords, rungStateWords, rungWords, unitWords } from '../../../contract/words.ts';
import { Facts, Mark, type Tone, useWord } from './parts.tsx';
import { matterTexts } from './texts.ts';
import './log.css';

type Clock = Answer<'GET /api/matters/{number}/clocks'>['items'][number];

export function ClockExplained({ clock }: { clock: Clock }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const time = useTime();
  return (
    <div className="matter-explained">
      <p>{named(clock.why)}</p>
      <Facts
        facts={[
          clock.citation ? [say('citation'), clock.citation] : null,
          [say('startedAt'), time(clock.startedAt, 'full')],
          clock.countsFrom === clock.startedAt
            ? null
            : [say('countsFrom'), time(clock.countsFrom, 'full')],
          [say('firstDue'), time(clock.firstDueAt, 'full')],
          clock.dueAt === clock.firstDueAt ? null : [say('dueNow'), time(clock.dueAt, 'full')],
          clock.endedAt ? [say('endedAt'), time(clock.endedAt, 'full')] : null,
        ]}
      />
      <Days clock={clock} />
      <Stops clock={clock} />
      <Extensions clock={clock} />
      <Rungs clock={clock} />
    </div>
  );
}

const HOUR_MS = 3_600_000;

function Days({ clock }: { clock: Clock }) {
  const say = useTexts(matterTexts);
  const word = useWord();
  const counted = ({ days, ms }: Clock['days'][number]) => {
    if (days > 0) return say('dayCount', { count: days });
    if (ms > 0) return say('hourCount', { hours: Math.round((ms / HOUR_MS) * 100) / 100 });
    return say('notCounted');
  };
  return (
    <table className="matter-days">
      <caption>{say('daysCounted')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('day')}</th>
          <th scope="col">{say('why')}</th>
          <th scope="col">{say('counted')}</th>
        </tr>
      </thead>
      <tbody>
        {clock.days.map((day) => (
          <tr key={`${day.from} ${day.why}`} className={day.days || day.ms ? '' : 'matter-soft'}>
            <td>
              {day.from === day.to ? day.from : say('fromTo', { from: day.from, to: day.to })}
            </td>
            <td>
              {word(dayReasonWords, day.why)} {day.name}
            </td>
            <td>{counted(day)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Stops({ clock }: { clock: Clock }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const time = useTime();
  if (clock.stops.length === 0) return null;
  return (
    <>
      <h3>{say('stops')}</h3>
      <ul>
        {clock.stops.map((stop) => (
          <li key={stop.from}>
            {named(stop.why)}:{' '}
            {stop.to === null
              ? say('since', { from: time(stop.from) })
              : say('fromTo', { from: time(stop.from), to: time(stop.to) })}
            {stop.days !== null && ` (${say('stopDays', { count: stop.days })})`}
          </li>
        ))}
      </ul>
    </>
  );
}

function Extensions({ clock }: { clock: Clock }) {
  const say = useTexts(matterTexts);
  const time = useTime();
  const word = useWord();
  if (clock.extensions.length === 0) return null;
  return (
    <>
      <h3>{say('extensions')}</h3>
      <ul>
        {clock.extensions.map((one) => (
          <li key={one.at}>
            {time(one.at)} +{one.amount} {word(unitWords, one.unit)}
          </li>
        ))}
      </ul>
    </>
  );
}

const rungTones: Readonly<Record<string, Tone>> = {
  yellow: 'warn',
  orange: 'warn',
  red: 'bad',
  breach: 'bad',
};

function Rungs({ clock }: { clock: Clock }) {
  const say = useTexts(matterTexts);
  const time = useTime();
  const word = useWord();
  if (clock.rungs.length === 0) return null;
  return (
    <>
      <h3>{say('rungs')}</h3>
      <ul className="matter-plain">
        {clock.rungs.map((one) => (
          <li key={one.rung} className="matter-row">
            <Mark tone={one.state === 'fired' ? (rungTones[one.rung] ?? 'info') : 'plain'}>
              {word(rungWords, one.rung)}
            </Mark>
            <span>
              {word(rungStateWords, one.state)} {time(one.at)}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
