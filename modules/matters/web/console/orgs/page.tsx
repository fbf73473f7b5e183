/** Organisations side by side, each figure explained and opened to its very matters. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useState } from 'react';
import { read } from '../../../../../web/api.ts';
import { ConsoleTitle, ConsoleWaiting, ProblemNotice } from '../../../../../web/console/states.tsx';
import { useSearchState } from '../../../../../web/router.tsx';
import { useMarks, useNamed, useTexts } from '../../../../../web/texts.ts';
import { PeriodChoice, usePeriod } from '../period/period.tsx';
import { PlaceChoice, usePlaceChosen } from '../place/place.tsx';
import { Behind, type Opened } from './behind.tsx';
import {
  type Compared,
  type Measure,
  nextSort,
  type OrgLine,
  rateWords,
  type Sort,
  shareOf,
  sorted,
} from './sorting.ts';
import { orgsTexts } from './texts.ts';
import './orgs.css';

const levels = ['county', 'town', 'village'] as const;

export function OrgsPage() {
  const say = useTexts(orgsTexts);
  const { county, town } = usePlaceChosen();
  const period = usePeriod();
  const query = { county, ...period, ...(town && { town }) };
  const figures = useQuery(read('GET /api/figures/orgs', { query }));
  const [opened, setOpened] = useState<Opened | null>(null);
  return (
    <>
      <ConsoleTitle name={say('title')}>
        <PlaceChoice />
        <LevelChoice />
      </ConsoleTitle>
      <p className="orgs-intro">{say('intro')}</p>
      <PeriodChoice />
      <ProblemNotice error={figures.error} onRetry={() => void figures.refetch()} />
      {figures.isPending && <ConsoleWaiting />}
      {figures.data && <Comparison figures={figures.data} onOpen={setOpened} />}
      <Behind opened={opened} query={query} onClose={() => setOpened(null)} />
    </>
  );
}

function LevelChoice() {
  const say = useTexts(orgsTexts);
  const [search, change] = useSearchState();
  return (
    <Select
      aria-label={say('level')}
      value={search.level ?? ''}
      popupMatchSelectWidth={false}
      onChange={(level) => change({ level: level || undefined })}
      options={[
        { value: '', label: say('level_all') },
        ...levels.map((level) => ({ value: level, label: say(`level_${level}`) })),
      ]}
    />
  );
}

type OnOpen = (opened: Opened) => void;

function Comparison({ figures, onOpen }: { figures: Compared; onOpen: OnOpen }) {
  const say = useTexts(orgsTexts);
  const [search, change] = useSearchState();
  const sort: Sort = { by: search.sort ?? '', way: search.way === 'worst' ? 'worst' : 'best' };
  const measure = figures.measures.find(({ name }) => name === sort.by);
  const shown = figures.items.filter(({ level }) => !search.level || level === search.level);
  const isRated = (line: OrgLine) => Object.values(line.rates).some((rate) => rate?.value !== null);
  const few = shown.filter((line) => !isRated(line));
  const choose = (by: string) => {
    const next = nextSort(sort, by);
    change({ sort: next.by, way: next.way });
  };
  return (
    <>
      <Formulas figures={figures} />
      {shown.length === 0 && (
        <p className="orgs-none" role="status">
          {say('none')}
        </p>
      )}
      {shown.length > few.length && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls needs the keyboard
        <div className="orgs-scroll" role="region" aria-label={say('title')} tabIndex={0}>
          <table className="orgs-table">
            <thead>
              <tr>
                <th scope="col">{say('org')}</th>
                {figures.measures.map((one) => (
                  <SortHead key={one.name} measure={one} sort={sort} onSort={choose} />
                ))}
              </tr>
            </thead>
            <tbody>
              {sorted(shown.filter(isRated), measure, sort).map((line) => (
                <Line key={line.org.id} line={line} figures={figures} onOpen={onOpen} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {few.length > 0 && <Few lines={few} figures={figures} onOpen={onOpen} />}
    </>
  );
}

/** Those of whom too little is known to say a rate: they are there, and not in the way. */
function Few({
  lines,
  figures,
  onOpen,
}: {
  lines: readonly OrgLine[];
  figures: Compared;
  onOpen: OnOpen;
}) {
  const say = useTexts(orgsTexts);
  const named = useNamed();
  const parts = [
    ...new Set(figures.measures.flatMap((one) => [...one.numerator, ...one.denominator])),
  ];
  return (
    <details className="orgs-formulas">
      <summary>{say('few', { count: lines.length, least: figures.least })}</summary>
      <ul className="orgs-few">
        {lines.map((line) => (
          <li key={line.org.id}>
            {named(line.org)}
            <PartButtons
              line={line}
              parts={parts.filter((part) => line.parts[part])}
              onOpen={onOpen}
            />
          </li>
        ))}
      </ul>
    </details>
  );
}

