/** The form of an act that a kind of matter brings: made from its own fields, words and choices. */
import { useState } from 'react';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { Choices, Field } from '../../../../../web/ui/parts.tsx';
import { ActForm, type FormProps, useAct, WordsField } from './forms.tsx';
import type { OwnAction } from './queries.ts';
import { ownTexts } from './texts.ts';

const WORDS_MAX = 4000;
type FieldOf = OwnAction['fields'][string];

export function PlainForm({ action, ...props }: FormProps & { action: OwnAction }) {
  const say = useTexts(ownTexts);
  const acting = useAct(props, action.action);
  const [values, setValues] = useState<Record<string, string>>({});
  const [isAsked, setAsked] = useState(false);
  const fields = Object.entries(action.fields);
  const isMissing = (name: string, field: FieldOf) =>
    field.required && (values[name] ?? '').trim() === '';
  const send = () => {
    setAsked(true);
    if (fields.some(([name, field]) => isMissing(name, field))) return;
    const filled = Object.entries(values).filter(([, value]) => value.trim() !== '');
    acting.mutate(Object.fromEntries(filled.map(([name, value]) => [name, value.trim()])));
  };
  return (
    <ActForm acting={acting} onSend={send} onCancel={props.onCancel}>
      {fields.map(([name, field]) => (
        <PlainField
          key={name}
          field={field}
          value={values[name] ?? ''}
          onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
          error={isAsked && isMissing(name, field) ? say('missing') : null}
        />
      ))}
    </ActForm>
  );
}

type Filling = {
  field: FieldOf;
  value: string;
  onChange: (value: string) => void;
  error: string | null;
};

function PlainField({ field, value, onChange, error }: Filling) {
  const named = useNamed();
  if (field.type === 'choice') {
    const options = (field.choices ?? []).map((one) => ({ value: one.code, label: named(one) }));
    return (
      <Choices
        legend={named(field)}
        options={options}
        value={value === '' ? null : value}
        onChange={onChange}
        error={error}
      />
    );
  }
  if (field.type === 'date') {
    return (
      <Field label={named(field)} error={error}>
        {(tie) => (
          <input
            {...tie}
            className="input"
            type="date"
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )}
      </Field>
    );
  }
  const max = field.max ?? WORDS_MAX;
  return (
    <WordsField label={named(field)} value={value} onChange={onChange} error={error} max={max} />
  );
}

/** A form can be made of these; of an act that asks for anything else the office takes it in. */
export function isPlain(action: OwnAction): boolean {
  return Object.values(action.fields).every((field) =>
    ['text', 'choice', 'date'].includes(field.type),
  );
}
