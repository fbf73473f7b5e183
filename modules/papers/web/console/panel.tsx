/** The papers of a matter: what was made and delivered, what may be made, and what is missing. */
import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { useRef } from 'react';
import { type Answer, api, read } from '../../../../web/api.ts';
import type { MatterPanelProps } from '../../../../web/console/matter-panels.ts';
import { ProblemNotice } from '../../../../web/console/states.tsx';
import { newKey } from '../../../../web/new-key.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { papersTexts } from './texts.ts';
import './papers.css';

type Papers = Answer<'GET /api/matters/{number}/papers'>;
type Made = Papers['items'][number];
type Possible = Papers['possible'][number];

export function PapersPanel({ matter, onAct, Panel }: MatterPanelProps) {
  const say = useTexts(papersTexts);
  const { number } = matter;
  const { data } = useSuspenseQuery(
    read('GET /api/matters/{number}/papers', { params: { number } }),
  );
  // A kind without papers, or a reader who has none to see and none to make.
  if (data.items.length === 0 && data.possible.length === 0) return null;
  const mayDeliver = matter.allowedActions.some(
    (one) => one.action === 'deliver' && one.why === null,
  );
  return (
    <Panel id="papers" title={say('papers')} empty={data.items.length === 0 && say('none')}>
      <ul className="papers-list">
        {data.items.toReversed().map((paper) => (
          <MadeRow
            key={paper.id}
            paper={paper}
            onDeliver={
              mayDeliver && paper.supersededBy === null
                ? () => onAct('deliver', { paper: paper.paper })
                : null
            }
          />
        ))}
      </ul>
      {data.possible.length > 0 && <PossibleList number={number} possible={data.possible} />}
    </Panel>
  );
}

function MadeRow({ paper, onDeliver }: { paper: Made; onDeliver: (() => void) | null }) {
  const say = useTexts(papersTexts);
  const named = useNamed();
  const { number, deliveries } = paper;
  return (
    <li className={paper.supersededBy === null ? '' : 'papers-old'}>
      <div className="papers-head">
        <strong>{named(paper.title)}</strong>
        <Standing paper={paper} />
      </div>
      <div>
        {number} <span className="papers-soft">{paper.madeOn}</span>
      </div>
      <div className="papers-soft">{say('mark', { mark: markOf(paper.digest) })}</div>
      {paper.missingCharacters > 0 && (
        <p className="papers-warn">{say('missing', { count: paper.missingCharacters })}</p>
      )}
      {deliveries.map(({ id, deliveredOn, howWords, recipient, proof }) => (
        <p key={id} className="papers-delivery">
          {say('deliveredTo', { on: deliveredOn, how: named(howWords), to: recipient, proof })}
        </p>
      ))}
      <div className="papers-doors">
        <a href={paper.pdf.href} aria-label={say('openPdf', { number })}>
          {say('pdf')}
        </a>
        <a href={paper.docx.href} aria-label={say('openWord', { number })}>
          {say('word')}
        </a>
        {onDeliver && (
          <Button size="small" onClick={onDeliver} aria-label={say('deliverOne', { number })}>
            {say('deliver')}
          </Button>
        )}
      </div>
    </li>
  );
}

function Standing({ paper }: { paper: Made }) {
  const say = useTexts(papersTexts);
  if (paper.supersededBy !== null) {
    return <span className="papers-mark">{say('superseded')}</span>;
  }
  return paper.deliveries.length > 0 ? (
    <span className="papers-mark papers-mark-good">{say('delivered')}</span>
  ) : (
    <span className="papers-mark papers-mark-warn">{say('notDelivered')}</span>
  );
}

/** As it is printed in the footer. */
function markOf(digest: string): string {
  return digest.slice(0, 16).toUpperCase().match(/.{4}/g)?.join(' ') ?? '';
}

function PossibleList({ number, possible }: { number: string; possible: readonly Possible[] }) {
  const say = useTexts(papersTexts);
  const make = useMake(number);
  return (
    <>
      <h3>{say('possible')}</h3>
      <ProblemNotice error={make.error} />
      <ul className="papers-list">
        {possible.map((one) => (
          <PossibleRow key={one.paper} number={number} one={one} make={make} />
        ))}
      </ul>
    </>
  );
}

type Row = { number: string; one: Possible; make: ReturnType<typeof useMake> };

function PossibleRow({ number, one, make }: Row) {
  const say = useTexts(papersTexts);
  const named = useNamed();
  const { modal } = App.useApp();
  const title = named(one.title);
  const ask = () =>
    modal.confirm({
      title: say('sureTitle', { title }),
      content: say('sure'),
      okText: say('make'),
      cancelText: say('cancel'),
      // The refusal stands in the panel: the dialog closes either way.
      onOk: () => make.mutateAsync(one.paper).catch(() => undefined),
    });
  return (
    <li>
      <div className="papers-head">
        <span>{title}</span>
        {one.why === null && (
          <span className="papers-doors">
            <a
              href={`/api/matters/${number}/paper-drafts/${one.paper}`}
              aria-label={say('draftOf', { title })}
            >
              {say('draft')}
            </a>
            <Button
              size="small"
              loading={make.isPending && make.variables === one.paper}
              onClick={() => void ask()}
              aria-label={say('makeOf', { title })}
            >
              {say('make')}
            </Button>
          </span>
        )}
      </div>
      {one.why !== null && (
        <p className="papers-soft">{say('notYet', { why: named(one.whyText) || one.why })}</p>
      )}
    </li>
  );
}

/** Once for each press, however often it is sent; the page reads the matter again. */
function useMake(number: string) {
  const say = useTexts(papersTexts);
  const client = useQueryClient();
  const { message } = App.useApp();
  const sent = useRef({ paper: '', key: '' });
  return useMutation({
    mutationFn: (paper: string) => {
      if (sent.current.paper !== paper) sent.current = { paper, key: newKey() };
      return api(
        'POST /api/matters/{number}/papers',
        { params: { number }, body: { paper } },
        { key: sent.current.key },
      );
    },
    onSuccess: (made) => {
      sent.current = { paper: '', key: '' };
      void message.success(say('made', { number: made.number }));
    },
    onSettled: () =>
      client.invalidateQueries({
        predicate: ({ queryKey }) => isOf(queryKey[1], number),
      }),
  });
}

function isOf(input: unknown, number: string): boolean {
  return (input as { params?: { number?: string } } | undefined)?.params?.number === number;
}
