/** Papers that were delivered to who reported: to read again and to keep. */
import { useQuery } from '@tanstack/react-query';
import { type Answer, read } from '../../../../web/api.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { ProblemNote } from '../../../../web/ui/problem.tsx';
import { deliveredTexts } from './texts.ts';
import './delivered.css';

type Paper = Answer<'GET /api/matters/{number}/papers'>['items'][number];

export function DeliveredPapers({ number }: { number: string }) {
  const say = useTexts(deliveredTexts);
  const papers = useQuery(read('GET /api/matters/{number}/papers', { params: { number } }));
  if (papers.error) {
    return <ProblemNote error={papers.error} onRetry={() => void papers.refetch()} />;
  }
  if (!papers.data || papers.data.items.length === 0) return null;
  return (
    <section className="card" aria-labelledby="papers">
      <h2 id="papers">{say('papers')}</h2>
      <ul className="plain-list">
        {papers.data.items.toReversed().map((paper) => (
          <OnePaper key={paper.id} paper={paper} />
        ))}
      </ul>
    </section>
  );
}

function OnePaper({ paper }: { paper: Paper }) {
  const say = useTexts(deliveredTexts);
  const named = useNamed();
  const of = say('ofPaper', { title: named(paper.title), number: paper.number });
  const mark = paper.digest.slice(0, 16).toUpperCase().match(/.{4}/g)?.join(' ') ?? '';
  return (
    <li className="delivered-paper">
      <strong>{named(paper.title)}</strong> {paper.number}
      {paper.deliveries.map(({ id, deliveredOn, howWords }) => (
        <div key={id} className="muted">
          {say('deliveredOn', { on: deliveredOn, how: named(howWords) })}
        </div>
      ))}
      {paper.supersededBy !== null && <p>{say('superseded')}</p>}
      <p className="delivered-doors">
        <a href={paper.pdf.href} aria-label={say('pdf') + of}>
          {say('pdf')}
        </a>
        <a href={paper.docx.href} aria-label={say('word') + of}>
          {say('word')}
        </a>
      </p>
      <p className="muted">{say('mark', { mark })}</p>
    </li>
  );
}
