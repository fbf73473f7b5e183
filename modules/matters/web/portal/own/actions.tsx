/** What I can do with my matter: each act in a sheet of its own, its consequence said before. */
import { useState } from 'react';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { Button, Notice, Sheet } from '../../../../../web/ui/parts.tsx';
import {
  ConfirmForm,
  MessageForm,
  RateForm,
  ReopenForm,
  UnfollowForm,
  WithdrawForm,
} from './forms.tsx';
import type { OwnAction, OwnMatter } from './queries.ts';
import { ownTexts } from './texts.ts';

const FORMS = {
  confirm: ConfirmForm,
  rate: RateForm,
  reopen: ReopenForm,
  addMessage: MessageForm,
  withdraw: WithdrawForm,
  unfollow: UnfollowForm,
} as const;
type Known = keyof typeof FORMS;
const LABELS = {
  confirm: 'confirm',
  rate: 'rate',
  reopen: 'reopen',
  addMessage: 'message',
  withdraw: 'withdraw',
  unfollow: 'unfollow',
} as const satisfies Record<Known, string>;

const isKnown = (action: string): action is Known => Object.hasOwn(FORMS, action);

export function MatterActions({ matter }: { matter: OwnMatter }) {
  const say = useTexts(ownTexts);
  const [chosen, setChosen] = useState<Known | null>(null);
  const [isDone, setDone] = useState(false);
  const known = matter.actions.filter((one) => isKnown(one.action));
  const open = known.filter((one) => one.why === null);
  const action = matter.actions.find((one) => one.action === chosen);
  const Form = chosen && FORMS[chosen];
  return (
    <section aria-labelledby="may-do">
      <h2 id="may-do">{say('mayDo')}</h2>
      <div role="status">{isDone && <Notice tone="good">{say('done')}</Notice>}</div>
      <div className="actions own-actions">
        {open.map((one, at) => (
          <Choice
            key={one.action}
            action={one}
            isFirst={at === 0 && one.action !== 'withdraw' && one.action !== 'unfollow'}
            onChoose={() => {
              setDone(false);
              if (isKnown(one.action)) setChosen(one.action);
            }}
          />
        ))}
      </div>
      <NotNow actions={known.filter((one) => one.why !== null)} />
      <Sheet
        title={chosen ? say(LABELS[chosen]) : ''}
        isOpen={chosen !== null}
        onClose={() => setChosen(null)}
      >
        {Form && action && (
          <>
            <Consequence action={action} />
            <Form
              matter={matter}
              onDone={() => {
                setChosen(null);
                setDone(true);
              }}
              onCancel={() => setChosen(null)}
            />
          </>
        )}
      </Sheet>
    </section>
  );
}

function Choice({
  action,
  isFirst,
  onChoose,
}: {
  action: OwnAction;
  isFirst: boolean;
  onChoose: () => void;
}) {
  const say = useTexts(ownTexts);
  if (!isKnown(action.action)) return null;
  const look = isFirst ? 'main' : action.action === 'withdraw' ? 'bad' : 'plain';
  return (
    <Button look={look} onClick={onChoose}>
      {say(LABELS[action.action])}
    </Button>
  );
}

function Consequence({ action }: { action: OwnAction }) {
  const named = useNamed();
  if (!action.consequence) return null;
  const tone = action.action === 'withdraw' ? 'warn' : 'info';
  return <Notice tone={tone}>{named(action.consequence)}</Notice>;
}

/** What is closed says why, so that nobody looks for it. */
function NotNow({ actions }: { actions: readonly OwnAction[] }) {
  const say = useTexts(ownTexts);
  const named = useNamed();
  if (actions.length === 0) return null;
  return (
    <details className="own-closed">
      <summary>{say('notNow')}</summary>
      <dl className="facts">
        {actions.map((one) => (
          <div key={one.action} className="own-closed-line">
            <dt>{isKnown(one.action) ? say(LABELS[one.action]) : named(one)}</dt>
            <dd>{named(one.whyText)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
