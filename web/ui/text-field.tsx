/** A question that is answered in one line, and one for a mobile phone: digits alone count. */
import type { InputHTMLAttributes } from 'react';
import { Field } from './parts.tsx';

type Asked = Omit<Parameters<typeof Field>[0], 'children'>;
type Line = Asked & {
  value: string;
  onChange: (value: string) => void;
} & Pick<
    InputHTMLAttributes<HTMLInputElement>,
    'autoComplete' | 'inputMode' | 'maxLength' | 'type'
  >;

export function TextField({ label, hint, error, id, value, onChange, ...input }: Line) {
  return (
    <Field label={label} hint={hint} error={error} {...(id && { id })}>
      {(tie) => (
        <input
          {...tie}
          {...input}
          className="input"
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

const PHONE_LENGTH = 11;

export function PhoneField({
  onChange,
  ...line
}: Asked & Pick<Line, 'value' | 'onChange' | 'autoComplete'>) {
  return (
    <TextField
      {...line}
      type="tel"
      inputMode="numeric"
      maxLength={PHONE_LENGTH}
      onChange={(written) => onChange(written.replace(/\D/g, ''))}
    />
  );
}
