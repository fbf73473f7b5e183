/** The public roster: who mediates for which organisation, in what, in which languages; the fee. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { type Answer, read } from '../../../../web/api.ts';
import { useCounty } from '../../../../web/county.ts';
import { CountyChoice } from '../../../../web/portal/county-choice.tsx';
import { useMarks, useNamed, useTexts } from '../../../../web/texts.ts';
import { Badge, Empty, PageTitle } from '../../../../web/ui/parts.tsx';
import { rosterWebTexts } from '../texts.ts';
import './roster.css';

type Committee = Answer<'GET /api/public/mediators'>['items'][number];
type Mediator = Committee['mediators'][number];

export function RosterPage() {
  const say = useTexts(rosterWebTexts);
  const { county } = useCounty();
  return (
    <>
      <PageTitle name={say('roster')}>{say('roster')}</PageTitle>
      <p>{say('lead')}</p>
      <CountyChoice />
      {county && <Committees county={county.county} />}
    </>
  );
}

function Committees({ county }: { county: string }) {
  const say = useTexts(rosterWebTexts);
  const { data } = useSuspenseQuery(read('GET /api/public/mediators', { query: { county } }));
  if (data.items.length === 0) return <Empty>{say('none')}</Empty>;
  return data.items.map((one) => <OneCommittee key={one.id} committee={one} />);
}

function OneCommittee({ committee }: { committee: Committee }) {
  const say = useTexts(rosterWebTexts);
  const named = useNamed();
  const { channel, level, fromOn, toOn } = committee;
  return (
    <section className="card" aria-labelledby={committee.id}>
      <h2 id={committee.id}>{named(committee.org)}</h2>
      <p>
        <Badge tone="info">{say(channel)}</Badge>{' '}
        <Badge>{say(level === 'industry' ? 'levelIndustry' : level)}</Badge>
      </p>
      <p>{committee.isFree ? say('free') : say('fee', { fee: named(committee.fee) })}</p>
      <ul className="plain-list roster-people">
        {committee.mediators.map((one) => (
          <OneMediator key={one.id} mediator={one} />
        ))}
      </ul>
      <p className="muted">
        {toOn ? say('term', { from: fromOn, to: toOn }) : say('termOpen', { from: fromOn })}
      </p>
      <p className="muted">{say('grievancesTo', { org: named(committee.grievancesTo) })}</p>
    </section>
  );
}

function OneMediator({ mediator }: { mediator: Mediator }) {
  const say = useTexts(rosterWebTexts);
  return (
    <li>
      <strong>{mediator.name}</strong> <span className="muted">{say(mediator.seat)}</span>
      <MediatorFacts mediator={mediator} />
    </li>
  );
}

/** What one mediates, and in which languages. */
export function MediatorFacts({ mediator }: { mediator: Pick<Mediator, 'fields' | 'languages'> }) {
  const say = useTexts(rosterWebTexts);
  const named = useNamed();
  const marks = useMarks();
  return (
    <dl className="facts">
      {mediator.fields.length > 0 && (
        <>
          <dt>{say('fields')}</dt>
          <dd>{marks.list(mediator.fields.map((one) => named(one)))}</dd>
        </>
      )}
      {mediator.languages.length > 0 && (
        <>
          <dt>{say('languages')}</dt>
          <dd>{marks.list(mediator.languages.map((one) => say(one)))}</dd>
        </>
      )}
    </dl>
  );
}
