/** The mediators of a dispute for who handles it: load, choices of the sides, the appointment. */
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { type Answer, api, read } from '../../../../web/api.ts';
import type { MatterPanelProps } from '../../../../web/console/matter-panels.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useMarks, useNamed, useTexts } from '../../../../web/texts.ts';
import { groundWords, useInterestAnswer } from '../interest.ts';
import { rosterWebTexts } from '../texts.ts';
import './roster.css';

type Shown = Answer<'GET /api/matters/{number}/mediators'>;
type One = Shown['items'][number];
type Side = Shown['maySide'][number];

export function MediatorsPanel({ matter, onAct, Panel }: MatterPanelProps) {
  const say = useTexts(rosterWebTexts);
  const named = useNamed();
  const { number } = matter;
  const { data } = useSuspenseQuery(
    read('GET /api/matters/{number}/mediators', { params: { number } }),
  );
  const { committee } = data;
  if (!committee) return null;
  return (
    <Panel id="mediators" title={say('mediators')}>
      <p className="roster-soft">
        {named(committee.org)} · {say(committee.channel)} ·{' '}
        {committee.isFree ? say('free') : say('fee', { fee: named(committee.fee) })}
      </p>
      <ul className="roster-list">
        {data.items.map((one) => (
          <OneMediator
            key={one.id}
            number={number}
            one={one}
            sides={data.maySide}
            answering={data.mayAnswer}
            onAppoint={
              data.mayAppoint && one.post !== null && !one.isAppointed && !one.isReplaced
                ? () => onAct('appointMediator', { post: one.post, chosenBy: chosenBy(one) })
                : null
            }
          />
        ))}
      </ul>
    </Panel>
  );
}

const chosenBy = (one: One) => (one.chosenBy.length === 2 ? 'parties' : 'committee');

type Row = {
  number: string;
  one: One;
  sides: readonly Side[];
  answering: readonly Side[];
  onAppoint: (() => void) | null;
};

function OneMediator({ number, one, sides, answering, onAppoint }: Row) {
  const say = useTexts(rosterWebTexts);
  const named = useNamed();
  const marks = useMarks();
  const choose = useChoose(number, one);
  const open = one.isReplaced ? [] : sides.filter((side) => !one.chosenBy.includes(side));
  return (
    <li>
      <div className="roster-ways">
        <strong>{one.name}</strong>
        <span className="roster-soft">{say(one.seat)}</span>
        {one.load !== null && (
          <span
            className={one.load >= (one.loadMost ?? one.load + 1) ? 'roster-warn' : 'roster-soft'}
          >
            {say(one.load >= (one.loadMost ?? one.load + 1) ? 'loadHigh' : 'load', {
              count: one.load,
            })}
          </span>
        )}
        {one.isAppointed && <span className="roster-mark">{say('appointed')}</span>}
        {one.isReplaced && <span className="roster-mark">{say('replaced')}</span>}
        {one.chosenBy.map((side) => (
          <span key={side} className="roster-mark">
            {say('chosenBy', { side: say(side) })}
          </span>
        ))}
      </div>
      <div className="roster-soft">
        {marks.list([
          ...one.fields.map((field) => named(field)),
          ...one.languages.map((code) => say(code)),
        ])}
      </div>
      <Interest number={number} one={one} sides={answering} />
      <ProblemNotice error={choose.error} />
      <div className="roster-ways">
        {open.map((side) => (
          <Button
            key={side}
            size="small"
            loading={choose.isPending && choose.variables === side}
            onClick={() => choose.mutate(side)}
          >
            {say('chooseFor', { side: say(side), name: one.name })}
          </Button>
        ))}
        {onAppoint && (
          <Button size="small" type="primary" onClick={onAppoint}>
            {say('appointOne', { name: one.name })}
          </Button>
        )}
      </div>
    </li>
  );
}

/** Art. 13 of the court's rules: what the sides said is written down, side by side. */
function Interest({ number, one, sides }: Pick<Row, 'number' | 'one' | 'sides'>) {
  const say = useTexts(rosterWebTexts);
  const answer = useInterestAnswer(number, one);
  const { interest } = one;
  if (!interest || one.isReplaced) return null;
  const open = sides.filter((side) => !interest.agreed.includes(side));
  return (
    <>
      <p className="roster-warn">
        {say('interest', { ground: say(groundWords[interest.ground]) })}{' '}
        {interest.agreed.map((side) => say('agreedTo', { side: say(side) })).join(' ')}
      </p>
      {open.length > 0 && <p className="roster-soft">{say('interestAsk')}</p>}
      <ProblemNotice error={answer.error} />
      <div className="roster-ways">
        {open.flatMap((side) =>
          (['agreed', 'declined'] as const).map((said) => (
            <Button
              key={`${side}/${said}`}
              size="small"
              disabled={answer.isPending}
              onClick={() => answer.mutate({ side, answer: said })}
            >
              {say(said === 'agreed' ? 'agreeTo' : 'declineOf', {
                side: say(side),
                name: one.name,
              })}
            </Button>
          )),
        )}
      </div>
    </>
  );
}

function useChoose(number: string, one: One) {
  const say = useTexts(rosterWebTexts);
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: (side: Side) =>
      api('POST /api/matters/{number}/mediator-choice', {
        params: { number },
        body: { side, mediator: one.id },
      }),
    onSuccess: () => {
      void message.success(say('done'));
      void client.invalidateQueries();
    },
  });
}
