/** Notices for those who publish them: all of the county, a form beside them. */
import { useMutation, useQueryClient, useSuspenseInfiniteQuery } from '@tanstack/react-query';
import { App, Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { type Answer, api } from '../../../../web/api.ts';
import { ConsoleTitle, ProblemNotice } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { useSession } from '../../../../web/session.ts';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { noticesTexts } from '../texts.ts';
import { NoticeForm } from './notice-form.tsx';
import './notices.css';

type Notice = Answer<'GET /api/notices'>['items'][number];

export function NoticesAdminPage() {
  const say = useTexts(noticesTexts);
  const { counties = [] } = useSession();
  const county = counties[0] ?? '';
  const [isWriting, setWriting] = useState(false);
  return (
    <>
      <ConsoleTitle name={say('notices')}>
        <Button type="primary" onClick={() => setWriting(true)}>
          {say('publish')}
        </Button>
      </ConsoleTitle>
      <NoticeForm county={county} isOpen={isWriting} onClose={() => setWriting(false)} />
      <NoticeList county={county} />
    </>
  );
}

function NoticeList({ county }: { county: string }) {
  const say = useTexts(noticesTexts);
  const shared = useTexts(sharedTexts);
  const list = useSuspenseInfiniteQuery({
    queryKey: ['GET /api/notices', county],
    queryFn: ({ pageParam }) =>
      api('GET /api/notices', { query: { county, ...(pageParam && { cursor: pageParam }) } }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  });
  const notices = list.data.pages.flatMap(({ items }) => items);
  if (notices.length === 0) return <p>{say('none')}</p>;
  return (
    <>
      <ul className="notices-list">
        {notices.map((notice) => (
          <Line key={notice.id} county={county} notice={notice} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button onClick={() => void list.fetchNextPage()}>{shared('more')}</Button>
      )}
    </>
  );
}

function Line({ county, notice }: { county: string; notice: Notice }) {
  const say = useTexts(noticesTexts);
  const shared = useTexts(sharedTexts);
  const named = useNamed();
  const time = useTime();
  const withdraw = useWithdraw(county);
  const isStanding = notice.state === 'current' || notice.state === 'upcoming';
  return (
    <li>
      <div>
        <h2>
          {named(notice.title)}{' '}
          <span className={`notices-state notices-${notice.state}`}>
            {say(`state_${notice.state}`)}
          </span>
        </h2>
        <p className="notices-soft">
          {named(notice.org)} · {notice.town?.name ?? say('wholeCounty')} ·{' '}
          {say('until', { from: time(notice.fromAt), to: time(notice.toAt) })}
        </p>
        <p className="notices-text">{named(notice.text)}</p>
        <ProblemNotice error={withdraw.error} />
      </div>
      {isStanding && (
        <Popconfirm
          title={say('withdrawAsk')}
          okText={say('withdraw')}
          cancelText={shared('cancel')}
          onConfirm={() => withdraw.mutate(notice.id)}
        >
          <Button danger loading={withdraw.isPending}>
            {say('withdraw')}
          </Button>
        </Popconfirm>
      )}
    </li>
  );
}

function useWithdraw(county: string) {
  const say = useTexts(noticesTexts);
  const client = useQueryClient();
  const { message } = App.useApp();
  return useMutation({
    mutationFn: (id: string) =>
      api('POST /api/notices/{id}/withdrawal', { params: { id }, body: { county } }),
    onSuccess: () => {
      void message.success(say('withdrawn'));
      void client.invalidateQueries({ queryKey: ['GET /api/notices'] });
    },
  });
}
