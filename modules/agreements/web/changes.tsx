/** What each version changed in the one before. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Answer } from '../../../web/api.ts';
import { useTexts } from '../../../web/texts.ts';
import { Button } from '../../../web/ui/parts.tsx';
import { ProblemNote } from '../../../web/ui/problem.tsx';
import type { Agreement, Doors } from './sheet.tsx';
import { agreementTexts } from './texts.ts';

type Compared = Answer<'GET /api/matters/{number}/agreement/versions/{version}'>;
type Shown = { doors: Pick<Doors, 'key' | 'compare'> };

export function Changes({ versions, doors }: Shown & { versions: Agreement['versions'] }) {
  const say = useTexts(agreementTexts);
  const [open, setOpen] = useState<number | null>(null);
  return (
    <section className="card" aria-labelledby="agreement-versions">
      <h2 id="agreement-versions">{say('versions')}</h2>
      <ul className="plain-list">
        {versions.toReversed().map(({ version }) => (
          <li key={version}>
            <Button
              look="link"
              aria-expanded={open === version}
              onClick={() => setOpen(open === version ? null : version)}
            >
              {open === version ? say('hideChanges') : say('seeChanges', { version })}
            </Button>
            {open === version && <OneVersion version={version} doors={doors} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneVersion({ version, doors }: Shown & { version: number }) {
  const say = useTexts(agreementTexts);
  const { data, error } = useQuery({
    queryKey: ['agreement-version', doors.key, version],
    queryFn: () => doors.compare(version),
  });
  if (error) return <ProblemNote error={error} />;
  if (!data) return null;
  if (data.before === null) return <p>{say('firstVersion')}</p>;
  const changed = data.clauses.filter(({ kind }) => kind !== 'same');
  return (
    <div lang="zh">
      {data.facts.some(({ kind }) => kind !== 'same') ? (
        <Pieces pieces={data.facts} />
      ) : (
        <p className="muted">{say('noFactChange')}</p>
      )}
      {changed.map(({ id, pieces }) => (
        <Pieces key={id} pieces={pieces} />
      ))}
    </div>
  );
}

function Pieces({ pieces }: { pieces: Compared['facts'] }) {
  const places = pieces.map((piece, at) => ({ ...piece, place: `${at}-${piece.kind}` }));
  return (
    <p className="agreement-words">
      {places.map(({ kind, text, place }) => {
        if (kind === 'gone') return <del key={place}>{text}</del>;
        return kind === 'new' ? <ins key={place}>{text}</ins> : <span key={place}>{text}</span>;
      })}
    </p>
  );
}
