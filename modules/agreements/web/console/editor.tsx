/** The text, clause by clause: who, what, when, what if not. Saving makes a version. */
import { useQuery } from '@tanstack/react-query';
import { Alert, App, Button, Input, Popconfirm, Select } from 'antd';
import { useState } from 'react';
import { api, read } from '../../../../web/api.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { newKey } from '../../../../web/new-key.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import type { Agreement } from '../sheet.tsx';
import { agreementTexts } from '../texts.ts';
import { useDeed } from './doors.ts';
import { draftingTexts } from './texts.ts';

type Text = NonNullable<Agreement['text']>;
type Clause = Omit<Text['clauses'][number], 'sentence'>;

const fresh = (given: Partial<Clause> = {}): Clause => ({
  id: newKey().slice(0, 13),
  who: 'respondent',
  what: '',
  when: '',
  dueOn: null,
  ifNot: '',
  ...given,
});

const bare = ({ sentence: _sentence, ...clause }: Text['clauses'][number]): Clause => clause;

/** What is being written, on which version it rests, and how it is saved. */
function useDrafting({ number, text }: Agreement, takes: readonly string[]) {
  const say = useTexts(draftingTexts);
  const { message } = App.useApp();
  const [facts, setFacts] = useState(text?.facts ?? '');
  const [clauses, setClauses] = useState<Clause[]>(() => text?.clauses.map(bare) ?? [fresh()]);
  const [seen, setSeen] = useState(text?.version ?? 0);
  const save = useDeed(number, async () => {
    const body = { facts, clauses, seen, takes: [...takes] };
    const made = await api('PUT /api/matters/{number}/agreement/text', {
      params: { number },
      body,
    });
    setSeen(made.version);
    void message.success(say('saved', { version: made.version }));
  });
  const isBehind = text !== null && text.version > seen && !save.isPending;
  const beginAnew = () => {
    if (!text) return;
    setSeen(text.version);
    setFacts(text.facts);
    setClauses(text.clauses.map(bare));
    save.reset();
  };
  return { facts, setFacts, clauses, setClauses, save, isBehind, beginAnew };
}

/**
 * Begun from the newest version. What another saves meanwhile is said and offered, and never put in
 * the place of what is being written; the server refuses to save over it unseen.
 */
export function Editor({ view, takes }: { view: Agreement; takes: readonly string[] }) {
  const say = useTexts(draftingTexts);
  const words = useTexts(agreementTexts);
  const { number, text } = view;
  const { facts, setFacts, clauses, setClauses, save, isBehind, beginAnew } = useDrafting(
    view,
    takes,
  );
  const change = (at: number, given: Partial<Clause>) =>
    setClauses(clauses.map((one, place) => (place === at ? { ...one, ...given } : one)));
  const move = (at: number) =>
    setClauses(clauses.toSpliced(at, 1).toSpliced(at - 1, 0, clauses[at] ?? fresh()));
  const isWhole =
    facts.trim() !== '' && clauses.length > 0 && clauses.every((one) => one.what.trim());
  return (
    <section className="agreement-section" aria-labelledby="draft">
      <h2 id="draft">{say('draft')}</h2>
      {view.isOffered && <Alert type="warning" title={say('willResign')} />}
      <ProblemNotice error={save.error} />
      <div role="status">
        {isBehind && text && <Behind version={text.version} onBeginAnew={beginAnew} />}
      </div>
      <label className="agreement-clause-form">
        {words('facts')}
        <Input.TextArea
          rows={4}
          maxLength={8000}
          value={facts}
          onChange={(event) => setFacts(event.target.value)}
        />
      </label>
      {clauses.map((clause, at) => (
        <ClauseForm
          key={clause.id}
          clause={clause}
          at={at}
          onChange={(given) => change(at, given)}
          onRemove={() => setClauses(clauses.toSpliced(at, 1))}
          onUp={() => move(at)}
        />
      ))}
      <div className="agreement-row">
        <Button onClick={() => setClauses([...clauses, fresh()])}>{say('addClause')}</Button>
        <Templates number={number} onPick={(given) => setClauses([...clauses, fresh(given)])} />
        <Button
          type="primary"
          loading={save.isPending}
          disabled={!isWhole}
          onClick={() => save.mutate(undefined)}
        >
          {say('saveText')}
        </Button>
      </div>
    </section>
  );
}

function Behind({ version, onBeginAnew }: { version: number; onBeginAnew: () => void }) {
  const say = useTexts(draftingTexts);
  return (
    <Alert
      type="warning"
      showIcon
      title={say('behind', { version })}
      action={
        <Popconfirm
          title={say('beginAnewSure')}
          okText={say('beginAnew')}
          cancelText={say('cancel')}
          onConfirm={onBeginAnew}
          placement="bottomRight"
        >
          <Button size="small">{say('beginAnew')}</Button>
        </Popconfirm>
      }
    />
  );
}

function Templates({
  number,
  onPick,
}: {
  number: string;
  onPick: (given: Partial<Clause>) => void;
}) {
  const say = useTexts(draftingTexts);
  const named = useNamed();
  const { data } = useQuery(
    read('GET /api/matters/{number}/agreement/clause-templates', { params: { number } }),
  );
  const items = data?.items ?? [];
  return (
    <Select
      className="agreement-templates"
      aria-label={say('fromTemplate')}
      placeholder={say('fromTemplate')}
      value={null}
      options={items.map(({ code, title }) => ({ value: code, label: named(title) }))}
      onChange={(code: string | null) => {
        const one = items.find((item) => item.code === code);
        if (one) onPick({ who: one.who, what: one.what, when: one.when, ifNot: one.ifNot });
      }}
    />
  );
}

type Edited = {
  clause: Clause;
  at: number;
  onChange: (given: Partial<Clause>) => void;
  onRemove: () => void;
  onUp: () => void;
};

function ClauseForm({ clause, at, onChange, onRemove, onUp }: Edited) {
  const say = useTexts(draftingTexts);
  const words = useTexts(agreementTexts);
  const name = words('clause', { at: at + 1 });
  return (
    <fieldset className="agreement-clause-form">
      <legend>{name}</legend>
      <Select
        aria-label={`${name} ${say('who')}`}
        value={clause.who}
        onChange={(who) => onChange({ who })}
        options={(['applicant', 'respondent', 'both'] as const).map((value) => ({
          value,
          label: words(value),
        }))}
      />
      <label>
        {say('what')}
        <Input.TextArea
          rows={2}
          maxLength={2000}
          value={clause.what}
          onChange={(event) => onChange({ what: event.target.value })}
        />
      </label>
      <label>
        {say('when')}
        <Input
          maxLength={200}
          value={clause.when}
          onChange={(event) => onChange({ when: event.target.value })}
        />
      </label>
      <label>
        {say('dueOn')}
        <Input
          type="date"
          value={clause.dueOn ?? ''}
          onChange={(event) => onChange({ dueOn: event.target.value || null })}
        />
      </label>
      <label>
        {say('ifNot')}
        <Input.TextArea
          rows={2}
          maxLength={1000}
          value={clause.ifNot}
          onChange={(event) => onChange({ ifNot: event.target.value })}
        />
      </label>
      <div className="agreement-row">
        {at > 0 && <Button onClick={onUp}>{say('up', { at: at + 1 })}</Button>}
        <Button onClick={onRemove}>{say('remove', { at: at + 1 })}</Button>
      </div>
    </fieldset>
  );
}
