/** The rules in their order, each to be changed, moved and removed in the draft. */
import { Button, Empty, Popconfirm, Space, Table } from 'antd';
import { memo, useState } from 'react';
import { orgTexts, useOrgs } from '../../../../../web/console/admin/orgs.ts';
import { Scrollable } from '../../../../../web/console/admin/parts.tsx';
import { adminTexts } from '../../../../../web/console/admin/texts.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { useCategories } from '../category-select.tsx';
import { moved } from '../draft.ts';
import { rulebookPageTexts } from '../texts.ts';
import type { RoutingRule } from '../words.ts';
import { RuleForm } from './rule-form.tsx';

type Props = {
  county: string;
  rules: readonly RoutingRule[];
  onChange: (rules: RoutingRule[]) => void;
};

export function RoutingTable({ county, rules, onChange }: Props) {
  const say = useTexts(rulebookPageTexts);
  const [editing, setEditing] = useState<number | 'new' | null>(null);
  const save = (rule: RoutingRule) => {
    onChange(
      editing === 'new' ? [...rules, rule] : rules.map((one, at) => (at === editing ? rule : one)),
    );
    setEditing(null);
  };
  const edited = typeof editing === 'number' ? rules[editing] : undefined;
  return (
    <section className="admin-panel rule-section" aria-labelledby="routing-rules">
      <div className="admin-bar">
        <h2 id="routing-rules">{say('rules')}</h2>
        <Button className="admin-bar-end" onClick={() => setEditing('new')}>
          {say('addRule')}
        </Button>
      </div>
      <RulesTable county={county} rules={rules} onChange={onChange} onEdit={setEditing} />
      {editing !== null && (
        <RuleForm
          county={county}
          {...(edited && { rule: edited })}
          taken={rules.filter((_, at) => at !== editing).map((one) => one.id)}
          onSave={save}
          onClose={() => setEditing(null)}
        />
      )}
    </section>
  );
}

type RulesProps = Props & { onEdit: (at: number) => void };

/** Kept as it is while a form opens beside it: sixty rows with their buttons cost 150 ms. */
const RulesTable = memo(function Rules({ county, rules, onChange, onEdit }: RulesProps) {
  const say = useTexts(rulebookPageTexts);
  const named = useNamed();
  const admin = useTexts(adminTexts);
  const categories = useCategories(county);
  const targetOf = useTargetWords();
  const categoryOf = (code: string | undefined) =>
    code ? named(categories.find((one) => one.code === code) ?? { zh: code }) : say('anyCategory');
  return (
    <Scrollable label={say('rules')}>
      <Table<RoutingRule>
        size="small"
        rowKey="id"
        dataSource={[...rules]}
        pagination={rules.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        locale={{ emptyText: <Empty description={say('noRules')} /> }}
        columns={[
          { title: say('rules'), render: (_, rule) => named(rule) },
          { title: say('category'), render: (_, rule) => categoryOf(rule.category) },
          { title: say('region'), render: (_, rule) => rule.region ?? say('anyRegion') },
          { title: say('hours'), render: (_, { hours }) => say(hours ?? 'anyHours') },
          { title: say('goesTo'), render: (_, rule) => targetOf(rule) },
          {
            title: admin('doings'),
            render: (_, rule) => (
              <RowButtons rule={rule} rules={rules} onChange={onChange} onEdit={onEdit} />
            ),
          },
        ]}
      />
    </Scrollable>
  );
});

function useTargetWords(): (rule: RoutingRule) => string {
  const say = useTexts(rulebookPageTexts);
  const orgWords = useTexts(orgTexts);
  const named = useNamed();
  const orgs = useOrgs();
  return ({ to }) => {
    if ('org' in to) {
      const org = orgs.find((one) => one.id === to.org);
      return org ? named({ zh: org.nameZh, en: org.nameEn }) : to.org;
    }
    // A document may name a kind that this program has no word for.
    const kind = orgWords(to.kind as 'centre');
    const line = say('byKindLine', { level: orgWords(to.level), kind });
    return to.named ? line + say('namedLine', { named: to.named }) : line;
  };
}

function RowButtons({
  rule,
  rules,
  onChange,
  onEdit,
}: Omit<Props, 'county'> & { rule: RoutingRule; onEdit: (at: number) => void }) {
  const say = useTexts(rulebookPageTexts);
  const admin = useTexts(adminTexts);
  const named = useNamed();
  const at = rules.indexOf(rule);
  const name = named(rule);
  return (
    <Space size={2}>
      <Button
        size="small"
        type="text"
        disabled={at === 0}
        aria-label={say('moveUp', { name })}
        onClick={() => onChange(moved(rules, at, -1))}
      >
        ↑
      </Button>
      <Button
        size="small"
        type="text"
        disabled={at === rules.length - 1}
        aria-label={say('moveDown', { name })}
        onClick={() => onChange(moved(rules, at, 1))}
      >
        ↓
      </Button>
      <Button
        size="small"
        type="link"
        aria-label={say('editNamed', { name })}
        onClick={() => onEdit(at)}
      >
        {admin('edit')}
      </Button>
      <Popconfirm
        title={say('removeAsk', { name })}
        onConfirm={() => onChange(rules.filter((one) => one !== rule))}
      >
        <Button size="small" type="link" danger aria-label={say('removeNamed', { name })}>
          {admin('remove')}
        </Button>
      </Popconfirm>
    </Space>
  );
}
