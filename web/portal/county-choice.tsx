/** Asks which county the reader means, where an installation serves several. */
import { useState } from 'react';
import { useCounty } from '../county.ts';
import { useTexts } from '../texts.ts';
import { Empty, Field } from '../ui/parts.tsx';
import { portalTexts } from './texts.ts';

const SHOWN_MAX = 30;

export function CountyChoice() {
  const say = useTexts(portalTexts);
  const { all, choose } = useCounty();
  const [words, setWords] = useState('');
  const found = all.filter(({ name, county }) => `${name}${county}`.includes(words.trim()));
  if (all.length === 0) return <Empty>{say('noCounty')}</Empty>;
  return (
    <section className="card">
      <Field label={say('county')} hint={say('countyHint')}>
        {(tie) => (
          <input
            {...tie}
            className="input"
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        )}
      </Field>
      <ul className="plain-list">
        {found.slice(0, SHOWN_MAX).map(({ county, name, centre }) => (
          <li key={county}>
            <button type="button" className="row-button" onClick={() => choose(county)}>
              <strong>{name}</strong> <span className="muted">{centre.zh}</span>
            </button>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="muted">{say('countyUnknown')}</p>}
    </section>
  );
}
