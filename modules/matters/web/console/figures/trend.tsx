/** Received and closed as bars, with the same as a table behind them. */
import { useId } from 'react';
import { useDay } from '../../../../../web/dates.ts';
import { useMedia } from '../../../../../web/media.ts';
import { useMarks, useTexts } from '../../../../../web/texts.ts';
import { usePeriod } from '../period/period.tsx';
import { everyDay } from '../period/period-rules.ts';
import { type DayPoint, dayPoints, grouped, type Line } from './lines.ts';
import { figuresTexts } from './texts.ts';

const HEIGHT = 180;
const FOOT = 22;
/** In its own units, which a window of that width shows at about their size. */
const wide = { width: 920, bars: 46, days: 8 };
const narrow = { width: 360, bars: 16, days: 4 };

export function Trend({ lines }: { lines: readonly Line[] }) {
  const say = useTexts(figuresTexts);
  const dayOf = useDay();
  const id = useId();
  const points = dayPoints(lines, everyDay(usePeriod()));
  const size = useMedia('(max-width: 48rem)') ? narrow : wide;
  return (
    <section className="figures-part" aria-labelledby={id}>
      <h2 id={id}>{say('trend')}</h2>
      <p className="figures-key" aria-hidden="true">
        <span className="figures-received" />
        {` ${say('received')} `}
        <span className="figures-closed" />
        {` ${say('closed')}`}
      </p>
      <Bars points={grouped(points, size.bars)} size={size} label={say('trend')} />
      <details>
        <summary>{say('table')}</summary>
        <table className="figures-table">
          <thead>
            <tr>
              <th scope="col">{say('day')}</th>
              <th scope="col">{say('received')}</th>
              <th scope="col">{say('closed')}</th>
            </tr>
          </thead>
          <tbody>
            {points.map(({ day, received, closed }) => (
              <tr key={day}>
                <th scope="row">{dayOf(day)}</th>
                <td>{received}</td>
                <td>{closed}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}

type BarsProps = { points: readonly DayPoint[]; size: typeof wide; label: string };

function Bars({ points, size, label }: BarsProps) {
  const say = useTexts(figuresTexts);
  const marks = useMarks();
  const dayOf = useDay();
  const peak = Math.max(1, ...points.map((one) => Math.max(one.received, one.closed)));
  const slot = size.width / points.length;
  const bar = Math.max(2, slot * 0.38);
  const tall = (n: number) => (Math.max(0, n) / peak) * (HEIGHT - FOOT - 16);
  const base = HEIGHT - FOOT;
  const every = Math.ceil(points.length / size.days);
  return (
    <svg
      viewBox={`0 0 ${size.width} ${HEIGHT}`}
      role="img"
      aria-label={marks.pair(label, say('peak', { count: peak }))}
      className="figures-bars"
    >
      <line x1="0" x2={size.width} y1={base} y2={base} />
      <text x="0" y="12">
        {peak}
      </text>
      {points.map(({ day, received, closed }, at) => (
        <g key={day} transform={`translate(${at * slot + slot / 2} 0)`}>
          <title>{`${dayOf(day)}: ${say('received')} ${received}, ${say('closed')} ${closed}`}</title>
          <rect
            className="figures-received"
            x={-bar - 0.5}
            width={bar}
            y={base - tall(received)}
            height={tall(received)}
          />
          <rect
            className="figures-closed"
            x={0.5}
            width={bar}
            y={base - tall(closed)}
            height={tall(closed)}
          />
          {at % every === 0 && (
            <text y={HEIGHT - 4} textAnchor="middle">
              {dayOf(day, 'shortDay')}
            </text>
          )}
        </g>
      ))}
    </svg>
  );
}
