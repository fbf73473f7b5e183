/** A turn is booked: which slot, what about, who comes. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { api, read } from '../../../../web/api.ts';
import { newKey } from '../../../../web/new-key.ts';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { Button, ErrorSummary, Field } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { receptionWords } from '../texts.ts';
import { type Booking, bodyOf, faultsOf, NEW } from './booking.ts';
import type { Day, Own } from './day-page.tsx';
import { SlotChoice } from './slots.tsx';

export function BookForm({ day, onBooked }: { day: Day; onBooked: (own: Own) => void }) {
  const say = useTexts(receptionWords);
  const shared = useTexts(sharedTexts);
  const [booking, setBooking] = useState<Booking>({
    at: null,
    about: NEW,
    subject: '',
    topic: '',
    name: '',
    others: '',
  });
  const [attempt, setAttempt] = useState(0);
  const book = useBook(day, onBooked);
  const faults = attempt > 0 ? faultsOf(booking) : [];
  const errorOf = (id: string) => {
    const found = faults.find((one) => one.id === id);
    return found ? say(found.text) : null;
  };
  const change = (part: Partial<Booking>) => setBooking({ ...booking, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAttempt(attempt + 1);
    if (faultsOf(booking).length === 0) book.mutate(booking);
  };
  const fields = { booking, change, errorOf };
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary
        title={shared('mend')}
        attempt={attempt}
        errors={faults.map(({ id, text }) => ({ id, text: say(text) }))}
      />
      <ProblemNote error={book.error} />
      <SlotChoice
        id="slot"
        legend={say('slot')}
        slots={day.slots}
        value={booking.at}
        error={errorOf('slot')}
        onChange={(at) => change({ at })}
      />
      <AboutFields day={day} {...fields} />
      <WhoFields {...fields} />
      <Button type="submit" isWide disabled={book.isPending}>
        {say('send')}
      </Button>
    </form>
  );
}

function useBook(day: Day, onBooked: (own: Own) => void) {
  const client = useQueryClient();
  const sent = useRef({ body: '', key: '' });
  return useMutation({
    mutationFn: (booking: Booking) => {
      const body = bodyOf(booking);
      const text = JSON.stringify(body);
      // The same words again are the same request: an answer that was lost is not a second turn.
      if (sent.current.body !== text) sent.current = { body: text, key: newKey() };
      const params = { county: day.county, id: day.id };
      return api(
        'POST /api/public/reception-days/{county}/{id}/appointments',
        { params, body },
        { key: sent.current.key },
      );
    },
    onSuccess: (own) => {
      onBooked(own);
      void client.invalidateQueries({ queryKey: ['GET /api/my/appointments'] });
    },
    // Somebody was faster: what is left is read anew.
    onError: () =>
      void client.invalidateQueries({
        queryKey: ['GET /api/public/reception-days/{county}/{id}'],
      }),
  });
}

type Fields = {
  booking: Booking;
  change: (part: Partial<Booking>) => void;
  errorOf: (id: string) => string | null;
};

function AboutFields({ day, booking, change, errorOf }: Fields & { day: Day }) {
  const say = useTexts(receptionWords);
  const named = useNamed();
  const mine = useQuery(read('GET /api/my/matters', { query: { limit: 20 } }));
  const own = (mine.data?.items ?? []).filter(({ relation }) => relation !== 'follower');
  return (
    <>
      {own.length > 0 && (
        <Field id="about" label={say('about')}>
          {(tie) => (
            <select
              {...tie}
              className="input"
              value={booking.about}
              onChange={(event) => change({ about: event.target.value })}
            >
              <option value={NEW}>{say('newSubject')}</option>
              {own.map(({ number, title }) => (
                <option key={number} value={number}>
                  {say('ownOf', { number, title })}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {booking.about === NEW && (
        <Field
          id="subject"
          label={say('subject')}
          hint={say('subjectHint')}
          error={errorOf('subject')}
        >
          {(tie) => (
            <textarea
              {...tie}
              className="input"
              rows={4}
              maxLength={1000}
              value={booking.subject}
              onChange={(event) => change({ subject: event.target.value })}
            />
          )}
        </Field>
      )}
      {day.topics.length > 0 && (
        <Field id="topic" label={say('topic')}>
          {(tie) => (
            <select
              {...tie}
              className="input"
              value={booking.topic}
              onChange={(event) => change({ topic: event.target.value })}
            >
              <option value="">{say('topicNone')}</option>
              {day.topics.map((topic) => (
                <option key={topic.code} value={topic.code}>
                  {named(topic)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </>
  );
}

function WhoFields({ booking, change, errorOf }: Fields) {
  const say = useTexts(receptionWords);
  return (
    <>
      <Field id="name" label={say('name')} error={errorOf('name')}>
        {(tie) => (
          <input
            {...tie}
            className="input"
            autoComplete="name"
            maxLength={50}
            value={booking.name}
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <Field id="others" label={say('others')} hint={say('othersHint')} error={errorOf('others')}>
        {(tie) => (
          <textarea
            {...tie}
            className="input"
            rows={2}
            value={booking.others}
            onChange={(event) => change({ others: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}
