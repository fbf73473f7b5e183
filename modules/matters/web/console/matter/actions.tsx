/** What the reader may do now: the likeliest large, the rest in groups, the closed with why. */
import { Button } from 'antd';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import type { ActionGroup } from '../../../contract/forms.ts';
import { type Action, closedByReason, grouped, type Matter } from './form-rules.ts';
import { Panel, Quiet, useJoined } from './parts.tsx';
import { matterTexts } from './texts.ts';

const groupKeys = {
  way: 'way',
  requests: 'requestsGroup',
  supervision: 'supervisionGroup',
  words: 'words',
  around: 'around',
} as const satisfies Record<ActionGroup, string>;

export function ActionsPanel({
  matter,
  onAct,
}: {
  matter: Matter;
  onAct: (action: Action) => void;
}) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const primary = matter.allowedActions.find((one) => one.isPrimary);
  const groups = grouped(matter.allowedActions);
  return (
    <Panel id="actions" title={say('actions')}>
      {!primary && groups.length === 0 && <Quiet>{say('nothingOpen')}</Quiet>}
      {!primary && matter.waitsFor && <p>{say('waitsFor', { org: named(matter.waitsFor) })}</p>}
      {!primary && matter.isOpen && matter.heldWhy && (
        <p className="matter-soft">{named(matter.heldWhy)}</p>
      )}
      {primary && (
        <Button type="primary" size="large" block onClick={() => onAct(primary)}>
          {named(primary)}
        </Button>
      )}
      {groups.map(({ group, actions }) => (
        <section key={group} className="matter-group">
          <h3>{say(groupKeys[group])}</h3>
          <div className="matter-row">
            {actions.map((action) => (
              <Button key={action.action} onClick={() => onAct(action)}>
                {named(action)}
              </Button>
            ))}
          </div>
        </section>
      ))}
      <Closed actions={matter.allowedActions.filter((one) => one.mayOpen)} words="laterActions" />
      <Closed actions={matter.allowedActions.filter((one) => !one.mayOpen)} words="neverActions" />
    </Panel>
  );
}

/** In words and not as greyed buttons alone: a reason that only a mouse finds helps nobody. */
function Closed({
  actions,
  words,
}: {
  actions: readonly Action[];
  words: 'laterActions' | 'neverActions';
}) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const joined = useJoined();
  const reasons = closedByReason(actions);
  const count = reasons.reduce((sum, one) => sum + one.actions.length, 0);
  if (count === 0) return null;
  return (
    <details className="matter-more">
      <summary>{say(words, { count })}</summary>
      <dl className="matter-closed">
        {reasons.map((reason) => (
          <div key={reason.why}>
            <dt>{joined(reason.actions.map(named))}</dt>
            <dd>{named(reason.whyText)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
