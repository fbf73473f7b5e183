/** The form of one action of a task: fields and photos, kept on the phone once it is filled. */
import { type FormEvent, useState } from 'react';
import { sharedTexts } from '../../../web/shared-texts.ts';
import { useNamed, useTexts } from '../../../web/texts.ts';
import { Button, Notice } from '../../../web/ui/parts.tsx';
import {
  type FormField,
  FormFields,
  faultsOf,
  isNeeded,
  isPhotos,
  type Values,
} from './form-fields.tsx';
import { PhotoPicker } from './media.tsx';
import { type Photo, shrunk } from './photos.ts';
import { isStorageFull } from './queue/store.ts';
import { addDeed, type NewFile, type Shift } from './state.ts';
import { fieldTexts, reportTexts } from './texts.ts';

type Task = Shift['tasks'][number];
type Action = Task['actions'][number];
type Taken = Readonly<Record<string, readonly Photo[]>>;
type Slot = 'beforePhotos' | 'afterPhotos';

type ActFormProps = { task: Task; action: Action; onDone: () => void; onCancel: () => void };

/** What is filled in, what is missing of it, and keeping it. */
function useActForm({ task, action, onDone }: ActFormProps) {
  const say = useTexts(fieldTexts);
  const named = useNamed();
  const [values, setValues] = useState<Values>(() => suggestedOf(action));
  const [photos, setPhotos] = useState<Taken>({});
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [isFull, setFull] = useState(false);
  const slots = Object.entries(action.fields).filter(([, field]) => isPhotos(field));
  const keep = async (taken: Taken) => {
    try {
      await addDeed(deedOf(task, action, values), filesOf(taken));
      onDone();
    } catch (error) {
      if (!isStorageFull(error)) throw error;
      setFull(true);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = (field: FormField) => say('required', { what: named(field) });
    const missing = faultsOf(action.fields, values, words);
    for (const [name, field] of slots) {
      const isShort = isNeeded(field, values) && (photos[name]?.length ?? 0) === 0;
      if (isShort) missing[name] = say('photosMissing', { what: named(field), count: 1 });
    }
    setFaults(missing);
    if (Object.keys(missing).length === 0) void keep(photos);
  };
  const keepSmaller = async () => keep(await smaller(photos));
  return { values, setValues, photos, setPhotos, faults, isFull, slots, submit, keepSmaller };
}

export function ActForm(props: ActFormProps) {
  const { action, onCancel } = props;
  const say = useTexts(fieldTexts);
  const report = useTexts(reportTexts);
  const shared = useTexts(sharedTexts);
  const named = useNamed();
  const form = useActForm(props);
  return (
    <form className="card act-form" onSubmit={form.submit} noValidate>
      <h3>{named(action)}</h3>
      <FormFields
        shape={action.fields}
        values={form.values}
        faults={form.faults}
        prefix={action.action}
        onChange={(name, value) => form.setValues({ ...form.values, [name]: value })}
      />
      {form.slots.map(([name, field]) => (
        <PhotoPicker
          key={name}
          legend={named(field)}
          hint={field.hint ? named(field.hint) : undefined}
          error={form.faults[name] ?? null}
          photos={form.photos[name] ?? []}
          onChange={(next) => form.setPhotos({ ...form.photos, [name]: next })}
        />
      ))}
      {form.isFull && (
        <Notice tone="bad">
          <p>{report('full')}</p>
          <Button look="plain" onClick={() => void form.keepSmaller()}>
            {report('shrink')}
          </Button>
        </Notice>
      )}
      <div className="actions">
        <Button type="submit" isWide>
          {say('record')}
        </Button>
        <Button look="plain" isWide onClick={onCancel}>
          {shared('cancel')}
        </Button>
      </div>
    </form>
  );
}

function suggestedOf(action: Action): Values {
  return Object.fromEntries(
    Object.entries(action.fields).flatMap(([name, field]) =>
      field.suggested === null || field.suggested === undefined ? [] : [[name, field.suggested]],
    ),
  );
}

function deedOf(task: Task, action: Action, values: Values) {
  const input = Object.entries(values).filter(([, value]) => value !== '' && value !== undefined);
  return {
    kind: 'act' as const,
    number: task.number,
    action: action.action,
    words: { zh: action.zh, en: action.en },
    title: task.title,
    input: Object.fromEntries(input),
    needsVersion: action.needsVersion,
    version: task.version,
  };
}

function filesOf(taken: Taken): NewFile[] {
  return Object.entries(taken).flatMap(([slot, photos]) =>
    photos.map(({ blob, name }) => ({ slot: slot as Slot, blob, name })),
  );
}

async function smaller(taken: Taken): Promise<Taken> {
  const entries = Object.entries(taken).map(async ([slot, photos]) => {
    const small = photos.map(async (photo) => ({
      ...photo,
      blob: (await shrunk(photo.blob, 'small')) ?? photo.blob,
    }));
    return [slot, await Promise.all(small)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
