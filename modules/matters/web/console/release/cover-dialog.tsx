/** Covering one picture by hand, looking at the result, and releasing it with a reason. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Checkbox, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { api, upload } from '../../../../../web/api.ts';
import { ProblemNotice } from '../../../../../web/console/states.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import { CoverArea } from './cover-area.tsx';
import { coveredCopy } from './covered-copy.ts';
import { type Cover, inTheMiddle } from './covers.ts';
import { releaseTexts } from './texts.ts';

export type DialogPicture = { id: string; href: string };
type Copy = { blob: Blob & { name: string }; url: string };

export type CoverDialogProps = {
  number: string;
  picture: DialogPicture;
  onDone: () => void;
  onClose: () => void;
};

export function CoverDialog(props: CoverDialogProps) {
  const say = useTexts(releaseTexts);
  const [covers, setCovers] = useState<readonly Cover[]>([]);
  const [copy, setCopy] = useState<Copy | null>(null);
  return (
    <Modal
      open
      title={say('dialog')}
      width={900}
      footer={null}
      onCancel={props.onClose}
      // A slip beside the dialog must not throw the boxes away.
      mask={{ closable: false }}
    >
      {copy ? (
        <ReleaseForm {...props} copy={copy} onBack={() => setCopy(null)} />
      ) : (
        <Covering {...props} covers={covers} onCovers={setCovers} onCopy={setCopy} />
      )}
    </Modal>
  );
}

function Covering({
  picture,
  covers,
  onCovers,
  onCopy,
  onClose,
}: CoverDialogProps & {
  covers: readonly Cover[];
  onCovers: (covers: readonly Cover[]) => void;
  onCopy: (copy: Copy) => void;
}) {
  const say = useTexts(releaseTexts);
  const [image, setImage] = useState<HTMLImageElement | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const show = async () => {
    if (!image) return;
    const blob = await coveredCopy(image, covers);
    onCopy({ blob, url: URL.createObjectURL(blob) });
  };
  return (
    <>
      <p>{say('how')}</p>
      <p className="release-soft">{say('original')}</p>
      {hasFailed && <Alert type="error" role="alert" showIcon title={say('loadFailed')} />}
      <div className="release-tools">
        <Button
          onClick={() => onCovers([...covers, inTheMiddle(crypto.randomUUID(), covers.length)])}
        >
          {say('add')}
        </Button>
        <Button disabled={covers.length === 0} onClick={() => onCovers(covers.slice(0, -1))}>
          {say('undo')}
        </Button>
        <Button disabled={covers.length === 0} onClick={() => onCovers([])}>
          {say('clear')}
        </Button>
        <span role="status">{say('boxes', { count: covers.length })}</span>
      </div>
      <CoverArea
        href={picture.href}
        covers={covers}
        onCovers={onCovers}
        onLoad={setImage}
        onFail={() => setFailed(true)}
      />
      <div className="release-tools">
        <Button type="primary" disabled={!image} onClick={() => void show()}>
          {say('preview')}
        </Button>
        <Button onClick={onClose}>{say('cancel')}</Button>
      </div>
    </>
  );
}

const REASON_MIN = 2;

function ReleaseForm({
  number,
  picture,
  copy,
  onBack,
  onDone,
}: CoverDialogProps & { copy: Copy; onBack: () => void }) {
  const say = useTexts(releaseTexts);
  const [reason, setReason] = useState('');
  const [isSure, setSure] = useState(false);
  const [isTried, setTried] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const release = useMutation({
    mutationFn: async () => {
      const sent = await upload(copy.blob, { key });
      const body = {
        original: picture.id,
        copy: sent.id,
        reason: reason.trim(),
        isCovered: true as const,
      };
      return api('POST /api/matters/{number}/releases', { params: { number }, body });
    },
    onSuccess: () => {
      URL.revokeObjectURL(copy.url);
      onDone();
    },
  });
  const hasReason = reason.trim().length >= REASON_MIN;
  const send = () => {
    setTried(true);
    if (hasReason && isSure) release.mutate();
  };
  return (
    <Form layout="vertical" onFinish={send}>
      <img className="release-preview" src={copy.url} alt={say('previewAlt')} />
      <ProblemNotice error={release.error} />
      <Form.Item
        label={say('reason')}
        htmlFor="release-reason"
        extra={say('reasonHint')}
        validateStatus={isTried && !hasReason ? 'error' : ''}
        help={isTried && !hasReason ? say('reasonMissing') : undefined}
      >
        <Input.TextArea
          id="release-reason"
          rows={2}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Form.Item>
      <Form.Item
        validateStatus={isTried && !isSure ? 'error' : ''}
        help={isTried && !isSure ? say('sureMissing') : undefined}
      >
        <Checkbox checked={isSure} onChange={(event) => setSure(event.target.checked)}>
          {say('sure')}
        </Checkbox>
      </Form.Item>
      <div className="release-tools">
        <Button type="primary" htmlType="submit" loading={release.isPending}>
          {release.isPending ? say('releasing') : say('release')}
        </Button>
        <Button onClick={onBack}>{say('back')}</Button>
      </div>
    </Form>
  );
}
