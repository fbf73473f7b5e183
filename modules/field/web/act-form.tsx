/** The form of one action of a task: fields and photos, kept on the phone once it is filled. */
import { type FormEvent, useState } from 'react';
import { sharedTexts } from '../../../web/shared-texts.ts';
import { useNamed, useTexts } from '../../../web/texts.ts';
import { Button, ErrorSummary, Notice } from '../../../web/ui/parts.tsx';
import { FormFields } from './form-fields.tsx';
import {
  type FormField,
  faultsOf,
  isPhotos,
  photoFaults,
  photosNeeded,
  type Values,
} from './form-rules.ts';
import { PhotoPicker } from './media.tsx';
import { type Photo, smallerPhotos } from './photos.ts';
import type { ActDeed } from './queue/item.ts';
import { isStorageFull } from './queue/store.ts';
import type { NewFile, Shift } from './state.ts';
import { fieldTexts, reportTexts } from './texts.ts';

type Task = Shift['tasks'][number];
type Action = Task['actions'][number];
type Taken = Readonly<Record<string, readonly Photo[]>>;
type Slot = 'beforePhotos' | 'afterPhotos';

/** What an act's form begins with, beside what the rules suggest. */
export type ActBegin = { values: Values; photos: Taken; faults: Record<string, string> };

export type ActFormProps = {
  /** Its name and its fields. */
  action: Pick<Action, 'action' | 'zh' | 'en' | 'fields'>;
  begin?: ActBegin;
  /** Keeps it on the phone; throws when there is no room. */
  onKeep: (input: Record<string, unknown>, files: NewFile[]) => Promise<void>;
  onCancel: () => void;
};

const nothing: ActBegin = { values: {}, photos: {}, faults: {} };

/** What is filled in, what is missing of it, and keeping it. */
function useActForm({ action, begin = nothing, onKeep }: ActFormProps) {
  const say = useTexts(fieldTexts);
  const named = useNamed();
  const [values, setValues] = useState<Values>(() => ({ ...suggestedOf(action), ...begin.values }));
  const [photos, setPhotos] = useState<Taken>(begin.photos);
  // What the server found wrong stands until that field was changed.
  const [said, setSaid] = useState<Record<string, string>>(begin.faults);
  const [tries, setTries] = useState(0);
  const [isFull, setFull] = useState(false);
  const missing = {
    ...faultsOf(action.fields, values, (field) => say('required', { what: named(field) })),
    ...Object.fromEntries(
      photoFaults(action.fields, values, photos).map(({ name, field, count }) => [
        name,
        say('photosMissing', { what: named(field), count }),
      ]),
    ),
  };
  const keep = async (taken: Taken) => {
    try {
      await onKeep(inputOf(values), filesOf(taken));
    } catch (error) {
      if (!isStorageFull(error)) throw error;
      setFull(true);
    }
  };
  const forget = (name: string) =>
    setSaid((now) => Object.fromEntries(Object.entries(now).filter(([one]) => one !== name)));
  return {
    values,
    photos,
    faults: tries > 0 ? { ...said, ...missing } : said,
    tries,
    isFull,
    slots: Object.entries(action.fields).filter(([, field]) => isPhotos(field)),
    change: (name: string, value: unknown) => {
      setValues({ ...values, [name]: value });
      forget(name);
    },
    take: (name: string, next: readonly Photo[]) => {
      setPhotos({ ...photos, [name]: next });
      forget(name);
    },
    submit: (event: FormEvent) => {
      event.preventDefault();
      setTries(tries + 1);
      if (Object.keys(missing).length === 0) void keep(photos);
    },
    keepSmaller: async () => keep(await smaller(photos)),
  };
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
      <h3 tabIndex={-1}>{named(action)}</h3>
      <ErrorSummary
        title={shared('mend')}
        errors={Object.entries(form.faults).map(([name, text]) => ({
          id: `${action.action}-${name}`,
          text,
        }))}
        attempt={form.tries}
      />
      <FormFields
        shape={action.fields}
        values={form.values}
        faults={form.faults}
        prefix={action.action}
        onChange={form.change}
      />
      {form.slots.map(([name, field]) => (
        <Slot
          key={name}
          id={`${action.action}-${name}`}
          field={field}
          needed={photosNeeded(field, form.values, form.photos)}
          error={form.faults[name] ?? null}
          photos={form.photos[name] ?? []}
          onChange={(next) => form.take(name, next)}
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

/** Photos of one field: what asks for them goes once they are there. */
function Slot({
  id,
  field,
  needed,
  error,
  photos,
  onChange,
}: {
  id: string;
  field: FormField;
  needed: number;
  error: string | null;
  photos: readonly Photo[];
  onChange: (photos: readonly Photo[]) => void;
}) {
  const say = useTexts(fieldTexts);
  const named = useNamed();
  const isMet = needed > 0 && photos.length >= needed;
  return (
    <PhotoPicker
      id={id}
      legend={`${named(field)}${needed > 0 ? '' : say('optional')}`}
      hint={field.hint && !isMet ? named(field.hint) : undefined}
      error={error}
      photos={photos}
      onChange={onChange}
    />
  );
}

function suggestedOf(action: ActFormProps['action']): Values {
  return Object.fromEntries(
    Object.entries(action.fields).flatMap(([name, field]) =>
      field.suggested === null || field.suggested === undefined ? [] : [[name, field.suggested]],
    ),
  );
}

function inputOf(values: Values): Record<string, unknown> {
  const filled = Object.entries(values).filter(([, value]) => value !== '' && value !== undefined);
  return Object.fromEntries(filled);
}

/** The deed of an act upon a task, with all that the worker saw of it. */
export function actDeed(task: Task, action: Action, input: Record<string, unknown>): ActDeed {
  return {
    kind: 'act',
    number: task.number,
    action: action.action,
    words: { zh: action.zh, en: action.en },
    title: task.title,
    input,
    needsVersion: action.needsVersion,
    version: task.version,
    seq: task.seq,
    stage: { zh: task.stage.zh, en: task.stage.en },
    fields: action.fields,
  };
}

function filesOf(taken: Taken): NewFile[] {
  return Object.entries(taken).flatMap(([slot, photos]) =>
    photos.map(({ id, blob, name }) => ({ id, slot: slot as Slot, blob, name })),
  );
}

async function smaller(taken: Taken): Promise<Taken> {
  const entries = Object.entries(taken).map(
    async ([slot, photos]) => [slot, await smallerPhotos(photos)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}
