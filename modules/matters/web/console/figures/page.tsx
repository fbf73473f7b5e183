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
import type { Line } from './lines.ts';
import { figuresTexts } from './texts.ts';
import { Totals } from './totals.tsx';
import { Trend } from './trend.tsx';
import './figures.css';

type By = 'total' | 'day' | 'town' | 'category';

function useFigures(by: By) {
  const { county, town } = usePlaceChosen();
  const period = usePeriod();
  const compare = by === 'total' ? ({ compare: 'true' } as const) : {};
  const query = { county, ...period, by, ...(town && { town }), ...compare };
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
      <Part by="total">
        {(lines, { pop, yoy }) => (
          <Totals line={lines[0]} pop={pop?.items[0]} yoy={yoy?.items[0]} />
        )}
      </Part>
      <Part by="day">{(lines) => <Trend lines={lines} />}</Part>
      <Part by="town">{(lines) => <ByTown lines={lines} />}</Part>
      <Part by="category">{(lines) => <ByCategory lines={lines} />}</Part>
    </>
  );
}

type Figures = Answer<'GET /api/figures'>;
type PartProps = { by: By; children: (lines: readonly Line[], figures: Figures) => ReactNode };

function Part({ by, children }: PartProps) {
  const figures = useFigures(by);
  if (figures.isPending) return <ConsoleWaiting />;
  if (!figures.data)
    return <ProblemNotice error={figures.error} onRetry={() => void figures.refetch()} />;
  return (
    <Suspense fallback={<ConsoleWaiting />}>{children(figures.data.items, figures.data)}</Suspense>
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
