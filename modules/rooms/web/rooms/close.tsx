/** The end: the record is drafted from what stands, put right by the mediator, and archived. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../../web/api.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Button, Field, Notice, Sheet } from '../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { leadTexts } from './lead-texts.ts';

export function CloseSession({ room, number }: { room: string; number: string }) {
  const say = useTexts(leadTexts);
  const [record, setRecord] = useState('');
  const [undisputed, setUndisputed] = useState('');
  const [isOpen, setOpen] = useState(false);
  const draft = useMutation({
    mutationFn: () => api('GET /api/rooms/{room}/record', { params: { room } }),
    onSuccess: (drafted) => {
      // What was put right before is not drafted over.
      if (record === '') setRecord(drafted.record);
      setUndisputed(drafted.undisputed);
      setOpen(true);
    },
  });
  const close = useMutation({
    mutationFn: () =>
      api('POST /api/rooms/{room}/close', {
        params: { room },
        body: { record, ...(undisputed !== '' && { undisputed }) },
      }),
    onSuccess: () => location.assign(`/console/matters/${number}`),
  });
  return (
    <>
      <ProblemNote error={draft.error} />
      <Button look="bad" disabled={draft.isPending} onClick={() => draft.mutate()}>
        {say('close')}
      </Button>
      <Sheet title={say('close')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <Notice tone="warn">{say('closeHelp')}</Notice>
        <ProblemNote error={close.error} />
        <Field label={say('record')}>
          {(tie) => (
            <textarea
              {...tie}
              className="input room-record"
              value={record}
              onChange={(event) => setRecord(event.target.value)}
            />
          )}
        </Field>
        {undisputed !== '' && (
          <>
            <h3>{say('undisputed')}</h3>
            <p className="room-words">{undisputed}</p>
          </>
        )}
        <div className="room-row">
          <Button look="bad" disabled={close.isPending} onClick={() => close.mutate()}>
            {say('closeNow')}
          </Button>
          <Button look="plain" onClick={() => setOpen(false)}>
            {say('stay')}
          </Button>
        </div>
      </Sheet>
    </>
  );
}
