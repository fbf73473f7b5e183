/** Patrol points for those who set them: what is looked at, how often, and what was found there. */
import { useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { Button, Popconfirm, Segmented } from 'antd';
import { useState } from 'react';
import { api } from '../../../../web/api.ts';
import { ConsoleTitle, ProblemNotice } from '../../../../web/console/states.tsx';
import { formatTime } from '../../../../web/dates.ts';
import { useSearchState } from '../../../../web/router.tsx';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useLanguage, useTexts } from '../../../../web/texts.ts';
import { pointsTexts } from '../texts.ts';
import { CheckIns } from './check-ins.tsx';
import { PointForm } from './point-form.tsx';
import { LIST, type PatrolPoint, useChange } from './points.ts';
import './patrol.css';

export function PatrolPointsPage() {
  const say = useTexts(pointsTexts);
  const [{ show = 'true' }, change] = useSearchState();
  const [edited, setEdited] = useState<PatrolPoint | 'new' | null>(null);
  const options = [
    { value: 'true', label: say('active') },
    { value: 'false', label: say('ended') },
    { value: 'all', label: say('all') },
  ];
  return (
    <>
      <ConsoleTitle name={say('title')}>
        <Button type="primary" onClick={() => setEdited('new')}>
          {say('add')}
        </Button>
      </ConsoleTitle>
      <p className="patrol-soft">{say('lead')}</p>
      <Segmented
        aria-label={say('show')}
        options={options}
        value={show}
        onChange={(value) => change({ show: value }, { replace: true })}
      />
      {edited && (
        <PointForm point={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
      <PointList key={show} show={show} onEdit={setEdited} />
    </>
  );
}

function PointList({ show, onEdit }: { show: string; onEdit: (point: PatrolPoint) => void }) {
  const say = useTexts(pointsTexts);
  const shared = useTexts(sharedTexts);
  const isActive: 'true' | 'false' | undefined =
    show === 'true' || show === 'false' ? show : undefined;
  const list = useSuspenseInfiniteQuery({
    queryKey: [LIST, show],
    queryFn: ({ pageParam }) => {
      const after = pageParam === '' ? undefined : pageParam;
      return api(LIST, { query: { limit: 50, isActive, after } });
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const points = list.data.pages.flatMap(({ items }) => items);
  if (points.length === 0) return <p className="patrol-none">{say('none')}</p>;
  return (
    <>
      <ul className="patrol-list">
        {points.map((point) => (
          <Line key={point.id} point={point} onEdit={() => onEdit(point)} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button onClick={() => void list.fetchNextPage()}>{shared('more')}</Button>
      )}
    </>
  );
}

function Line({ point, onEdit }: { point: PatrolPoint; onEdit: () => void }) {
  const say = useTexts(pointsTexts);
  const shared = useTexts(sharedTexts);
  const [isOpen, setOpen] = useState(false);
  const change = useChange();
  const toggle = () => change.mutate({ ...point, isActive: !point.isActive });
  return (
    <li>
      <div>
        <h2>{point.name}</h2>
        <p className="patrol-soft">
          {say(point.every)} · {point.gridName ?? point.grid ?? say('noGrid')}
        </p>
        {point.lookFor && <p>{point.lookFor}</p>}
        <State point={point} />
        <ProblemNotice error={change.error} />
        {isOpen && <CheckIns point={point} />}
      </div>
      <div className="patrol-ways">
        <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {say('history')}
        </Button>
        <Button onClick={onEdit}>{say('change')}</Button>
        {point.isActive ? (
          <Popconfirm
            title={say('endAsk')}
            okText={say('end')}
            cancelText={shared('cancel')}
            onConfirm={toggle}
          >
            <Button danger loading={change.isPending}>
              {say('end')}
            </Button>
          </Popconfirm>
        ) : (
          <Button loading={change.isPending} onClick={toggle}>
            {say('begin')}
          </Button>
        )}
      </div>
    </li>
  );
}

function State({ point }: { point: PatrolPoint }) {
  const say = useTexts(pointsTexts);
  const [language] = useLanguage();
  if (!point.isActive) return <p className="patrol-soft">{say('ended')}</p>;
  const day = formatTime(`${point.dueOn}T04:00:00Z`, 'day', language);
  return (
    <p className={point.missed > 0 ? 'patrol-late' : 'patrol-soft'}>
      {point.isDue ? say('due', { day }) : say('kept')}
      {point.missed > 0 && ` · ${say('missed', { count: point.missed })}`}
    </p>
  );
}
