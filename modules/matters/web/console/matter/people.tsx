/**
 * The people of a matter: masked until somebody says what for; then shown for a minute and masked
 * again. What was opened is kept in this component alone, never in a cache.
 */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Form, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { type Answer, api } from '../../../../../web/api.ts';
import { ProblemNotice } from '../../../../../web/console/states.tsx';
import { useMay } from '../../../../../web/session.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { partyRoleWords, purposeWords } from '../../../contract/words.ts';
import type { Matter } from './form-rules.ts';
import { Facts, Panel, Quiet, useWord } from './parts.tsx';
import { useReadAgain } from './reads.ts';
import { matterTexts } from './texts.ts';

type Opened = Answer<'POST /api/matters/{number}/persons'>;
type Purpose = { purpose: keyof typeof purposeWords; reason: string };

const SHOWN_S = 60;

export function PeoplePanel({ matter }: { matter: Matter }) {
  const say = useTexts(matterTexts);
  const may = useMay();
  const [opened, setOpened] = useState<Opened | null>(null);
  const isHidden = matter.openedCount === null;
  const mayOpen = may('person.open') && !isHidden && matter.parties.length > 0;
  return (
    <Panel id="people" title={say('people')}>
      {isHidden && <Alert type="warning" title={say('subjectHidden')} />}
      {!isHidden && matter.parties.length === 0 && <Quiet>{say('noPeople')}</Quiet>}
      {opened ? (
        <OpenPeople opened={opened} onMask={() => setOpened(null)} />
      ) : (
        <MaskedPeople matter={matter} />
      )}
      {matter.openedCount !== null && matter.parties.length > 0 && (
        <Quiet>{say('openedCount', { count: matter.openedCount })}</Quiet>
      )}
      {mayOpen && !opened && <OpenForm number={matter.number} onOpened={setOpened} />}
    </Panel>
  );
}

function MaskedPeople({ matter }: { matter: Matter }) {
  const word = useWord();
  return (
    <Facts
      facts={matter.parties.map(
        (party) => [word(partyRoleWords, party.role), party.label] as const,
      )}
    />
  );
}

/** The keys are the party's, so that two reporters stand beside each other. */
function OpenPeople({ opened, onMask }: { opened: Opened; onMask: () => void }) {
  const say = useTexts(matterTexts);
  const word = useWord();
  const left = useCountdown(SHOWN_S, onMask);
  return (
    <div className="matter-opened">
      {opened.persons.map((person) => (
        <section key={person.id}>
          <h3>{word(partyRoleWords, person.role)}</h3>
          <Facts
            facts={[
              [say('name'), person.name],
              [say('phone'), <Phone key="phone" phone={person.phone} />],
              [say('idNumber'), person.idNumber],
              [say('address'), person.address],
            ]}
          />
        </section>
      ))}
      <h3>{say('originalText')}</h3>
      <p className="matter-text">{opened.text}</p>
      {opened.placeText && <Facts facts={[[say('place'), opened.placeText]]} />}
      <p>
        <span>{say('closesIn', { count: left })}</span>{' '}
        <Button size="small" onClick={onMask}>
          {say('maskNow')}
        </Button>
      </p>
    </div>
  );
}

function Phone({ phone }: { phone: string }) {
  return phone === '' ? null : <a href={`tel:${phone}`}>{phone}</a>;
}

/** Seconds left; `onEnd` at zero, and when the page is left for another tab. */
function useCountdown(seconds: number, onEnd: () => void): number {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    const timer = setInterval(() => setLeft((now) => now - 1), 1000);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (left <= 0) onEnd();
  }, [left, onEnd]);
  return left;
}

function OpenForm({ number, onOpened }: { number: string; onOpened: (opened: Opened) => void }) {
  const say = useTexts(matterTexts);
  const word = useWord();
  const readAgain = useReadAgain(number);
  const [isAsking, setAsking] = useState(false);
  const open = useMutation({
    mutationFn: (body: Purpose) =>
      api('POST /api/matters/{number}/persons', { params: { number }, body }),
    // The answer is not to lie in a cache.
    gcTime: 0,
    onSuccess: (opened) => {
      onOpened(opened);
      void readAgain();
    },
  });
  if (!isAsking) return <Button onClick={() => setAsking(true)}>{say('openPeople')}</Button>;
  const codes = Object.keys(purposeWords) as (keyof typeof purposeWords)[];
  return (
    <Form layout="vertical" name="persons" onFinish={(body: Purpose) => open.mutate(body)}>
      <ProblemNotice error={open.error} />
      <Form.Item name="purpose" label={say('purpose')} rules={[{ required: true }]}>
        <Select
          autoFocus
          options={codes.map((code) => ({ value: code, label: word(purposeWords, code) }))}
        />
      </Form.Item>
      <Form.Item
        name="reason"
        label={say('reason')}
        extra={say('reasonHint')}
        rules={[{ required: true, min: 2, max: 200, whitespace: true }]}
      >
        <Input maxLength={200} />
      </Form.Item>
      <div className="matter-row">
        <Button type="primary" htmlType="submit" loading={open.isPending}>
          {say('openNow')}
        </Button>
        <Button onClick={() => setAsking(false)}>{say('cancel')}</Button>
      </div>
    </Form>
  );
}
