/** On the page of a dispute: how far its agreement is, and the way to it. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { MatterPanelProps } from '../../../../web/console/matter-panels.ts';
import { consolePaths } from '../../../../web/paths.ts';
import { useTexts } from '../../../../web/texts.ts';
import { agreementTexts } from '../texts.ts';
import { agreementOf } from './doors.ts';

const KIND = 'dispute';

export function AgreementPanel({ matter, Panel }: MatterPanelProps) {
  return matter.kind.code === KIND ? <Standing number={matter.number} Panel={Panel} /> : null;
}

function Standing({ number, Panel }: { number: string; Panel: MatterPanelProps['Panel'] }) {
  const words = useTexts(agreementTexts);
  const { data } = useQuery(agreementOf(number));
  if (!data) return null;
  const isMine = data.seat === 'mediator';
  const hasRespondent = data.parties.some(({ side }) => side === 'respondent');
  return (
    <Panel
      id="agreement"
      title={words('title')}
      empty={!data.isOffered && !isMine && !data.may.name && words('noPanel')}
    >
      {data.may.name && !hasRespondent && (
        <p>
          {words('noRespondent')}{' '}
          <Link to={consolePaths.agreement(number)} hash="parties">
            {words('nameRespondent')}
          </Link>
        </p>
      )}
      {data.isOffered && (
        <ul>
          {data.needed.map(({ signer, isDone }) => (
            <li key={signer}>
              {words(signer)}: {words(isDone ? 'done' : 'waiting')}
            </li>
          ))}
        </ul>
      )}
      {(isMine || data.may.name) && (
        <Link to={consolePaths.agreement(number)}>{words('openWrite')}</Link>
      )}
    </Panel>
  );
}
