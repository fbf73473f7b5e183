/** The parts of the report form. They hold nothing: the page has the form. */
import { useTexts } from '../../../web/texts.ts';
import { Field, Tick } from '../../../web/ui/parts.tsx';
import { type Category, CategoryPicker } from './category-picker.tsx';
import { FormFields } from './form-fields.tsx';
import { PhotoPicker, VoiceNote } from './media.tsx';
import { PlacePicker } from './place-picker.tsx';
import { type Missing, type ReportForm, wantedPhotos, withCategory } from './report-form.ts';
import type { Shift } from './state.ts';
import { fieldTexts, reportTexts } from './texts.ts';

export type PartProps = {
  form: ReportForm;
  fault: (code: Missing) => string | null;
  onChange: (next: Partial<ReportForm>) => void;
};

/** Where each missing thing is mended. */
export const fieldIds: Record<Missing, string> = {
  needPlace: 'report-place',
  needText: 'report-text',
  needSelfText: 'report-self',
  needBefore: 'report-before',
  needAfter: 'report-after',
};

/** Photos first, then where. */
export function Scene({ form, fault, onChange, shift }: PartProps & { shift: Shift }) {
  const say = useTexts(reportTexts);
  const field = useTexts(fieldTexts);
  return (
    <>
      <PhotoPicker
        legend={say('photos')}
        photos={form.photos}
        onChange={(photos) => onChange({ photos })}
      />
      <PlacePicker
        id={fieldIds.needPlace}
        grids={shift.grids}
        place={form.place}
        metres={form.metres}
        error={fault('needPlace')}
        onChange={(place, metres) => onChange({ place, metres })}
      />
      <Field label={`${say('address')}${field('optional')}`} hint={say('addressHint')}>
        {(tie) => (
          <input
            {...tie}
            className="input"
            maxLength={200}
            value={form.address}
            onChange={(event) => onChange({ address: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

/** In words or by voice. */
export function Words({ form, fault, onChange }: PartProps) {
  const say = useTexts(reportTexts);
  return (
    <>
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
            onChange={(event) => onChange({ text: event.target.value })}
          />
        )}
      </Field>
      <VoiceNote voice={form.voice} onChange={(voice) => onChange({ voice })} />
    </>
  );
}

/** What it is, with the category's own questions, and whether it was mended at once. */
export function Sort(
  props: PartProps & { shift: Shift; category: Category | null; faults: Record<string, string> },
) {
  const { form, onChange, shift, category, faults } = props;
  const say = useTexts(reportTexts);
  return (
    <>
      <CategoryPicker
        categories={shift.categories}
        text={form.text}
        value={form.category}
        isChosen={form.isCategoryChosen}
        onChange={(code) =>
          onChange({ ...withCategory(form, code, shift.categories), isCategoryChosen: true })
        }
      />
      {category && (
        <FormFields
          shape={category.form}
          values={form.fields}
          faults={faults}
          prefix="category"
          onChange={(name, value) => onChange({ fields: { ...form.fields, [name]: value } })}
        />
      )}
      <Tick
        label={say('urgent')}
        hint={say('urgentHint')}
        checked={form.isUrgent}
        onChange={(isUrgent) => onChange({ isUrgent })}
      />
      {category?.maySelfHandle && (
        <Tick
          label={say('selfHandled')}
          hint={say('selfHandledHint')}
          checked={form.isSelfHandled}
          onChange={(isSelfHandled) => onChange({ isSelfHandled })}
        />
      )}
      {category?.maySelfHandle && form.isSelfHandled && (
        <SelfHandled {...props} category={category} />
      )}
    </>
  );
}

function SelfHandled({ form, fault, onChange, category }: PartProps & { category: Category }) {
  const say = useTexts(reportTexts);
  const hint = (wanted: number, there: number) => {
    const count = wantedPhotos(wanted);
    return there < count ? say('photosWanted', { count }) : undefined;
  };
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
        hint={hint(category.evidence.before, form.before.length)}
        error={fault('needBefore')}
        photos={form.before}
        onChange={(before) => onChange({ before })}
      />
      <PhotoPicker
        id={fieldIds.needAfter}
        legend={say('after')}
        hint={hint(category.evidence.after, form.after.length)}
        error={fault('needAfter')}
        photos={form.after}
        onChange={(after) => onChange({ after })}
      />
    </div>
  );
}
