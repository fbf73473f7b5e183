/** The desk of one day: turns in order, who is here, what came of each. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { type Answer, read } from '../../../../web/api.ts';
import { ConsoleTitle } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { consolePaths } from '../../../../web/paths.ts';
import { useParam } from '../../../../web/router.tsx';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { receptionWords } from '../texts.ts';
import { dayOfKey, useHostWords, usePlaceWords, useSpanWords } from '../words.tsx';
import { AddTurn } from './add-turn.tsx';
import { MarkWays } from './marks.tsx';
import { MoveForm } from './move-form.tsx';
import { OpenPerson } from './open-person.tsx';
import { ResultForm } from './result-form.tsx';
import { deskTexts } from './texts.ts';
import { UndertakeForm } from './undertake-form.tsx';
import './reception.css';

export type Desk = Answer<'GET /api/reception/days/{county}/{id}/desk'>;
export type Turn = Desk['items'][number];
export type Opened =
  | { what: 'result' | 'undertake' | 'move' | 'person'; turn: Turn }
  | { what: 'add' };

/** Colleagues mark at the same time; people wait before the door. */
const EVERY_MS = 20_000;

export function ReceptionDeskPage() {
  const say = useTexts(deskTexts);
  const words = useTexts(receptionWords);
  const hostWords = useHostWords();
  const placeWords = usePlaceWords();
  const spanWords = useSpanWords();
  const params = dayOfKey(useParam('day'));
  const { data: desk } = useSuspenseQuery({
    ...read('GET /api/reception/days/{county}/{id}/desk', { params }),
    refetchInterval: EVERY_MS,
  });
  const [opened, setOpened] = useState<Opened | null>(null);
  const { day } = desk;
  return (
    <>
      <ConsoleTitle name={`${words(day.kind)} ${spanWords(day)}`}>
        {desk.mayAdd && (
          <Button type="primary" onClick={() => setOpened({ what: 'add' })}>
            {say('add')}
          </Button>
        )}
      </ConsoleTitle>
      <p>
        <Link to={consolePaths.reception}>{say('back')}</Link>
      </p>
      <p>
        {hostWords(day.hosts)} · <span className="reception-soft">{placeWords(day)}</span> ·{' '}
        {say('taken', { places: day.places, taken: day.taken })}
      </p>
      {day.state === 'cancelled' && <p>{words('offWhy', { why: day.cancelReason })}</p>}
      {desk.items.length === 0 && <p>{say('turnsNone')}</p>}
      <ol className="reception-list">
        {desk.items.map((turn) => (
          <TurnLine key={turn.id} turn={turn} day={day} onOpen={setOpened} />
        ))}
      </ol>
      <Forms desk={desk} opened={opened} onClose={() => setOpened(null)} />
    </>
  );
}

export type DeskForm = { desk: Desk; onClose: () => void };

function Forms({ desk, opened, onClose }: DeskForm & { opened: Opened | null }) {
  if (!opened) return null;
  if (opened.what === 'add') return <AddTurn desk={desk} onClose={onClose} />;
  const form = { desk, turn: opened.turn, onClose };
  if (opened.what === 'result') return <ResultForm {...form} />;
  if (opened.what === 'undertake') return <UndertakeForm {...form} />;
  if (opened.what === 'move') return <MoveForm {...form} />;
  return <OpenPerson {...form} />;
}

type Line = { turn: Turn; day: Desk['day']; onOpen: (opened: Opened) => void };

function TurnLine({ turn, day, onOpen }: Line) {
  const say = useTexts(deskTexts);
  const named = useNamed();
  const time = useTime();
  const { may } = turn;
  const ways = [
    ...(may.result ? (['result'] as const) : []),
    ...(may.undertake ? (['undertake'] as const) : []),
    ...(may.move ? (['move'] as const) : []),
    ...(may.open ? (['person'] as const) : []),
  ];
  const labels = {
    result: 'result',
    undertake: 'undertake',
    move: 'move',
    person: 'openPerson',
  } as const;
  return (
    <li>
      <div className="reception-line">
        <h2>
          {time(turn.at, 'clock')} {say('turn', { turn: turn.turn })}
        </h2>
        <span className="reception-mark">{say(turn.state)}</span>
        {turn.way === 'counter' && <span className="reception-soft">{say('counter')}</span>}
        {turn.topic && <span className="reception-soft">{named(turn.topic)}</span>}
      </div>
      <p>
        {turn.name === '' ? say('erased') : turn.name} {turn.phone}{' '}
        {say('people', { count: turn.people })}
      </p>
      {turn.subject !== '' && <p>{turn.subject}</p>}
      {turn.number !== null && (
        <p>
          <Link to={consolePaths.matter(turn.number)}>{turn.number}</Link>
        </p>
      )}
      <Outcome turn={turn} />
      <div className="reception-buttons">
        <MarkWays turn={turn} day={day} />
        {ways.map((what) => (
          <Button
            key={what}
            aria-label={say('markOf', { turn: turn.turn, what: say(labels[what]) })}
            onClick={() => onOpen({ what, turn })}
          >
            {say(labels[what])}
          </Button>
        ))}
      </div>
    </li>
  );
}

function Outcome({ turn }: { turn: Turn }) {
  const say = useTexts(deskTexts);
  const named = useNamed();
  const time = useTime();
  return (
    <>
      {turn.result !== null && (
        <p>
          <strong>{say(turn.result)}</strong> {turn.said}{' '}
          {turn.resultNumber !== null && (
            <Link to={consolePaths.matter(turn.resultNumber)}>{turn.resultNumber}</Link>
          )}
        </p>
      )}
      {turn.undertakings.map((one) => (
        <p key={one.org.id}>
          {say('workOf', { org: named(one.org), on: one.dueOn, text: one.text ?? '' })}{' '}
          {one.doneAt !== null &&
            say('doneOn', { at: time(one.doneAt, 'day'), text: one.doneText ?? '' })}
        </p>
      ))}
    </>
  );
}
