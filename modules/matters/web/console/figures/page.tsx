/** Figures of a place and period: the whole, day by day, by town and by category. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, Suspense } from 'react';
import { type Answer, read } from '../../../../../web/api.ts';
import { ConsoleTitle, ConsoleWaiting, ProblemNotice } from '../../../../../web/console/states.tsx';
import { consolePaths } from '../../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { PeriodChoice, usePeriod } from '../period/period.tsx';
import { PlaceChoice, usePlaceChosen } from '../place/place.tsx';
import { Breakdown } from './breakdown.tsx';
import { closedOf, type Line, rateOf } from './lines.ts';
import { figuresTexts } from './texts.ts';
import { Trend } from './trend.tsx';
import './figures.css';

type By = 'total' | 'day' | 'town' | 'category';

function useFigures(by: By) {
  const { county, town } = usePlaceChosen();
  const period = usePeriod();
  const query = { county, ...period, by, ...(town && { town }) };
  return useQuery(read('GET /api/figures', { query }));
}

export function FiguresPage() {
  const say = useTexts(figuresTexts);
  return (
    <>
      <ConsoleTitle name={say('title')}>
        <PlaceChoice />
        <Link to={consolePaths.orgs}>{say('toOrgs')}</Link>
      </ConsoleTitle>
      <p className="figures-intro">{say('intro')}</p>
      <PeriodChoice />
      <Part by="total">{(lines) => <Totals line={lines[0]} />}</Part>
      <Part by="day">{(lines) => <Trend lines={lines} />}</Part>
      <Part by="town">{(lines) => <ByTown lines={lines} />}</Part>
      <Part by="category">{(lines) => <ByCategory lines={lines} />}</Part>
    </>
  );
}

function Part({ by, children }: { by: By; children: (lines: readonly Line[]) => ReactNode }) {
  const figures = useFigures(by);
  if (figures.isPending) return <ConsoleWaiting />;
  if (!figures.data)
    return <ProblemNotice error={figures.error} onRetry={() => void figures.refetch()} />;
  return <Suspense fallback={<ConsoleWaiting />}>{children(figures.data.items)}</Suspense>;
}

function Totals({ line }: { line: Line | undefined }) {
  const say = useTexts(figuresTexts);
  if (!line) return <p className="figures-none">{say('none')}</p>;
  const { onTimeClosureRate: onTime, reworkRate, meanAnswerHours: answer, meanRating } = line;
  const share = (rate: Answer<'GET /api/figures'>['items'][number]['reworkRate']) =>
    say('ratio', { numerator: rate.numerator, denominator: rate.denominator });
  const tiles: [string, string | number, string][] = [
    [say('received'), line.received, ''],
    [say('closed'), closedOf(line), ''],
    [say('onTime'), rateOf(onTime), `${share(onTime)} · ${say('onTimeHow')}`],
    [say('rework'), rateOf(reworkRate), `${share(reworkRate)} · ${say('reworkHow')}`],
    [
      say('answer'),
      answer.value === null ? say('dash') : say('hours', { hours: answer.value.toFixed(1) }),
      `${say('answers', { count: answer.denominator })} · ${say('answerHow')}`,
    ],
    [
      say('rating'),
      meanRating.value === null ? say('dash') : meanRating.value.toFixed(2),
      `${say('count', { count: meanRating.denominator })} · ${say('ratingHow')}`,
    ],
    [say('breached'), line.breached, ''],
    [say('reopened'), line.reopened, ''],
    [say('objections'), line.objections, ''],
    [say('selfHandled'), line.selfHandled, ''],
  ];
  return (
    <dl className="figures-tiles">
      {tiles.map(([name, value, how]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
          {how !== '' && <dd className="figures-how">{how}</dd>}
        </div>
      ))}
    </dl>
  );
}

function ByTown({ lines }: { lines: readonly Line[] }) {
  const say = useTexts(figuresTexts);
  const { county } = usePlaceChosen();
  const towns = useSuspenseQuery(
    read('GET /api/regions', { query: { parent: county, limit: 100 } }),
  );
  const names = new Map(towns.data.items.map(({ code, name }) => [code, name]));
  return (
    <Breakdown
      name={say('byTown')}
      of={say('town')}
      lines={lines}
      nameOf={(code) => names.get(code) ?? code}
    />
  );
}

function ByCategory({ lines }: { lines: readonly Line[] }) {
  const say = useTexts(figuresTexts);
  const named = useNamed();
  const { county } = usePlaceChosen();
  const categories = useSuspenseQuery(read('GET /api/categories', { query: { county } }));
  const found = new Map(categories.data.items.map((one) => [one.code, named(one)]));
  const nameOf = (code: string) =>
    code === '' || code === 'total' ? say('noCategory') : (found.get(code) ?? code);
  return <Breakdown name={say('byCategory')} of={say('category')} lines={lines} nameOf={nameOf} />;
}
