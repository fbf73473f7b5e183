/** One's own dispute: who may mediate it, one's choice, what it costs, a grievance. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type Answer, api, read } from '../../../../web/api.ts';
import { useTime } from '../../../../web/dates.ts';
import { portalPaths } from '../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { Badge, Button, Field } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { groundWords, useInterestAnswer } from '../interest.ts';
import { rosterWebTexts } from '../texts.ts';
import { MediatorFacts } from './roster-page.tsx';
import './roster.css';

type Shown = Answer<'GET /api/matters/{number}/mediators'>;
const ROUTE = 'GET /api/matters/{number}/mediators';

export function OwnMediators({ number }: { number: string }) {
  const say = useTexts(rosterWebTexts);
  const named = useNamed();
  const shown = useQuery(read(ROUTE, { params: { number } }));
  if (shown.error) {
    return <ProblemNote error={shown.error} onRetry={() => void shown.refetch()} />;
  }
  const { data } = shown;
  if (!data?.committee) return null;
  const { committee } = data;
  return (
    <section className="card" aria-labelledby="mediators">
      <h2 id="mediators">{say('mediators')}</h2>
      <p>
        {named(committee.org)} ·{' '}
        {committee.isFree ? say('free') : say('fee', { fee: named(committee.fee) })}
      </p>
      {data.maySide.length > 0 && <p>{say('chooseLead')}</p>}
      <ul className="plain-list roster-people">
        {data.items.map((one) => (
          <OneChoice
            key={one.id}
            number={number}
            one={one}
            side={data.maySide[0] ?? null}
            answering={data.mayAnswer[0] ?? null}
          />
        ))}
      </ul>
      <Link to={portalPaths.mediators}>{say('seeRoster')}</Link>
      <Grievances number={number} data={data} />
    </section>
  );
}

type Side = Shown['maySide'][number];
type One = {
  number: string;
  one: Shown['items'][number];
  /** For which side the reader chooses now. */
  side: Side | null;
  answering: Side | null;
};

function OneChoice({ number, one, side, answering }: One) {
  const say = useTexts(rosterWebTexts);
  const client = useQueryClient();
  const choose = useMutation({
    mutationFn: (own: Side) =>
      api('POST /api/matters/{number}/mediator-choice', {
        params: { number },
        body: { side: own, mediator: one.id },
      }),
    onSuccess: () => void client.invalidateQueries({ queryKey: [ROUTE] }),
  });
  const own = side ?? answering;
  const isMine = own !== null && one.chosenBy.includes(own);
  return (
    <li>
      <div className="roster-ways">
        <strong>{one.name}</strong>
        <span className="muted">{say(one.seat)}</span>
        {one.isAppointed && <Badge tone="good">{say('appointed')}</Badge>}
        {isMine && <Badge tone="info">{say('yours')}</Badge>}
        {one.isReplaced && <Badge tone="warn">{say('replaced')}</Badge>}
      </div>
      <MediatorFacts mediator={one} />
      <Interest number={number} one={one} side={answering} />
      {side && !isMine && !one.isReplaced && !one.isAppointed && (
        <Button
          look="plain"
          disabled={choose.isPending}
          aria-label={say('chooseOne', { name: one.name })}
          onClick={() => choose.mutate(side)}
        >
          {say('choose')}
        </Button>
      )}
      {choose.error && <ProblemNote error={choose.error} />}
    </li>
  );
}

/** Art. 13 of the court's rules: one's own answer to what the mediator disclosed. */
function Interest({ number, one, side }: { side: Side | null } & Pick<One, 'number' | 'one'>) {
  const say = useTexts(rosterWebTexts);
  const answer = useInterestAnswer(number, one);
  const { interest } = one;
  if (!interest || one.isReplaced) return null;
  const isOpen = side !== null && !interest.agreed.includes(side);
  return (
    <>
      <p>{say('interest', { ground: say(groundWords[interest.ground]) })}</p>
      {interest.agreed.map((agreed) => (
        <p key={agreed} className="muted">
          {say('agreedTo', { side: say(agreed) })}
        </p>
      ))}
      {isOpen && (
        <>
          <p className="muted">{say('interestAsk')}</p>
          <div className="roster-ways">
            {(['agreed', 'declined'] as const).map((said) => (
              <Button
                key={said}
                look="plain"
                disabled={answer.isPending}
                onClick={() => answer.mutate({ side, answer: said })}
              >
                {say(said === 'agreed' ? 'agreeTo' : 'declineOf', {
                  side: say(side),
                  name: one.name,
                })}
              </Button>
            ))}
          </div>
        </>
      )}
      {answer.error && <ProblemNote error={answer.error} />}
    </>
  );
}

function Grievances({ number, data }: { number: string; data: Shown }) {
  const say = useTexts(rosterWebTexts);
  const time = useTime();
  return (
    <>
      {data.grievances.map((one) => (
        <p key={one.id}>
          {say(one.ground)}
          {' · '}
          {say('filed', { at: time(one.filedAt), due: time(one.dueAt, 'day') })}
          <br />
          {one.answer !== null && say('answered', { answer: one.answer })}
        </p>
      ))}
      {data.mayFile && (
        <details>
          <summary>{say('grievance')}</summary>
          <GrievanceForm number={number} data={data} />
        </details>
      )}
    </>
  );
}

const grounds = [
  'partial',
  'insult',
  'favours',
  'disclosure',
  'forcing',
  'refusals',
  'other',
] as const;

type Told = { mediator: string; ground: (typeof grounds)[number]; text: string };

function GrievanceForm({ number, data }: { number: string; data: Shown }) {
  const say = useTexts(rosterWebTexts);
  const appointed = data.items.find((one) => one.isAppointed) ?? data.items[0];
  const [told, setTold] = useState<Told>({
    mediator: appointed?.id ?? '',
    ground: 'partial',
    text: '',
  });
  const file = useFile(number, () => setTold({ ...told, text: '' }));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        file.mutate(told);
      }}
    >
      {file.error && <ProblemNote error={file.error} />}
      <About told={told} data={data} onChange={setTold} />
      <Field label={say('words')}>
        {(tie) => (
          <textarea
            {...tie}
            rows={4}
            required
            minLength={2}
            maxLength={2000}
            value={told.text}
            onChange={(event) => setTold({ ...told, text: event.target.value })}
          />
        )}
      </Field>
      <Button type="submit" disabled={file.isPending}>
        {say('file')}
      </Button>
    </form>
  );
}

type Fields = { told: Told; data: Shown; onChange: (told: Told) => void };

function About({ told, data, onChange }: Fields) {
  const say = useTexts(rosterWebTexts);
  const groundOf = (value: string) => grounds.find((one) => one === value) ?? 'other';
  return (
    <>
      <Field label={say('about')}>
        {(tie) => (
          <select
            {...tie}
            value={told.mediator}
            onChange={(event) => onChange({ ...told, mediator: event.target.value })}
          >
            {data.items.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={say('ground')}>
        {(tie) => (
          <select
            {...tie}
            value={told.ground}
            onChange={(event) => onChange({ ...told, ground: groundOf(event.target.value) })}
          >
            {grounds.map((one) => (
              <option key={one} value={one}>
                {say(one)}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}

function useFile(number: string, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Told) =>
      api('POST /api/matters/{number}/mediator-grievances', { params: { number }, body }),
    onSuccess: () => {
      onDone();
      void client.invalidateQueries({ queryKey: [ROUTE] });
    },
  });
}
