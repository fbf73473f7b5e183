/** The frame around every editor of a rule: on what it rests, publish, discard, guard. */
import { Alert, Button, Popconfirm } from 'antd';
import { type ReactNode, useState } from 'react';
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
  // A new version is a new beginning: the editor is opened afresh by its key.
  const [isDone, setDone] = useState(false);
  const isDirty = draft.isDirty && !isDone;
  return (
    <>
      <UnsavedGuard isDirty={isDirty} />
      {help && <p className="admin-soft">{help}</p>}
      <RuleLine rule={rule} />
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
        onPublished={() => setDone(true)}
        affects={affects}
        {...(wordOf && { wordOf })}
        plain={plain}
      />
    </>
  );
}

/** The editor begins anew when another version holds or stands. */
export function keyOf(rule: Rule): string {
  return `${rule.county} ${rule.kind} ${rule.name} ${rule.held?.version} ${rule.ownNewest}`;
}
