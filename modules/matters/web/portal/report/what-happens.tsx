/** Who takes it in, where it goes and by when, in the server's own reckoning. */

import { Problem } from '../../../../../web/api.ts';
import { useConnectionLost } from '../../../../../web/connection.ts';
import { useTime } from '../../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import { ProblemNote } from '../../../../../web/ui/problem.tsx';
import type { Preview } from '../../report/preview.ts';
import { reportTexts } from './texts.ts';

export function WhatHappens({
  preview,
  error,
  isReady,
  isAnonymous,
}: {
  preview: Preview | null;
  error: unknown;
  /** Whether there is enough for the server to reckon with. */
  isReady: boolean;
  isAnonymous: boolean;
}) {
  const say = useTexts(reportTexts);
  const isLost = useConnectionLost();
  const isOffline = error instanceof Problem && error.code === 'NETWORK';
  return (
    <section className="card" aria-live="polite">
      <h2>{say('afterwards')}</h2>
      {preview ? (
        <Happens preview={preview} isAnonymous={isAnonymous} />
      ) : error && !isOffline ? (
        <ProblemNote error={error} />
      ) : (
        <p className="muted">{say(isReady || isLost ? 'noPreview' : 'noPreviewYet')}</p>
      )}
    </section>
  );
}

function Happens({ preview, isAnonymous }: { preview: Preview; isAnonymous: boolean }) {
  const say = useTexts(reportTexts);
  const named = useNamed();
  const time = useTime();
  const { route } = preview;
  return (
    <>
      <ol className="timeline">
        <li>
          <strong>{say('takenBy', { centre: named(preview.owner) })}</strong>
          {preview.clocks.map((clock) => (
            <Explained
              key={clock.id}
              words={say('by', { name: named(clock), at: time(clock.dueAt) })}
              word={say('why')}
              why={named(clock.plain)}
            />
          ))}
        </li>
        <li>
          <strong>
            {route.org ? say('goesTo', { org: named(route.org) }) : say('goesNowhere')}
          </strong>
          <Explained word={route.org ? say('whyThere') : say('whyPeople')} why={named(route)} />
          {preview.later.map((term) => (
            <p key={term.name}>
              {term.provided
                ? say('withinIf', {
                    provided: named(term.provided),
                    name: named(term),
                    term: named(term.term),
                  })
                : say('within', { name: named(term), term: named(term.term) })}
            </p>
          ))}
        </li>
      </ol>
      <p className="muted">
        {say(isAnonymous ? 'answeredUnnamed' : 'answered')} {named(preview.afterwards)}
      </p>
    </>
  );
}

function Explained({ words, word, why }: { words?: string; word: string; why: string }) {
  return (
    <details className="report-why">
      <summary>
        {words} <span className="report-why-word">{word}</span>
      </summary>
      <p>{why}</p>
    </details>
  );
}
