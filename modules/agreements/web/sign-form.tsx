/** Signing: all of it read, a code to the own phone, a signature drawn. */
import { useRef, useState } from 'react';
import { useTexts } from '../../../web/texts.ts';
import { CodeField } from '../../../web/ui/code-field.tsx';
import { Button, Field, Notice, Tick } from '../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../web/ui/problem.tsx';
import { SendCode } from '../../../web/ui/send-code.tsx';
import { type Drawing, DrawingBox } from './drawing.tsx';
import type { Doors, Sent } from './sheet.tsx';
import { agreementTexts } from './texts.ts';

export function SignForm({ digest, doors }: { digest: string; doors: Doors }) {
  const say = useTexts(agreementTexts);
  const [hasRead, setRead] = useState(false);
  return (
    <section className="card" aria-labelledby="agreement-sign">
      <h2 id="agreement-sign">{say('signTitle')}</h2>
      <p>{say('signLead')}</p>
      <Tick label={say('hasRead')} checked={hasRead} onChange={setRead} />
      {hasRead && <SignFields digest={digest} doors={doors} />}
      <p className="muted">{say('atCentre')}</p>
    </section>
  );
}

function SignFields({ digest, doors }: { digest: string; doors: Doors }) {
  const say = useTexts(agreementTexts);
  const drawing = useRef<Drawing | null>(null);
  const [sent, setSent] = useState<Sent | null>(null);
  const [code, setCode] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const [asked, setAsked] = useState<unknown>(null);
  const during = (work: () => Promise<unknown>, onFault: (fault: unknown) => void) => {
    setError(null);
    setAsked(null);
    setBusy(true);
    void work()
      .catch(onFault)
      .finally(() => setBusy(false));
  };
  const ask = () => during(async () => setSent(await doors.sendCode(digest)), setAsked);
  const sign = async () => {
    // Nothing drawn is sent too: the server says so in plain words.
    await doors.sign({ digest, code, ink: drawing.current?.png() ?? BLANK });
    await doors.onChanged();
  };
  return (
    <>
      <ProblemNote error={error} />
      <Field label={say('draw')} hint={say('drawHint')}>
        {() => (
          <DrawingBox
            label={say('draw')}
            onReady={(ready) => {
              drawing.current = ready;
            }}
          />
        )}
      </Field>
      <div className="agreement-tools">
        <Button look="plain" onClick={() => drawing.current?.clear()}>
          {say('clear')}
        </Button>
      </div>
      <SendCode look="plain" error={asked} disabled={isBusy} onClick={ask}>
        {say('getCode')}
      </SendCode>
      <div aria-live="polite">{sent && <CodeNote sent={sent} />}</div>
      <CodeField label={say('code')} value={code} onChange={setCode} />
      <Button isWide disabled={isBusy || code.length !== 6} onClick={() => during(sign, setError)}>
        {say('sign')}
      </Button>
    </>
  );
}

/** A white point: refused as empty. */
const BLANK =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTjWeQAAAABJRU5ErkJggg==';

function CodeNote({ sent }: { sent: Sent }) {
  const say = useTexts(agreementTexts);
  return (
    <Notice tone="good">
      <p>{say('codeSent', { to: sent.to, minutes: sent.validMinutes })}</p>
      {sent.shownCode && <p>{say('shownCode', { code: sent.shownCode })}</p>}
    </Notice>
  );
}