function SortHead({
  measure,
  sort,
  onSort,
}: {
  measure: Measure;
  sort: Sort;
  onSort: (by: string) => void;
}) {
  const say = useTexts(orgsTexts);
  const named = useNamed();
  const isChosen = sort.by === measure.name;
  const isFalling = (measure.better === 'higher') === (sort.way === 'best');
  const direction = isFalling ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={isChosen ? direction : 'none'}>
      <button
        type="button"
        className="orgs-sort"
        aria-label={say('sortBy', { measure: named(measure) })}
        onClick={() => onSort(measure.name)}
      >
        {named(measure)} <span aria-hidden="true">{isChosen ? (isFalling ? '▼' : '▲') : '↕'}</span>
      </button>
    </th>
  );
}

function Formulas({ figures }: { figures: Compared }) {
  const say = useTexts(orgsTexts);
  const named = useNamed();
  const marks = useMarks();
  return (
    <details className="orgs-formulas">
      <summary>{say('formulas')}</summary>
      <dl>
        {figures.measures.map((measure) => (
          <div key={measure.name}>
            <dt>{marks.aside(named(measure), say(`better_${measure.better}`))}</dt>
            <dd>{named(measure.formula)}</dd>
          </div>
        ))}
      </dl>
      <p>{say('leastNote', { least: figures.least })}</p>
    </details>
  );
}

function Line({ line, figures, onOpen }: { line: OrgLine; figures: Compared; onOpen: OnOpen }) {
  const named = useNamed();
  return (
    <tr>
      <th scope="row">{named(line.org)}</th>
      {figures.measures.map((measure) => (
        <Cell
          key={measure.name}
          line={line}
          measure={measure}
          least={figures.least}
          onOpen={onOpen}
        />
      ))}
    </tr>
  );
}

const PERCENT = 100;

type CellProps = { line: OrgLine; measure: Measure; least: number; onOpen: OnOpen };

function Cell({ line, measure, least, onOpen }: CellProps) {
  const say = useTexts(orgsTexts);
  const named = useNamed();
  const rate = line.rates[measure.name];
  const value = rate?.value ?? null;
  const parts = [...new Set([...measure.numerator, ...measure.denominator])];
  return (
    <td>
      <span className="orgs-name" aria-hidden="true">
        {named(measure)}
      </span>
      <span className="orgs-value">
        {value === null ? say('tooFew', { least }) : rateWords(value, measure.unit)}
      </span>
      {value !== null && (
        <span className={`orgs-bar orgs-${measure.better}`} aria-hidden="true">
          <span style={{ width: `${shareOf(value, measure.unit) * PERCENT}%` }} />
        </span>
      )}
      <PartButtons line={line} parts={parts} onOpen={onOpen} />
    </td>
  );
}

type Parts = Measure['numerator'];

function PartButtons({ line, parts, onOpen }: { line: OrgLine; parts: Parts; onOpen: OnOpen }) {
  const say = useTexts(orgsTexts);
  const named = useNamed();
  return (
    <span className="orgs-parts">
      {parts.map((part) => {
        const count = line.parts[part] ?? 0;
        const words = { org: named(line.org), part: say(`part_${part}`), count };
        return (
          <button
            key={part}
            type="button"
            disabled={count === 0}
            aria-label={say('openPart', words)}
            onClick={() => onOpen({ org: line.org, part })}
          >
            {say(`part_${part}`)} {count}
          </button>
        );
      })}
    </span>
  );
}
