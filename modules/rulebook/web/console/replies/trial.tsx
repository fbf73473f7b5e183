/** Which templates would be offered, and how they read, on a matter that nobody reported. */
import { useQuery } from '@tanstack/react-query';
import { Alert, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { api, Problem } from '../../../../../web/api.ts';
import { ProblemNotice } from '../../../../../web/console/states.tsx';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { CategorySelect } from '../category-select.tsx';
import type { RepliesDocument } from '../words.ts';
import { type Option, useOutcomes, useReplyActions } from './choices.ts';
import { replyTexts } from './texts.ts';

type Asked = { category?: string; action?: string; outcome?: string };

/** `draft`: in place of what holds. */
export function useReplyTrial(county: string, draft: RepliesDocument | null, asked: Asked = {}) {
  return useQuery({
    queryKey: ['replies.try', county, draft, asked],
    queryFn: () =>
      api('POST /api/reply-templates/try', {
        body: { county, ...asked, ...(draft && { draft }) },
      }),
    placeholderData: (before) => before,
  });
}

export function RepliesTrial({ county, draft }: { county: string; draft: RepliesDocument | null }) {
  const say = useTexts(replyTexts);
  const named = useNamed();
  const [asked, setAsked] = useState<Asked>({ action: 'reply' });
  const actions = useReplyActions(county);
  const outcomes = useOutcomes();
  const tried = useReplyTrial(county, draft, asked);
  const change = (more: { [K in keyof Asked]: Asked[K] | undefined }) => {
    const next = Object.entries({ ...asked, ...more }).filter(([, value]) => value !== undefined);
    setAsked(Object.fromEntries(next));
  };
  const isFaulty = tried.error instanceof Problem && tried.error.code === 'RULEBOOK_FAULTY';
  return (
    <section className="admin-panel rule-section" aria-labelledby="replies-trial">
      <h2 id="replies-trial">{say('tryTitle')}</h2>
      <p className="admin-soft">{draft ? say('tryDraft') : say('tryHelp')}</p>
      <div className="rule-form">
        <label className="reply-choice">
          <span>{say('category')}</span>
          <CategorySelect
            county={county}
            value={asked.category}
            onChange={(category) => change({ category })}
          />
        </label>
        <Choice
          label={say('action')}
          value={asked.action}
          options={actions}
          onChange={(action) => change({ action })}
        />
        <Choice
          label={say('outcome')}
          value={asked.outcome}
          options={outcomes}
          onChange={(outcome) => change({ outcome })}
        />
      </div>
      <div aria-live="polite">
        {tried.isPending && <Skeleton active />}
        {isFaulty && <Alert type="warning" showIcon title={say('draftFaulty')} />}
        {!isFaulty && <ProblemNotice error={tried.error} />}
        {tried.data && !tried.error && (
          <>
            <h3>
              {tried.data.items.length > 0
                ? say('offered', { count: tried.data.items.length })
                : say('offeredNone')}
            </h3>
            <ol className="reply-offered">
              {tried.data.items.map((one) => (
                <li key={one.code}>
                  <strong>{named(one)}</strong>
                  <Filled text={one.text} />
                </li>
              ))}
            </ol>
          </>
        )}
      </div>
    </section>
  );
}

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string | undefined;
  options: Option[];
  onChange: (value: string | undefined) => void;
}) {
  const say = useTexts(replyTexts);
  return (
    <label className="reply-choice">
      <span>{label}</span>
      <Select<string | null>
        value={value ?? null}
        allowClear
        placeholder={say('any')}
        options={options}
        onChange={(next) => onChange(next ?? undefined)}
        style={{ width: '100%' }}
      />
    </label>
  );
}

/** Words as the resident would get them; what a writer has yet to fill in stands out. */
export function Filled({ text }: { text: string }) {
  let at = 0;
  const pieces = text.split(/(【[^】]+】)/).map((piece) => {
    const from = at;
    at += piece.length;
    return { from, piece };
  });
  return (
    <blockquote className="reply-filled" lang="zh-CN">
      {pieces.map(({ from, piece }) =>
        piece.startsWith('【') ? <mark key={from}>{piece}</mark> : piece,
      )}
    </blockquote>
  );
}
