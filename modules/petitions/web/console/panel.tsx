/** On a petition's page for staff: withdrawal and its draw, proxy, leader, old trouble. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { type Answer, read } from '../../../../web/api.ts';
import type { MatterPanelProps } from '../../../../web/console/matter-panels.ts';
import { useTime } from '../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { officeTexts } from './texts.ts';

type Care = NonNullable<Answer<'GET /api/matters/{number}/care'>['care']>;

export function CarePanel({ matter, Panel }: MatterPanelProps) {
  const say = useTexts(officeTexts);
  const { number } = matter;
  const { data } = useSuspenseQuery(read('GET /api/matters/{number}/care', { params: { number } }));
  const { care } = data;
  if (!care || !(care.withdrawal || care.mandate || care.takenOver || care.legacy)) return null;
  return (
    <Panel id="petition-care" title={say('care')}>
      <Withdrawn care={care} />
      {care.mandate && <p>{say('mandate', { state: say(`mandate_${care.mandate.state}`) })}</p>}
      {care.mandate?.isFiled && <p>{say('filed')}</p>}
      <Leader care={care} />
      <OldTrouble care={care} />
    </Panel>
  );
}

function Withdrawn({ care: { withdrawal } }: { care: Care }) {
  const say = useTexts(officeTexts);
  const time = useTime();
  if (!withdrawal) return null;
  const { way, at, place, share, draw, isDrawn } = withdrawal;
  return (
    <>
      <p>{say(way === 'code' ? 'byCode' : 'byCall', { at: time(at) })}</p>
      <p>
        {say('draw', {
          place: place.toFixed(4),
          share: String(share),
          isDrawn: say(isDrawn ? 'isDrawn' : 'isNotDrawn'),
          draw: draw.slice(-7),
        })}
      </p>
    </>
  );
}

function Leader({ care: { takenOver } }: { care: Care }) {
  const say = useTexts(officeTexts);
  if (!takenOver) return null;
  const { leader, since, until } = takenOver;
  return (
    <p>
      {until === null
        ? say('leader', { leader, since })
        : say('leaderUntil', { leader, since, until })}
    </p>
  );
}

function OldTrouble({ care: { legacy } }: { care: Care }) {
  const say = useTexts(officeTexts);
  const named = useNamed();
  if (!legacy) return null;
  const { org, plan, remedies, result, evidence } = legacy;
  return (
    <>
      <p>{say('legacyOf', { org: named(org), plan })}</p>
      {remedies.length > 0 && <p>{say('remedies', { count: remedies.length })}</p>}
      {result !== '' && <p>{say('result', { result, evidence })}</p>}
    </>
  );
}
