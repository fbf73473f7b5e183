/** The dates of a matter: what is planned, and a form to plan, move and cancel. */
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { App, Button, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { type Answer, api, read } from '../../../../web/api.ts';
import type { MatterPanelProps } from '../../../../web/console/matter-panels.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useMarks, useNamed, useTexts } from '../../../../web/texts.ts';
import { agendaWebTexts } from '../texts.ts';
import { useDateWords } from '../words.ts';
import { DateForm } from './date-form.tsx';
import './agenda.css';

export type Dated = Answer<'GET /api/matters/{number}/dates'>['items'][number];

export function DatesPanel({ matter, Panel }: MatterPanelProps) {
  const say = useTexts(agendaWebTexts);
  const { number } = matter;
  const { data } = useSuspenseQuery(
    read('GET /api/matters/{number}/dates', { params: { number } }),
  );
  const [edited, setEdited] = useState<Dated | 'new' | null>(null);
  if (data.items.length === 0 && !data.mayPlan) return null;
  const orgs = [matter.handlingOrg?.id, matter.owner.id].filter((id) => id !== undefined);
  return (
    <Panel id="dates" title={say('dates')} empty={data.items.length === 0 && say('datesNone')}>
      <ul className="agenda-dates">
        {data.items.map((date) => (
          <DateRow
            key={date.id}
            number={number}
            date={date}
            mayPlan={data.mayPlan}
            onMove={() => setEdited(date)}
          />
        ))}
      </ul>
      {data.mayPlan && <Button onClick={() => setEdited('new')}>{say('plan')}</Button>}
      {edited && (
        <DateForm
          number={number}
          orgs={orgs}
          date={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </Panel>
  );
}

type Row = { number: string; date: Dated; mayPlan: boolean; onMove: () => void };

function DateRow({ number, date, mayPlan, onMove }: Row) {
  const say = useTexts(agendaWebTexts);
  const named = useNamed();
  const time = useTime();
  const marks = useMarks();
  const words = useDateWords();
  const at = time(date.startsAt);
  const isOpen = date.state === 'planned' || date.state === 'moved';
  return (
    <li className={date.state === 'cancelled' ? 'agenda-cancelled' : ''}>
      <div className="agenda-head">
        <strong>
          {at} – {time(date.endsAt, 'clock')}
        </strong>
        <span className="agenda-mark">{say(date.state)}</span>
      </div>
      <div>
        {words(date)} · {date.room ? named(date.room) : date.place}
      </div>
      <div className="agenda-soft">
        {marks.list(date.posts.map((post) => named(post.words))) || say('nobody')}
      </div>
      {date.insisted && <p className="agenda-warn">{say('insisted', { why: date.insisted })}</p>}
      <div className="agenda-ways">
        <a href={date.href} aria-label={say('toCalendarOf', { at })}>
          {say('toCalendar')}
        </a>
        {mayPlan && isOpen && (
          <>
            <Button size="small" onClick={onMove} aria-label={say('moveOne', { at })}>
              {say('move')}
            </Button>
            <Cancel number={number} date={date} label={say('cancelOne', { at })} />
          </>
        )}
      </div>
    </li>
  );
}

function Cancel({ number, date, label }: { number: string; date: Dated; label: string }) {
  const say = useTexts(agendaWebTexts);
  const shared = useTexts(sharedTexts);
  const [reason, setReason] = useState('');
  const client = useQueryClient();
  const { message } = App.useApp();
  const cancel = useMutation({
    mutationFn: () =>
      api('POST /api/matters/{number}/dates/{id}/cancel', {
        params: { number, id: date.id },
        body: { reason },
      }),
    onSuccess: () => {
      void message.success(say('cancelled'));
      void client.invalidateQueries();
    },
  });
  return (
    <>
      <Popconfirm
        title={say('cancelWhy')}
        description={
          <Input
            value={reason}
            maxLength={500}
            aria-label={say('cancelWhy')}
            onChange={(event) => setReason(event.target.value)}
          />
        }
        okText={say('cancelDate')}
        cancelText={shared('back')}
        okButtonProps={{ disabled: reason.trim() === '' }}
        onConfirm={() => cancel.mutate()}
      >
        <Button size="small" danger loading={cancel.isPending} aria-label={label}>
          {say('cancelDate')}
        </Button>
      </Popconfirm>
      <ProblemNotice error={cancel.error} />
    </>
  );
}
