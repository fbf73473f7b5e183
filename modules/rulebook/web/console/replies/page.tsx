/** A county's templates of replies: the table, a trial on an example, publish as a version. */
import { Button } from 'antd';
import { useState } from 'react';
import { BegunOn } from '../../../../../web/console/admin/begun.tsx';
import { CountySelect, NeedsCounty } from '../../../../../web/console/admin/parts.tsx';
import { type Rule, useRule } from '../../../../../web/console/admin/rule.ts';
import { ConsoleTitle } from '../../../../../web/console/states.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import { useDraft } from '../draft.ts';
import { RuleEditor } from '../editor.tsx';
import { bodyOf, type RepliesDocument, type ReplyTemplate } from '../words.ts';
import { TemplateTable } from './table.tsx';
import { TemplateForm } from './template-form.tsx';
import { replyTexts } from './texts.ts';
import { RepliesTrial } from './trial.tsx';
import './replies.css';

export function RepliesPage() {
  const say = useTexts(replyTexts);
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
  const rule = useRule(county, 'replies');
  return <BegunOn rule={rule}>{(begun) => <Editor rule={begun} />}</BegunOn>;
}

/** Of an `old` one the code it stands under; of another what it begins with. */
type Editing = { old: string } | { begin: ReplyTemplate | null };

function Editor({ rule }: { rule: Rule }) {
  const say = useTexts(replyTexts);
  const draft = useDraft<RepliesDocument>(bodyOf(rule.held, { templates: [] }));
  const [editing, setEditing] = useState<Editing | null>(null);
  const { templates } = draft.value;
  const change = (next: ReplyTemplate[]) => draft.change({ ...draft.value, templates: next });
  const old =
    editing && 'old' in editing ? templates.find((one) => one.code === editing.old) : undefined;
  const save = (template: ReplyTemplate) => {
    change(old ? templates.map((one) => (one === old ? template : one)) : [...templates, template]);
    setEditing(null);
  };
  const copy = (from: ReplyTemplate) =>
    setEditing({ begin: { ...from, code: freeCode(from.code, templates) } });
  return (
    <RuleEditor rule={rule} draft={draft} help={say('help')} affects={<p>{say('affects')}</p>}>
      <section className="admin-panel rule-section" aria-labelledby="replies-list">
        <div className="admin-bar">
          <h2 id="replies-list">{say('list', { count: templates.length })}</h2>
          <Button className="admin-bar-end" onClick={() => setEditing({ begin: null })}>
            {say('add')}
          </Button>
        </div>
        <TemplateTable
          county={rule.county}
          templates={templates}
          onChange={change}
          onEdit={(code) => setEditing({ old: code })}
          onCopy={copy}
        />
      </section>
      <RepliesTrial county={rule.county} draft={draft.isDirty ? draft.value : null} />
      {editing && (
        <TemplateForm
          county={rule.county}
          template={old ?? ('begin' in editing ? editing.begin : null)}
          isNew={!old}
          taken={templates.filter((one) => one !== old).map((one) => one.code)}
          onSave={save}
          onClose={() => setEditing(null)}
        />
      )}
    </RuleEditor>
  );
}

function freeCode(code: string, templates: readonly ReplyTemplate[]): string {
  const base = code.slice(0, 36);
  const taken = new Set(templates.map((one) => one.code));
  let number = 2;
  while (taken.has(`${base}-${number}`)) number += 1;
  return `${base}-${number}`;
}
