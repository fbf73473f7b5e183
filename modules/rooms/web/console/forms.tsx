/** Forms of a session: planned, changed, cancelled, somebody more invited. */
import { useMutation } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { api } from '../../../../web/api.ts';
import { Collisions } from '../../../../web/console/room-choice.tsx';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { newKey } from '../../../../web/new-key.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Form, Row, useReadAgain } from './form-parts.tsx';
import type { Invited } from './panel.tsx';
import { sessionTexts } from './texts.ts';
import {
  freshTimes,
  InsistRow,
  type Session,
  TimesRows,
  timesBody,
  timesOf,
} from './times-rows.tsx';
import { bodyOf, newWho, type Who, WhoRows } from './who-rows.tsx';

const OTHERS_MAX = 5;
export function PlanForm({
  number,
  onDone,
}: {
  number: string;
  onDone: (invited: readonly Invited[]) => void;
}) {
  const say = useTexts(sessionTexts);
  const [times, setTimes] = useState(freshTimes);
  const [all, setAll] = useState<readonly Who[]>(() => [newWho('applicant'), newWho('respondent')]);
  const sent = useRef({ text: '', key: '' });
  const readAgain = useReadAgain(number);
  const plan = useMutation({
    mutationFn: () => {
      const body = { ...timesBody(times), participants: all.map(bodyOf) };
      const text = JSON.stringify(body);
      // What was refused and is changed is another request.
      if (sent.current.text !== text) sent.current = { text, key: newKey() };
      const { key } = sent.current;
      return api('POST /api/matters/{number}/sessions', { params: { number }, body }, { key });
    },
    onSuccess: ({ invitations }) => {
      void readAgain();
      onDone(invitations);
    },
  });
  const change = (next: Who) => setAll(all.map((one) => (one.key === next.key ? next : one)));
  return (
    <Form onSubmit={() => plan.mutate()}>
      <ProblemNotice error={plan.error} />
      <Collisions error={plan.error} />
      <TimesRows number={number} times={times} onChange={setTimes} />
      <InsistRow error={plan.error} times={times} onChange={setTimes} />
      <h3>{say('people')}</h3>
      <p className="sessions-soft">{say('max')}</p>
      {all.map((who, at) => (
        <fieldset key={who.key} className="sessions-who">
          <legend>{say('person', { n: at + 1 })}</legend>
          <WhoRows who={who} onChange={change} />
          {all.length > 1 && (
            <Button
              size="small"
              onClick={() => setAll(all.filter(({ key: one }) => one !== who.key))}
            >
              {say('remove', { n: at + 1 })}
            </Button>
          )}
        </fieldset>
      ))}
      <div className="sessions-doors">
        {all.length < OTHERS_MAX && (
          <Button onClick={() => setAll([...all, newWho('helper')])}>{say('add')}</Button>
        )}
        <Button type="primary" htmlType="submit" loading={plan.isPending}>
          {say('send')}
        </Button>
      </div>
    </Form>
  );
}

type OfSession = { number: string; session: Session };

export function ChangeForm({ number, session, onDone }: OfSession & { onDone: () => void }) {
  const say = useTexts(sessionTexts);
  const readAgain = useReadAgain(number);
  const [times, setTimes] = useState(() => timesOf(session));
  const change = useMutation({
    mutationFn: () =>
      api('POST /api/matters/{number}/sessions/{session}/change', {
        params: { number, session: session.id },
        body: timesBody(times),
      }),
    onSuccess: () => {
      void readAgain();
      onDone();
    },
  });
  return (
    <Form onSubmit={() => change.mutate()}>
      <ProblemNotice error={change.error} />
      <Collisions error={change.error} />
      <TimesRows number={number} except={session.id} times={times} onChange={setTimes} />
      <InsistRow error={change.error} times={times} onChange={setTimes} />
      <Button type="primary" htmlType="submit" loading={change.isPending}>
        {say('save')}
      </Button>
    </Form>
  );
}

export function CancelForm({ number, session, onDone }: OfSession & { onDone: () => void }) {
  const say = useTexts(sessionTexts);
  const readAgain = useReadAgain(number);
  const [reason, setReason] = useState('');
  const cancel = useMutation({
    mutationFn: () =>
      api('POST /api/matters/{number}/sessions/{session}/cancellation', {
        params: { number, session: session.id },
        body: { reason },
      }),
    onSuccess: () => {
      void readAgain();
      onDone();
    },
  });
  return (
    <Form onSubmit={() => cancel.mutate()}>
      <ProblemNotice error={cancel.error} />
      <Row label={say('reason')}>
        {(id) => (
          <Input
            id={id}
            required
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Row>
      <Button danger htmlType="submit" loading={cancel.isPending}>
        {say('cancelOne')}
      </Button>
    </Form>
  );
}

export function InviteForm({
  number,
  session,
  onDone,
}: OfSession & { onDone: (invited: Invited) => void }) {
  const say = useTexts(sessionTexts);
  const readAgain = useReadAgain(number);
  const [who, setWho] = useState(() => newWho('helper'));
  const invite = useMutation({
    mutationFn: () =>
      api('POST /api/matters/{number}/sessions/{session}/participants', {
        params: { number, session: session.id },
        body: bodyOf(who),
      }),
    onSuccess: (made) => {
      void readAgain();
      onDone(made);
    },
  });
  return (
    <Form onSubmit={() => invite.mutate()}>
      <ProblemNotice error={invite.error} />
      <WhoRows who={who} onChange={setWho} />
      <Button type="primary" htmlType="submit" loading={invite.isPending}>
        {say('invite')}
      </Button>
    </Form>
  );
}
