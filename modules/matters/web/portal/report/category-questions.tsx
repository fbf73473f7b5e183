/** A category's own questions, from their description by the server. */
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { Choices, Field } from '../../../../../web/ui/parts.tsx';
import {
  type Answers,
  type AnswerValue,
  type Gap,
  idOfQuestion,
  type Question,
} from '../../report/draft.ts';
import { useGapText } from './parts.tsx';
import { reportTexts } from './texts.ts';

export function CategoryQuestions(asked: {
  questions: Readonly<Record<string, Question>>;
  fields: Answers;
  gaps: readonly Gap[];
  onChange: (fields: Answers) => void;
}) {
  const say = useTexts(reportTexts);
  const entries = Object.entries(asked.questions).filter(([, one]) => isAskable(one));
  if (entries.length === 0) return null;
  return (
    <section aria-label={say('questions')}>
      <h2>{say('questions')}</h2>
      {entries.map(([name, question]) => (
        <Answer
          key={name}
          id={idOfQuestion(name)}
          question={question}
          value={asked.fields[name]}
          gap={asked.gaps.find(({ id }) => id === idOfQuestion(name))}
          onChange={(value) => asked.onChange({ ...asked.fields, [name]: value })}
        />
      ))}
    </section>
  );
}

/** What a resident can answer: ids of organisations and the like are the staff's to fill. */
function isAskable({ type }: Question): boolean {
  return type === 'text' || type === 'choice' || type === 'number' || type === 'boolean';
}

type AnswerProps = {
  id: string;
  question: Question;
  value: AnswerValue;
  gap: Gap | undefined;
  onChange: (value: AnswerValue) => void;
};

function Answer(props: AnswerProps) {
  const { question } = props;
  if (question.type === 'choice' || question.type === 'boolean') return <Chosen {...props} />;
  return <Typed {...props} />;
}

function Chosen({ id, question, value, gap, onChange }: AnswerProps) {
  const say = useTexts(reportTexts);
  const named = useNamed();
  const gapText = useGapText();
  const isYesNo = question.type === 'boolean';
  const given = isYesNo
    ? [
        { value: 'true', label: say('yes') },
        { value: 'false', label: say('no') },
      ]
    : (question.choices ?? []).map((one) => ({ value: one.code, label: named(one) }));
  const options = question.required ? given : [...given, { value: '', label: say('unknown') }];
  const shown = value === undefined ? (question.required ? null : '') : String(value);
  return (
    <Choices
      id={id}
      legend={named(question)}
      hint={named(question.hint)}
      error={gapText(gap, named)}
      options={options}
      value={shown}
      onChange={(next) => onChange(next === '' ? undefined : isYesNo ? next === 'true' : next)}
    />
  );
}

function Typed({ id, question, value, gap, onChange }: AnswerProps) {
  const named = useNamed();
  const gapText = useGapText();
  const isNumber = question.type === 'number';
  const read = (text: string) => (isNumber && text !== '' ? Number(text) : text || undefined);
  return (
    <Field id={id} label={named(question)} hint={named(question.hint)} error={gapText(gap, named)}>
      {(tie) => (
        <input
          {...tie}
          className="input"
          type={isNumber ? 'number' : 'text'}
          {...(!isNumber && question.max !== undefined && { maxLength: question.max })}
          value={value === undefined ? '' : String(value)}
          onChange={(event) => onChange(read(event.target.value))}
        />
      )}
    </Field>
  );
}
