/** Disputes of a county by quarter, for leaders: each figure with its formula, no small cell. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { Suspense } from 'react';
import { type Answer, read } from '../../../../web/api.ts';
import { ConsoleTitle, ConsoleWaiting } from '../../../../web/console/states.tsx';
import { useSearchState } from '../../../../web/router.tsx';
import { useSession } from '../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { quartersUntil } from './quarters.ts';
import { analysisTexts } from './texts.ts';
import './analysis.css';
import { serverNow } from '../../../../web/server-clock.ts';

type Analysis = Answer<'GET /api/disputes/analysis'>;
type Cells = Analysis['kinds'];
type Rate = Analysis['settlementRate'];

export function AnalysisPage() {
  const say = useTexts(analysisTexts);
  const quarters = quartersUntil(serverNow());
  const [{ quarter = quarters[1] ?? '' }, change] = useSearchState();
  return (
    <>
      <ConsoleTitle name={say('title')}>
        <Select
          aria-label={say('quarter')}
          className="analysis-quarter"
          value={quarter}
          options={quarters.map((value) => ({
            value,
            label: say('quarterOf', { year: value.slice(0, 4), number: value.slice(6) }),
          }))}
          onChange={(next: string) => change({ quarter: next })}
        />
      </ConsoleTitle>
      <p className="analysis-soft">{say('lead')}</p>
      <Suspense fallback={<ConsoleWaiting />}>
        <Figures quarter={quarter} />
      </Suspense>
    </>
  );
}

function Figures({ quarter }: { quarter: string }) {
  const say = useTexts(analysisTexts);
  const { counties = [] } = useSession();
  const query = { county: counties[0] ?? '', quarter };
  const { data } = useSuspenseQuery(read('GET /api/disputes/analysis', { query }));
  if (data.received === 0) return <p>{say(data.isOver ? 'nothing' : 'nothingYet')}</p>;
  return (
    <>
      <Tiles data={data} />
      <CellTable title={say('kinds')} cells={data.kinds} />
      <CellTable title={say('channels')} cells={data.channels} />
      {data.isOver ? (
        <>
          <CellTable title={say('towns')} cells={data.towns} />
          <Gathered data={data} />
        </>
      ) : (
        <p>{say('goesOn')}</p>
      )}
    </>
  );
}

function Tiles({ data }: { data: Analysis }) {
  const say = useTexts(analysisTexts);
  const { daysToSettlement: days, handOvers } = data;
  return (
    <dl className="analysis-tiles">
      <Tile name={say('received')} value={String(data.received)} how={say('receivedHow')} />
      <RateTile name={say('settlement')} rate={data.settlementRate} how={say('settlementHow')} />
      <RateTile name={say('performance')} rate={data.performanceRate} how={say('performanceHow')} />
      <Tile
        name={say('days')}
        value={days.median === null ? null : say('daysOf', { days: days.median })}
        how={
          days.mean === null || days.count === null
            ? say('daysOnly')
            : say('daysHow', { mean: days.mean.toFixed(1), count: days.count })
        }
      />
      <Tile
        name={say('handOvers')}
        value={handOvers.times === null ? null : String(handOvers.times)}
        how={
          handOvers.matters === null
            ? say('handOversOnly')
            : say('handOversHow', { matters: handOvers.matters })
        }
      />
    </dl>
  );
}

function RateTile({ name, rate, how }: { name: string; rate: Rate; how: string }) {
  const say = useTexts(analysisTexts);
  const { value, numerator, denominator } = rate;
  if (value === null || numerator === null || denominator === null) {
    return <Tile name={name} value={null} how={how} />;
  }
  const parts = say('ratio', { numerator, denominator });
  return <Tile name={name} value={`${(value * 100).toFixed(1)}%`} how={`${parts} · ${how}`} />;
}

function Tile({ name, value, how }: { name: string; value: string | null; how: string }) {
  const say = useTexts(analysisTexts);
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{value ?? say('few')}</strong>
        <span className="analysis-soft">{how}</span>
      </dd>
    </div>
  );
}

function CellTable({ title, cells }: { title: string; cells: Cells }) {
  const say = useTexts(analysisTexts);
  const named = useNamed();
  return (
    <section>
      <h2>{title}</h2>
      {cells.items.length > 0 && (
        <table className="analysis-table">
          <thead>
            <tr>
              <th scope="col">{say('name')}</th>
              <th scope="col">{say('count')}</th>
            </tr>
          </thead>
          <tbody>
            {cells.items.map((cell) => (
              <tr key={cell.code}>
                <th scope="row">{named(cell.words)}</th>
                <td>{cell.count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {cells.items.length === 0 && cells.hidden === 0 && <p>{say('noneHere')}</p>}
      {cells.hidden !== 0 && (
        <p className="analysis-soft">
          {cells.hidden === null ? say('hiddenFew') : say('hidden', { count: cells.hidden })}
        </p>
      )}
    </section>
  );
}

function Gathered({ data }: { data: Analysis }) {
  const say = useTexts(analysisTexts);
  const named = useNamed();
  return (
    <section>
      <h2>{say('gathered')}</h2>
      <p className="analysis-soft">{say('gatheredHow')}</p>
      {data.gathered.length === 0 ? (
        <p>{say('gatheredNone')}</p>
      ) : (
        <table className="analysis-table">
          <thead>
            <tr>
              <th scope="col">{say('grid')}</th>
              <th scope="col">{say('kinds')}</th>
              <th scope="col">{say('count')}</th>
            </tr>
          </thead>
          <tbody>
            {data.gathered.map((cell) => (
              <tr key={`${cell.grid} ${cell.kind}`}>
                <th scope="row">{cell.grid}</th>
                <td>{named(cell.words)}</td>
                <td>{cell.count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
