/** Fields of an action or of a category, from their shapes: text, choice, number, yes or no. */
import { useNamed, useTexts } from '../../../web/texts.ts';
import { Choices, Field, Tick } from '../../../web/ui/parts.tsx';
import {
  type FormField,
  type FormShape,
  isEmpty,
  isNeeded,
  isPhotos,
  type Values,
} from './form-rules.ts';
import { fieldTexts } from './texts.ts';

export function FormFields({
  shape,
  values,
  faults,
  onChange,
  prefix,
}: {
  shape: FormShape;
  values: Values;
  faults: Readonly<Record<string, string>>;
  onChange: (name: string, value: unknown) => void;
  prefix: string;
}) {
  return Object.entries(shape)
    .filter(([, field]) => !isPhotos(field))
    .map(([name, field]) => (
      <OneField
        key={name}
        id={`${prefix}-${name}`}
        field={field}
        isNeeded={isNeeded(field, values)}
        value={values[name]}
        fault={faults[name] ?? null}
        onChange={(value) => onChange(name, value)}
      />
    ));
}

type OneFieldProps = {
  id: string;
  field: FormField;
  isNeeded: boolean;
  value: unknown;
  fault: string | null;
  onChange: (value: unknown) => void;
};

function OneField({ id, field, isNeeded: needed, value, fault, onChange }: OneFieldProps) {
  const named = useNamed();
  const say = useTexts(fieldTexts);
  const label = `${named(field)}${needed ? '' : say('optional')}`;
  const hint = field.hint ? named(field.hint) : undefined;
  if (field.type === 'boolean') {
    return <Tick label={named(field)} checked={value === true} onChange={onChange} />;
  }
  if (field.choices) {
    return (
      <Choices
        id={id}
        legend={label}
        hint={hint}
        error={fault}
        options={field.choices.map((one) => ({ value: one.code, label: named(one) }))}
        value={typeof value === 'string' ? value : null}
        onChange={onChange}
      />
    );
  }
  const isNumber = field.type === 'number';
  const text = isEmpty(value) ? '' : String(value);
  const change = (next: string) => onChange(isNumber && next !== '' ? Number(next) : next);
  const isLong = field.type === 'text' && (field.max ?? 0) > 200;
  return (
    <Field id={id} label={label} hint={hint} error={fault}>
      {(tie) =>
        isLong ? (
          <textarea
            {...tie}
            className="input"
            value={text}
            maxLength={field.max}
            onChange={(event) => change(event.target.value)}
          />
        ) : (
          <input
            {...tie}
            className="input"
            type={isNumber ? 'number' : 'text'}
            inputMode={isNumber ? 'numeric' : undefined}
            value={text}
            maxLength={isNumber ? undefined : field.max}
            min={field.min}
            max={isNumber ? field.max : undefined}
            onChange={(event) => change(event.target.value)}
          />
        )
      }
    </Field>
  );
}
