/** Signing on the mediator's side: on paper before them, their own name, the seal. */
import { Button, Input, Popconfirm, Select } from 'antd';
import { useRef, useState } from 'react';
import { api, upload } from '../../../../web/api.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { dayHere, todayHere } from '../../../../web/dates.ts';
import { useTexts } from '../../../../web/texts.ts';
import { type Drawing, DrawingBox } from '../drawing.tsx';
import type { Agreement } from '../sheet.tsx';
import { agreementTexts } from '../texts.ts';
import { useDeed } from './doors.ts';
import { draftingTexts } from './texts.ts';

type Signed = { view: Agreement; digest: string };

export function Signing({ view, digest }: Signed) {
  const say = useTexts(draftingTexts);
  const words = useTexts(agreementTexts);
  const open = view.parties.filter((one) => one.signed === null);
  const needs = (signer: string) => view.needed.some((one) => one.signer === signer && !one.isDone);
  return (
    <section className="agreement-section" aria-labelledby="signing">
      <h2 id="signing">{say('signing')}</h2>
      <ul>
        {view.needed.map(({ signer, isDone }) => (
          <li key={signer}>
            {words(signer)}: {words(isDone ? 'done' : 'waiting')}
          </li>
        ))}
      </ul>
      {open.map((one) => (
        <Attest key={one.id} view={view} digest={digest} party={one} />
      ))}
      {open.length > 0 && <p>{say('waitParties')}</p>}
      {open.length === 0 && needs('mediator') && <Own view={view} digest={digest} />}
      {open.length === 0 && !needs('mediator') && needs('committee') && view.may.seal && (
        <SealIt view={view} digest={digest} />
      )}
    </section>
  );
}

function Attest({ view, digest, party }: Signed & { party: Agreement['parties'][number] }) {
  const say = useTexts(draftingTexts);
  const { number } = view;
  const [file, setFile] = useState<File | null>(null);
  const [how, setHow] = useState<'ink' | 'fingerprint'>('ink');
  const [signedOn, setSignedOn] = useState('');
  const attest = useDeed(number, async () => {
    if (!file) return;
    const { id } = await upload(file);
    await api('POST /api/matters/{number}/agreement/signatures/attested', {
      params: { number },
      body: { digest, party: party.id, how, signedOn, scan: id },
    });
  });
  return (
    <details>
      <summary>{say('attestOf', { label: party.label })}</summary>
      <div className="agreement-clause-form">
        <ProblemNotice error={attest.error} />
        <Select
          aria-label={say('how')}
          value={how}
          onChange={setHow}
          options={[
            { value: 'ink', label: say('byInk') },
            { value: 'fingerprint', label: say('byFinger') },
          ]}
        />
        <label>
          {say('signedOn')}
          <Input
            type="date"
            min={view.text ? dayHere(view.text.madeAt) : undefined}
            max={todayHere()}
            value={signedOn}
            onChange={(event) => setSignedOn(event.target.value)}
          />
        </label>
        <label>
          {say('scan')}
          <input
            type="file"
            accept="image/*"
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
        </label>
        <Button
          loading={attest.isPending}
          disabled={!file || signedOn === ''}
          onClick={() => attest.mutate(undefined)}
        >
          {say('attestDo')}
        </Button>
      </div>
    </details>
  );
}

function Own({ view, digest }: Signed) {
  const say = useTexts(draftingTexts);
  const words = useTexts(agreementTexts);
  const { number } = view;
  const drawing = useRef<Drawing | null>(null);
  const sign = useDeed(number, (ink: string) =>
    api('POST /api/matters/{number}/agreement/signatures/mediator', {
      params: { number },
      body: { digest, ink },
    }),
  );
  return (
    <div className="agreement-clause-form">
      <h3>{say('mediatorSign')}</h3>
      <ProblemNotice error={sign.error} />
      <DrawingBox
        label={words('draw')}
        onReady={(ready) => {
          drawing.current = ready;
        }}
      />
      <div className="agreement-row">
        <Button onClick={() => drawing.current?.clear()}>{words('clear')}</Button>
        <Button
          type="primary"
          loading={sign.isPending}
          onClick={() => {
            const ink = drawing.current?.png();
            if (ink) sign.mutate(ink);
          }}
        >
          {words('sign')}
        </Button>
      </div>
    </div>
  );
}

function SealIt({ view, digest }: Signed) {
  const say = useTexts(draftingTexts);
  const { number } = view;
  const seal = useDeed(number, () =>
    api('POST /api/matters/{number}/agreement/signatures/seal', {
      params: { number },
      body: { digest },
    }),
  );
  return (
    <>
      <ProblemNotice error={seal.error} />
      <Popconfirm
        title={say('sealSure')}
        okText={say('sealDo')}
        cancelText={say('cancel')}
        onConfirm={() => seal.mutate(undefined)}
      >
        <Button type="primary" loading={seal.isPending}>
          {say('sealDo')}
        </Button>
      </Popconfirm>
    </>
  );
}
