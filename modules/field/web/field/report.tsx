/**
 * Reporting on a walk: photo, place, words or voice, category, and the next one. Everything is kept
 * on the phone; what is half-written survives the app.
 */
import { Link } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { fieldPaths } from '../../../../web/paths.ts';
import { useSearchState } from '../../../../web/router.tsx';
import { sharedTexts } from '../../../../web/shared-texts.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { Button, ErrorSummary, Field, Notice, PageTitle, Tick } from '../../../../web/ui/parts.tsx';
import { CategoryPicker } from '../category-picker.tsx';
import { FormFields, faultsOf } from '../form-fields.tsx';
import { Icon } from '../icons.tsx';
import { PhotoPicker, VoiceNote } from '../media.tsx';
import { type Photo, shrunk } from '../photos.ts';
import { PlacePicker } from '../place-picker.tsx';
import type { Item } from '../queue/item.ts';
import { isStorageFull } from '../queue/store.ts';
import {
  deedOf,
  emptyReport,
  isBegun,
  type Missing,
  missingOf,
  type ReportForm,
} from '../report-form.ts';
import {
  addDeed,
  blobOf,
  keepDraft,
  type NewFile,
  readDraft,
  replaceItem,
  type Shift,
  useField,
} from '../state.ts';
import { fieldTexts, reportTexts } from '../texts.ts';

