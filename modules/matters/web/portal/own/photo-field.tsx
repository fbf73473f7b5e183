/** Photos added to a message: sent at once, named by the act. Where one was taken is not kept. */
import { useState } from 'react';
import { upload } from '../../../../../web/api.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { Button } from '../../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../../web/ui/problem.tsx';
import { ownTexts } from './texts.ts';

const PHOTOS_MAX = 10;

export function PhotoField({
  photos,
  onPhotos,
  onBusy,
}: {
  photos: readonly string[];
  onPhotos: (photos: readonly string[]) => void;
  onBusy: (isBusy: boolean) => void;
}) {
  const say = useTexts(ownTexts);
  const [share, setShare] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const add = async (files: readonly File[]) => {
    onBusy(true);
    setError(null);
    let all = photos;
    try {
      for (const file of files.slice(0, PHOTOS_MAX - photos.length)) {
        setShare(0);
        const sent = await upload(file, { key: crypto.randomUUID(), onProgress: setShare });
        all = [...all, sent.id];
        onPhotos(all);
      }
    } catch (problem) {
      setError(problem);
    } finally {
      setShare(null);
      onBusy(false);
    }
  };
  return (
    <div className="field">
      <ProblemNote error={error} />
      <label className="button button-plain own-file">
        {say('addPhoto')}
        <input
          type="file"
          accept="image/jpeg,image/png,image/webp"
          multiple
          disabled={share !== null || photos.length >= PHOTOS_MAX}
          onChange={(event) => {
            void add([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
      </label>
      <div role="status">
        {share !== null && (
          <>
            <progress max={1} value={share} aria-label={say('photoWaiting')} />{' '}
            {say('photoWaiting')}
          </>
        )}
        {share === null && photos.length > 0 && say('photoAdded', { count: photos.length })}
      </div>
      {photos.map((id, at) => (
        <span key={id} className="own-thumb">
          <img src={`/api/attachments/${id}/thumb`} alt="" />
          <Button look="link" onClick={() => onPhotos(photos.filter((one) => one !== id))}>
            {say('removePhoto', { count: at + 1 })}
          </Button>
        </span>
      ))}
    </div>
  );
}
