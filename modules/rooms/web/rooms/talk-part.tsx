/** The written talk, page by page: to everybody, to the mediator alone, or one's own notes. */
import { type FormEvent, useEffect, useId, useState } from 'react';
import { useTime } from '../../../../web/dates.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Badge, Button, Field } from '../../../../web/ui/parts.tsx';
import { useProblemText } from '../../../../web/ui/problem.tsx';
import { RoomCard } from './card.tsx';
import { keep, readKept } from './kept.ts';
import type { TalkRemark } from './live.ts';
import type { Participant, RoomState } from './room-page.tsx';
import type { Talk, Unsent } from './talk.ts';
import { roomTexts } from './texts.ts';
import type { TalkPage as Page } from './unread.ts';
import type { Reading } from './use-unread.ts';

/** What the reader may see; the server judges it by itself. */
function pagesOf({ side, withSide }: Participant): readonly Page[] {
  if (side === 'mediator') return ['joint', 'applicant', 'respondent', 'notes'];
  const own = side === 'applicant' || side === 'respondent' ? side : withSide;
  return own === null ? ['joint'] : ['joint', own];
}

export function nameOf(page: Page, isLead: boolean) {
  if (page === 'joint') return 'pageJoint';
  if (page === 'notes') return 'pageNotes';
  if (!isLead) return 'pageMine';
  return page === 'applicant' ? 'pageApplicant' : 'pageRespondent';
}

type Of = { room: string; state: RoomState; me: Participant; talk: Talk; reading: Reading };

export function TalkPart({ room, state, me, talk, reading }: Of) {
  const say = useTexts(roomTexts);
  const { page, list } = reading;
  const isLead = me.side === 'mediator';
  const shown = talk.remarks.filter((one) => one.page === page);
  const waiting = talk.unsent.filter((one) => one.page === page);
  useEffect(() => {
    // What was added last is looked at; the rest of the room stays where it is.
    const box = list.current;
    if (box && shown.length + waiting.length > 0) box.scrollTop = box.scrollHeight;
  }, [list, shown.length, waiting.length]);
  return (
    <RoomCard id="talk" title={say('talk')}>
      <Pages pages={pagesOf(me)} isLead={isLead} reading={reading} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys. */}
      <ul
        ref={list}
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
      </ul>
      <Compose room={room} page={page} onSay={talk.say} />
    </RoomCard>
  );
}

type PagesOf = { pages: readonly Page[]; isLead: boolean; reading: Reading };

/** The number is seen on the page's own mark, and heard as its description. */
function Pages({ pages, isLead, reading }: PagesOf) {
  const say = useTexts(roomTexts);
  const own = useId();
  const { page, turnTo, unread } = reading;
  if (pages.length < 2) return null;
  return (
    <fieldset className="room-pages">
      <legend className="hidden-text">{say('talk')}</legend>
      {pages.map((one) => {
        const count = unread.get(one) ?? 0;
        return (
          <div key={one}>
            <label className={one === page ? 'room-page room-page-on' : 'room-page'}>
              <input
                type="radio"
                name="room-page"
                checked={one === page}
                onChange={() => turnTo(one)}
                aria-describedby={count > 0 ? `${own}-${one}` : undefined}
              />
              {say(nameOf(one, isLead))}
              {count > 0 && (
                <span className="room-count" aria-hidden="true">
                  {count}
                </span>
              )}
            </label>
            {count > 0 && (
              <span id={`${own}-${one}`} className="hidden-text">
                {say('unread', { count })}
              </span>
            )}
          </div>
        );
      })}
    </fieldset>
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

/** Of each page its own: what was begun to the mediator alone is never sent to everybody. */
function useDraft(room: string, page: Page): [string, (text: string) => void] {
  const [drafts, setDrafts] = useState(() => readDrafts(readKept(room, 'drafts')));
  const write = (text: string) => {
    const next = { ...drafts, [page]: text };
    keep(room, 'drafts', next);
    setDrafts(next);
  };
  return [drafts[page] ?? '', write];
}

const readDrafts = (kept: string | null) =>
  // It was written by this page, in this tab.
  JSON.parse(kept ?? '{}') as Partial<Record<Page, string>>;

function Compose({ room, page, onSay }: { room: string; page: Page; onSay: Talk['say'] }) {
  const say = useTexts(roomTexts);
  const [text, setText] = useDraft(room, page);
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
