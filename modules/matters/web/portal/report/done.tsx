/** It was sent, or is followed: its number, what next. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { read } from '../../../../../web/api.ts';
import { useTime } from '../../../../../web/dates.ts';
import { portalPaths } from '../../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { Button, PageTitle } from '../../../../../web/ui/parts.tsx';
import { reportTexts } from './texts.ts';

export function Done({ number, isFollowed }: { number: string; isFollowed: boolean }) {
  const say = useTexts(reportTexts);
  const title = isFollowed ? say('followed') : say('doneTitle');
  return (
    <>
      <PageTitle name={title}>{title}</PageTitle>
      <section className="card report-done">
        <p className="muted">{say('doneNumber')}</p>
        <p className="report-number">{number}</p>
        <Copy number={number} />
      </section>
      {isFollowed ? <p>{say('followedHint')}</p> : <Next number={number} />}
      <div className="actions">
        <Link className="button button-main" to={portalPaths.matter(number)}>
          {say('doneSee')}
        </Link>
        <Link className="button button-plain" to={portalPaths.report} search={{}}>
          {say('doneMore')}
        </Link>
      </div>
    </>
  );
}

function Copy({ number }: { number: string }) {
  const say = useTexts(reportTexts);
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard?.writeText(number);
    setCopied(true);
  };
  return (
    <Button look="plain" onClick={() => void copy()}>
      <span aria-live="polite">{isCopied ? say('copied') : say('copy')}</span>
    </Button>
  );
}

function Next({ number }: { number: string }) {
  const say = useTexts(reportTexts);
  const named = useNamed();
  const time = useTime();
  const params = { number };
  const matter = useSuspenseQuery(read('GET /api/matters/{number}', { params })).data;
  const running = matter.clocks.filter(({ state }) => state === 'running');
  return (
    <section className="card">
      <h2>{say('doneNext')}</h2>
      <p>{say('doneStage', { stage: named(matter.stage) })}</p>
      <ul>
        {running.map((clock) => (
          <li key={clock.id}>{say('by', { name: named(clock), at: time(clock.dueAt) })}</li>
        ))}
      </ul>
      <p className="muted">{say('doneAnswered')}</p>
    </section>
  );
}
