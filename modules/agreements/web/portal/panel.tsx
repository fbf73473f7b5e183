/** On an own matter that is a dispute: the way to its agreement. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../../../../web/api.ts';
import { portalPaths } from '../../../../web/paths.ts';
import { useTexts } from '../../../../web/texts.ts';
import { Signers } from '../sheet.tsx';
import { agreementTexts } from '../texts.ts';

export function AgreementCard({ number }: { number: string }) {
  const say = useTexts(agreementTexts);
  const { data } = useQuery(read('GET /api/matters/{number}/agreement', { params: { number } }));
  if (!data || data.seat === 'reader' || data.text === null) return null;
  return (
    <section className="card" aria-labelledby="agreement-card">
      <h2 id="agreement-card">{say('title')}</h2>
      <p>
        <Link to={portalPaths.agreement(number)}>{say('open')}</Link>
      </p>
      {data.isOffered && <Signers view={data} />}
    </section>
  );
}
