/** Around the questions of a form: what was kept, what must be mended, where it leads. */
import { Alert, Button } from 'antd';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import type { Begun } from './act-drawer.tsx';
import { useFaultWords } from './fault-words.ts';
import { type Fault, leadsToNow, type Values } from './form-rules.ts';
import { matterTexts } from './texts.ts';

export function KeptNotice({ onAnew }: { onAnew: () => void }) {
  const say = useTexts(matterTexts);
  return (
    <Alert
      type="info"
      className="matter-kept"
      title={say('keptDraft')}
      action={
        <Button size="small" onClick={onAnew}>
          {say('dropDraft')}
        </Button>
      }
    />
  );
}

/** What must be mended, each with a link to its field. */
export function FaultSummary({ faults, begun }: { faults: readonly Fault[]; begun: Begun }) {
  const say = useTexts(matterTexts);
  const words = useFaultWords();
  if (faults.length === 0) return null;
  return (
    <div role="alert" className="matter-faults">
      <b>{say('mend')}</b>
      <ul>
        {faults.map((fault) => (
          <li key={fault.name}>
            <a
              href={`#act_${fault.name}`}
              onClick={(event) => {
                event.preventDefault();
                focusField(fault.name);
              }}
            >
              {words(fault, begun.action.fields[fault.name])}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

function focusField(name: string): void {
  const target = document.getElementById(`act_${name}`);
  target?.scrollIntoView({ block: 'center' });
  (target?.querySelector<HTMLElement>('input') ?? target)?.focus();
}

/** Where it leads, before it is sent. */
export function Consequence({ begun, values }: { begun: Begun; values: Values }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const { action } = begun;
  const [way] = leadsToNow(action, values);
  const isBare = Object.keys(action.fields).length === 0;
  if (!way) {
    return action.leadsTo.length > 0 ? null : <p className="matter-soft">{say('stays')}</p>;
  }
  return (
    <p className="matter-soft">
      {isBare && `${say('noFields')} `}
      {way.isEnd ? say('leadsToEnd') : say('leadsTo', { stage: named(way) })}
    </p>
  );
}