export function ReportPage() {
  const say = useTexts(reportTexts);
  const field = useTexts(fieldTexts);
  const { shift, items } = useField();
  const [{ point: pointId, item: itemId }] = useSearchState();
  const edited = items.find((item) => item.id === itemId) ?? null;
  const point = shift?.patrol.items.find((one) => one.id === pointId) ?? null;
  const [start, setStart] = useState<Start | null>(null);
  const [round, setRound] = useState(0);
  const [saved, setSaved] = useState(0);
  useEffect(() => {
    void startOf(edited, point).then(setStart);
    // Only what the address names decides where the form begins.
    // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  }, [itemId, pointId, round]);
  const title = edited ? say('editing') : say('title');
  return (
    <>
      <PageTitle name={title}>{title}</PageTitle>
      {!shift && <Notice tone="warn">{field('noShift')}</Notice>}
      {saved > 0 && <Saved count={saved} onAnother={() => setSaved(0)} />}
      {shift && start && saved === 0 && (
        <Form
          key={round}
          shift={shift}
          start={start}
          edited={edited}
          point={point}
          onSaved={() => {
            setSaved(items.length + (edited ? 0 : 1));
            setStart(null);
            setRound(round + 1);
          }}
          onDrop={() => {
            void keepDraft(null);
            setStart({ form: emptyReport, isDraft: false });
            setRound(round + 1);
          }}
        />
      )}
    </>
  );
}

type Point = Shift['patrol']['items'][number];
type Start = { form: ReportForm; isDraft: boolean };

async function startOf(edited: Item | null, point: Point | null): Promise<Start> {
  if (edited) return { form: await formOf(edited), isDraft: false };
  if (point) {
    const { lon, lat, name } = point;
    return { form: { ...emptyReport, place: { lon, lat }, address: name }, isDraft: false };
  }
  // Written by this page only.
  const draft = (await readDraft()) as ReportForm | undefined;
  return draft
    ? { form: { ...emptyReport, ...draft }, isDraft: true }
    : { form: emptyReport, isDraft: false };
}

async function formOf(item: Item): Promise<ReportForm> {
  const { deed } = item;
  if (deed.kind !== 'report') return emptyReport;
  const photosOf = async (slot: string): Promise<Photo[]> => {
    const files = item.files.filter((file) => file.slot === slot && file.type.startsWith('image/'));
    const photos = files.map(async ({ id, name }) => ({ id, name, blob: await blobOf(id) }));
    return (await Promise.all(photos)).flatMap(({ blob, ...rest }) =>
      blob ? [{ ...rest, blob }] : [],
    );
  };
  const voice = item.files.find((file) => file.type.startsWith('audio/'));
  return {
    ...emptyReport,
    photos: await photosOf('attachments'),
    before: await photosOf('beforePhotos'),
    after: await photosOf('afterPhotos'),
    voice: voice ? await blobOf(voice.id) : null,
    place: deed.point,
    address: deed.address,
    text: deed.text,
    category: deed.category,
    fields: deed.fields,
    isUrgent: deed.urgency === 'urgent',
    isSelfHandled: deed.selfHandled !== null,
    selfText: deed.selfHandled ?? '',
  };
}

function Saved({ count, onAnother }: { count: number; onAnother: () => void }) {
  const say = useTexts(reportTexts);
  return (
    <div className="card" role="status">
      <h2>
        <Icon name="ok" /> {say('saved')}
      </h2>
      <p>{say('savedHelp', { count })}</p>
      <div className="actions">
        <Button isWide onClick={onAnother}>
          {say('another')}
        </Button>
        <Link to={fieldPaths.queue} className="button button-plain button-wide">
          {say('toQueue')}
        </Link>
      </div>
    </div>
  );
}

type FormProps = {
  shift: Shift;
  start: Start;
  edited: Item | null;
  point: Point | null;
  onSaved: () => void;
  onDrop: () => void;
};

const DRAFT_MS = 600;
/** Where each missing thing is mended. */
const fieldIds: Record<Missing, string> = {
  needPlace: 'report-place',
  needText: 'report-text',
  needSelfText: 'report-self',
  needBefore: 'report-before',
  needAfter: 'report-after',
};

function Form({ shift, start, edited, point, onSaved, onDrop }: FormProps) {
  const say = useTexts(reportTexts);
  const field = useTexts(fieldTexts);
  const shared = useTexts(sharedTexts);
  const named = useNamed();
  const [form, setForm] = useState(start.form);
  const [missing, setMissing] = useState<Missing[]>([]);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [isFull, setFull] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const change = (next: Partial<ReportForm>) => setForm((now) => ({ ...now, ...next }));
  const category = shift.categories.find((one) => one.code === form.category);
  useEffect(() => {
    if (edited || point || !isBegun(form)) return;
    const timer = setTimeout(() => void keepDraft(form), DRAFT_MS);
    return () => clearTimeout(timer);
  }, [form, edited, point]);
  const save = async (kept: ReportForm) => {
    setSaving(true);
    try {
      await keepReport(kept, { edited, point, voiceWords: say('voiceOnly') });
      if (!edited && !point) await keepDraft(null);
      onSaved();
    } catch (error) {
      if (!isStorageFull(error)) throw error;
      setFull(true);
    } finally {
      setSaving(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = missingOf(form);
    const wrong = faultsOf(category?.form ?? {}, form.fields, (one) =>
      field('required', { what: named(one) }),
    );
    setMissing(found);
    setFaults(wrong);
    if (found.length === 0 && Object.keys(wrong).length === 0) void save(form);
  };
  const errors = [
    ...missing.map((code) => ({ id: fieldIds[code], text: say(code) })),
    ...Object.entries(faults).map(([name, text]) => ({ id: `category-${name}`, text })),
  ];
  const fault = (code: Missing) => (missing.includes(code) ? say(code) : null);
  return (
    <form onSubmit={submit} noValidate>
      <ErrorSummary title={shared('mend')} errors={errors} />
      {point && <Notice>{say('forPoint', { name: point.name })}</Notice>}
      {start.isDraft && (
        <Notice>
          <p>{say('draftKept')}</p>
          <Button look="plain" onClick={onDrop}>
            {say('draftDrop')}
          </Button>
        </Notice>
      )}
      <PhotoPicker
        legend={say('photos')}
        photos={form.photos}
        onChange={(photos) => change({ photos })}
      />
      <PlacePicker
        id={fieldIds.needPlace}
        grids={shift.grids}
        place={form.place}
        metres={form.metres}
        error={fault('needPlace')}
        onChange={(place, metres) => change({ place, metres })}
      />
      <Field label={`${say('address')}${field('optional')}`} hint={say('addressHint')}>
        {(tie) => (
          <input
            {...tie}
            className="input"
            maxLength={200}
            value={form.address}
            onChange={(event) => change({ address: event.target.value })}
          />
        )}
      </Field>
      <Field
        id={fieldIds.needText}
        label={say('text')}
        hint={say('textHint')}
        error={fault('needText')}
      >
        {(tie) => (
          <textarea
            {...tie}
            className="input"
            maxLength={4000}
            value={form.text}
            onChange={(event) => change({ text: event.target.value })}
          />
        )}
      </Field>
      <VoiceNote voice={form.voice} onChange={(voice) => change({ voice })} />
      <CategoryPicker
        categories={shift.categories}
        text={form.text}
        value={form.category}
        onChange={(code) =>
          change({ category: code, fields: {}, ...(!code && { isSelfHandled: false }) })
        }
      />
      {category && (
        <FormFields
          shape={category.form}
          values={form.fields}
          faults={faults}
          prefix="category"
          onChange={(name, value) => change({ fields: { ...form.fields, [name]: value } })}
        />
      )}
      <Tick
        label={say('urgent')}
        hint={say('urgentHint')}
        checked={form.isUrgent}
        onChange={(isUrgent) => change({ isUrgent })}
      />
      {category?.maySelfHandle && (
        <Tick
          label={say('selfHandled')}
          hint={say('selfHandledHint')}
          checked={form.isSelfHandled}
          onChange={(isSelfHandled) => change({ isSelfHandled })}
        />
      )}
      {category?.maySelfHandle && form.isSelfHandled && (
        <SelfHandled form={form} fault={fault} onChange={change} />
      )}
      {isFull && (
        <Notice tone="bad">
          <p>{say('full')}</p>
          <Button
            look="plain"
            onClick={() =>
              void smaller(form).then((small) => {
                setForm(small);
                return save(small);
              })
            }
          >
            {say('shrink')}
          </Button>
        </Notice>
      )}
      <Button type="submit" isWide disabled={isSaving}>
        {isSaving ? say('saving') : say('save')}
      </Button>
    </form>
  );
}

function SelfHandled({
  form,
  fault,
  onChange,
}: {
  form: ReportForm;
  fault: (code: Missing) => string | null;
  onChange: (next: Partial<ReportForm>) => void;
}) {
  const say = useTexts(reportTexts);
  return (
    <div className="card">
      <Field id={fieldIds.needSelfText} label={say('selfText')} error={fault('needSelfText')}>
        {(tie) => (
          <textarea
            {...tie}
            className="input"
            maxLength={2000}
            value={form.selfText}
            onChange={(event) => onChange({ selfText: event.target.value })}
          />
        )}
      </Field>
      <PhotoPicker
        id={fieldIds.needBefore}
        legend={say('before')}
        error={fault('needBefore')}
        photos={form.before}
        onChange={(before) => onChange({ before })}
      />
      <PhotoPicker
        id={fieldIds.needAfter}
        legend={say('after')}
        error={fault('needAfter')}
        photos={form.after}
        onChange={(after) => onChange({ after })}
      />
    </div>
  );
}

async function keepReport(
  form: ReportForm,
  about: { edited: Item | null; point: Point | null; voiceWords: string },
): Promise<void> {
  const { edited, point, voiceWords } = about;
  const deed = deedOf(form, voiceWords);
  const files = filesOf(form);
  if (edited) {
    await replaceItem(edited, deed, files);
    return;
  }
  const item = await addDeed(deed, files);
  if (!point) return;
  const { county, id, name } = point;
  const trouble = { result: 'trouble', note: '', reportItem: item.id } as const;
  await addDeed({ kind: 'checkIn', county, point: id, name, ...trouble }, []);
}

function filesOf(form: ReportForm): NewFile[] {
  const named = (slot: NewFile['slot'], photos: readonly Photo[]): NewFile[] =>
    photos.map(({ blob, name }) => ({ slot, blob, name }));
  const voice = form.voice;
  const ending = voice?.type === 'audio/mpeg' ? 'mp3' : voice?.type === 'audio/amr' ? 'amr' : 'm4a';
  return [
    ...named('attachments', form.photos),
    ...(voice ? [{ slot: 'attachments' as const, blob: voice, name: `voice.${ending}` }] : []),
    ...(form.isSelfHandled ? named('beforePhotos', form.before) : []),
    ...(form.isSelfHandled ? named('afterPhotos', form.after) : []),
  ];
}

async function smaller(form: ReportForm): Promise<ReportForm> {
  const shrinkAll = (photos: readonly Photo[]) =>
    Promise.all(
      photos.map(async (photo) => ({
        ...photo,
        blob: (await shrunk(photo.blob, 'small')) ?? photo.blob,
      })),
    );
  const [photos, before, after] = await Promise.all([
    shrinkAll(form.photos),
    shrinkAll(form.before),
    shrinkAll(form.after),
  ]);
  return { ...form, photos, before, after };
}
