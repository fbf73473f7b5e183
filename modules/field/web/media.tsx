/** Photos and a voice note in a form: taken, seen, taken out again. */
import { type ChangeEvent, useEffect, useMemo, useRef, useState } from 'react';
import { useTexts } from '../../../web/texts.ts';
import { Button } from '../../../web/ui/parts.tsx';
import { Icon } from './icons.tsx';
import { newKey } from './keys.ts';
import { type Photo, takePhoto } from './photos.ts';
import { reportTexts } from './texts.ts';
import { type Recording, recordVoice, voiceForm } from './voice.ts';

export function PhotoPicker({
  legend,
  hint,
  error,
  id,
  photos,
  onChange,
}: {
  legend: string;
  hint?: string;
  error?: string | null;
  id?: string;
  photos: readonly Photo[];
  onChange: (photos: Photo[]) => void;
}) {
  const say = useTexts(reportTexts);
  const [isBad, setBad] = useState(false);
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const files = [...(input.files ?? [])];
    // Emptied, so that the same picture may be chosen again.
    input.value = '';
    void add(files);
  };
  const add = async (files: readonly File[]) => {
    const taken = await Promise.all(files.map((file) => takePhoto(file, newKey())));
    setBad(taken.some((one) => one === null));
    onChange([...photos, ...taken.filter((one) => one !== null)]);
  };
  return (
    <fieldset className={error ? 'field field-bad' : 'field'} id={id}>
      <legend>{legend}</legend>
      {hint && <div className="field-hint">{hint}</div>}
      {error && <p className="field-error">{error}</p>}
      {isBad && (
        <p className="field-error" role="alert">
          {say('photoUnreadable')}
        </p>
      )}
      {photos.length > 0 && (
        <ul className="photo-row">
          {photos.map((photo, at) => (
            <li key={photo.id}>
              <Picture blob={photo.blob} words={say('photoNumber', { count: at + 1 })} />
              <button
                type="button"
                aria-label={say('removePhoto', { count: at + 1 })}
                onClick={() => onChange(photos.filter((one) => one.id !== photo.id))}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="photo-buttons">
        <label className="button button-plain">
          <Icon name="camera" /> {say('takePhoto')}
          <input type="file" accept="image/*" capture="environment" onChange={take} />
        </label>
        <label className="button button-plain">
          {say('choosePhoto')}
          <input type="file" accept="image/*" multiple onChange={take} />
        </label>
      </div>
    </fieldset>
  );
}

/** A picture of bytes at hand; its address is given back when it goes. */
export function Picture({ blob, words }: { blob: Blob; words: string }) {
  const address = useMemo(() => URL.createObjectURL(blob), [blob]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  return <img src={address} alt={words} />;
}

export function VoiceNote({
  voice,
  onChange,
}: {
  voice: Blob | null;
  onChange: (voice: Blob | null) => void;
}) {
  const say = useTexts(reportTexts);
  const form = useMemo(voiceForm, []);
  return (
    <fieldset className="field">
      <legend>{say('voice')}</legend>
      {voice ? (
        <div className="voice-row">
          <Sound blob={voice} words={say('voice')} />
          <Button look="plain" onClick={() => onChange(null)}>
            {say('voiceRemove')}
          </Button>
        </div>
      ) : form ? (
        <Recorder form={form} onDone={onChange} />
      ) : (
        <VoiceFile onChange={onChange} />
      )}
    </fieldset>
  );
}

function VoiceFile({ onChange }: { onChange: (voice: Blob) => void }) {
  const say = useTexts(reportTexts);
  return (
    <label className="field-hint">
      {say('voiceNone')}
      <input
        className="input"
        type="file"
        accept="audio/mp4,audio/x-m4a,audio/mpeg,audio/amr,.m4a,.mp3,.amr"
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          if (file) onChange(file);
        }}
      />
    </label>
  );
}

function Sound({ blob, words }: { blob: Blob; words: string }) {
  const address = useMemo(() => URL.createObjectURL(blob), [blob]);
  useEffect(() => () => URL.revokeObjectURL(address), [address]);
  // biome-ignore lint/a11y/useMediaCaption: the worker's own words, just spoken
  return <audio controls src={address} aria-label={words} />;
}

const SECOND_MS = 1000;
const LONGEST_S = 180;

function Recorder({ form, onDone }: { form: string; onDone: (voice: Blob) => void }) {
  const say = useTexts(reportTexts);
  const recording = useRef<Recording | null>(null);
  const [seconds, setSeconds] = useState<number | null>(null);
  const [isDenied, setDenied] = useState(false);
  const stop = async () => {
    const current = recording.current;
    recording.current = null;
    setSeconds(null);
    if (current) onDone(await current.stop());
  };
  useEffect(() => {
    if (seconds === null) return;
    const timer = setTimeout(() => {
      if (seconds + 1 >= LONGEST_S) void stop();
      else setSeconds(seconds + 1);
    }, SECOND_MS);
    return () => clearTimeout(timer);
  });
  // Left in the middle: the microphone must not stay open.
  useEffect(() => () => void recording.current?.stop(), []);
  const start = async () => {
    try {
      recording.current = await recordVoice(form);
      setDenied(false);
      setSeconds(0);
    } catch {
      setDenied(true);
    }
  };
  return (
    <>
      {isDenied && (
        <p className="field-error" role="alert">
          {say('voiceDenied')}
        </p>
      )}
      {seconds === null ? (
        <Button look="plain" onClick={() => void start()}>
          <Icon name="voice" /> {say('voiceStart')}
        </Button>
      ) : (
        <Button look="bad" onClick={() => void stop()}>
          <Icon name="stop" /> {say('voiceStop', { seconds })}
        </Button>
      )}
    </>
  );
}
