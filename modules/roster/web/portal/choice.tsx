/** One's own dispute: who may mediate it, one's choice, what it costs, a grievance. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Answer, api, read } from '../../../../web/api.ts';
import { useTime } from '../../../../web/dates.ts';
import { grievanceTexts } from '../../../../web/grievance-texts.ts';
import { portalPaths } from '../../../../web/paths.ts';
import { GrievanceForm } from '../../../../web/portal/grievance-form.tsx';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { Badge, Button } from '../../../../web/ui/parts.tsx';
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
  const words = useTexts(grievanceTexts);
  const client = useQueryClient();
  const time = useTime();
  return (
    <>
      {data.grievances.map((one) => (
        <p key={one.id}>
          {words(one.ground)}
          {' · '}
          {say('filed', { at: time(one.filedAt), due: time(one.dueAt, 'day') })}
          <br />
          {one.answer !== null && say('answered', { answer: one.answer })}
        </p>
      ))}
      {data.mayFile && (
        <details>
          <summary>{say('grievance')}</summary>
          <GrievanceForm
            mediators={data.items}
            file={async (body) => {
              const params = { number };
              await api('POST /api/matters/{number}/mediator-grievances', { params, body });
              await client.invalidateQueries({ queryKey: [ROUTE] });
            }}
          />
        </details>
      )}
    </>
  );
}
