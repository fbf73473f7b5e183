/** A grievance about a mediator, from a party's own page or from the page of their link. */
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { type Ground, grievanceTexts, grounds } from '../grievance-texts.ts';
import { useTexts } from '../texts.ts';
import { Button, Field } from '../ui/parts.tsx';
import { ProblemNote } from '../ui/problem.tsx';

type Mediator = { id: string; name: string; isAppointed: boolean };
type Grievance = { mediator: string; ground: Ground; text: string };

export function GrievanceForm({
  mediators,
  file,
}: {
  mediators: readonly Mediator[];
  /** Sends it and reads the page again. Throws a Problem. */
  file: (grievance: Grievance) => Promise<unknown>;
}) {
  const say = useTexts(grievanceTexts);
  const likeliest = mediators.find((one) => one.isAppointed) ?? mediators[0];
  const [mediator, setMediator] = useState(likeliest?.id ?? '');
  const [ground, setGround] = useState<Ground>('partial');
  const [text, setText] = useState('');
  const filing = useMutation({ mutationFn: file, onSuccess: () => setText('') });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    filing.mutate({ mediator, ground, text });
  };
  return (
    <form onSubmit={submit}>
      <ProblemNote error={filing.error} />
      <Pick
        label={say('about')}
        options={mediators.map(({ id, name }) => ({ value: id, label: name }))}
        value={mediator}
        onPick={setMediator}
      />
      <Pick
        label={say('ground')}
        options={grounds.map((value) => ({ value, label: say(value) }))}
        value={ground}
        onPick={(value) => setGround(grounds.find((one) => one === value) ?? 'other')}
      />
      <Field label={say('words')}>
        {(tie) => (
          <textarea
            {...tie}
            className="input"
            rows={4}
            required
            minLength={2}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" disabled={filing.isPending}>
        {say('file')}
      </Button>
    </form>
  );
}

function Pick({
  label,
  options,
  value,
  onPick,
}: {
  label: string;
  options: readonly { value: string; label: string }[];
  value: string;
  onPick: (value: string) => void;
}) {
  return (
    <Field label={label}>
      {(tie) => (
        <select
          {...tie}
          className="input"
          value={value}
          onChange={(event) => onPick(event.target.value)}
        >
          {options.map((one) => (
            <option key={one.value} value={one.value}>
              {one.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
