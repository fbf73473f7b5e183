/** Files that go with an act: uploaded at once, each with its progress, named by the act later. */
import { Button, Progress } from 'antd';
import { useEffect, useId, useRef, useState } from 'react';
import { upload } from '../../../../../web/api.ts';
import { newKey } from '../../../../../web/new-key.ts';
import { useMarks, useTexts } from '../../../../../web/texts.ts';
import { useProblemText } from '../../../../../web/ui/problem.tsx';
import type { WaitingFile } from './form-rules.ts';
import { matterTexts } from './texts.ts';
import './files.css';

type Sending = { key: string; file: File; share: number; error: unknown };

const FILES_MAX = 20;
const ACCEPT = 'image/*,application/pdf,audio/*,video/*,.docx,.xlsx';

export function PhotosField({
  label,
  onBusy,
  id,
  value = [],
  onChange,
}: {
  label: string;
  onBusy: (count: number) => void;
  id?: string;
  value?: readonly WaitingFile[];
  onChange?: (value: WaitingFile[]) => void;
}) {
  const say = useTexts(matterTexts);
  const marks = useMarks();
  const made = useId();
  const own = id ?? made;
  const { sending, add, retry, forget } = useUploads(value, onChange, onBusy);
  return (
    <div className="matter-photos">
      <input
        id={own}
        className="matter-file-input"
        type="file"
        multiple
        accept={ACCEPT}
        aria-label={marks.pair(label, say('addPhotos'))}
        onChange={(event) => {
          add([...(event.target.files ?? [])].slice(0, FILES_MAX - value.length));
          event.target.value = '';
        }}
      />
      <label className="matter-file-button" htmlFor={own}>
        + {say('addPhotos')}
      </label>
      <ul className="matter-files">
        {value.map((file) => (
          <li key={file.id}>
            <figure>
              {file.thumbHref ? (
                <img src={file.thumbHref} alt={file.name} width={96} height={72} />
              ) : (
                <span className="matter-file">{file.name}</span>
              )}
              <Button
                size="small"
                aria-label={say('removeFile', { name: file.name })}
                onClick={() => onChange?.(value.filter((one) => one.id !== file.id))}
              >
                ✕
              </Button>
            </figure>
          </li>
        ))}
      </ul>
      <div aria-live="polite">
        {sending.map((one) => (
          <SendingRow key={one.key} one={one} onRetry={retry} onForget={forget} />
        ))}
      </div>
    </div>
  );
}

function SendingRow({
  one,
  onRetry,
  onForget,
}: {
  one: Sending;
  onRetry: (one: Sending) => void;
  onForget: (one: Sending) => void;
}) {
  const say = useTexts(matterTexts);
  const textOf = useProblemText();
  const { name } = one.file;
  const percent = Math.floor(one.share * 100);
  if (!one.error) {
    return (
      <div>
        {say('uploading', { name, percent })}
        <Progress percent={percent} size="small" showInfo={false} />
      </div>
    );
  }
  return (
    <div className="matter-late">
      {say('uploadFailed', { name, why: textOf(one.error) })}{' '}
      <Button size="small" onClick={() => onRetry(one)}>
        {say('retry')}
      </Button>
      <Button size="small" aria-label={say('removeFile', { name })} onClick={() => onForget(one)}>
        ✕
      </Button>
    </div>
  );
}

function useUploads(
  value: readonly WaitingFile[],
  onChange: ((value: WaitingFile[]) => void) | undefined,
  onBusy: (count: number) => void,
) {
  const [sending, setSending] = useState<readonly Sending[]>([]);
  // Uploads end in any order: each adds to what stands by then, not to what stood when it began.
  const latest = useRef({ value, onChange });
  latest.current = { value, onChange };
  const count = sending.filter((one) => !one.error).length;
  useEffect(() => onBusy(count), [count, onBusy]);

  const put = (key: string, more: Partial<Sending>) =>
    setSending((old) => old.map((one) => (one.key === key ? { ...one, ...more } : one)));
  const forget = ({ key }: Sending) => setSending((old) => old.filter((one) => one.key !== key));
  const send = async (one: Sending) => {
    try {
      const onProgress = (share: number) => put(one.key, { share });
      const made = await upload(one.file, { key: one.key, onProgress });
      const file = { id: made.id, name: one.file.name, thumbHref: made.thumbHref };
      const next = [...latest.current.value, file];
      latest.current.value = next;
      latest.current.onChange?.(next);
      forget(one);
    } catch (error) {
      put(one.key, { error });
    }
  };
  return {
    sending,
    forget,
    add: (files: readonly File[]) => {
      const begun = files.map((file) => ({ key: newKey(), file, share: 0, error: null }));
      setSending((old) => [...old, ...begun]);
      for (const one of begun) void send(one);
    },
    retry: (one: Sending) => {
      put(one.key, { error: null, share: 0 });
      void send(one);
    },
  };
}
