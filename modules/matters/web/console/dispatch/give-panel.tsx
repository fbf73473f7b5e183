/** The chosen matter: its story, the suggestion with its reason, and the deed itself. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { type RefObject, useEffect, useId, useState } from 'react';
import { read } from '../../../../../web/api.ts';
import { useTime } from '../../../../../web/dates.ts';
import { consolePaths } from '../../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import type { BoardMatter, Load } from './board-rules.ts';
import type { Given, Giving } from './give.ts';
import { dispatchTexts } from './texts.ts';

type Props = {
  row: BoardMatter | null;
  again: Given | null;
  org: Load | null;
  orgs: readonly Load[];
  form: RefObject<HTMLFormElement | null>;
  isBusy: boolean;
  onAccept: () => void;
  onGive: (giving: Giving) => void;
};

export function GivePanel(props: Props) {
  const say = useTexts(dispatchTexts);
  const number = props.row?.number ?? props.again?.number;
  if (!number) return <p className="dispatch-panel dispatch-hint">{say('choose')}</p>;
  return (
    <section className="dispatch-panel" aria-labelledby="dispatch-about">
      <h2 id="dispatch-about">{props.again ? say('changing', { number }) : props.row?.title}</h2>
      {props.row && <Story row={props.row} onAccept={props.onAccept} isBusy={props.isBusy} />}
      <GiveForm key={number} {...props} number={number} />
    </section>
  );
}

function Story({
  row,
  onAccept,
  isBusy,
}: {
  row: BoardMatter;
  onAccept: () => void;
  isBusy: boolean;
}) {
  const say = useTexts(dispatchTexts);
  const named = useNamed();
  const time = useTime();
  const { suggestion } = row;
  return (
    <>
      <p className="dispatch-facts">
        {row.number} · {named(row.stage)} · {say('received', { at: time(row.receivedAt) })} ·{' '}
        <Link to={consolePaths.matter(row.number)}>{say('whole')}</Link>
      </p>
      <div className="dispatch-suggestion">
        <p>
          <strong>{row.suggestedOrg ? named(row.suggestedOrg) : say('noSuggestion')}</strong>
          <br />
          {say('why', { why: named(suggestion) })}
          {suggestion.rule !== null && (
            <small>
              {' '}
              {say('rule', { rule: suggestion.rule, version: suggestion.version ?? 0 })}
            </small>
          )}
        </p>
        {row.suggestedOrg && (
          <Button type="primary" disabled={isBusy} onClick={onAccept}>
            {say('accept')}
          </Button>
        )}
      </div>
    </>
  );
}

function GiveForm({
  row,
  again,
  org,
  orgs,
  form,
  isBusy,
  onGive,
  number,
}: Props & { number: string }) {
  const say = useTexts(dispatchTexts);
  const named = useNamed();
  const id = useId();
  const [supporting, setSupporting] = useState<string[]>([]);
  const [words, setWords] = useState('');
  const way = useWay(number);
  useEffect(() => setSupporting((all) => all.filter((one) => one !== org?.org.id)), [org]);
  if (way.isClosed) return <Closed number={number} way={way} />;
  const { action } = way;
  const send = () => {
    if (!org || isBusy) return;
    const version = again?.newVersion ?? row?.version ?? 1;
    onGive({ number, version, action, org: org.org, supporting, words: words.trim() });
  };
  const label = org
    ? say(action === 'dispatch' ? 'give' : 'designate', { org: named(org.org) })
    : say('chooseOrg');
  return (
    <form
      ref={form}
      className="dispatch-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label htmlFor={`${id}-supporting`}>{say('supporting')}</label>
      <Select
        id={`${id}-supporting`}
        mode="multiple"
        value={supporting}
        onChange={setSupporting}
        optionFilterProp="label"
        options={orgs
          .filter((one) => one.org.id !== org?.org.id)
          .map((one) => ({ value: one.org.id, label: named(one.org) }))}
      />
      <label htmlFor={`${id}-words`}>{say(action === 'dispatch' ? 'note' : 'reason')}</label>
      <Input.TextArea
        id={`${id}-words`}
        rows={2}
        maxLength={1000}
        required={action === 'designate'}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <Button type="primary" htmlType="submit" disabled={!org} loading={isBusy}>
        {label}
      </Button>
    </form>
  );
}

/** Which deed is open: the centre that holds it dispatches, the level above designates. */
function useWay(number: string) {
  const { data } = useQuery(read('GET /api/matters/{number}', { params: { number } }));
  const find = (name: string) => data?.allowedActions.find(({ action }) => action === name);
  const dispatch = find('dispatch');
  const designate = find('designate');
  const isDesignation = dispatch?.why !== null && designate?.why === null;
  const isClosed = data !== undefined && dispatch?.why !== null && designate?.why !== null;
  return {
    action: isDesignation && data ? ('designate' as const) : ('dispatch' as const),
    isClosed,
    why: (dispatch ?? designate)?.whyText ?? null,
    /** What the reader does first; of a kind that is never dispatched, to find out what it is. */
    first: data?.allowedActions.find(({ isPrimary }) => isPrimary) ?? null,
  };
}

/** Why it is not dispatched now, and the way to what comes first. */
function Closed({ number, way }: { number: string; way: ReturnType<typeof useWay> }) {
  const say = useTexts(dispatchTexts);
  const named = useNamed();
  return (
    <div className="dispatch-closed" role="status">
      <p>{way.why ? say('closedWhy', { why: named(way.why) }) : say('closedBoard')}</p>
      {way.first && (
        <Link to={consolePaths.matter(number)}>
          {say('firstAct', { action: named(way.first) })}
        </Link>
      )}
    </div>
  );
}
