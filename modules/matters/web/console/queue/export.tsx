/** An export is looked at first, and leaves with a reason: masked, marked, written down. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Input, Modal, Radio } from 'antd';
import { useId, useState } from 'react';
import { api, type Input as InputOf } from '../../../../../web/api.ts';
import { ConsoleWaiting, ProblemNotice } from '../../../../../web/console/states.tsx';
import { download } from '../../../../../web/download.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { queueTexts } from './texts.ts';
import './deeds.css';

export type ExportAsked = InputOf<'POST /api/matters/export/preview'>['body'];
type Format = 'xlsx' | 'csv';

const REASON_MIN = 2;

export function ExportDialog({ asked, onClose }: { asked: ExportAsked; onClose: () => void }) {
  const say = useTexts(queueTexts);
  const [reason, setReason] = useState('');
  const [format, setFormat] = useState<Format>('xlsx');
  const id = useId();
  const preview = useQuery({
    queryKey: ['export', asked],
    queryFn: ({ signal }) => api('POST /api/matters/export/preview', { body: asked }, { signal }),
    staleTime: 0,
  });
  const take = useMutation({
    mutationFn: () => {
      const body = { ...asked, reason: reason.trim(), format };
      return download('/api/matters/export', body, `matters.${format}`);
    },
  });
  const serial = take.data?.headers.get('x-export-serial');
  const isReady = reason.trim().length >= REASON_MIN && (preview.data?.count ?? 0) > 0;
  return (
    <Modal
      open
      width={720}
      title={say('exportTitle')}
      okText={take.isSuccess ? say('close') : say('download')}
      cancelText={say('cancel')}
      okButtonProps={{ disabled: !take.isSuccess && !isReady, loading: take.isPending }}
      onOk={() => (take.isSuccess ? onClose() : take.mutate())}
      onCancel={onClose}
    >
      <p>{say('exportHelp')}</p>
      <ProblemNotice error={preview.error ?? take.error} />
      {preview.isPending && <ConsoleWaiting />}
      {preview.data && <Preview {...preview.data} />}
      {take.isSuccess ? (
        <Alert type="success" role="status" title={say('exported', { serial: serial ?? '' })} />
      ) : (
        <div className="queue-form">
          <label htmlFor={id}>{say('reason')}</label>
          <Input
            id={id}
            value={reason}
            maxLength={200}
            aria-describedby={`${id}-help`}
            onChange={({ target }) => setReason(target.value)}
          />
          <span id={`${id}-help`} className="queue-soft">
            {say('reasonNeeded')}
          </span>
          <Radio.Group
            aria-label={say('format')}
            value={format}
            onChange={({ target }) => setFormat(target.value)}
            options={[
              { value: 'xlsx', label: say('xlsx') },
              { value: 'csv', label: say('csv') },
            ]}
          />
        </div>
      )}
    </Modal>
  );
}

type Previewed = { count: number; isCut: boolean; max: number; head: string[]; rows: string[][] };

function Preview({ count, isCut, max, head, rows }: Previewed) {
  const say = useTexts(queueTexts);
  return (
    <>
      <p role="status">
        <strong>{say('exportCount', { count })}</strong>
      </p>
      {isCut && <Alert type="warning" title={say('exportCut', { max })} />}
      {rows.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways is reached by keys
        <section className="queue-preview" tabIndex={0} aria-label={say('exportFirst')}>
          <table>
            <thead>
              <tr>
                {head.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((cells) => (
                <tr key={cells[0]}>
                  {cells.map((cell, at) => (
                    <td key={head[at]}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}
