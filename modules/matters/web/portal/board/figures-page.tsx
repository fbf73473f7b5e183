/** Figures of the towns for everyone: how many, how fast, how well rated; never a ranking. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { read } from '../../../../../web/api.ts';
import { type ServedCounty, useCounty } from '../../../../../web/county.ts';
import { useTime } from '../../../../../web/dates.ts';
import { portalPaths } from '../../../../../web/paths.ts';
import { CountyChoice } from '../../../../../web/portal/county-choice.tsx';
import { useSearchState } from '../../../../../web/router.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import { Empty, Field, PageTitle } from '../../../../../web/ui/parts.tsx';
import { type Figures, monthsBack, type TownLine } from './queries.ts';
import { boardTexts } from './texts.ts';
import './board.css';
import { serverNow } from '../../../../../web/server-clock.ts';

export function FiguresPage() {
  const say = useTexts(boardTexts);
  const { county } = useCounty();
  return (
    <>
      <PageTitle name={say('figuresTitle')}>{say('figuresTitle')}</PageTitle>
      {county ? <FiguresOf county={county} /> : <CountyChoice />}
    </>
  );
}

const MONTHS = 12;
const YEARS = 2;

function FiguresOf({ county }: { county: ServedCounty }) {
  const say = useTexts(boardTexts);
  const time = useTime();
  const [{ period = '' }, change] = useSearchState();
  // For the choices alone: they do not move while somebody looks.
  const [at] = useState(serverNow);
  // Only what is over is public: the newest month is the one before this.
  const months = monthsBack(at, MONTHS + 1).slice(1);
  const newest = Number(months[0]?.slice(0, 4));
  const years = Array.from({ length: YEARS }, (_, back) => String(newest - back));
  const asked = /^\d{4}-\d{2}$/.test(period)
    ? { month: period }
    : { year: /^\d{4}$/.test(period) ? period : String(newest) };
  const query = { county: county.county, ...asked };
  const figures = useSuspenseQuery(read('GET /api/public/figures', { query })).data;
  return (
    <>
      <p className="muted">{say('figuresIntro', { count: figures.atLeast })}</p>
      <Field label={say('period')}>
        {(tie) => (
          <select
            {...tie}
            className="input board-period"
            value={period || String(newest)}
            onChange={(event) => change({ period: event.target.value })}
          >
            {years.map((one) => (
              <option key={one} value={one}>
                {say('year', { year: one })}
              </option>
            ))}
            {months.map((one) => (
              <option key={one} value={one}>
                {say('month', { year: one.slice(0, 4), month: one.slice(5) })}
              </option>
            ))}
          </select>
        )}
      </Field>
      {figures.from === null ? (
        <Empty>{say('notOver')}</Empty>
      ) : (
        <>
          <p>{say('span', { from: time(figures.from, 'day'), to: time(figures.to, 'day') })}</p>
          <Whole figures={figures} />
          <Towns figures={figures} />
        </>
      )}
      <p className="board-links">
        <Link to={portalPaths.board}>{say('backToBoard')}</Link>
        <Link to={portalPaths.listed}>{say('listed')}</Link>
      </p>
    </>
  );
}

const HOURS_A_DAY = 24;
const HOURS_SHOWN = 48;

/** Each figure in words, with what it was made from; too few says so. */
function useFigureWords() {
  const say = useTexts(boardTexts);
  const count = (n: number | null) => (n === null ? null : String(n));
  const percent = (measure: TownLine['onTimeRate']) =>
    measure && `${Math.round(measure.value * 100)}%`;
  const duration = (measure: TownLine['meanAnswerHours']) => {
    if (!measure) return null;
    return measure.value < HOURS_SHOWN
      ? say('hours', { count: measure.value })
      : say('days', { count: Math.round((measure.value / HOURS_A_DAY) * 10) / 10 });
  };
  const stars = (measure: TownLine['meanRating']) =>
    measure && say('stars', { value: measure.value });
  return (line: TownLine) =>
    [
      { key: 'receivedHead', words: count(line.received), of: null },
      { key: 'closedHead', words: count(line.closed), of: null },
      {
        key: 'onTimeHead',
        words: percent(line.onTimeRate),
        of: line.onTimeRate && say('from', { count: line.onTimeRate.of }),
      },
      {
        key: 'answerHead',
        words: duration(line.meanAnswerHours),
        of: line.meanAnswerHours && say('from', { count: line.meanAnswerHours.of }),
      },
      {
        key: 'medianHead',
        words: duration(line.medianAnswerHours),
        of: line.medianAnswerHours && say('from', { count: line.medianAnswerHours.of }),
      },
      {
        key: 'ratingHead',
        words: stars(line.meanRating),
        of: line.meanRating && say('fromRatings', { count: line.meanRating.of }),
      },
    ] as const;
}

function Whole({ figures }: { figures: Figures }) {
  const say = useTexts(boardTexts);
  const wordsOf = useFigureWords();
  return (
    <section aria-labelledby="whole">
      <h2 id="whole">
        {figures.county.name} {say('whole')}
      </h2>
      <dl className="board-tiles">
        {wordsOf(figures.county).map((one) => (
          <div key={one.key} className="card board-tile">
            <dt>{say(one.key)}</dt>
            <dd>
              <strong>{one.words ?? say('tooFewLong')}</strong>
              {one.of && <small className="muted">{one.of}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <details className="board-why">
        <summary>{say('howCounted')}</summary>
        <p>{say('medianHelp')}</p>
        <p>{say('hiddenHelp', { count: figures.atLeast })}</p>
      </details>
    </section>
  );
}

function Towns({ figures }: { figures: Figures }) {
  const say = useTexts(boardTexts);
  const wordsOf = useFigureWords();
  if (figures.towns.length === 0) return <Empty>{say('noFigures')}</Empty>;
  const heads = wordsOf(figures.county).map((one) => one.key);
  return (
    <section aria-labelledby="towns">
      <h2 id="towns">{say('townHead')}</h2>
      <p className="muted">{say('sortNote')}</p>
      <table className="board-table">
        <thead>
          <tr>
            <th scope="col">{say('townHead')}</th>
            {heads.map((key) => (
              <th key={key} scope="col">
                {say(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.towns.map((town) => (
            <tr key={town.region}>
              <th scope="row">{town.name}</th>
              <TownCells figures={wordsOf(town)} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

type FigureWords = ReturnType<ReturnType<typeof useFigureWords>>;

function TownCells({ figures }: { figures: FigureWords }) {
  const say = useTexts(boardTexts);
  if (figures.every(({ words }) => words === null)) {
    return (
      <td colSpan={figures.length} className="muted board-none">
        {say('tooFewLong')}
      </td>
    );
  }
  return figures.map((one) => (
    <td key={one.key} data-label={say(one.key)}>
      <span>
        {one.words ?? <span className="muted">{say('tooFew')}</span>}
        {one.of && <small className="muted"> {one.of}</small>}
      </span>
    </td>
  ));
}
