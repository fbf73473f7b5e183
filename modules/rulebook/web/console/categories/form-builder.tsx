/** The questions of a category: added, changed, ordered, removed, and seen as they are asked. */
import { Button, Checkbox, Empty, Form, Input, InputNumber, Modal, Select, Space, Tag } from 'antd';
import { useState } from 'react';
import { adminTexts } from '../../../../../web/console/admin/texts.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { moved } from '../draft.ts';
import { CodeField, NamePair } from '../name-fields.tsx';
import { categoryTexts, rulebookPageTexts } from '../texts.ts';
import type { Category } from '../words.ts';
import { type Field, fieldOf, type WrittenField, writtenField } from './fields.ts';

type Questions = Category['form'];

export function FormBuilder({
  form,
  onChange,
}: {
  form: Questions;
  onChange: (next: Questions) => void;
}) {
  const say = useTexts(categoryTexts);
  const [editing, setEditing] = useState<string | null>(null);
  const entries = Object.entries(form);
  const save = (code: string, field: Field) => {
    const stands = entries.some(([name]) => name === editing);
    const next = stands
      ? entries.map(([name, one]) => (name === editing ? [code, field] : [name, one]))
      : [...entries, [code, field]];
    onChange(Object.fromEntries(next) as Questions);
    setEditing(null);
  };
  return (
    <>
      <div className="admin-bar">
        <h3>{say('form')}</h3>
        <Button className="admin-bar-end" onClick={() => setEditing('')}>
          {say('addField')}
        </Button>
      </div>
      {entries.length === 0 && <Empty description={say('noFields')} />}
      <ul className="admin-list">
        {entries.map(([code, field], at) => (
          <QuestionLine
            key={code}
            code={code}
            field={field}
            at={at}
            count={entries.length}
            onEdit={() => setEditing(code)}
            onMove={(by) => onChange(Object.fromEntries(moved(entries, at, by)))}
            onRemove={() => onChange(Object.fromEntries(entries.filter(([name]) => name !== code)))}
          />
        ))}
      </ul>
      {editing !== null && (
        <QuestionForm
          code={editing}
          field={form[editing]}
          taken={entries.map(([name]) => name).filter((name) => name !== editing)}
          onSave={save}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}

function QuestionLine({
  code,
  field,
  at,
  count,
  onEdit,
  onMove,
  onRemove,
}: {
  code: string;
  field: Field;
  at: number;
  count: number;
  onEdit: () => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}) {
  const say = useTexts(categoryTexts);
  const rules = useTexts(rulebookPageTexts);
  const admin = useTexts(adminTexts);
  const named = useNamed();
  const name = named(field);
  const words = (option: string) => named(field.labels?.[option] ?? { zh: option });
  return (
    <li>
      <strong>{name}</strong> <code>{code}</code> <Tag>{say(typeOf(field.type))}</Tag>
      {(field.required ?? true) && <Tag color="error">{say('required')}</Tag>}
      {field.of && <div className="admin-soft">{field.of.map(words).join(' · ')}</div>}
      <Space size={2}>
        <Button
          size="small"
          type="text"
          disabled={at === 0}
          aria-label={rules('moveUp', { name })}
          onClick={() => onMove(-1)}
        >
          ↑
        </Button>
        <Button
          size="small"
          type="text"
          disabled={at === count - 1}
          aria-label={rules('moveDown', { name })}
          onClick={() => onMove(1)}
        >
          ↓
        </Button>
        <Button size="small" type="link" aria-label={rules('editNamed', { name })} onClick={onEdit}>
          {admin('edit')}
        </Button>
        <Button
          size="small"
          type="link"
          danger
          aria-label={rules('removeNamed', { name })}
          onClick={onRemove}
        >
          {admin('remove')}
        </Button>
      </Space>
    </li>
  );
}

const TYPES = ['text', 'choice', 'number', 'boolean'] as const;

function typeOf(type: Field['type']): (typeof TYPES)[number] | 'other' {
  return TYPES.find((one) => one === type) ?? 'other';
}

function QuestionForm({
  code,
  field,
  taken,
  onSave,
  onClose,
}: {
  code: string;
  field: Field | undefined;
  taken: readonly string[];
  onSave: (code: string, field: Field) => void;
  onClose: () => void;
}) {
  const say = useTexts(categoryTexts);
  const [form] = Form.useForm<WrittenField>();
  const first = field ?? { type: 'text', zh: '', en: '', required: false };
  return (
    <Modal
      open
      title={field ? say('editField') : say('addField')}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<WrittenField>
        name="question"
        form={form}
        layout="vertical"
        initialValues={writtenField(code, first)}
        onFinish={(written) => onSave(written.code, fieldOf(written, field))}
      >
        <QuestionNames isNew={field === undefined} taken={taken} />
        <QuestionAnswer />
      </Form>
    </Modal>
  );
}

function QuestionNames({ isNew, taken }: { isNew: boolean; taken: readonly string[] }) {
  const say = useTexts(categoryTexts);
  return (
    <>
      <CodeField
        label={say('fieldCode')}
        hint={say('fieldCodeHint')}
        pattern={/^[a-z][A-Za-z0-9]{0,39}$/}
        taken={taken}
        twice={say('codeTwice')}
        isFixed={!isNew}
      />
      <NamePair zh={say('nameZh')} en={say('nameEn')} />
    </>
  );
}

function QuestionAnswer() {
  const say = useTexts(categoryTexts);
  const form = Form.useFormInstance<WrittenField>();
  const type = Form.useWatch('type', form);
  return (
    <>
      <Form.Item name="type" label={say('type')}>
        <Select options={TYPES.map((one) => ({ value: one, label: say(one) }))} />
      </Form.Item>
      {type === 'choice' && (
        <Form.Item
          name="options"
          label={say('options')}
          extra={say('optionHint')}
          rules={[{ required: true, whitespace: true }]}
        >
          <Input.TextArea rows={4} />
        </Form.Item>
      )}
      {(type === 'number' || type === 'text') && (
        <Space>
          {type === 'number' && (
            <Form.Item name="min" label={say('min')}>
              <InputNumber />
            </Form.Item>
          )}
          <Form.Item name="max" label={say('max')}>
            <InputNumber />
          </Form.Item>
        </Space>
      )}
      <Form.Item name="required" valuePropName="checked">
        <Checkbox>{say('required')}</Checkbox>
      </Form.Item>
    </>
  );
}
