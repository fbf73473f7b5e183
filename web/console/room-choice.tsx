/**
 * The rooms of a county where a date is planned: each says what of the wanted time is taken
 * already, and what collides once it was tried all the same.
 */
import { useQuery } from '@tanstack/react-query';
import { Problem, read } from '../api.ts';
import { dayHere, useTime } from '../dates.ts';
import { defineTexts, useMarks, useNamed, useTexts } from '../texts.ts';
import './room-choice.css';

const roomChoiceTexts = defineTexts('room-choice', {
  seats_one: { zh: '{count} 座', en: '{count} seat' },
  seats_other: { zh: '{count} 座', en: '{count} seats' },
  taken: { zh: '{from}–{to} 已占用', en: 'taken {from}–{to}' },
  takenBy: { zh: '已占用', en: 'Taken' },
  collides: {
    zh: '冲突：{what} {from} 至 {to} {number}',
    en: 'Collides: {what}, {from} to {to} {number}',
  },
});

type Wanted = {
  county: string;
  /** Instants; null while they are not written yet. */
  from: string | null;
  until: string | null;
  /** The date that moves: it does not collide with itself. */
  except?: string | undefined;
};

/** For a `Select`: what is taken can be chosen, and is insisted on with a reason. */
export function useRoomOptions(wanted: Wanted): { value: string; label: string }[] {
  const say = useTexts(roomChoiceTexts);
  const named = useNamed();
  const marks = useMarks();
  const time = useTime();
  const { county } = wanted;
  const { data } = useQuery(read('GET /api/agenda/rooms', { query: { county } }));
  const taken = useTaken(wanted);
  return (data?.items ?? [])
    .filter(({ isActive }) => isActive)
    .map((room) => {
      const times = taken
        .filter((one) => one.room?.id === room.id)
        .map((one) =>
          say('taken', { from: time(one.startsAt, 'clock'), to: time(one.endsAt, 'clock') }),
        );
      // Centres call their rooms alike: whose it is tells them apart.
      const aside = [named(room.org), say('seats', { count: room.seats }), ...times];
      return { value: room.id, label: marks.aside(named(room), marks.list(aside)) };
    });
}

function useTaken({ county, from, until, except }: Wanted) {
  const isWhole = from !== null && until !== null && from < until;
  const query = { county, from: dayHere(from ?? 0), to: dayHere(until ?? 0) };
  const { data } = useQuery({ ...read('GET /api/agenda', { query }), enabled: isWhole });
  if (!isWhole) return [];
  return (data?.items ?? []).filter(
    ({ id, state, startsAt, endsAt }) =>
      id !== except && state !== 'cancelled' && startsAt < until && from < endsAt,
  );
}

type Collision = {
  subject: string;
  zh: string;
  en: string;
  startsAt: string;
  endsAt: string;
  number: string | null;
};

export const isTaken = (error: unknown): error is Problem =>
  error instanceof Problem && error.code.endsWith('_TAKEN');

/** Whose or which time is taken, as the server found it. */
export function Collisions({ error }: { error: unknown }) {
  const say = useTexts(roomChoiceTexts);
  const named = useNamed();
  const time = useTime();
  if (!isTaken(error)) return null;
  const { collisions = [] } = (error.present ?? {}) as { collisions?: Collision[] };
  return (
    <ul className="room-collisions" aria-live="polite">
      {collisions.map((one) => (
        <li key={`${one.subject} ${one.startsAt}`}>
          {say('collides', {
            what: named(one),
            from: time(one.startsAt),
            to: time(one.endsAt, 'clock'),
            number: one.number ?? say('takenBy'),
          })}
        </li>
      ))}
    </ul>
  );
}
