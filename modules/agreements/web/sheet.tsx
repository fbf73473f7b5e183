/**
 * The agreement as a party has it before them, on their own page and in the mediation room: read,
 * hear, say something to a clause, sign. What it may do comes from the server.
 */
import { useState } from 'react';
import type { Answer } from '../../../web/api.ts';
import { useTime } from '../../../web/dates.ts';
import { useNamed, useTexts } from '../../../web/texts.ts';
import { Badge, Button, Notice } from '../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../web/ui/problem.tsx';
import { Aloud } from './aloud.tsx';
import { Changes } from './changes.tsx';
import { Said, SayForm } from './said.tsx';
import { SignForm } from './sign-form.tsx';
import { agreementTexts } from './texts.ts';
import './agreement.css';

export type Agreement = Answer<'GET /api/matters/{number}/agreement'>;
export type Sent = { validMinutes: number; to: string; shownCode?: string | undefined };

/** How the server is reached: by the own account, or by the room's link. */
export type Doors = {
  /** Names the queries, so that two pages of one agreement do not mix. */
  key: string;
  compare: (
    version: number,
  ) => Promise<Answer<'GET /api/matters/{number}/agreement/versions/{version}'>>;
  propose: (said: {
    clause: string | null;
    kind: 'comment' | 'change';
    text: string;
  }) => Promise<unknown>;
  withdraw: (id: string) => Promise<unknown>;
  sendCode: (digest: string) => Promise<Sent>;
  sign: (signing: { digest: string; code: string; ink: string }) => Promise<unknown>;
  note: ((id: string, result: 'performed' | 'partly' | 'failed') => Promise<unknown>) | null;
  onChanged: () => Promise<unknown>;
};

type Part = { view: Agreement; doors: Doors };

export function AgreementSheet({ view, doors }: Part) {
  const say = useTexts(agreementTexts);
  const [isLarge, setLarge] = useState(false);
  if (view.seat === 'reader') return <Notice>{say('notYours')}</Notice>;
  const { text } = view;
  if (!text) return <Notice>{say('noText')}</Notice>;
  const words = [text.facts, ...text.clauses.map(({ sentence }) => sentence)];
  return (
    <div className={isLarge ? 'agreement agreement-large' : 'agreement'}>
      <Standing view={view} />
      <Aloud words={words} isLarge={isLarge} onLarge={setLarge} />
      <TextCard view={view} doors={doors} text={text} />
      <Signers view={view} />
      {view.may.sign && <SignForm key={text.digest} digest={text.digest} doors={doors} />}
      {isSignedByMe(view) && view.effectiveOn === null && (
        <Notice tone="good">{say('signed')}</Notice>
      )}
      <Promises view={view} doors={doors} />
      {view.versions.length > 1 && <Changes versions={view.versions} doors={doors} />}
    </div>
  );
}

const isSignedByMe = ({ parties }: Agreement) => parties.some((one) => one.isMe && one.signed);

function Standing({ view }: { view: Agreement }) {
  const say = useTexts(agreementTexts);
  const time = useTime();
  if (view.effectiveOn === null) return null;
  return (
    <Notice tone="good">
      <p>{say('inForce', { on: view.effectiveOn })}</p>
      {view.confirmUntil && <p>{say('confirmUntil', { until: time(view.confirmUntil) })}</p>}
    </Notice>
  );
}

