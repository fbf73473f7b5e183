/** The agreement of a dispute for its mediator: parties, text, what is said to it, signing. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { api } from '../../../../web/api.ts';
import { ConsoleTitle, ProblemNotice } from '../../../../web/console/states.tsx';
import { consolePaths } from '../../../../web/paths.ts';
import { useParam } from '../../../../web/router.tsx';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { Changes } from '../changes.tsx';
import type { Agreement } from '../sheet.tsx';
import { agreementTexts } from '../texts.ts';
import { agreementOf, compareOf, useDeed } from './doors.ts';
import { Editor } from './editor.tsx';
import { Parties } from './parties.tsx';
import { Signing } from './signing.tsx';
import { draftingTexts } from './texts.ts';
import '../agreement.css';

const WHILE_OPEN_MS = 8000;

export function AgreementPage() {
  const words = useTexts(agreementTexts);
  const say = useTexts(draftingTexts);
  const number = useParam('number');
  const { data: view } = useSuspenseQuery({
    ...agreementOf(number),
    refetchInterval: WHILE_OPEN_MS,
  });
  const named = useNamed();
  return (
    <>
      <ConsoleTitle name={words('titleOf', { number })}>
        <Link to={consolePaths.matter(number)}>{say('toMatter')}</Link>
      </ConsoleTitle>
      <p>{named(view.stage)}</p>
      {view.effectiveOn && <p>{words('inForce', { on: view.effectiveOn })}</p>}
      <Parties view={view} />
      {view.seat === 'mediator' ? <Mediating view={view} /> : <p>{say('notMediator')}</p>}
    </>
  );
}

function Mediating({ view }: { view: Agreement }) {
  const [takes, setTakes] = useState<string[]>([]);
  const { text } = view;
  return (
    <>
      {text && <Reading text={text} />}
      <Amendments view={view} takes={takes} onTake={(id) => setTakes([...takes, id])} />
      {view.may.write && <Editor view={view} takes={takes} />}
      {text && view.may.offer && <Offer number={view.number} digest={text.digest} />}
      {text && view.may.attest && <Signing view={view} digest={text.digest} />}
      {view.versions.length > 1 && (
        <div className="agreement-compare agreement-section">
          <Changes versions={view.versions} doors={compareOf(view.number)} />
        </div>
      )}
      <PromiseList view={view} />
    </>
  );
}

function Reading({ text }: { text: NonNullable<Agreement['text']> }) {
  const words = useTexts(agreementTexts);
  return (
    <section className="agreement-section" aria-labelledby="text" lang="zh">
      <h2 id="text">{words('version', { version: text.version })}</h2>
      <p>{words('digest', { mark: text.digest.slice(0, 16).toUpperCase() })}</p>
      <p className="agreement-words">{text.facts}</p>
      <ol className="agreement-clauses">
        {text.clauses.map((clause, at) => (
          <li key={clause.id}>
            <span className="agreement-number">{words('clause', { at: at + 1 })}</span>
            <p className="agreement-words">{clause.sentence}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Amendments({
  view,
  takes,
  onTake,
}: {
  view: Agreement;
  takes: readonly string[];
  onTake: (id: string) => void;
}) {
  const words = useTexts(agreementTexts);
  const say = useTexts(draftingTexts);
  const { number } = view;
  const decline = useDeed(number, (id: string) =>
    api('POST /api/matters/{number}/agreement/amendments/{id}/answer', {
      params: { number, id },
      body: { state: 'declined' },
    }),
  );
  const open = view.amendments.filter((one) => one.state === 'open');
  if (open.length === 0) return null;
  const placeOf = (clause: string | null) =>
    (view.text?.clauses.findIndex(({ id }) => id === clause) ?? -1) + 1;
  return (
    <section className="agreement-section" aria-labelledby="amendments">
      <h2 id="amendments">{words('amendments')}</h2>
      <p>{say('takeHint')}</p>
      <ProblemNotice error={decline.error} />
      <ul>
        {open.map((one) => (
          <li key={one.id}>
            <strong>{words(one.side ?? 'mediator')}</strong>{' '}
            {placeOf(one.clause) > 0 && words('clause', { at: placeOf(one.clause) })}{' '}
            {words(one.kind)}
            <p className="agreement-words">{one.text}</p>
            <div className="agreement-row">
              <Button size="small" disabled={takes.includes(one.id)} onClick={() => onTake(one.id)}>
                {say('take')}
              </Button>
              <Button size="small" onClick={() => decline.mutate(one.id)}>
                {say('decline')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Offer({ number, digest }: { number: string; digest: string }) {
  const say = useTexts(draftingTexts);
  const offer = useDeed(number, () =>
    api('POST /api/matters/{number}/agreement/offer', { params: { number }, body: { digest } }),
  );
  return (
    <>
      <ProblemNotice error={offer.error} />
      <Popconfirm
        title={say('offerSure')}
        okText={say('offer')}
        cancelText={say('cancel')}
        onConfirm={() => offer.mutate(undefined)}
      >
        <Button type="primary" loading={offer.isPending}>
          {say('offer')}
        </Button>
      </Popconfirm>
    </>
  );
}

const promiseWords = {
  waiting: 'promiseWaiting',
  performed: 'promisePerformed',
  partly: 'promisePartly',
  failed: 'promiseFailed',
} as const;

function PromiseList({ view }: { view: Agreement }) {
  const words = useTexts(agreementTexts);
  const { number } = view;
  const note = useDeed(number, (one: { id: string; result: 'performed' | 'partly' | 'failed' }) =>
    api('POST /api/matters/{number}/agreement/promises/{id}', {
      params: { number, id: one.id },
      body: { result: one.result },
    }),
  );
  const named = useNamed();
  if (view.promises.length === 0) return null;
  return (
    <section className="agreement-section" aria-labelledby="promises">
      <h2 id="promises">{words('promises')}</h2>
      <ProblemNotice error={note.error} />
      <ul>
        {view.promises.map((one) => (
          <li key={one.id}>
            <p className="agreement-words">{one.sentence}</p>
            <p>
              {words('dueOn', { on: one.dueOn })}{' '}
              {words(one.state === 'waiting' && one.isDue ? 'promiseDue' : promiseWords[one.state])}
            </p>
            {one.next && <p>{named(one.next)}</p>}
            {view.may.note && (
              <div className="agreement-row">
                {(['performed', 'partly', 'failed'] as const).map((result) => (
                  <Button
                    key={result}
                    size="small"
                    onClick={() => note.mutate({ id: one.id, result })}
                  >
                    {words(promiseWords[result])}
                  </Button>
                ))}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
