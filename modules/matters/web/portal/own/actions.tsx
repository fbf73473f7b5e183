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
import { isPlain, PlainForm } from './plain-form.tsx';
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

/** What the page has words for, and what a kind brings with its own. */
const isShown = (one: OwnAction) => isKnown(one.action) || isPlain(one);
const isKnown = (action: string): action is Known => Object.hasOwn(FORMS, action);

export function MatterActions({ matter }: { matter: OwnMatter }) {
  const say = useTexts(ownTexts);
  const [chosen, setChosen] = useState<string | null>(null);
  const label = useLabel();
  const [isDone, setDone] = useState(false);
  const shown = matter.actions.filter(isShown);
  const open = shown.filter((one) => one.why === null);
  const action = matter.actions.find((one) => one.action === chosen);
  const Form = chosen !== null && isKnown(chosen) ? FORMS[chosen] : null;
  const ending = {
    matter,
    onDone: () => {
      setChosen(null);
      setDone(true);
    },
    onCancel: () => setChosen(null),
  };
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
              setChosen(one.action);
            }}
          />
        ))}
      </div>
      <NotNow actions={shown.filter((one) => one.why !== null)} />
      <Sheet
        title={action ? label(action) : ''}
        isOpen={chosen !== null}
        onClose={() => setChosen(null)}
      >
        {action && (
          <>
            <Consequence action={action} />
            {Form ? <Form {...ending} /> : <PlainForm {...ending} action={action} />}
          </>
        )}
      </Sheet>
    </section>
  );
}

function useLabel(): (action: OwnAction) => string {
  const say = useTexts(ownTexts);
  const named = useNamed();
  return (one) => (isKnown(one.action) ? say(LABELS[one.action]) : named(one));
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
  const label = useLabel();
  const look = isFirst ? 'main' : action.action === 'withdraw' ? 'bad' : 'plain';
  return (
    <Button look={look} onClick={onChoose}>
      {label(action)}
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
  const label = useLabel();
  if (actions.length === 0) return null;
  return (
    <details className="own-closed">
      <summary>{say('notNow')}</summary>
      <dl className="facts">
        {actions.map((one) => (
          <div key={one.action} className="own-closed-line">
            <dt>{label(one)}</dt>
            <dd>{named(one.whyText)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
