/** Who stands on which side: on record, completed, taken off. */
import { Alert, Button, Input, type InputRef, Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { api } from '../../../../web/api.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useTexts } from '../../../../web/texts.ts';
import type { Agreement } from '../sheet.tsx';
import { agreementTexts } from '../texts.ts';
import { useDeed } from './doors.ts';
import { draftingTexts } from './texts.ts';

type Party = Agreement['parties'][number];

const deliveryWords = {
  waiting: 'deliveryWaiting',
  sent: 'deliverySent',
  delivered: 'deliveryDelivered',
  byHand: 'deliveryByHand',
} as const;

export function Parties({ view }: { view: Agreement }) {
  const say = useTexts(draftingTexts);
  const words = useTexts(agreementTexts);
  const { number } = view;
  const lacksRespondent = !view.parties.some(({ side }) => side === 'respondent');
  // The matter's page leads here for nothing else.
  const isAsked = () => view.may.name && lacksRespondent && location.hash === '#parties';
  const [edited, setEdited] = useState<Party | 'new' | null>(() => (isAsked() ? 'new' : null));
  const drop = useDeed(number, (id: string) =>
    api('DELETE /api/matters/{number}/agreement/parties/{id}', { params: { number, id } }),
  );
  return (
    <section className="agreement-section" aria-labelledby="parties">
      <h2 id="parties">{words('parties')}</h2>
      <ProblemNotice error={drop.error} />
      {view.may.name && lacksRespondent && (
        <Alert type="warning" showIcon title={words('noRespondent')} />
      )}
      {view.parties.length === 0 && <p>{say('noParties')}</p>}
      <ul>
        {view.parties.map((one) => (
          <li key={one.id} className="agreement-row">
            <strong>{words(one.side)}</strong> {one.label} {!one.hasPhone && `(${say('noPhone')})`}
            <span>
              {one.signed
                ? words('signedOn', { on: one.signed.on, how: words(one.signed.how) })
                : words('notSigned')}
            </span>
            {one.delivery && <span>{words(deliveryWords[one.delivery])}</span>}
            {view.may.correct && (
              <Button
                size="small"
                aria-label={say('correctOf', { label: one.label })}
                onClick={() => setEdited(one)}
              >
                {say('correct')}
              </Button>
            )}
            {view.may.name && (
              <Button
                size="small"
                aria-label={say('takeOffOf', { label: one.label })}
                onClick={() => drop.mutate(one.id)}
              >
                {say('takeOff')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {view.may.name && edited === null && (
        <Button onClick={() => setEdited('new')}>{say('addParty')}</Button>
      )}
      {edited && (
        <PartyForm
          number={number}
          party={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </section>
  );
}

const EMPTY = { name: '', phone: '', idNumber: '', address: '' };
const fields = ['name', 'phone', 'idNumber', 'address'] as const;

function PartyForm({
  number,
  party,
  onClose,
}: {
  number: string;
  party: Party | null;
  onClose: () => void;
}) {
  const say = useTexts(draftingTexts);
  const words = useTexts(agreementTexts);
  const [side, setSide] = useState<'applicant' | 'respondent'>('respondent');
  const [given, setGiven] = useState(EMPTY);
  const first = useRef<InputRef>(null);
  useEffect(() => first.current?.focus(), []);
  const save = useDeed(number, () =>
    party
      ? api('PUT /api/matters/{number}/agreement/parties/{id}', {
          params: { number, id: party.id },
          body: given,
        })
      : api('POST /api/matters/{number}/agreement/parties', {
          params: { number },
          body: { ...given, side },
        }),
  );
  return (
    <div className="agreement-clause-form">
      <ProblemNotice error={save.error} />
      {!party && (
        <Select
          aria-label={say('side')}
          value={side}
          onChange={setSide}
          options={(['applicant', 'respondent'] as const).map((value) => ({
            value,
            label: words(value),
          }))}
        />
      )}
      {fields.map((field) => (
        <label key={field}>
          {say(field)}
          <Input
            {...(field === 'name' && { ref: first })}
            value={given[field]}
            onChange={(event) => setGiven({ ...given, [field]: event.target.value })}
          />
        </label>
      ))}
      <div className="agreement-row">
        <Button
          type="primary"
          loading={save.isPending}
          disabled={given.name.trim() === ''}
          onClick={() => save.mutate(undefined, { onSuccess: onClose })}
        >
          {say('save')}
        </Button>
        <Button onClick={onClose}>{say('cancel')}</Button>
      </div>
    </div>
  );
}
