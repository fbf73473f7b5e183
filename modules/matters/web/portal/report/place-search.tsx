/** A place by its words: compounds, buildings, public places, villages. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { read } from '../../../../../web/api.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { Field } from '../../../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../../../web/ui/problem.tsx';
import { type DraftPlace, placeFound } from '../../report/draft.ts';
import { reportTexts } from './texts.ts';

const SETTLED_MS = 300;
const FOUND_MAX = 8;

export function PlaceSearch({
  county,
  onChoose,
}: {
  county: string;
  onChoose: (place: DraftPlace) => void;
}) {
  const say = useTexts(reportTexts);
  const [words, setWords] = useState('');
  const [q, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(words.trim()), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [words]);
  const search = useQuery({
    ...read('GET /api/places', { query: { q, county, limit: FOUND_MAX } }),
    enabled: q !== '',
  });
  const items = q === '' ? null : search.data?.items;
  return (
    <>
      <Field label={say('search')}>
        {(tie) => (
          <input
            {...tie}
            className="input"
            type="search"
            autoComplete="street-address"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
      <ProblemNote error={search.error} />
      <div aria-live="polite">
        {items?.length === 0 && <p className="muted">{say('foundNone')}</p>}
        {items && items.length > 0 && (
          <ul className="plain-list" aria-label={say('found')}>
            {items.map((found) => (
              <li key={found.code}>
                <button
                  type="button"
                  className="row-button"
                  onClick={() => {
                    onChoose(placeFound(found));
                    setWords('');
                  }}
                >
                  <strong>{found.name}</strong>
                  <small className="muted report-line">
                    {[found.regionNames, found.address].filter(Boolean).join(' · ')}
                  </small>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </>
  );
}
