/** The frame around every editor of a rule: on what it rests, publish, discard, guard. */
import { Alert, Button, Popconfirm } from 'antd';
import { type ReactNode, useState } from 'react';
import { BegunNotes, useBegun } from '../../../../web/console/admin/begun.tsx';
import { GuardedButton, UnsavedGuard } from '../../../../web/console/admin/parts.tsx';
import { PublishDialog, type PublishProps } from '../../../../web/console/admin/publish.tsx';
import type { Rule } from '../../../../web/console/admin/rule.ts';
import { adminTexts } from '../../../../web/console/admin/texts.ts';
import { RuleLine } from '../../../../web/console/admin/versions.tsx';
import { useTexts } from '../../../../web/texts.ts';
import type { Draft } from './draft.ts';
import './rulebook.css';

export function RuleEditor<T extends object>({
  rule,
  draft,
  affects,
  wordOf,
  plain,
  help,
  children,
}: {
  rule: Rule;
  draft: Omit<Draft<T>, 'change'>;
  affects: ReactNode;
  wordOf?: PublishProps['wordOf'];
  plain?: PublishProps['plain'];
  help?: ReactNode;
  children: ReactNode;
}) {
  const say = useTexts(adminTexts);
  const [isOpen, setOpen] = useState(false);
  // A new version is a new beginning: what holds this editor opens it afresh.
  const [isDone, setDone] = useState(false);
  const { onPublished } = useBegun();
  const isDirty = draft.isDirty && !isDone;
  const done = (version: number) => {
    setDone(true);
    onPublished(version);
  };
  return (
    <>
      <UnsavedGuard isDirty={isDirty} />
      {help && <p className="admin-soft">{help}</p>}
      <RuleLine rule={rule} />
      <BegunNotes isDirty={isDirty} />
      <div className="admin-bar">
        <GuardedButton
          permission="rulebook.publish"
          type="primary"
          disabled={!isDirty}
          onClick={() => setOpen(true)}
        >
          {say('publish')}
        </GuardedButton>
        <Popconfirm title={say('discardAsk')} onConfirm={draft.reset} disabled={!isDirty}>
          <Button disabled={!isDirty}>{say('discard')}</Button>
        </Popconfirm>
        {isDirty && <Alert type="warning" showIcon title={say('leaveTitle')} banner />}
      </div>
      {children}
      <PublishDialog
        rule={rule}
        // The document is JSON whatever its type says.
        body={draft.value as Record<string, unknown>}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        onPublished={done}
        affects={affects}
        {...(wordOf && { wordOf })}
        plain={plain}
      />
    </>
  );
}
