/** The templates in their order, each to be changed, copied, moved and removed in the draft. */
import { Button, Empty, Popconfirm, Space, Table } from 'antd';
import { Scrollable } from '../../../../../web/console/admin/parts.tsx';
import { adminTexts } from '../../../../../web/console/admin/texts.ts';
import { useMarks, useNamed, useTexts } from '../../../../../web/texts.ts';
import { useCategories } from '../category-select.tsx';
import { moved } from '../draft.ts';
import { rulebookPageTexts } from '../texts.ts';
import type { ReplyTemplate } from '../words.ts';
import { useOutcomes, useReplyActions } from './choices.ts';
import { replyTexts } from './texts.ts';

export type TableProps = {
  county: string;
  templates: readonly ReplyTemplate[];
  onChange: (templates: ReplyTemplate[]) => void;
  onEdit: (code: string) => void;
  onCopy: (template: ReplyTemplate) => void;
};

export function TemplateTable(props: TableProps) {
  const { county, templates } = props;
  const say = useTexts(replyTexts);
  const admin = useTexts(adminTexts);
  const named = useNamed();
  const offeredFor = useOfferedFor(county);
  const label = say('list', { count: templates.length });
  return (
    <Scrollable label={label}>
      <Table<ReplyTemplate>
        size="small"
        rowKey="code"
        dataSource={[...templates]}
        pagination={templates.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
        locale={{ emptyText: <Empty description={say('none')} /> }}
        columns={[
          { title: say('name'), className: 'reply-name', render: (_, one) => named(one) },
          {
            title: say('offeredFor'),
            className: 'reply-for',
            render: (_, one) => offeredFor(one).map((line) => <div key={line}>{line}</div>),
          },
          {
            title: say('words'),
            className: 'reply-words',
            render: (_, one) => <span lang="zh-CN">{one.text}</span>,
          },
          { title: admin('doings'), render: (_, one) => <RowButtons {...props} template={one} /> },
        ]}
      />
    </Scrollable>
  );
}

/** For what a template is offered, a line for each condition. */
function useOfferedFor(county: string): (template: ReplyTemplate) => string[] {
  const say = useTexts(replyTexts);
  const named = useNamed();
  const marks = useMarks();
  const categories = new Map(useCategories(county).map((one) => [one.code, named(one)]));
  const actions = new Map(useReplyActions(county).map((one) => [one.value, one.label]));
  const outcomes = new Map(useOutcomes().map((one) => [one.value, one.label]));
  return (template) => {
    const parts = [
      [say('categories'), template.categories, categories],
      [say('actions'), template.actions, actions],
      [say('outcomes'), template.outcomes, outcomes],
    ] as const;
    const lines = parts.flatMap(([name, codes, words]) => {
      if (!codes?.length) return [];
      return [marks.pair(name, marks.list(codes.map((code) => words.get(code) ?? code)))];
    });
    return lines.length > 0 ? lines : [say('always')];
  };
}

function RowButtons({
  template,
  templates,
  onChange,
  onEdit,
  onCopy,
}: TableProps & { template: ReplyTemplate }) {
  const say = useTexts(replyTexts);
  const rule = useTexts(rulebookPageTexts);
  const admin = useTexts(adminTexts);
  const named = useNamed();
  const at = templates.indexOf(template);
  const name = named(template);
  return (
    <Space size={2}>
      {([-1, 1] as const).map((by) => (
        <Button
          key={by}
          size="small"
          type="text"
          disabled={by < 0 ? at === 0 : at === templates.length - 1}
          aria-label={rule(by < 0 ? 'moveUp' : 'moveDown', { name })}
          onClick={() => onChange(moved(templates, at, by))}
        >
          {by < 0 ? '↑' : '↓'}
        </Button>
      ))}
      <Button
        size="small"
        type="link"
        aria-label={rule('editNamed', { name })}
        onClick={() => onEdit(template.code)}
      >
        {admin('edit')}
      </Button>
      <Button
        size="small"
        type="link"
        aria-label={say('copyNamed', { name })}
        onClick={() => onCopy(template)}
      >
        {say('copy')}
      </Button>
      <Popconfirm
        title={rule('removeAsk', { name })}
        onConfirm={() => onChange(templates.filter((one) => one !== template))}
      >
        <Button size="small" type="link" danger aria-label={rule('removeNamed', { name })}>
          {admin('remove')}
        </Button>
      </Popconfirm>
    </Space>
  );
}
