/** One category: names, keywords, photos, flags, times of its own, and its questions. */
import { Checkbox, Form, Input, InputNumber, Select, Space } from 'antd';
import { useRule } from '../../../../../web/console/admin/rule.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { categoryTexts, unitTexts } from '../texts.ts';
import { bodyOf, type Category, type ProcessDocument } from '../words.ts';
import { FormBuilder } from './form-builder.tsx';

type Props = {
  county: string;
  category: Category;
  categories: readonly Category[];
  onChange: (next: Category) => void;
};
type Written = Pick<Category, 'zh' | 'en' | 'parent' | 'kind' | 'evidence'> & {
  keywords: string[];
  emergency: string | null;
  flags: string[];
};

const FLAGS = ['maySelfHandle', 'isHome', 'isPrivate'] as const;

export function CategoryForm({ county, category, categories, onChange }: Props) {
  const [form] = Form.useForm<Written>();
  const change = () => {
    const { flags, emergency, parent, ...rest } = form.getFieldsValue(true) as Written;
    const marks = Object.fromEntries(FLAGS.map((flag) => [flag, flags.includes(flag)]));
    onChange({
      ...category,
      ...rest,
      ...marks,
      parent: parent || null,
      emergency: emergency?.trim() || null,
    });
  };
  const { zh, en, parent, kind, evidence, keywords, emergency } = category;
  return (
    <>
      <Form<Written>
        name="category"
        form={form}
        layout="vertical"
        initialValues={{
          zh,
          en,
          parent,
          kind,
          evidence,
          keywords: [...keywords],
          emergency,
          flags: FLAGS.filter((flag) => category[flag]),
        }}
        onValuesChange={change}
      >
        <NameFields category={category} categories={categories} />
        <OtherFields />
      </Form>
      <OwnClocks county={county} category={category} onChange={onChange} />
      <FormBuilder
        form={category.form}
        onChange={(next) => onChange({ ...category, form: next })}
      />
    </>
  );
}

function NameFields({ category, categories }: Pick<Props, 'category' | 'categories'>) {
  const say = useTexts(categoryTexts);
  const named = useNamed();
  const others = categories.filter((one) => one.code !== category.code);
  return (
    <div className="rule-form">
      <Form.Item label={say('code')}>
        <code>{category.code}</code>
      </Form.Item>
      <Form.Item name="zh" label={say('nameZh')} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="en" label={say('nameEn')} rules={[{ required: true }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="parent" label={say('parent')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={others.map((one) => ({ value: one.code, label: named(one) }))}
        />
      </Form.Item>
      <Form.Item name="kind" label={say('kind')}>
        <Input />
      </Form.Item>
    </div>
  );
}

function OtherFields() {
  const say = useTexts(categoryTexts);
  return (
    <>
      <Form.Item name="keywords" label={say('keywords')}>
        <Select
          mode="tags"
          open={false}
          tokenSeparators={[' ', '，', ',', '、']}
          suffixIcon={null}
        />
      </Form.Item>
      <div className="rule-form">
        <Form.Item name={['evidence', 'before']} label={say('before')}>
          <InputNumber min={0} max={10} precision={0} />
        </Form.Item>
        <Form.Item name={['evidence', 'after']} label={say('after')}>
          <InputNumber min={0} max={10} precision={0} />
        </Form.Item>
        <Form.Item
          name="emergency"
          label={say('emergency')}
          rules={[{ pattern: /^\d{3,12}$/, message: '110, 119, 95598 …' }]}
        >
          <Input inputMode="tel" />
        </Form.Item>
      </div>
      <Form.Item name="flags">
        <Checkbox.Group options={FLAGS.map((flag) => ({ value: flag, label: say(flag) }))} />
      </Form.Item>
    </>
  );
}

type Own = Category['clocks'][string];
const units = ['workingDays', 'calendarDays', 'workHours', 'urgentWorkHours', 'hours'] as const;

/** Only clocks that the process leaves to categories. */
function OwnClocks({ county, category, onChange }: Omit<Props, 'categories'>) {
  const say = useTexts(categoryTexts);
  const named = useNamed();
  const { held } = useRule(county, 'process', category.kind);
  const process = bodyOf<ProcessDocument | null>(held, null);
  const clocks = Object.entries(process?.clocks ?? {}).filter(([, clock]) => clock.byCategory);
  const set = (name: string, own: Own | null) => {
    const { [name]: _, ...others } = category.clocks;
    onChange({ ...category, clocks: own ? { ...others, [name]: own } : others });
  };
  if (clocks.length === 0) return null;
  return (
    <>
      <h3>{say('clocks')}</h3>
      <p className="admin-soft">{say('clocksHint')}</p>
      {clocks.map(([name, clock]) => {
        const own = category.clocks[name];
        return (
          <Space key={name} wrap className="admin-bar">
            <strong>{named(clock)}</strong>
            <AmountInput
              label={`${named(clock)} ${say('usual')}`}
              words={say('usual')}
              value={own?.time}
              onChange={(time) => set(name, time && { ...own, time })}
            />
            {own && (
              <AmountInput
                label={`${named(clock)} ${say('urgent')}`}
                words={say('urgent')}
                value={own.urgentTime}
                onChange={(urgentTime) => {
                  const { urgentTime: _, ...rest } = own;
                  set(name, urgentTime ? { ...rest, urgentTime } : rest);
                }}
              />
            )}
          </Space>
        );
      })}
    </>
  );
}

function AmountInput({
  label,
  words,
  value,
  onChange,
}: {
  label: string;
  words: string;
  value: Own['time'] | undefined;
  onChange: (next: Own['time'] | null) => void;
}) {
  const unit = useTexts(unitTexts);
  const chosen = value?.unit ?? 'workingDays';
  return (
    <span>
      {words}{' '}
      <Space.Compact>
        <InputNumber
          min={0.01}
          aria-label={label}
          value={value?.amount ?? null}
          onChange={(amount) => onChange(amount ? { amount, unit: chosen } : null)}
        />
        <Select
          aria-label={`${label} ${unit('workingDaysName')}`}
          value={chosen}
          onChange={(next) => value && onChange({ ...value, unit: next })}
          options={units.map((one) => ({ value: one, label: unit(`${one}Name`) }))}
          popupMatchSelectWidth={false}
        />
      </Space.Compact>
    </span>
  );
}
