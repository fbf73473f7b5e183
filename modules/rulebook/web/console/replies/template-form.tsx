/** One template: for what it is offered, its words, and how they read once filled. */
import { Alert, Button, Form, Input, Modal, Select, TreeSelect } from 'antd';
import { useDeferredValue, useRef, useState } from 'react';
import { adminTexts } from '../../../../../web/console/admin/texts.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { categoryTree, useCategories } from '../category-select.tsx';
import { CodeField, NamePair } from '../name-fields.tsx';
import type { ReplyTemplate } from '../words.ts';
import { useOutcomes, useReplyActions } from './choices.ts';
import { openGaps, unknownGaps } from './gaps.ts';
import { replyTexts } from './texts.ts';
import { Filled, useReplyTrial } from './trial.tsx';

type Written = {
  code: string;
  zh: string;
  en: string;
  categories: string[];
  actions: string[];
  outcomes: string[];
  text: string;
};

type Props = {
  county: string;
  template: ReplyTemplate | null;
  /** Of a template that stands the code stays: it is what the log of versions knows it by. */
  isNew: boolean;
  taken: readonly string[];
  onSave: (template: ReplyTemplate) => void;
  onClose: () => void;
};

export function TemplateForm({ county, template, isNew, taken, onSave, onClose }: Props) {
  const say = useTexts(replyTexts);
  const [form] = Form.useForm<Written>();
  return (
    <Modal
      open
      title={isNew ? say('add') : say('editTitle')}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={760}
    >
      <Form<Written>
        name="reply"
        form={form}
        layout="vertical"
        initialValues={writtenOf(template)}
        onFinish={(written) => onSave(templateOf(written))}
      >
        <NameFields isNew={isNew} taken={taken} />
        <WhenFields county={county} />
        <TextField county={county} />
      </Form>
    </Modal>
  );
}

function NameFields({ isNew, taken }: Pick<Props, 'isNew' | 'taken'>) {
  const say = useTexts(replyTexts);
  return (
    <div className="rule-form">
      <NamePair zh={say('nameZh')} en={say('nameEn')} />
      <CodeField
        label={say('code')}
        hint={say('codeHint')}
        taken={taken}
        twice={say('twice')}
        isFixed={!isNew}
      />
    </div>
  );
}

function WhenFields({ county }: { county: string }) {
  const say = useTexts(replyTexts);
  const named = useNamed();
  const categories = useCategories(county);
  const actions = useReplyActions(county);
  const outcomes = useOutcomes();
  return (
    <div className="rule-form">
      <Form.Item name="categories" label={say('categories')} extra={say('categoriesHint')}>
        <TreeSelect
          multiple
          showSearch
          allowClear
          treeNodeFilterProp="title"
          treeData={categoryTree(categories, named)}
        />
      </Form.Item>
      <Form.Item name="actions" label={say('actions')} extra={say('emptyIsAll')}>
        <Select mode="multiple" options={actions} />
      </Form.Item>
      <Form.Item name="outcomes" label={say('outcomes')} extra={say('emptyIsAll')}>
        <Select mode="multiple" options={outcomes} />
      </Form.Item>
    </div>
  );
}

/** Replies are written in Chinese: the same in both languages. */
const OPEN_GAP = '【…】';
const NO_GAPS: readonly { code: string; zh: string; en: string }[] = [];

function TextField({ county }: { county: string }) {
  const say = useTexts(replyTexts);
  const admin = useTexts(adminTexts);
  const named = useNamed();
  const form = Form.useFormInstance<Written>();
  const text = Form.useWatch('text', form) ?? '';
  const chosen = useRef({ from: text.length, to: text.length });
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  // What an example matter has is the same whatever is written.
  const gaps = useReplyTrial(county, null).data?.gaps ?? NO_GAPS;
  const remember = ({ currentTarget: area }: { currentTarget: HTMLTextAreaElement }) => {
    chosen.current = { from: area.selectionStart, to: area.selectionEnd };
  };
  // As if it were typed there: the form hears of it, and the cursor stands behind it at once.
  const put = (words: string) => {
    const area = box?.querySelector('textarea');
    if (!area) return;
    area.focus();
    area.setRangeText(words, chosen.current.from, chosen.current.to, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
    remember({ currentTarget: area });
  };
  const known = gaps.map((gap) => gap.code);
  const unknown = gaps.length > 0 ? unknownGaps(text, known) : [];
  return (
    <div ref={setBox}>
      <p className="reply-gaps">
        {say('gaps')}{' '}
        {gaps.map((gap) => (
          <Button
            key={gap.code}
            size="small"
            aria-label={say('gapName', { name: named(gap), gap: `{${gap.code}}` })}
            onClick={() => put(`{${gap.code}}`)}
          >
            {named(gap)}
          </Button>
        ))}
        <Button size="small" type="dashed" onClick={() => put(OPEN_GAP)}>
          {say('openGap')}
        </Button>
      </p>
      <Form.Item
        name="text"
        label={say('text')}
        rules={[{ required: true, whitespace: true, message: admin('needed') }]}
      >
        <Input.TextArea
          rows={5}
          maxLength={4000}
          showCount
          lang="zh-CN"
          onSelect={remember}
          onBlur={remember}
        />
      </Form.Item>
      {unknown.length > 0 && (
        <Alert type="error" role="alert" title={say('gapUnknown', { gaps: unknown.join(' ') })} />
      )}
      {text.trim() !== '' && unknown.length === 0 && <Preview county={county} text={text} />}
    </div>
  );
}

/** Asked of the server, which fills it as it will fill the real one. */
function Preview({ county, text }: { county: string; text: string }) {
  const say = useTexts(replyTexts);
  const form = Form.useFormInstance<Written>();
  const categories = Form.useWatch('categories', form) ?? [];
  const outcomes = Form.useWatch('outcomes', form) ?? [];
  const calm = useDeferredValue(text);
  const [category] = categories;
  const [outcome] = outcomes;
  const tried = useReplyTrial(
    county,
    { templates: [{ code: 'preview', zh: '-', en: '-', text: calm }] },
    { ...(category && { category }), ...(outcome && { outcome }) },
  );
  const filled = tried.data?.items[0]?.text;
  if (filled === undefined) return null;
  const left = openGaps(filled);
  return (
    <section aria-live="polite">
      <h3>{say('preview')}</h3>
      <Filled text={filled} />
      {left.length > 0 && <p className="admin-soft">{say('left', { gaps: left.join(' ') })}</p>}
    </section>
  );
}

function writtenOf(template: ReplyTemplate | null): Written {
  return {
    code: template?.code ?? '',
    zh: template?.zh ?? '',
    en: template?.en ?? '',
    categories: [...(template?.categories ?? [])],
    actions: [...(template?.actions ?? [])],
    outcomes: [...(template?.outcomes ?? [])],
    text: template?.text ?? '',
  };
}

function templateOf({ code, zh, en, categories, actions, outcomes, text }: Written): ReplyTemplate {
  return {
    code,
    zh: zh.trim(),
    en: en.trim(),
    ...(categories.length > 0 && { categories }),
    ...(outcomes.length > 0 && { outcomes }),
    ...(actions.length > 0 && { actions }),
    text,
  };
}
