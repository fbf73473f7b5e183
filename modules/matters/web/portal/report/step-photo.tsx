/** First a photo: it says most, and often where. */
import { type ChangeEvent, useEffect, useState } from 'react';
import { useTexts } from '../../../../../web/texts.ts';
import { Notice } from '../../../../../web/ui/parts.tsx';
import { type DraftPhoto, PHOTOS_MAX } from '../../report/draft.ts';
import { NextButton, type StepProps } from './parts.tsx';
import { placeOfPhoto } from './photo-place.ts';
import { reportTexts } from './texts.ts';

export function PhotoStep({ handle, onNext }: StepProps) {
  const say = useTexts(reportTexts);
  const { photos } = handle;
  const [fault, setFault] = useState<'photoTooMany' | 'photoNone' | null>(null);
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target;
    const chosen = [...(input.files ?? [])];
    const pictures = chosen.filter((file) => file.type.startsWith('image/'));
    const room = PHOTOS_MAX - photos.length;
    setFault(pictures.length === 0 ? 'photoNone' : pictures.length > room ? 'photoTooMany' : null);
    handle.addPhotos(await Promise.all(pictures.slice(0, room).map(asPhoto)));
    // The same file may be chosen again after it was removed.
    input.value = '';
  };
  const isFull = photos.length >= PHOTOS_MAX;
  return (
    <>
      <p>{say('photoHint')}</p>
      {fault && <Notice tone="warn">{say(fault, { max: PHOTOS_MAX })}</Notice>}
      <ul className="report-photos">
        {photos.map((photo, at) => (
          <Photo
            key={photo.id}
            photo={photo}
            at={at + 1}
            onRemove={() => handle.removePhoto(photo.id)}
          />
        ))}
      </ul>
      <div className="report-pickers">
        <Picker words={say('takePhoto')} isCamera isOff={isFull} onPick={add} />
        <Picker words={say('choosePhotos')} isOff={isFull} onPick={add} />
      </div>
      <div aria-live="polite">
        {photos.length > 0 && (
          <p className="muted">{say('photoCount', { count: photos.length, max: PHOTOS_MAX })}</p>
        )}
        {photos.some(({ point }) => point) && <Notice>{say('photoPlaced')}</Notice>}
      </div>
      <NextButton
        onNext={onNext}
        words={photos.length === 0 ? say('skip') : say('next')}
        isAside={photos.length === 0}
      />
    </>
  );
}

async function asPhoto(file: File): Promise<Omit<DraftPhoto, 'draft'>> {
  return {
    id: crypto.randomUUID(),
    key: crypto.randomUUID(),
    blob: file,
    name: file.name,
    point: await placeOfPhoto(file),
    uploadedAs: null,
  };
}

function Picker(picker: {
  words: string;
  isCamera?: boolean;
  isOff: boolean;
  onPick: (event: ChangeEvent<HTMLInputElement>) => Promise<void>;
}) {
  return (
    <label className={picker.isCamera ? 'report-picker report-picker-first' : 'report-picker'}>
      <input
        type="file"
        accept="image/*"
        multiple={!picker.isCamera}
        {...(picker.isCamera && { capture: 'environment' as const })}
        disabled={picker.isOff}
        onChange={(event) => void picker.onPick(event)}
      />
      {picker.isCamera && (
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M4 7h3l2-2h6l2 2h3v12H4z" />
          <circle cx="12" cy="13" r="3.5" />
        </svg>
      )}
      {picker.words}
    </label>
  );
}

function Photo(shown: { photo: DraftPhoto; at: number; onRemove: () => void }) {
  const say = useTexts(reportTexts);
  const address = useObjectUrl(shown.photo.blob);
  return (
    <li>
      {address && <img src={address} alt={say('photoAlt', { at: shown.at })} />}
      <button
        type="button"
        className="report-remove"
        aria-label={say('removePhoto', { at: shown.at })}
        onClick={shown.onRemove}
      >
        ×
      </button>
    </li>
  );
}

/** An address for a picture that lies on the device; given back when it is no longer shown. */
function useObjectUrl(blob: Blob): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  return address;
}
