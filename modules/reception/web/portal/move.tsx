/** Another time for one's own turn: of the same day, or of another day of the same organisation. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, read } from '../../../../web/api.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Button, Field } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { receptionWords } from '../texts.ts';
import { useSpanWords } from '../words.tsx';
import type { Own } from './day-page.tsx';
import { SlotChoice } from './slots.tsx';

export type Done = (done: 'moved' | 'gone') => void;
export type Way = { own: Own; onDone: Done; onClose: () => void };

export const paramsOf = ({ day, id }: Own) => ({ county: day.county, day: day.id, id });

export function useAgain(
  done: Parameters<Done>[0],
  { onDone, onClose }: Pick<Way, 'onDone' | 'onClose'>,
) {
  const client = useQueryClient();
  return () => {
    onDone(done);
    onClose();
    void client.invalidateQueries();
  };
}

export function Move({ own, ...way }: Way) {
  const say = useTexts(receptionWords);
  const [to, setTo] = useState(own.day.id);
  const [at, setAt] = useState<string | null>(null);
  const params = { county: own.day.county, id: to };
  const day = useQuery(read('GET /api/public/reception-days/{county}/{id}', { params }));
  const onSuccess = useAgain('moved', way);
  const move = useMutation({
    mutationFn: (slot: string) =>
      api('POST /api/my/appointments/{county}/{day}/{id}/move', {
        params: paramsOf(own),
        body: { at: slot, ...(to !== own.day.id && { to }) },
      }),
    onSuccess,
  });
  const slots = (day.data?.slots ?? []).filter((slot) => slot.at !== own.at && slot.free > 0);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (at !== null) move.mutate(at);
      }}
    >
      <ProblemNote error={move.error ?? day.error} />
      <DayField
        own={own}
        value={to}
        onChange={(next) => {
          setTo(next);
          setAt(null);
        }}
      />
      {day.data && slots.length === 0 && <p>{say('moveNone')}</p>}
      <SlotChoice
        id={`move-${own.id}`}
        legend={say('moveTo')}
        slots={slots}
        value={at}
        onChange={setAt}
      />
      <div className="reception-ways">
        <Button type="submit" disabled={at === null || move.isPending}>
          {say('move')}
        </Button>
        <Button look="plain" onClick={way.onClose}>
          {say('keep')}
        </Button>
      </div>
    </form>
  );
}

/** Its own day first, then those of the same organisation on which something is free. */
function DayField({
  own,
  value,
  onChange,
}: {
  own: Own;
  value: string;
  onChange: (id: string) => void;
}) {
  const say = useTexts(receptionWords);
  const spanWords = useSpanWords();
  const { county, org, id } = own.day;
  const { data } = useQuery(read('GET /api/public/reception-days', { query: { county } }));
  const others = (data?.items ?? []).filter(
    (day) => day.org.id === org.id && day.id !== id && day.whyNotBook === null && day.free > 0,
  );
  if (others.length === 0) return null;
  return (
    <Field label={say('moveDay')} hint={say('moveDayHint')}>
      {(tie) => (
        <select
          {...tie}
          className="input"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        >
          {[own.day, ...others].map((day) => (
            <option key={day.id} value={day.id}>
              {spanWords(day)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
