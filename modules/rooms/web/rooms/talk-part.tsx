/** The written talk, page by page: to everybody, to the mediator alone, or one's own notes. */
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTime } from '../../../../web/dates.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Badge, Button, Field } from '../../../../web/ui/parts.tsx';
import { useProblemText } from '../../../../web/ui/problem.tsx';
import { RoomCard } from './card.tsx';
import type { TalkRemark } from './live.ts';
import type { Participant, RoomState } from './room-page.tsx';
import type { Talk, Unsent } from './talk.ts';
import { roomTexts } from './texts.ts';

type Page = TalkRemark['page'];

/** What the reader may see; the server judges it by itself. */
function pagesOf({ side, withSide }: Participant): readonly Page[] {
  if (side === 'mediator') return ['joint', 'applicant', 'respondent', 'notes'];
  const own = side === 'applicant' || side === 'respondent' ? side : withSide;
  return own === null ? ['joint'] : ['joint', own];
}

function nameOf(page: Page, isLead: boolean) {
  if (page === 'joint') return 'pageJoint';
  if (page === 'notes') return 'pageNotes';
  if (!isLead) return 'pageMine';
  return page === 'applicant' ? 'pageApplicant' : 'pageRespondent';
}

export function TalkPart({ state, me, talk }: { state: RoomState; me: Participant; talk: Talk }) {
  const say = useTexts(roomTexts);
  const pages = pagesOf(me);
  const [page, setPage] = useState<Page>('joint');
  const isLead = me.side === 'mediator';
  const shown = talk.remarks.filter((one) => one.page === page);
  const waiting = talk.unsent.filter((one) => one.page === page);
  const end = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was added last is looked at.
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'nearest' });
  }, [shown.length, page]);
  return (
    <RoomCard id="talk" title={say('talk')}>
      {pages.length > 1 && (
        <fieldset className="room-pages">
          <legend className="hidden-text">{say('talk')}</legend>
          {pages.map((one) => (
            <label key={one} className={one === page ? 'room-page room-page-on' : 'room-page'}>
              <input
                type="radio"
                name="room-page"
                checked={one === page}
                onChange={() => setPage(one)}
              />
              {say(nameOf(one, isLead))}
            </label>
          ))}
        </fieldset>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys. */}
      <ul
        className="room-talk"
        aria-live="polite"
        tabIndex={0}
        aria-label={say(nameOf(page, isLead))}
      >
        {shown.length === 0 && waiting.length === 0 && <li className="muted">{say('nothing')}</li>}
        {shown.map((one) => (
          <Said key={one.seq} one={one} by={state.participants.find(({ id }) => id === one.by)} />
        ))}
        {waiting.map((one) => (
          <Waits key={one.id} one={one} onDrop={() => talk.drop(one.id)} />
        ))}
        <li ref={end} aria-hidden="true" />
      </ul>
      <Compose page={page} onSay={talk.say} />
    </RoomCard>
  );
}

const kindWords = { offer: 'asOffer', statement: 'asStatement' } as const;

function Said({ one, by }: { one: TalkRemark; by: Participant | undefined }) {
  const say = useTexts(roomTexts);
  const time = useTime();
  return (
    <li className="room-said">
      <p className="muted">
        {by?.name} {by && say(by.side)} {time(one.at, 'clock')}{' '}
        {(one.kind === 'offer' || one.kind === 'statement') && (
          <Badge tone={one.kind === 'offer' ? 'warn' : 'good'}>{say(kindWords[one.kind])}</Badge>
        )}
      </p>
      <p className="room-words">{one.text}</p>
    </li>
  );
}

function Waits({ one, onDrop }: { one: Unsent; onDrop: () => void }) {
  const say = useTexts(roomTexts);
  const textOf = useProblemText();
  return (
    <li className="room-said room-unsent">
      <p className="room-words">{one.text}</p>
      <p className="muted">
        {one.refusal === null ? say('unsent') : say('refusedRemark', { why: textOf(one.refusal) })}
      </p>
      {one.refusal !== null && (
        <Button look="link" onClick={onDrop}>
          {say('drop')}
        </Button>
      )}
    </li>
  );
}

const WORDS_MAX = 2000;

function Compose({ page, onSay }: { page: Page; onSay: Talk['say'] }) {
  const say = useTexts(roomTexts);
  const [text, setText] = useState('');
  const [kind, setKind] = useState<'said' | 'offer' | 'statement'>('said');
  const isStatement = kind === 'statement' && page !== 'joint';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    onSay({ page, kind: page === 'notes' ? 'note' : isStatement ? 'said' : kind, text });
    setText('');
    setKind('said');
  };
  return (
    <form onSubmit={submit}>
      <Field label={say('write')}>
        {(tie) => (
          <textarea
            {...tie}
            className="input room-compose"
            maxLength={WORDS_MAX}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="room-row">
        {page !== 'notes' && (
          <label className="room-kind">
            <span className="hidden-text">{say('kind')}</span>
            <select
              className="input"
              value={isStatement ? 'said' : kind}
              onChange={(event) => setKind(event.target.value as typeof kind)}
            >
              <option value="said">{say('asSaid')}</option>
              <option value="offer">{say('asOffer')}</option>
              {page === 'joint' && <option value="statement">{say('asStatement')}</option>}
            </select>
          </label>
        )}
        <Button type="submit">{say('send')}</Button>
      </div>
    </form>
  );
}
