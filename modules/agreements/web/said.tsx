/** What was said to a clause, and the form to say something. */
import { useState } from 'react';
import { useTexts } from '../../../web/texts.ts';
import { Badge, Button, Choices, Field } from '../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../web/ui/problem.tsx';
import type { Agreement, Doors } from './sheet.tsx';
import { agreementTexts } from './texts.ts';

const states = {
  open: 'stateOpen',
  taken: 'stateTaken',
  declined: 'stateDeclined',
  withdrawn: 'stateWithdrawn',
} as const;

export function Said({
  view,
  doors,
  clause,
}: {
  view: Agreement;
  doors: Doors;
  clause: string | null;
}) {
  const say = useTexts(agreementTexts);
  const [error, setError] = useState<unknown>(null);
  const all = view.amendments.filter((one) => one.clause === clause && one.state !== 'withdrawn');
  if (all.length === 0) return null;
  return (
    <>
      <ProblemNote error={error} />
      <ul className="agreement-said">
        {all.map((one) => (
          <li key={one.id}>
            <strong>{one.isMine ? say('me') : say(one.side ?? 'mediator')}</strong>{' '}
            <Badge>{say(one.kind)}</Badge> <Badge>{say(states[one.state])}</Badge>
            <p className="agreement-words">{one.text}</p>
            {one.isMine && one.state === 'open' && (
              <Button
                look="link"
                onClick={() => void doors.withdraw(one.id).then(doors.onChanged, setError)}
              >
                {say('withdraw')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

export function SayForm({
  clause,
  doors,
  onClose,
}: {
  clause: string | null;
  doors: Doors;
  onClose: () => void;
}) {
  const say = useTexts(agreementTexts);
  const [kind, setKind] = useState<'comment' | 'change'>('change');
  const [text, setText] = useState('');
  const [error, setError] = useState<unknown>(null);
  const send = async () => {
    setError(null);
    try {
      await doors.propose({ clause, kind, text });
      await doors.onChanged();
      onClose();
    } catch (fault) {
      setError(fault);
    }
  };
  return (
    <div className="agreement-form">
      <ProblemNote error={error} />
      <Choices
        legend={say('amendments')}
        options={(['change', 'comment'] as const).map((value) => ({ value, label: say(value) }))}
        value={kind}
        onChange={(value) => setKind(value === 'comment' ? 'comment' : 'change')}
      />
      <Field label={say('words')} hint={say('wordsHint')}>
        {(tie) => (
          <textarea
            {...tie}
            rows={3}
            maxLength={2000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <div className="agreement-tools">
        <Button disabled={text.trim() === ''} onClick={() => void send()}>
          {say('send')}
        </Button>
        <Button look="plain" onClick={onClose}>
          {say('cancel')}
        </Button>
      </div>
    </div>
  );
}
