/** Forms of a session: when, how, where, who. Times are the centre's. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox, Input, InputNumber, Select } from 'antd';
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { type Answer, api } from '../../../../web/api.ts';
import { Collisions, isTaken, useRoomOptions } from '../../../../web/console/room-choice.tsx';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { instantOfField } from '../../../../web/dates.ts';
import { newKey } from '../../../../web/new-key.ts';
import { useTexts } from '../../../../web/texts.ts';
import type { Invited } from './panel.tsx';
import { sessionTexts } from './texts.ts';

type Session = Answer<'GET /api/matters/{number}/sessions'>['items'][number];
type Mode = Session['mode'];
type Side = 'applicant' | 'respondent' | 'clerk' | 'helper';
type Times = {
  startsAt: string;
  minutes: number;
  mode: Mode;
  /** Empty: none. */
  room: string;
  place: string;
  insist: string;
};
type Who = {
  key: string;
  side: Side;
  withSide: 'applicant' | 'respondent' | '';
  name: string;
  phone: string;
  isOnSite: boolean;
};

const MODES = ['online', 'onSite', 'both'] as const;
const SIDES = ['applicant', 'respondent', 'clerk', 'helper'] as const;
const WITH = ['applicant', 'respondent'] as const;
const OTHERS_MAX = 5;
const MINUTE_MS = 60_000;
const MINUTES = { min: 15, max: 600 } as const;

const newWho = (side: Side): Who => ({
  key: newKey(),
  side,
  withSide: '',
  name: '',
  phone: '',
  isOnSite: false,
});

const bodyOf = ({ side, withSide, name, phone, isOnSite }: Who) => ({
  side,
  name,
  ...(side === 'helper' && withSide !== '' && { withSide }),
  ...(phone !== '' && { phone }),
  ...(isOnSite && { isOnSite }),
});

const timesBody = ({ startsAt, minutes, mode, room, place, insist }: Times) => ({
  startsAt: instantOfField(startsAt),
  minutes,
  mode,
  ...(mode !== 'online' && room !== '' && { room }),
  ...(place !== '' && { place }),
  ...(insist.trim() !== '' && { insist }),
});

