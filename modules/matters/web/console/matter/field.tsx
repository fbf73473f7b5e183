/** One question of a form: its label, hint and fault, and the control that its schema asks for. */
import { Checkbox, Form, type FormInstance, Input, InputNumber, Radio, Select } from 'antd';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { useFaultWords } from './fault-words.ts';
import {
  type Action,
  type Fault,
  type Field,
  isRequired,
  isShortOfFiles,
  type Matter,
  replyField,
  textMax,
  type Values,
} from './form-rules.ts';
import { PhotosField } from './photos-field.tsx';
import { CategoryField, MatterField, OrgField, PostField, RegionField } from './pickers.tsx';
import { TemplatePicker } from './template-picker.tsx';
import { matterTexts } from './texts.ts';

export type FieldContext = {
  matter: Matter;
  action: Action;
  values: Values;
  form: FormInstance<Values>;
  /** How many files are on their way. */
  onBusy: (count: number) => void;
  change: (changed: unknown, all: Values) => void;
};

export function FieldItem({
  name,
  field,
  fault,
  context,
}: {
  name: string;
  field: Field;
  fault: Fault | undefined;
  context: FieldContext;
}) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const words = useFaultWords();
  const { action, values } = context;
  const isReply = replyField(action) === name;
  const label = (
    <span>
      {named(field)}
      {!isRequired(field, values) && field.type !== 'boolean' && (
        <small className="matter-soft"> ({say('optional')})</small>
      )}
    </span>
  );
  // What asks for photos goes once they are there.
  const isMet =
    field.min !== undefined && field.type === 'ids' && !isShortOfFiles(field, values[name]);
  const hints = [!isMet && field.hint && named(field.hint), field.sealed && say('sealedHint')];
  const help = fault && words(fault, field);
  return (
    <>
      {isReply && <TemplatePicker name={name} context={context} />}
      <Form.Item
        name={name}
        label={field.type === 'boolean' ? undefined : label}
        extra={hints.filter((hint) => typeof hint === 'string').join(' ') || undefined}
        {...(help && { help, validateStatus: 'error' as const })}
        valuePropName={field.type === 'boolean' ? 'checked' : 'value'}
      >
        {controlOf({ name, field, context, label: named(field), named })}
      </Form.Item>
    </>
  );
}

type Asked = {
  name: string;
  field: Field;
  context: FieldContext;
  label: string;
  named: ReturnType<typeof useNamed>;
};

const RADIOS_MAX = 5;
const LONG_TEXT = 120;

/** The control by what is picked, else by the type. A form item hands it value and change. */
function controlOf({ name, field, context, label, named }: Asked) {
  const { matter, values } = context;
  switch (field.picks) {
    case 'org':
    case 'orgs':
      return <OrgField field={field} matter={matter} />;
    case 'post':
      return <PostField name={name} matter={matter} values={values} />;
    case 'category':
      return <CategoryField matter={matter} />;
    case 'region':
      return <RegionField matter={matter} />;
    case 'matter':
      return <MatterField matter={matter} />;
    case 'photos':
      return <PhotosField label={label} onBusy={context.onBusy} />;
    case 'clock':
    case 'kind':
    case null:
      return plainControl(field, label, named);
  }
}

function plainControl(field: Field, label: string, named: ReturnType<typeof useNamed>) {
  if (field.choices) {
    const options = field.choices.map((one) => ({ value: one.code, label: named(one) }));
    // What may be left open must be able to be emptied again, which radios cannot.
    return options.length > RADIOS_MAX || (field.type === 'id' && !field.required) ? (
      <Select options={options} allowClear={!field.required} />
    ) : (
      <Radio.Group options={options} aria-label={label} />
    );
  }
  if (field.type === 'boolean') return <Checkbox>{label}</Checkbox>;
  if (field.type === 'number') return <InputNumber min={field.min} max={field.max} />;
  if (field.type === 'date') return <Input type="date" className="act-date" />;
  const max = textMax(field);
  if (field.type !== 'text' || max <= LONG_TEXT) return <Input />;
  const rows = max > 1000 ? 5 : 3;
  return <Input.TextArea rows={rows} showCount={{ formatter: counter(max) }} />;
}

const counter =
  (max: number) =>
  ({ count }: { count: number }) =>
    `${count} / ${max}`;
