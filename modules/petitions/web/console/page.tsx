/** The petition office's page: what is called back, old trouble, and the report of the year. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Answer, read } from '../../../../web/api.ts';
import { ConsoleTitle } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { consolePaths } from '../../../../web/paths.ts';
import { useSearchState } from '../../../../web/router.tsx';
import { serverNow } from '../../../../web/server-clock.ts';
import { useMay, useSession } from '../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { groupTexts, officeTexts } from './texts.ts';
import './petitions.css';

export function PetitionsPage() {
  const say = useTexts(officeTexts);
  const { counties = [] } = useSession();
  const county = counties[0] ?? '';
  const may = useMay();
  return (
    <>
      <ConsoleTitle name={say('title')} />
      <Waiting county={county} list="withdrawal" />
      <Waiting county={county} list="legacy" />
      {may('figures.read') && <YearlyReport county={county} />}
    </>
  );
}

type List = 'withdrawal' | 'legacy';
type State = 'due' | 'calledBack' | 'open' | 'resolved';

function Waiting({ county, list }: { county: string; list: List }) {
  const say = useTexts(officeTexts);
  const { data } = useSuspenseQuery(read('GET /api/petitions/listed', { query: { county, list } }));
  const { resolved, all } = data.rate;
  const isLegacy = list === 'legacy';
  const share = all === 0 ? '' : `${Math.round((resolved / all) * 100)}%`;
  return (
    <section className="petitions-part">
      <h2>{say(isLegacy ? 'legacy' : 'withdrawals')}</h2>
      <p className="petitions-soft">{say(isLegacy ? 'legacyHint' : 'withdrawalsHint')}</p>
      {isLegacy && all > 0 && <p>{say('rate', { resolved, all, share })}</p>}
      {all === 0 ? <p>{say('none')}</p> : <WaitingTable items={data.items} list={list} />}
    </section>
  );
}

type Items = Answer<'GET /api/petitions/listed'>['items'];

function WaitingTable({ items, list }: { items: Items; list: List }) {
  const say = useTexts(officeTexts);
  const named = useNamed();
  const time = useTime();
  return (
    <table className="petitions-table">
      <thead>
        <tr>
          {(['number', 'org', 'state', 'since'] as const).map((head) => (
            <th key={head} scope="col">
              {say(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map(({ number, org, state, sinceAt }) => (
          <tr key={`${list}${number}`}>
            <td>
              <Link to={consolePaths.matter(number)}>{number}</Link>
            </td>
            <td>{named(org)}</td>
            <td>{say(`state_${state as State}`)}</td>
            <td>{time(sinceAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const FIRST_YEAR = 2022;

function YearlyReport({ county }: { county: string }) {
  const say = useTexts(officeTexts);
  const words = useTexts(groupTexts);
  const [search, setSearch] = useSearchState();
  const now = new Date(serverNow()).getFullYear();
  const year = Number(search.year) || now;
  const { data } = useQuery(
    read('GET /api/petitions/yearly/{year}', { params: { year }, query: { county } }),
  );
  const href = (format: string) => `/api/petitions/yearly/${year}/${format}?county=${county}`;
  // Whoever sees a town alone has no report of the county.
  if (!data) return null;
  const years = Array.from({ length: now - FIRST_YEAR + 1 }, (_, back) => now - back);
  return (
    <section className="petitions-part">
      <h2>{say('yearly')}</h2>
      <p className="petitions-soft">{say('yearlyHint', { least: data.least })}</p>
      <p className="petitions-doors">
        <label>
          {say('year')}{' '}
          <select value={year} onChange={(event) => setSearch({ year: event.target.value })}>
            {years.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
        <a href={href('pdf')}>{say('pdf')}</a>
        <a href={href('docx')}>{say('word')}</a>
      </p>
      {(Object.keys(data.groups) as (keyof typeof data.groups)[]).map((group) => (
        <GroupTable key={group} title={words(group)} group={data.groups[group]} />
      ))}
    </section>
  );
}

type Group = Answer<'GET /api/petitions/yearly/{year}'>['groups']['classes'];

function GroupTable({ title, group }: { title: string; group: Group }) {
  const say = useTexts(officeTexts);
  const named = useNamed();
  const { cells, merged, total } = group;
  return (
    <>
      <h3>{title}</h3>
      {total === null ? (
        <p>{say('few')}</p>
      ) : (
        <table className="petitions-table">
          <thead>
            <tr>
              <th scope="col">{say('what')}</th>
              <th scope="col">{say('count')}</th>
            </tr>
          </thead>
          <tbody>
            {cells.map(({ what, count }) => (
              <Line key={what.code} what={named(what)} count={count} />
            ))}
            {merged !== null && <Line what={say('merged')} count={merged} />}
            <Line what={say('total')} count={total} />
          </tbody>
        </table>
      )}
    </>
  );
}

function Line({ what, count }: { what: string; count: number }) {
  return (
    <tr>
      <td>{what}</td>
      <td>{count}</td>
    </tr>
  );
}
