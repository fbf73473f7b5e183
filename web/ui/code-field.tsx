/** Where the six digits of a one-time code are written: the phone offers those of its message. */
import type { ReactNode } from 'react';
import { Field } from './parts.tsx';

type CodeFieldProps = {
  label: string;
  hint?: ReactNode;
  error?: string | null;
  value: string;
  onChange: (digits: string) => void;
};

export function CodeField({ value, onChange, ...field }: CodeFieldProps) {
  return (
    <Field {...field}>
      {(tie) => (
        <input
          {...tie}
          className="input"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          value={value}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, ''))}
        />
      )}
    </Field>
  );
}

export const isCode = (text: string) => /^\d{6}$/.test(text);