function Row({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="sessions-row">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

type TimesOf = {
  number: string;
  /** The session that moves. */
  except?: string;
  times: Times;
  onChange: (next: Times) => void;
};

function TimesRows({ number, except, times, onChange }: TimesOf) {
  const say = useTexts(sessionTexts);
  return (
    <>
      <Row label={say('startsAt')}>
        {(id) => (
          <Input
            id={id}
            type="datetime-local"
            required
            value={times.startsAt}
            onChange={(event) => onChange({ ...times, startsAt: event.target.value })}
          />
        )}
      </Row>
      <Row label={say('minutes')}>
        {(id) => (
          <InputNumber
            id={id}
            {...MINUTES}
            value={times.minutes}
            onChange={(value) => onChange({ ...times, minutes: value ?? times.minutes })}
          />
        )}
      </Row>
      <Row label={say('mode')}>
        {(id) => (
          <Select
            id={id}
            value={times.mode}
            options={MODES.map((value) => ({ value, label: say(value) }))}
            onChange={(mode) => onChange({ ...times, mode })}
          />
        )}
      </Row>
      {times.mode !== 'online' && (
        <RoomRow number={number} except={except} times={times} onChange={onChange} />
      )}
      {times.mode !== 'online' && (
        <Row label={say('place')}>
          {(id) => (
            <>
              <Input
                id={id}
                required={times.room === ''}
                maxLength={200}
                value={times.place}
                onChange={(event) => onChange({ ...times, place: event.target.value })}
              />
              <span className="sessions-soft">{say('placeHelp')}</span>
            </>
          )}
        </Row>
      )}
    </>
  );
}

/** What is taken at that time stands beside each room while it is chosen. */
function RoomRow({ number, except, times, onChange }: TimesOf) {
  const say = useTexts(sessionTexts);
  const from = times.startsAt === '' ? null : instantOfField(times.startsAt);
  const options = useRoomOptions({
    county: number.split('-')[0] ?? '',
    from,
    until: from && new Date(Date.parse(from) + times.minutes * MINUTE_MS).toISOString(),
    except,
  });
  return (
    <Row label={say('room')}>
      {(id) => (
        <Select
          id={id}
          value={times.room}
          options={[{ value: '', label: say('roomNone') }, ...options]}
          onChange={(room) => onChange({ ...times, room })}
        />
      )}
    </Row>
  );
}

function WhoRows({ who, onChange }: { who: Who; onChange: (next: Who) => void }) {
  const say = useTexts(sessionTexts);
  return (
    <>
      <Row label={say('side')}>
        {(id) => (
          <Select
            id={id}
            value={who.side}
            options={SIDES.map((value) => ({ value, label: say(value) }))}
            onChange={(side) => onChange({ ...who, side })}
          />
        )}
      </Row>
      {who.side === 'helper' && (
        <Row label={say('withSide')}>
          {(id) => (
            <Select
              id={id}
              value={who.withSide}
              options={[
                { value: '', label: say('nobody') },
                ...WITH.map((value) => ({ value, label: say(value) })),
              ]}
              onChange={(withSide) => onChange({ ...who, withSide })}
            />
          )}
        </Row>
      )}
      <Row label={say('name')}>
        {(id) => (
          <Input
            id={id}
            required
            maxLength={60}
            value={who.name}
            onChange={(event) => onChange({ ...who, name: event.target.value })}
          />
        )}
      </Row>
      <Row label={say('phone')}>
        {(id) => (
          <Input
            id={id}
            inputMode="numeric"
            pattern="1[3-9][0-9]{9}"
            maxLength={11}
            value={who.phone}
            onChange={(event) => onChange({ ...who, phone: event.target.value.trim() })}
          />
        )}
      </Row>
      <Checkbox
        checked={who.isOnSite}
        onChange={(event) => onChange({ ...who, isOnSite: event.target.checked })}
      >
        {say('isOnSite')}
      </Checkbox>
    </>
  );
}

/** Shown once the agenda said whose time is taken: another time, or a reason. */
function InsistRow({ error, times, onChange }: Insisting) {
  const say = useTexts(sessionTexts);
  if (!isTaken(error) && times.insist === '') return null;
  return (
    <Row label={say('insist')}>
      {(id) => (
        <Input
          id={id}
          maxLength={200}
          value={times.insist}
          onChange={(event) => onChange({ ...times, insist: event.target.value })}
        />
      )}
    </Row>
  );
}

type Insisting = { error: unknown; times: Times; onChange: (next: Times) => void };

function useReadAgain(number: string) {
  const client = useQueryClient();
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey }) =>
        (queryKey[1] as { params?: { number?: string } } | undefined)?.params?.number === number,
    });
}

const fresh: Times = {
  startsAt: '',
  minutes: 90,
  mode: 'online',
  room: '',
  place: '',
  insist: '',
};

export function PlanForm({
  number,
  onDone,
}: {
  number: string;
  onDone: (invited: readonly Invited[]) => void;
}) {
  const say = useTexts(sessionTexts);
  const [times, setTimes] = useState(fresh);
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

function Form({ onSubmit, children }: { onSubmit: () => void; children: ReactNode }) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSubmit();
  };
  return (
    <form className="sessions-form" onSubmit={submit}>
      {children}
    </form>
  );
}

/** What was written beside the room: the room's own words come from the room. */
function ownPlaceOf({ place, room }: Session): string {
  const words = room && [room.zh, room.way].filter((part) => part !== '').join(' ');
  return words?.startsWith(place) ? '' : place;
}

type OfSession = { number: string; session: Session };

/** As a `datetime-local` field shows it, in the centre's zone: an offset since 1991. */
const fieldOf = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16);

export function ChangeForm({ number, session, onDone }: OfSession & { onDone: () => void }) {
  const say = useTexts(sessionTexts);
  const readAgain = useReadAgain(number);
  const [times, setTimes] = useState<Times>({
    startsAt: fieldOf(session.startsAt),
    minutes: (Date.parse(session.endsAt) - Date.parse(session.startsAt)) / 60_000,
    mode: session.mode,
    room: session.room?.id ?? '',
    place: ownPlaceOf(session),
    insist: '',
  });
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
