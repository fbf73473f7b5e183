/** A day is published or cancelled, after a second look. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Popconfirm } from 'antd';
import { useState } from 'react';
import { api, Problem } from '../../../../web/api.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useTexts } from '../../../../web/texts.ts';
import type { Planned } from './days-page.tsx';
import { deskTexts } from './texts.ts';

type Way = { day: Planned; label: string };

export function useDone(): () => void {
  const say = useTexts(deskTexts);
  const client = useQueryClient();
  const { message } = App.useApp();
  return () => {
    void message.success(say('done'));
    void client.invalidateQueries();
  };
}

const paramsOf = ({ county, id }: Planned) => ({ county, id });

export function PublishDay({ day, label }: Way) {
  const say = useTexts(deskTexts);
  const shared = useTexts(sharedTexts);
  const [insist, setInsist] = useState('');
  const onSuccess = useDone();
  const publish = useMutation({
    mutationFn: () =>
      api('POST /api/reception/days/{county}/{id}/publication', {
        params: paramsOf(day),
        body: insist.trim() === '' ? {} : { insist },
      }),
    onSuccess,
  });
  const isTaken = publish.error instanceof Problem && publish.error.code.endsWith('_TAKEN');
  return (
    <>
      <Popconfirm
        title={say('publishAsk')}
        okText={say('publish')}
        cancelText={shared('back')}
        onConfirm={() => publish.mutate()}
      >
        <Button type="primary" loading={publish.isPending} aria-label={label}>
          {say('publish')}
        </Button>
      </Popconfirm>
      {isTaken && (
        <Input
          aria-label={say('insist')}
          placeholder={say('insist')}
          maxLength={500}
          value={insist}
          onChange={(event) => setInsist(event.target.value)}
        />
      )}
      <ProblemNotice error={publish.error} />
    </>
  );
}

export function CancelDay({ day, label }: Way) {
  const say = useTexts(deskTexts);
  const shared = useTexts(sharedTexts);
  const [reason, setReason] = useState('');
  const onSuccess = useDone();
  const cancel = useMutation({
    mutationFn: () =>
      api('POST /api/reception/days/{county}/{id}/cancellation', {
        params: paramsOf(day),
        body: { reason },
      }),
    onSuccess,
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
        okText={say('cancelDay')}
        cancelText={shared('back')}
        okButtonProps={{ disabled: reason.trim() === '', danger: true }}
        onConfirm={() => cancel.mutate()}
      >
        <Button danger loading={cancel.isPending} aria-label={label}>
          {say('cancelDay')}
        </Button>
      </Popconfirm>
      <ProblemNotice error={cancel.error} />
    </>
  );
}
