/** What can be done with the rows selected. Each is an act of its own: some may be refused. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Button, Input, Modal, Radio, Select } from 'antd';
import { useId, useState } from 'react';
import { type Answer, api, type Input as InputOf, read } from '../../../../../web/api.ts';
import { ProblemNotice } from '../../../../../web/console/states.tsx';
import { newKey } from '../../../../../web/new-key.ts';
import { useMay, useSession } from '../../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import type { Row } from './row-store.ts';
import { queueTexts } from './texts.ts';
import { CHOSEN_MAX, type Choice } from './use-choice.ts';
import './deeds.css';

type Asked = 'dispatch' | 'remind';
type Deed = Pick<InputOf<'POST /api/matters/bulk'>['body'], 'input' | 'bySuggestion'>;
type Result = Answer<'POST /api/matters/bulk'>['items'][number];

export function BulkBar({
  choice,
  onExport,
  onDone,
}: {
  choice: Choice;
  onExport: () => void;
  onDone: (numbers: readonly string[]) => void;
}) {
  const say = useTexts(queueTexts);
  const may = useMay();
  const [asked, setAsked] = useState<Asked>();
  const { chosen, isFull, clear } = choice;
  const rows = [...chosen.values()];
  return (
    <section className="queue-bulk" aria-label={say('bulk')}>
      <strong role="status">{say('chosen', { count: chosen.size })}</strong>
      {isFull && <span className="queue-soft">{say('chosenMax', { count: CHOSEN_MAX })}</span>}
      {may('matter.act') && (
        <>
          <Button type="primary" onClick={() => setAsked('dispatch')}>
            {say('dispatch')}
          </Button>
          <Button onClick={() => setAsked('remind')}>{say('remind')}</Button>
        </>
      )}
      {may('matter.export') && <Button onClick={onExport}>{say('export')}</Button>}
      <Button type="text" onClick={clear}>
        {say('unselect')}
      </Button>
      {asked && (
        <BulkDialog
          key={asked}
          asked={asked}
          rows={rows}
          onClose={(done) => {
            setAsked(undefined);
            if (done.length > 0) {
              clear();
              onDone(done);
            }
          }}
        />
      )}
    </section>
  );
}

type DialogProps = { asked: Asked; rows: readonly Row[]; onClose: (done: string[]) => void };

function BulkDialog({ asked, rows, onClose }: DialogProps) {
  const say = useTexts(queueTexts);
  const [deed, setDeed] = useState<Deed | null>(
    asked === 'dispatch' ? { bySuggestion: true } : null,
  );
  // One key for all tries of what this dialog was opened for.
  const [key] = useState(newKey);
  const send = useMutation({
    mutationFn: (body: Deed) => {
      const items = rows.map(({ number, version }) => ({ number, version }));
      return api('POST /api/matters/bulk', { body: { action: asked, items, ...body } }, { key });
    },
  });
  const results = send.data?.items;
  const close = () =>
    onClose((results ?? []).flatMap(({ number, done }) => (done ? [number] : [])));
  return (
    <Modal
      open
      title={say(asked === 'dispatch' ? 'dispatchTitle' : 'remindTitle', { count: rows.length })}
      okText={results ? say('close') : say(asked)}
      cancelText={say('cancel')}
      cancelButtonProps={results ? { style: { display: 'none' } } : {}}
      okButtonProps={{ disabled: !results && deed === null, loading: send.isPending }}
      mask={{ closable: false }}
      onOk={() => (results ? close() : deed && send.mutate(deed))}
      onCancel={close}
    >
      {send.isPending && <p role="status">{say('working')}</p>}
      <ProblemNotice error={send.error} />
      {results && <Results results={results} />}
      {!results && asked === 'dispatch' && <DispatchForm onChange={setDeed} />}
      {!results && asked === 'remind' && <RemindForm onChange={setDeed} />}
    </Modal>
  );
}

function Results({ results }: { results: readonly Result[] }) {
  const say = useTexts(queueTexts);
  const named = useNamed();
  const refused = results.filter(({ refusal }) => refusal !== null);
  const done = results.length - refused.length;
  const words =
    refused.length === 0
      ? say('allDone', { done })
      : say('doneOf', { done, refused: refused.length });
  return (
    <div>
      <Alert type={refused.length === 0 ? 'success' : 'warning'} role="status" title={words} />
      {refused.length > 0 && (
        <>
          <h3 className="queue-why">{say('whyNot')}</h3>
          <ul className="queue-refused">
            {refused.map(({ number, refusal }) => (
              <li key={number}>
                <span className="queue-number">{number}</span> {named(refusal?.titles)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

type FormProps = { onChange: (deed: Deed | null) => void };

function DispatchForm({ onChange }: FormProps) {
  const say = useTexts(queueTexts);
  const [isSuggested, setSuggested] = useState(true);
  const [org, setOrg] = useState<string>();
  const [note, setNote] = useState('');
  const noteId = useId();
  const tell = (next: { isSuggested: boolean; org: string | undefined; note: string }) => {
    const input = next.note.trim() === '' ? {} : { note: next.note.trim() };
    if (next.isSuggested) onChange({ bySuggestion: true, input });
    else onChange(next.org ? { input: { ...input, org: next.org } } : null);
  };
  return (
    <div className="queue-form">
      <Radio.Group
        aria-label={say('org')}
        value={isSuggested}
        onChange={({ target }) => {
          setSuggested(target.value);
          tell({ isSuggested: target.value, org, note });
        }}
        options={[
          { value: true, label: say('bySuggestion') },
          { value: false, label: say('toOne') },
        ]}
      />
      {!isSuggested && (
        <OrgChoice
          value={org}
          onChange={(next) => {
            setOrg(next);
            tell({ isSuggested, org: next, note });
          }}
        />
      )}
      <label htmlFor={noteId}>{say('note')}</label>
      <Input.TextArea
        id={noteId}
        rows={2}
        maxLength={1000}
        value={note}
        onChange={({ target }) => {
          setNote(target.value);
          tell({ isSuggested, org, note: target.value });
        }}
      />
    </div>
  );
}

function OrgChoice({ value, onChange }: { value?: string; onChange: (org: string) => void }) {
  const say = useTexts(queueTexts);
  const named = useNamed();
  const { counties = [] } = useSession();
  const { data } = useQuery(read('GET /api/orgs/loads', { query: { county: counties[0] ?? '' } }));
  const options = (data?.items ?? []).map(({ org }) => ({ value: org.id, label: named(org) }));
  const id = useId();
  return (
    <>
      <label htmlFor={id}>{say('chooseOrg')}</label>
      <Select
        id={id}
        showSearch={{ optionFilterProp: 'label' }}
        value={value ?? null}
        onChange={onChange}
        options={options}
      />
    </>
  );
}

const REASON_MIN = 2;

function RemindForm({ onChange }: FormProps) {
  const say = useTexts(queueTexts);
  const [reason, setReason] = useState('');
  const id = useId();
  return (
    <div className="queue-form">
      <label htmlFor={id}>{say('reason')}</label>
      <Input.TextArea
        id={id}
        rows={3}
        maxLength={500}
        autoFocus
        value={reason}
        aria-describedby={`${id}-help`}
        onChange={({ target }) => {
          setReason(target.value);
          const said = target.value.trim();
          onChange(said.length < REASON_MIN ? null : { input: { reason: said } });
        }}
      />
      <span id={`${id}-help`} className="queue-soft">
        {say('reasonNeeded')}
      </span>
    </div>
  );
}
