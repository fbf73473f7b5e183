/** The log of messages: by state over a county, or those of one matter; failed ones sent again. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Empty, Input, Segmented, Space, Table, Tag } from 'antd';
import { type Answer, api } from '../../../../web/api.ts';
import {
  CountySelect,
  GuardedButton,
  NeedsCounty,
  Scrollable,
} from '../../../../web/console/admin/parts.tsx';
import { adminTexts } from '../../../../web/console/admin/texts.ts';
import { holdsCounty } from '../../../../web/console/doors.ts';
import { ConsoleTitle, ConsoleWaiting, ProblemNotice } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { useSearchState } from '../../../../web/router.tsx';
import { useSession } from '../../../../web/session.ts';
import { useTexts } from '../../../../web/texts.ts';
import { messagingPageTexts } from './texts.ts';

type Message = Answer<'GET /api/messages'>['items'][number];
const states = ['failed', 'queued', 'sending', 'sent', 'cancelled'] as const;
const TONES = {
  failed: 'error',
  queued: 'processing',
  sending: 'processing',
  sent: 'success',
  cancelled: 'default',
} as const;
const KEY = 'messages.page';

export function MessagesPage() {
  const say = useTexts(messagingPageTexts);
  return (
    <>
      <ConsoleTitle name={say('messages')}>
        <CountySelect />
      </ConsoleTitle>
      <p className="admin-soft">{say('messagesHelp')}</p>
      <NeedsCounty>{(county) => <Messages key={county} county={county} />}</NeedsCounty>
    </>
  );
}

function Messages({ county }: { county: string }) {
  const say = useTexts(messagingPageTexts);
  const admin = useTexts(adminTexts);
  const [search, change] = useSearchState();
  const state = states.find((one) => one === search.state) ?? 'failed';
  const { matter } = search;
  // A list over all matters of a county is for who looks after all of it.
  const mayList = holdsCounty(useSession(), county);
  const pages = useInfiniteQuery({
    queryKey: [KEY, county, matter ?? state],
    enabled: mayList || matter !== undefined,
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api('GET /api/messages', {
        query: {
          ...(matter ? { matter } : { county, state }),
          limit: 50,
          ...(pageParam && { cursor: pageParam }),
        },
      }),
    getNextPageParam: (last) => last.next ?? undefined,
    staleTime: 0,
  });
  return (
    <>
      <Space wrap className="admin-bar">
        {mayList && (
          <Segmented
            aria-label={say('state')}
            value={matter ? '' : state}
            onChange={(next) => change({ state: String(next), matter: undefined })}
            options={states.map((one) => ({ value: one, label: say(one) }))}
          />
        )}
        <Input.Search
          allowClear
          aria-label={say('ofMatter')}
          placeholder={say('ofMatter')}
          defaultValue={matter ?? ''}
          onSearch={(number) => change({ matter: number.trim() || undefined })}
        />
      </Space>
      {!mayList && !matter && <Alert type="info" showIcon title={say('onlyByMatter')} />}
      {pages.isLoading && <ConsoleWaiting />}
      <ProblemNotice error={pages.error} onRetry={() => void pages.refetch()} />
      {pages.data && <MessageTable items={pages.data.pages.flatMap((page) => page.items)} />}
      {pages.hasNextPage && (
        <Button onClick={() => void pages.fetchNextPage()} loading={pages.isFetchingNextPage}>
          {admin('older')}
        </Button>
      )}
    </>
  );
}

function MessageTable({ items }: { items: Message[] }) {
  const say = useTexts(messagingPageTexts);
  const admin = useTexts(adminTexts);
  const time = useTime();
  return (
    <Scrollable label={say('messages')}>
      <Table<Message>
        size="small"
        rowKey="id"
        dataSource={items}
        pagination={false}
        locale={{ emptyText: <Empty description={say('none')} /> }}
        columns={[
          { title: say('notice'), render: (_, one) => one.notice },
          { title: say('channel'), render: (_, one) => say(one.channel) },
          {
            title: say('to'),
            render: (_, one) => `${say(one.recipientKind)} ${one.recipient ?? ''}`,
          },
          {
            title: say('state'),
            render: (_, one) => (
              <>
                <Tag color={TONES[one.state]}>{say(one.state)}</Tag>
                {one.isErased && <Tag>{say('erased')}</Tag>}
              </>
            ),
          },
          { title: say('attempts'), dataIndex: 'attempts' },
          { title: say('createdAt'), render: (_, one) => time(one.createdAt) },
          { title: say('sentAt'), render: (_, one) => time(one.sentAt) },
          { title: say('nextAt'), render: (_, one) => time(one.nextAt) },
          { title: say('lastError'), render: (_, one) => one.lastError ?? '' },
          { title: admin('doings'), render: (_, one) => <Retry message={one} /> },
        ]}
      />
    </Scrollable>
  );
}

function Retry({ message: one }: { message: Message }) {
  const say = useTexts(messagingPageTexts);
  const { message } = App.useApp();
  const client = useQueryClient();
  const retry = useMutation({
    mutationFn: () =>
      api('POST /api/messages/{id}/retry', {
        params: { id: one.id },
        body: { county: one.county, matterId: one.matterId },
      }),
    onSuccess: () => message.success(say('retried')),
    onSettled: () => client.invalidateQueries({ queryKey: [KEY] }),
  });
  if (one.state !== 'failed' || one.isErased) return null;
  return (
    <>
      <GuardedButton
        permission="message.retry"
        size="small"
        loading={retry.isPending}
        onClick={() => retry.mutate()}
      >
        {say('retry')}
      </GuardedButton>
      <ProblemNotice error={retry.error} />
    </>
  );
}
