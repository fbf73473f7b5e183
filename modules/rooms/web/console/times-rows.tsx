/** When, how and where a session is held. Times are the centre's. */
import { Input, InputNumber, Select } from 'antd';
import type { Answer } from '../../../../web/api.ts';
import { isTaken, useRoomOptions } from '../../../../web/console/room-choice.tsx';
import { instantOfField } from '../../../../web/dates.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Row } from './form-parts.tsx';
import { sessionTexts } from './texts.ts';

export type Session = Answer<'GET /api/matters/{number}/sessions'>['items'][number];
export type Times = {
  startsAt: string;
  minutes: number;
  mode: Session['mode'];
  /** Empty: none. */
  room: string;
  place: string;
  insist: string;
};

const MODES = ['online', 'onSite', 'both'] as const;
const MINUTE_MS = 60_000;
const MINUTES = { min: 15, max: 600 } as const;

export const freshTimes: Times = {
  startsAt: '',
  minutes: 90,
  mode: 'online',
  room: '',
  place: '',
  insist: '',
};

/** As a `datetime-local` field shows it, in the centre's zone: an offset since 1991. */
const fieldOf = (at: string) => new Date(Date.parse(at) + 8 * 3_600_000).toISOString().slice(0, 16);

export const timesOf = (session: Session): Times => ({
  startsAt: fieldOf(session.startsAt),
  minutes: (Date.parse(session.endsAt) - Date.parse(session.startsAt)) / MINUTE_MS,
  mode: session.mode,
  room: session.room?.id ?? '',
  place: ownPlaceOf(session),
  insist: '',
});

/** What was written beside the room: the room's own words come from the room. */
function ownPlaceOf({ place, room }: Session): string {
  const words = room && [room.zh, room.way].filter((part) => part !== '').join(' ');
  return words?.startsWith(place) ? '' : place;
}

export const timesBody = ({ startsAt, minutes, mode, room, place, insist }: Times) => ({
  startsAt: instantOfField(startsAt),
  minutes,
  mode,
  ...(mode !== 'online' && room !== '' && { room }),
  ...(place !== '' && { place }),
  ...(insist.trim() !== '' && { insist }),
});

type TimesOf = {
  number: string;
  /** The session that moves. */
  except?: string;
  times: Times;
  onChange: (next: Times) => void;
};

export function TimesRows({ number, except, times, onChange }: TimesOf) {
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

/** Shown once the agenda said whose time is taken: another time, or a reason. */
export function InsistRow({ error, times, onChange }: Insisting) {
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
