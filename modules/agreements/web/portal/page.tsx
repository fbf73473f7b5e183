/** The agreement of an own matter, for a party who is signed in. */
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { api, read } from '../../../../web/api.ts';
import { portalPaths } from '../../../../web/paths.ts';
import { PhoneSignIn } from '../../../../web/portal/phone-sign-in.tsx';
import { useParam } from '../../../../web/router.tsx';
import { useSession } from '../../../../web/session.ts';
import { useTexts } from '../../../../web/texts.ts';
import { PageTitle } from '../../../../web/ui/parts.tsx';
import { AgreementSheet, type Doors } from '../sheet.tsx';
import { agreementTexts } from '../texts.ts';

export function OwnAgreementPage() {
  const say = useTexts(agreementTexts);
  const number = useParam('number');
  const session = useSession();
  const navigate = useNavigate();
  const title = say('titleOf', { number });
  return (
    <>
      <PageTitle name={title}>{title}</PageTitle>
      {session.kind === 'resident' ? (
        <Signed number={number} />
      ) : (
        <section className="card">
          <p>{say('signInToSee')}</p>
          <PhoneSignIn onDone={() => void navigate({ to: portalPaths.agreement(number) })} />
        </section>
      )}
      <p>
        <Link to={portalPaths.matter(number)}>{say('back')}</Link>
      </p>
    </>
  );
}

function Signed({ number }: { number: string }) {
  const client = useQueryClient();
  const asked = read('GET /api/matters/{number}/agreement', { params: { number } });
  const { data } = useSuspenseQuery({ ...asked, refetchInterval: 10_000 });
  const at = '/api/matters/{number}/agreement' as const;
  const params = { number };
  const doors: Doors = {
    key: number,
    compare: (version) => api(`GET ${at}/versions/{version}`, { params: { number, version } }),
    propose: (body) => api(`POST ${at}/amendments`, { params, body }),
    withdraw: (id) =>
      api(`POST ${at}/amendments/{id}/answer`, {
        params: { number, id },
        body: { state: 'withdrawn' },
      }),
    sendCode: (digest) => api(`POST ${at}/codes`, { params, body: { digest } }),
    sign: (body) => api(`POST ${at}/signatures`, { params, body }),
    note: (id, result) =>
      api(`POST ${at}/promises/{id}`, { params: { number, id }, body: { result } }),
    onChanged: () => client.invalidateQueries({ queryKey: asked.queryKey }),
  };
  return <AgreementSheet view={data} doors={doors} />;
}
