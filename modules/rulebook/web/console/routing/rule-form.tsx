/** One routing rule: when it fits and where it leads. */
import { Form, Input, Modal, Radio, Select } from 'antd';
import { orgKinds, orgTexts, useOrgs } from '../../../../../web/console/admin/orgs.ts';
import { RegionSelect } from '../../../../../web/console/admin/region-select.tsx';
import { adminTexts } from '../../../../../web/console/admin/texts.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { CategorySelect } from '../category-select.tsx';
import { CodeField, NamePair } from '../name-fields.tsx';
import { rulebookPageTexts } from '../texts.ts';
import type { RoutingRule } from '../words.ts';

type Written = {
  id: string;
  zh: string;
  en: string;
  category?: string;
  region?: string;
  hours: 'any' | 'working' | 'outside';
  way: 'org' | 'kind';
  org?: string;
  kind?: string;
  level?: 'county' | 'town' | 'village';
  named?: string;
};

export function RuleForm({
  county,
  rule,
  taken,
  onSave,
  onClose,
}: {
  county: string;
  rule?: RoutingRule;
  taken: readonly string[];
  onSave: (rule: RoutingRule) => void;
  onClose: () => void;
}) {
  const say = useTexts(rulebookPageTexts);
  const [form] = Form.useForm<Written>();
  return (
    <Modal
      open
      title={rule ? say('editRule') : say('addRule')}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={640}
    >
      <Form<Written>
        name="rule"
        form={form}
        layout="vertical"
        initialValues={writtenOf(rule)}
        onFinish={(written) => onSave(ruleOf(written, rule))}
      >
        <NameFields isNew={rule === undefined} taken={taken} />
        <WhenFields county={county} />
        <TargetFields />
      </Form>
    </Modal>
  );
}

function NameFields({ isNew, taken }: { isNew: boolean; taken: readonly string[] }) {
  const say = useTexts(rulebookPageTexts);
  return (
    <>
      <CodeField
        name="id"
        label={say('ruleId')}
        hint={say('ruleIdHint')}
        taken={taken}
        twice={say('twice')}
        isFixed={!isNew}
      />
      <NamePair zh={say('nameZh')} en={say('nameEn')} />
    </>
  );
}

function WhenFields({ county }: { county: string }) {
  const say = useTexts(rulebookPageTexts);
  return (
    <>
      <Form.Item name="category" label={say('category')}>
        <CategorySelect county={county} />
      </Form.Item>
      <Form.Item name="region" label={say('region')}>
        <RegionSelect under={county.slice(0, 6)} placeholder={say('anyRegion')} />
      </Form.Item>
      <Form.Item name="hours" label={say('hours')}>
        <Radio.Group
          options={[
            { value: 'any', label: say('anyHours') },
            { value: 'working', label: say('working') },
            { value: 'outside', label: say('outside') },
          ]}
        />
      </Form.Item>
    </>
  );
}

function TargetFields() {
  const say = useTexts(rulebookPageTexts);
  const admin = useTexts(adminTexts);
  const orgWords = useTexts(orgTexts);
  const named = useNamed();
  const orgs = useOrgs();
  const form = Form.useFormInstance<Written>();
  const way = Form.useWatch('way', form);
  const needed = { required: true, message: admin('needed') };
  return (
    <>
      <Form.Item name="way" label={say('goesTo')}>
        <Radio.Group
          options={[
            { value: 'kind', label: say('byKind') },
            { value: 'org', label: say('byOrg') },
          ]}
        />
      </Form.Item>
      {way === 'org' ? (
        <Form.Item name="org" label={say('org')} rules={[needed]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={orgs
              .filter((org) => org.isActive)
              .map((org) => ({
                value: org.id,
                label: named({ zh: org.nameZh, en: org.nameEn }),
              }))}
          />
        </Form.Item>
      ) : (
        <>
          <Form.Item name="kind" label={say('orgKind')} rules={[needed]}>
            <Select options={orgKinds.map((kind) => ({ value: kind, label: orgWords(kind) }))} />
          </Form.Item>
          <Form.Item name="level" label={say('orgLevel')} rules={[needed]}>
            <Select
              options={(['county', 'town', 'village'] as const).map((level) => ({
                value: level,
                label: orgWords(level),
              }))}
            />
          </Form.Item>
          <Form.Item name="named" label={say('named')}>
            <Input maxLength={100} />
          </Form.Item>
        </>
      )}
    </>
  );
}

function writtenOf(rule: RoutingRule | undefined): Partial<Written> {
  if (!rule) return { hours: 'any', way: 'kind', level: 'county', kind: 'department' };
  const { id, zh, en, category, region, hours, to } = rule;
  return {
    id,
    zh,
    en,
    ...(category && { category }),
    ...(region && { region }),
    hours: hours ?? 'any',
    ...('org' in to ? { way: 'org', org: to.org } : { way: 'kind', ...to }),
  };
}

function ruleOf(written: Written, before: RoutingRule | undefined): RoutingRule {
  const { id, zh, en, category, region, hours, way, org, kind, level, named } = written;
  // A post stands in the document only beside its organisation; the form leaves it as it was.
  const kept =
    before && 'org' in before.to && before.to.org === org ? before.to : { org: org ?? '' };
  return {
    id,
    zh: zh.trim(),
    en: en.trim(),
    ...(category && { category }),
    ...(region && { region }),
    ...(hours !== 'any' && { hours }),
    to:
      way === 'org'
        ? kept
        : {
            kind: kind ?? '',
            level: level ?? 'county',
            ...(named?.trim() && { named: named.trim() }),
          },
  };
}
