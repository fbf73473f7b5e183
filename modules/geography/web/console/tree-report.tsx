/** What a table of regions would change, and its publication. */
import { useMutation } from '@tanstack/react-query';
import { App, Empty, Table, Tag } from 'antd';
import { sendFile } from '../../../../web/api.ts';
import { GuardedButton, Scrollable } from '../../../../web/console/admin/parts.tsx';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { useTexts } from '../../../../web/texts.ts';
import { placesAdminTexts } from './admin-texts.ts';
import { type Chosen, fieldsOf, type TreePreview } from './chosen.ts';

type Props = { chosen: Chosen; preview: TreePreview; onPublished: () => void };

export function TreeReport({ chosen, preview, onPublished }: Props) {
  const say = useTexts(placesAdminTexts);
  const { ended } = preview;
  return (
    <section className="admin-panel import-report" aria-labelledby="tree-report">
      <h2 id="tree-report">{say('report')}</h2>
      <dl className="import-figures">
        {(['added', 'changed', 'ended', 'unchanged'] as const).map((key) => (
          <div key={key} data-tone={key === 'ended' && ended > 0 ? 'warn' : ''}>
            <dt>{say(key === 'changed' ? 'renamed' : key)}</dt>
            <dd>{preview[key]}</dd>
          </div>
        ))}
      </dl>
      <Lines preview={preview} />
      <PublishTree chosen={chosen} preview={preview} onPublished={onPublished} />
    </section>
  );
}

function Lines({ preview }: { preview: TreePreview }) {
  const say = useTexts(placesAdminTexts);
  return (
    <Scrollable label={say('changes')}>
      <Table
        size="small"
        rowKey="code"
        dataSource={preview.lines}
        pagination={{ pageSize: 50, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: <Empty description={say('closedSame')} /> }}
        columns={[
          { title: say('code'), render: (_, line) => <code>{line.code}</code> },
          { title: say('change'), render: (_, line) => <Tag>{say(line.change)}</Tag> },
          {
            title: say('name'),
            render: (_, line) => (line.before ? `${line.before} → ${line.name}` : line.name),
          },
        ]}
      />
    </Scrollable>
  );
}

function PublishTree({ chosen, preview, onPublished }: Props) {
  const say = useTexts(placesAdminTexts);
  const { modal, message } = App.useApp();
  const publish = useMutation({
    mutationFn: () =>
      sendFile('POST /api/regions', chosen.file, {
        ...fieldsOf(chosen),
        basedOn: String(preview.basedOn),
      }),
    onSuccess: ({ edition }) => {
      message.success(say('published', { edition: edition ?? '' }));
      onPublished();
    },
  });
  const { added, changed, ended } = preview;
  const isSame = added + changed + ended === 0;
  const from = chosen.from ?? say('beforeRecords');
  return (
    <>
      <div className="admin-bar">
        <GuardedButton
          permission="region.import"
          type="primary"
          why={isSame ? say('closedSame') : null}
          loading={publish.isPending}
          onClick={() =>
            void modal.confirm({
              title: say('publish'),
              content: say('publishAsk', { from, added, changed, ended }),
              onOk: () => publish.mutateAsync().catch(() => undefined),
            })
          }
        >
          {say('publish')}
        </GuardedButton>
      </div>
      <ProblemNotice error={publish.error} />
    </>
  );
}
