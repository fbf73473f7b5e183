/** A centre's settings as a form; the server checks their shape again. */
import { Button, Form, Input, InputNumber, Radio, Select, Space, Switch } from 'antd';
import type { ReactNode } from 'react';
import { BegunOn } from '../../../../../web/console/admin/begun.tsx';
import { CountySelect, NeedsCounty } from '../../../../../web/console/admin/parts.tsx';
import { type Rule, useRule } from '../../../../../web/console/admin/rule.ts';
import { adminTexts } from '../../../../../web/console/admin/texts.ts';
import { ConsoleMissing, ConsoleTitle } from '../../../../../web/console/states.tsx';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { useCategories } from '../category-select.tsx';
import { useDraft } from '../draft.ts';
import { RuleEditor } from '../editor.tsx';
import { settingsTexts, unitTexts } from '../texts.ts';
import type { SettingsDocument } from '../words.ts';
import { documentOf, type Written, writtenOf } from './written.ts';

export function SettingsPage() {
  const say = useTexts(settingsTexts);
  return (
    <>
      <ConsoleTitle name={say('title')}>
        <CountySelect />
      </ConsoleTitle>
      <NeedsCounty>{(county) => <OfCounty key={county} county={county} />}</NeedsCounty>
    </>
  );
}

function OfCounty({ county }: { county: string }) {
  const rule = useRule(county, 'settings');
  if (!rule.held) return <ConsoleMissing />;
  return <BegunOn rule={rule}>{(begun) => <Editor rule={begun} />}</BegunOn>;
}

/** Settings have passed their check when they were published. */
function Editor({ rule }: { rule: Rule }) {
  const held = rule.held?.body as SettingsDocument;
  const say = useTexts(settingsTexts);
  const draft = useDraft<SettingsDocument>(held);
  const [form] = Form.useForm<Written>();
  const reset = () => {
    draft.reset();
    form.setFieldsValue(writtenOf(held));
  };
  return (
    <RuleEditor
      rule={rule}
      draft={{ ...draft, reset }}
      help={say('help')}
      affects={<p>{say('affects')}</p>}
    >
      <Form<Written>
        name="settings"
        form={form}
        layout="vertical"
        initialValues={writtenOf(held)}
        onValuesChange={() => draft.change(documentOf(form.getFieldsValue(true), held))}
      >
        <LoopFields />
        <RatingFields />
        <CentreFields />
        <PetitionFields />
        <BoardFields county={rule.county} />
      </Form>
    </RuleEditor>
  );
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="admin-panel rule-section">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function NumberField({ name, max }: { name: keyof Written; max?: number }) {
  const say = useTexts(settingsTexts);
  const admin = useTexts(adminTexts);
  return (
    <Form.Item name={name} label={say(name)} rules={[{ required: true, message: admin('needed') }]}>
      <InputNumber min={0} {...(max !== undefined && { max })} style={{ width: '100%' }} />
    </Form.Item>
  );
}

const units = ['calendarDays', 'workingDays', 'workHours', 'hours'] as const;

function AmountField({ name }: { name: 'reopenWithin' | 'objectionWithin' }) {
  const say = useTexts(settingsTexts);
  const unit = useTexts(unitTexts);
  return (
    <Form.Item label={say(name)}>
      <Space.Compact block>
        <Form.Item name={[name, 'amount']} noStyle>
          <InputNumber min={0.01} aria-label={say(name)} />
        </Form.Item>
        <Form.Item name={[name, 'unit']} noStyle>
          <Select
            aria-label={`${say(name)} ${unit('calendarDaysName')}`}
            options={units.map((one) => ({ value: one, label: unit(`${one}Name`) }))}
          />
        </Form.Item>
      </Space.Compact>
    </Form.Item>
  );
}

function LoopFields() {
  const say = useTexts(settingsTexts);
  return (
    <Panel title={say('loop')}>
      <div className="rule-form">
        <NumberField name="selfHandledSample" max={100} />
        <AmountField name="reopenWithin" />
        <NumberField name="reopenTimes" />
        <AmountField name="objectionWithin" />
        <NumberField name="attempts" />
        <NumberField name="nearMetres" />
        <NumberField name="nearDays" />
      </div>
    </Panel>
  );
}

function RatingFields() {
  const say = useTexts(settingsTexts);
  return (
    <Panel title={say('ratings')}>
      <div className="rule-form">
        <NumberField name="atLeast" />
        <NumberField name="afterDays" />
      </div>
    </Panel>
  );
}

function CentreFields() {
  const say = useTexts(settingsTexts);
  const form = Form.useFormInstance<Written>();
  const isOwn = Form.useWatch('ownCentre', form);
  return (
    <Panel title={say('centre')}>
      <Form.Item name="ownCentre" label={say('ownCentre')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {isOwn && (
        <>
          <Form.Item name="outZh" label={say('outZh')} rules={[{ required: true }]}>
            <Input.TextArea rows={2} />
          </Form.Item>
          <Form.Item name="outEn" label={say('outEn')} rules={[{ required: true }]}>
            <Input.TextArea rows={2} />
          </Form.Item>
          <Emergencies />
        </>
      )}
    </Panel>
  );
}

function Emergencies() {
  const say = useTexts(settingsTexts);
  return (
    <fieldset className="settings-numbers">
      <legend>{say('emergencies')}</legend>
      <Form.List name="emergencies">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="rule-form">
                {(['number', 'nameZh', 'nameEn'] as const).map((part) => (
                  <Form.Item key={part} name={[name, part]} label={say(part)}>
                    <Input />
                  </Form.Item>
                ))}
                <Form.Item label=" " colon={false}>
                  <Button danger onClick={() => remove(name)}>
                    {say('removeNumber')}
                  </Button>
                </Form.Item>
              </div>
            ))}
            <Button onClick={() => add({ number: '', nameZh: '', nameEn: '' })}>
              {say('addNumber')}
            </Button>
          </>
        )}
      </Form.List>
    </fieldset>
  );
}

