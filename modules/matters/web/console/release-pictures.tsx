/**
 * What the public sees of a matter, and its pictures: each is covered by hand before it is
 * released, and may be taken back. The matter page of the console holds this as a panel.
 */
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import { type Answer, api, read } from '../../../../web/api.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useTime } from '../../../../web/dates.ts';
import { portalPaths } from '../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { CoverDialog, type DialogPicture } from './release/cover-dialog.tsx';
import { releaseTexts } from './release/texts.ts';
import './release/release.css';

type Publicity = Answer<'GET /api/matters/{number}/publicity'>;
type Release = Publicity['releases'][number];
type Attachment = Answer<'GET /api/matters/{number}'>['attachments'][number];

export type ReleasePicturesProps = {
  number: string;
  attachments: readonly Attachment[];
  /** After a release or a withdrawal: the matter's log has a new entry. */
  onChange?: () => void;
};

export function ReleasePictures({ number, attachments, onChange }: ReleasePicturesProps) {
  const say = useTexts(releaseTexts);
  const client = useQueryClient();
  const query = read('GET /api/matters/{number}/publicity', { params: { number } });
  const publicity = useSuspenseQuery(query).data;
  const [chosen, setChosen] = useState<DialogPicture | null>(null);
  const changed = () => {
    setChosen(null);
    void client.invalidateQueries({ queryKey: query.queryKey });
    onChange?.();
  };
  return (
    <div className="release">
      <Standing number={number} publicity={publicity} />
      <Released
        number={number}
        releases={publicity.releases}
        publicity={publicity}
        onChange={changed}
      />
      {publicity.whyNotRelease === null ? (
        <Candidates attachments={attachments} onChoose={setChosen} />
      ) : (
        <p className="release-soft">{say('mayNot')}</p>
      )}
      {chosen && (
        <CoverDialog
          number={number}
          picture={chosen}
          onDone={changed}
          onClose={() => setChosen(null)}
        />
      )}
    </div>
  );
}

function Standing({ number, publicity }: { number: string; publicity: Publicity }) {
  const say = useTexts(releaseTexts);
  const named = useNamed();
  if (publicity.hidden) return <p>{say('hidden', { why: named(publicity.hiddenWords) })}</p>;
  return (
    <p>
      {say('shown')} <strong>{named(publicity.title)}</strong>{' '}
      <a href={portalPaths.publicMatter(number)} target="_blank" rel="noreferrer">
        {say('look')}
      </a>
    </p>
  );
}

function Released({
  number,
  releases,
  publicity,
  onChange,
}: {
  number: string;
  releases: readonly Release[];
  publicity: Publicity;
  onChange: () => void;
}) {
  const say = useTexts(releaseTexts);
  const [leaving, setLeaving] = useState<Release | null>(null);
  const mayAct = publicity.whyNotRelease === null || publicity.whyNotRelease === 'MATTER_PRIVATE';
  return (
    <>
      <h3>{say('released')}</h3>
      {releases.length === 0 && <p className="release-soft">{say('none')}</p>}
      <ul className="release-list">
        {releases.map((one) => (
          <ReleasedPicture
            key={one.id}
            one={one}
            onWithdraw={mayAct && one.isPublic ? () => setLeaving(one) : null}
          />
        ))}
      </ul>
      {leaving && (
        <WithdrawDialog
          number={number}
          id={leaving.id}
          onDone={() => {
            setLeaving(null);
            onChange();
          }}
          onClose={() => setLeaving(null)}
        />
      )}
    </>
  );
}

function ReleasedPicture({ one, onWithdraw }: { one: Release; onWithdraw: (() => void) | null }) {
  const say = useTexts(releaseTexts);
  const time = useTime();
  return (
    <li>
      <img src={one.thumbHref ?? one.href} alt={say('previewAlt')} loading="lazy" />
      <span>
        {one.isPublic ? say('isPublic') : say('wasPublic')} · {time(one.releasedAt)}
      </span>
      {onWithdraw && (
        <Button size="small" danger onClick={onWithdraw}>
          {say('withdraw')}
        </Button>
      )}
    </li>
  );
}

const REASON_MIN = 2;

function WithdrawDialog({
  number,
  id,
  onDone,
  onClose,
}: {
  number: string;
  id: string;
  onDone: () => void;
  onClose: () => void;
}) {
  const say = useTexts(releaseTexts);
  const [reason, setReason] = useState('');
  const withdraw = useMutation({
    mutationFn: () =>
      api('POST /api/matters/{number}/releases/{id}/withdrawal', {
        params: { number, id },
        body: { reason: reason.trim() },
      }),
    onSuccess: onDone,
  });
  return (
    <Modal
      open
      title={say('withdraw')}
      okText={say('withdraw')}
      cancelText={say('cancel')}
      okButtonProps={{ danger: true, disabled: reason.trim().length < REASON_MIN }}
      confirmLoading={withdraw.isPending}
      onOk={() => withdraw.mutate()}
      onCancel={onClose}
    >
      <ProblemNotice error={withdraw.error} />
      <label htmlFor="withdraw-reason">{say('withdrawReason')}</label>
      <Input.TextArea
        id="withdraw-reason"
        rows={2}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </Modal>
  );
}

function Candidates({
  attachments,
  onChoose,
}: {
  attachments: readonly Attachment[];
  onChoose: (picture: DialogPicture) => void;
}) {
  const say = useTexts(releaseTexts);
  const pictures = attachments.filter(
    (one) => one.medium === 'picture' && one.purpose !== 'covered',
  );
  return (
    <>
      <h3>{say('choose')}</h3>
      {pictures.length === 0 && <p className="release-soft">{say('noPictures')}</p>}
      <ul className="release-list">
        {pictures.map((one, at) => (
          <li key={one.id}>
            <img src={one.thumbHref ?? one.href} alt="" loading="lazy" />
            <Button
              size="small"
              aria-label={say('coverOf', { count: at + 1 })}
              onClick={() => onChoose({ id: one.id, href: one.href })}
            >
              {say('cover')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}
