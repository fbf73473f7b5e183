/** The category, with the suggestion of the words, and its own questions. */
import { Button, Form, Input, InputNumber, Radio, Select } from 'antd';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { type AnswerValue, type Draft, idOfQuestion, type Question } from '../../report/draft.ts';
import { questionsOf, useCategories, usePreview } from '../../report/preview.ts';
import type { FormProps } from './form.tsx';
import { registerTexts } from './texts.ts';

type CategoryProps = Pick<FormProps, 'entry' | 'county'> & {
  faultOf: (id: string) => string | undefined;
  onReport: (change: Partial<Draft>) => void;
};

export function CategoryField({ entry, county, faultOf, onReport }: CategoryProps) {
  const say = useTexts(registerTexts);
  const named = useNamed();
  const categories = useCategories(county);
  const { report } = entry;
  const suggestion = usePreview(report).data?.suggestedCategory ?? null;
  const suggested = categories.find(({ code }) => code === suggestion);
  const isOffered = suggested && suggested.code !== report.category;
  const parents = new Set(categories.map(({ parent }) => parent));
  const leaves = categories.filter(({ code }) => !parents.has(code));
  const questions = questionsOf(categories, report.category);
  return (
    <>
      <Form.Item
        label={say('category')}
        htmlFor="register-category"
        extra={
          isOffered && (
            <span aria-live="polite">
              {say('suggested', { name: named(suggested) })}{' '}
              <Button
                size="small"
                type="link"
                onClick={() => onReport({ category: suggested.code, isCategoryChosen: true })}
              >
                {say('take')}
              </Button>
            </span>
          )
        }
      >
        <Select
          id="register-category"
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={say('categoryNone')}
          value={report.category}
          options={leaves.map((one) => ({ value: one.code, label: named(one) }))}
          onChange={(code) => onReport({ category: code ?? null, isCategoryChosen: true })}
        />
      </Form.Item>
      {Object.entries(questions).map(([name, question]) => (
        <QuestionField
          key={name}
          id={idOfQuestion(name)}
          question={question}
          value={report.fields[name]}
          fault={faultOf(idOfQuestion(name))}
          onChange={(value) => onReport({ fields: { ...report.fields, [name]: value } })}
        />
      ))}
    </>
  );
}

function QuestionField(asked: {
  id: string;
  question: Question;
  value: AnswerValue;
  fault: string | undefined;
  onChange: (value: AnswerValue) => void;
}) {
  const named = useNamed();
  const { id, question, fault } = asked;
  return (
    <Form.Item
      label={named(question)}
      htmlFor={id}
      extra={named(question.hint) || undefined}
      help={fault}
      validateStatus={fault ? 'error' : ''}
    >
      <QuestionInput {...asked} />
    </Form.Item>
  );
}

type InputProps = {
  id: string;
  question: Question;
  value: AnswerValue;
  onChange: (value: AnswerValue) => void;
};

function QuestionInput({ id, question, value, onChange }: InputProps) {
  const say = useTexts(registerTexts);
  const named = useNamed();
  if (question.type === 'boolean') {
    const options = [
      { value: true, label: say('yes') },
      { value: false, label: say('no') },
    ];
    return (
      <Radio.Group
        id={id}
        options={options}
        value={value}
        onChange={({ target }) => onChange(target.value as boolean)}
      />
    );
  }
  if (question.type === 'choice') {
    const options = (question.choices ?? []).map((one) => ({ value: one.code, label: named(one) }));
    return <Select id={id} allowClear options={options} value={value} onChange={onChange} />;
  }
  if (question.type === 'number') {
    const number = typeof value === 'number' ? value : null;
    return <InputNumber id={id} value={number} onChange={(next) => onChange(next ?? undefined)} />;
  }
  return (
    <Input
      id={id}
      maxLength={question.max ?? 500}
      value={value === undefined ? '' : String(value)}
      onChange={({ target }) => onChange(target.value || undefined)}
    />
  );
}