function TextCard({ view, doors, text }: Part & { text: NonNullable<Agreement['text']> }) {
  const say = useTexts(agreementTexts);
  const [open, setOpen] = useState<string | null>(null);
  const form = (clause: string | null) =>
    open === (clause ?? '') && (
      <SayForm clause={clause} doors={doors} onClose={() => setOpen(null)} />
    );
  return (
    <section className="card" aria-labelledby="agreement-text" lang="zh">
      <h2 id="agreement-text">
        {say('version', { version: text.version })}{' '}
        {view.isOffered && <Badge>{say('offered')}</Badge>}
      </h2>
      <p className="muted">{say('digest', { mark: text.digest.slice(0, 16).toUpperCase() })}</p>
      <h3>{say('facts')}</h3>
      <p className="agreement-words">{text.facts}</p>
      <h3>{say('clauses')}</h3>
      <ol className="agreement-clauses">
        {text.clauses.map((clause, at) => (
          <li key={clause.id}>
            <span className="agreement-number">{say('clause', { at: at + 1 })}</span>
            <p className="agreement-words">{clause.sentence}</p>
            <Said view={view} doors={doors} clause={clause.id} />
            {view.may.propose && open !== clause.id && (
              <Button
                look="link"
                aria-label={say('sayTo', { at: at + 1 })}
                onClick={() => setOpen(clause.id)}
              >
                {say('say')}
              </Button>
            )}
            {form(clause.id)}
          </li>
        ))}
      </ol>
      <Said view={view} doors={doors} clause={null} />
      {view.may.propose && open !== '' && (
        <Button look="plain" onClick={() => setOpen('')}>
          {say('sayAll')}
        </Button>
      )}
      {form(null)}
    </section>
  );
}

export function Signers({ view }: { view: Agreement }) {
  const say = useTexts(agreementTexts);
  const others = view.needed.filter(
    ({ signer }) => signer === 'mediator' || signer === 'committee',
  );
  return (
    <section className="card" aria-labelledby="agreement-signers">
      <h2 id="agreement-signers">{say('parties')}</h2>
      <ul className="plain-list">
        {view.parties.map((one) => (
          <li key={one.id}>
            {say(one.side)} {one.label} {one.isMe && <Badge>{say('me')}</Badge>}{' '}
            {one.signed ? (
              <Badge tone="good">
                {say('signedOn', { on: one.signed.on, how: say(one.signed.how) })}
              </Badge>
            ) : (
              <Badge tone="warn">{say('notSigned')}</Badge>
            )}
          </li>
        ))}
        {others.map(({ signer, isDone }) => (
          <li key={signer}>
            {say(signer)}{' '}
            <Badge tone={isDone ? 'good' : 'warn'}>{say(isDone ? 'done' : 'waiting')}</Badge>
          </li>
        ))}
      </ul>
    </section>
  );
}

const promiseWords = {
  waiting: 'promiseWaiting',
  performed: 'promisePerformed',
  partly: 'promisePartly',
  failed: 'promiseFailed',
} as const;
const results = ['performed', 'partly', 'failed'] as const;

function Promises({ view, doors }: Part) {
  const say = useTexts(agreementTexts);
  const [error, setError] = useState<unknown>(null);
  if (view.promises.length === 0) return null;
  const note = (id: string, result: (typeof results)[number]) => {
    setError(null);
    void doors.note?.(id, result).then(doors.onChanged, setError);
  };
  return (
    <section className="card" aria-labelledby="agreement-promises">
      <h2 id="agreement-promises">{say('promises')}</h2>
      <ProblemNote error={error} />
      <ul className="plain-list">
        {view.promises.map((one) => (
          <li key={one.id} className="agreement-promise">
            <p className="agreement-words">{one.sentence}</p>
            <p>
              {say('dueOn', { on: one.dueOn })}{' '}
              <Badge tone={one.state === 'performed' ? 'good' : 'warn'}>
                {say(one.state === 'waiting' && one.isDue ? 'promiseDue' : promiseWords[one.state])}
              </Badge>
            </p>
            <Next next={one.next} />
            {view.may.note && doors.note && one.isDue && (
              <fieldset className="agreement-tools">
                <legend>{say('wasItDone')}</legend>
                {results.map((result) => (
                  <Button key={result} look="plain" onClick={() => note(one.id, result)}>
                    {say(promiseWords[result])}
                  </Button>
                ))}
              </fieldset>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Next({ next }: { next: { zh: string; en: string } | null }) {
  const named = useNamed();
  return next && <p>{named(next)}</p>;
}
