/** The secret address of one's own agenda: made, renewed, withdrawn; shown once. */
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Button, Drawer, Input, Popconfirm } from 'antd';
import { Suspense, useState } from 'react';
import { api, read } from '../../../../web/api.ts';
import { ConsoleWaiting, ProblemNotice } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useTexts } from '../../../../web/texts.ts';
import { agendaWebTexts } from '../texts.ts';

export function FeedDrawer({ onClose }: { onClose: () => void }) {
  const say = useTexts(agendaWebTexts);
  return (
    <Drawer title={say('feed')} open onClose={onClose} size="large">
      <p>{say('feedLead')}</p>
      <Suspense fallback={<ConsoleWaiting />}>
        <Feed />
      </Suspense>
    </Drawer>
  );
}

function Feed() {
  const say = useTexts(agendaWebTexts);
  const shared = useTexts(sharedTexts);
  const time = useTime();
  const client = useQueryClient();
  const { data } = useSuspenseQuery(read('GET /api/agenda/feed', {}));
  const forget = () => client.invalidateQueries({ queryKey: ['GET /api/agenda/feed'] });
  const renew = useMutation({
    mutationFn: () => api('POST /api/agenda/feed', {}),
    onSuccess: () => void forget(),
  });
  const withdraw = useMutation({
    mutationFn: () => api('DELETE /api/agenda/feed', {}),
    onSuccess: () => {
      renew.reset();
      void forget();
    },
  });
  const stands = data.createdAt !== null;
  return (
    <>
      <p>{stands ? say('feedSince', { at: time(data.createdAt) }) : say('feedNone')}</p>
      <ProblemNotice error={renew.error ?? withdraw.error} />
      {renew.data && <Address path={renew.data.path} />}
      <div className="agenda-ways">
        {stands ? (
          <>
            <Popconfirm
              title={say('feedSureRenew')}
              okText={say('feedRenew')}
              cancelText={shared('cancel')}
              onConfirm={() => renew.mutate()}
            >
              <Button loading={renew.isPending}>{say('feedRenew')}</Button>
            </Popconfirm>
            <Popconfirm
              title={say('feedSure')}
              okText={say('feedWithdraw')}
              cancelText={shared('cancel')}
              onConfirm={() => withdraw.mutate()}
            >
              <Button danger loading={withdraw.isPending}>
                {say('feedWithdraw')}
              </Button>
            </Popconfirm>
          </>
        ) : (
          <Button type="primary" loading={renew.isPending} onClick={() => renew.mutate()}>
            {say('feedMake')}
          </Button>
        )}
      </div>
    </>
  );
}

function Address({ path }: { path: string }) {
  const say = useTexts(agendaWebTexts);
  const [isCopied, setCopied] = useState(false);
  const address = `${location.origin}${path}`;
  const copy = async () => {
    await navigator.clipboard?.writeText(address);
    setCopied(true);
  };
  return (
    <div role="status">
      <p>{say('feedOnce')}</p>
      <Input.TextArea value={address} readOnly autoSize aria-label={say('feedAddress')} />
      <p className="agenda-ways">
        <Button onClick={() => void copy()}>{say('feedCopy')}</Button>
        {isCopied && say('feedCopied')}
      </p>
    </div>
  );
}
