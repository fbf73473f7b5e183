/** The agenda of one's organisation: a day or a week, by time, by person or by place. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input, Segmented } from 'antd';
import { Suspense, useState } from 'react';
import { type Answer, read } from '../../../../web/api.ts';
import { ConsoleTitle, ConsoleWaiting } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { consolePaths } from '../../../../web/paths.ts';
import { useSearchState } from '../../../../web/router.tsx';
import { useMay } from '../../../../web/session.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { agendaWebTexts } from '../texts.ts';
import { useDateWords } from '../words.ts';
import { FeedDrawer } from './feed.tsx';
import { dayOf, daysFrom, type Group, groupsOf, moveDay, today, weekStart } from './groups.ts';
import { RoomsDrawer } from './rooms.tsx';
import './agenda.css';

export type AgendaItem = Answer<'GET /api/agenda'>['items'][number];

const orders = ['time', 'post', 'room'] as const;
type Order = (typeof orders)[number];

export function AgendaPage() {
  const say = useTexts(agendaWebTexts);
  const may = useMay();
  const [opened, setOpened] = useState<'feed' | 'rooms' | null>(null);
  const [{ view, on = today(), by }, change] = useSearchState();
  const isDay = view === 'day';
  const order: Order = orders.find((one) => one === by) ?? 'time';
  const from = isDay ? on : weekStart(on);
  const length = isDay ? 1 : 7;
  return (
    <>
      <ConsoleTitle name={say('agenda')}>
        <Button onClick={() => setOpened('feed')}>{say('feed')}</Button>
        {may('place.manage') && <Button onClick={() => setOpened('rooms')}>{say('rooms')}</Button>}
      </ConsoleTitle>
      <p className="agenda-soft">{say('lead')}</p>
      <div className="agenda-bar">
        <Segmented
          aria-label={say('span')}
          value={isDay ? 'day' : 'week'}
          options={[
            { value: 'day', label: say('day') },
            { value: 'week', label: say('week') },
          ]}
          onChange={(value) => change({ view: value }, { replace: true })}
        />
        <Segmented
          aria-label={say('sorted')}
          value={order}
          options={[
            { value: 'time', label: say('byTime') },
            { value: 'post', label: say('byPost') },
            { value: 'room', label: say('byRoom') },
          ]}
          onChange={(value) => change({ by: value }, { replace: true })}
        />
        <div className="agenda-steps">
          <Button onClick={() => change({ on: moveDay(from, -length) })}>{say('before')}</Button>
          <Button onClick={() => change({ on: undefined })}>{say('today')}</Button>
          <Button onClick={() => change({ on: moveDay(from, length) })}>{say('after')}</Button>
          <Input
            type="date"
            className="agenda-on"
            aria-label={say('onDay')}
            value={on}
            onChange={(event) => event.target.value && change({ on: event.target.value })}
          />
        </div>
      </div>
      <Suspense fallback={<ConsoleWaiting />}>
        <Days from={from} length={length} order={order} />
      </Suspense>
      {opened === 'feed' && <FeedDrawer onClose={() => setOpened(null)} />}
      {opened === 'rooms' && <RoomsDrawer onClose={() => setOpened(null)} />}
    </>
  );
}

function Days({ from, length, order }: { from: string; length: number; order: Order }) {
  const say = useTexts(agendaWebTexts);
  const query = { from, to: moveDay(from, length - 1) };
  const { data } = useSuspenseQuery(read('GET /api/agenda', { query }));
  const days = daysFrom(from, length).map((day) => ({
    day,
    items: data.items.filter((item) => dayOf(item.startsAt) === day),
  }));
  if (data.items.length === 0) return <p className="agenda-none">{say('none')}</p>;
  return (
    <>
      {data.isMore && <p role="status">{say('isMore')}</p>}
      {days
        .filter(({ items }) => items.length > 0)
        .map(({ day, items }) => (
          <Day key={day} day={day} items={items} order={order} />
        ))}
    </>
  );
}

function Day({ day, items, order }: { day: string; items: AgendaItem[]; order: Order }) {
  const say = useTexts(agendaWebTexts);
  const time = useTime();
  const others = { post: say('nobody'), room: say('noRoom') };
  return (
    <section aria-labelledby={`day-${day}`} className="agenda-day">
      <h2 id={`day-${day}`}>{time(`${day}T04:00:00Z`, 'weekday')}</h2>
      {order === 'time' ? (
        <Items items={items} />
      ) : (
        groupsOf(items, order).map((group) => (
          <GroupOf key={group.id} group={group} other={others[order]} />
        ))
      )}
    </section>
  );
}

function GroupOf({ group, other }: { group: Group<AgendaItem>; other: string }) {
  const named = useNamed();
  return (
    <div className="agenda-group">
      <h3>{group.words ? named(group.words) : other}</h3>
      <Items items={group.items} />
    </div>
  );
}

function Items({ items }: { items: readonly AgendaItem[] }) {
  return (
    <ul className="agenda-items">
      {items.map((item) => (
        <Item key={item.id} item={item} />
      ))}
    </ul>
  );
}

function Item({ item }: { item: AgendaItem }) {
  const say = useTexts(agendaWebTexts);
  const named = useNamed();
  const time = useTime();
  const words = useDateWords();
  const to = item.number;
  return (
    <li className={item.isColliding ? 'agenda-colliding' : ''}>
      <span className="agenda-time">
        {time(item.startsAt, 'clock')} – {time(item.endsAt, 'clock')}
      </span>
      <div className="agenda-what">
        <div>
          {to !== null && <Link to={consolePaths.matter(to)}>{to}</Link>} {words(item)}{' '}
          {item.isOwn && <span className="agenda-mark agenda-own">{say('own')}</span>}{' '}
          {item.state !== 'planned' && <span className="agenda-mark">{say(item.state)}</span>}{' '}
          {item.isColliding && <span className="agenda-mark agenda-bad">{say('colliding')}</span>}
        </div>
        <div className="agenda-soft">
          {[item.room ? named(item.room) : item.place, ...item.posts.map((p) => named(p.words))]
            .filter(Boolean)
            .join(' · ')}
        </div>
        {item.insisted && (
          <div className="agenda-soft">{say('insisted', { why: item.insisted })}</div>
        )}
      </div>
    </li>
  );
}
