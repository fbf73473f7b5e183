/** The form of a check-in: well or not, a note, photos. Used anew, and for one that came back. */
import { useState } from 'react';
import { sharedTexts } from '../../../web/shared-texts.ts';
import { useTexts } from '../../../web/texts.ts';
import { Button, Choices, Field, Notice } from '../../../web/ui/parts.tsx';
import { PhotoPicker } from './media.tsx';
import { type Photo, smallerPhotos } from './photos.ts';
import { isStorageFull } from './queue/store.ts';
import type { NewFile } from './state.ts';
import { fieldTexts, patrolTexts, reportTexts } from './texts.ts';

type Result = 'ok' | 'trouble';
export type CheckInBegin = { result: Result; note: string; photos: readonly Photo[] };
export const emptyCheckIn: CheckInBegin = { result: 'ok', note: '', photos: [] };

type Props = {
  begin: CheckInBegin;
  /** Whether the result itself may be changed here. */
  asksResult?: boolean;
  /** A report says what the trouble is: no words are needed. */
  isSaid?: boolean;
  onKeep: (form: { result: Result; note: string }, files: NewFile[]) => Promise<void>;
  onCancel: () => void;
};

function useCheckIn({ begin, isSaid = false, onKeep }: Props) {
  const [result, setResult] = useState(begin.result);
  const [note, setNote] = useState(begin.note);
  const [photos, setPhotos] = useState(begin.photos);
  const [fault, setFault] = useState<'note' | 'full' | null>(null);
  const keep = async (taken: readonly Photo[]) => {
    if (result === 'trouble' && note.trim() === '' && !isSaid) {
      setFault('note');
      return;
    }
    const files = taken.map(({ id, blob, name }) => ({ id, slot: 'photos' as const, blob, name }));
    try {
      await onKeep({ result, note: note.trim() }, files);
    } catch (error) {
      if (!isStorageFull(error)) throw error;
      setFault('full');
    }
  };
  return { result, setResult, note, setNote, photos, setPhotos, fault, keep };
}

export function CheckInForm(props: Props) {
  const say = useTexts(patrolTexts);
  const field = useTexts(fieldTexts);
  const report = useTexts(reportTexts);
  const shared = useTexts(sharedTexts);
  const form = useCheckIn(props);
  const { fault, keep, photos } = form;
  return (
    <div>
      {props.asksResult && (
        <Choices
          legend={say('result')}
          options={(['ok', 'trouble'] as const).map((value) => ({ value, label: say(value) }))}
          value={form.result}
          onChange={(value) => form.setResult(value === 'ok' ? 'ok' : 'trouble')}
        />
      )}
      <Field
        label={say('note')}
        hint={report('textHint')}
        error={fault === 'note' ? field('required', { what: say('note') }) : null}
      >
        {(tie) => (
          <textarea
            {...tie}
            className="input"
            maxLength={1000}
            value={form.note}
            onChange={(event) => form.setNote(event.target.value)}
          />
        )}
      </Field>
      <PhotoPicker legend={say('addPhoto')} photos={photos} onChange={form.setPhotos} />
      {fault === 'full' && (
        <Notice tone="bad">
          <p>{report('full')}</p>
          <Button look="plain" onClick={() => void smallerPhotos(photos).then(keep)}>
            {report('shrink')}
          </Button>
        </Notice>
      )}
      <div className="actions">
        <Button onClick={() => void keep(photos)}>{field('record')}</Button>
        <Button look="plain" onClick={props.onCancel}>
          {shared('cancel')}
        </Button>
      </div>
    </div>
  );
}