function PetitionFields() {
  const say = useTexts(settingsTexts);
  const form = Form.useFormInstance<Written>();
  const isOwn = Form.useWatch('ownPetitions', form);
  return (
    <Panel title={say('petitions')}>
      <Form.Item
        name="ownPetitions"
        label={say('ownPetitions')}
        extra={say('ownPetitionsHint')}
        valuePropName="checked"
      >
        <Switch />
      </Form.Item>
      {isOwn && (
        <>
          <div className="rule-form">
            <NumberField name="withdrawalSample" max={100} />
          </div>
          <Form.Item name="offersProxy" label={say('offersProxy')} valuePropName="checked">
            <Switch />
          </Form.Item>
        </>
      )}
    </Panel>
  );
}

function BoardFields({ county }: { county: string }) {
  const say = useTexts(settingsTexts);
  const named = useNamed();
  const categories = useCategories(county);
  const form = Form.useFormInstance<Written>();
  const isOwn = Form.useWatch('ownBoard', form);
  return (
    <Panel title={say('board')}>
      <Form.Item name="ownBoard" label={say('ownBoard')} valuePropName="checked">
        <Switch />
      </Form.Item>
      {isOwn && (
        <>
          <Form.Item name="isShown" label={say('isShown')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name="isAfterTriage" label={say('isAfterTriage')} valuePropName="checked">
            <Switch />
          </Form.Item>
          <Form.Item name="titles" label={say('titles')}>
            <Radio.Group
              options={(['masked', 'category'] as const).map((value) => ({
                value,
                label: say(value),
              }))}
            />
          </Form.Item>
          <NumberField name="figuresAtLeast" />
          <Form.Item name="hiddenCategories" label={say('hiddenCategories')}>
            <Select
              mode="multiple"
              showSearch={{ optionFilterProp: 'label' }}
              options={categories.map((one) => ({ value: one.code, label: named(one) }))}
            />
          </Form.Item>
        </>
      )}
    </Panel>
  );
}
