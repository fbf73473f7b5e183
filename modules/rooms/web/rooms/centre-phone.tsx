/** Whom to call, and whether somebody answers now; read while the network is there. */
import { useQuery } from '@tanstack/react-query';
import { read } from '../../../../web/api.ts';
import { useTime } from '../../../../web/dates.ts';
import { useNamed, useTexts } from '../../../../web/texts.ts';
import { troubleTexts } from './trouble-texts.ts';

/** Its hours change with the clock, its number does not: what was read once is good enough. */
const FRESH_MS = 600_000;

/** Of a county; without one, of the only one that there is. */
export function useCentre(county: string | null) {
  const all = useQuery({
    ...read('GET /api/public/centres', {}),
    enabled: county === null,
    staleTime: FRESH_MS,
  });
  const only = all.data?.items.length === 1 ? all.data.items[0]?.county : undefined;
  const which = county ?? only;
  const asked = useQuery({
    ...read('GET /api/public/centre', { query: { county: which ?? '' } }),
    enabled: which !== undefined,
    staleTime: FRESH_MS,
  });
  return asked.data;
}

export function CentrePhone({ county }: { county: string | null }) {
  const say = useTexts(troubleTexts);
  const named = useNamed();
  const time = useTime();
  const centre = useCentre(county);
  const phone = centre?.centre.phone;
  if (!centre || !phone) return <p>{say('noPhone')}</p>;
  return (
    <p className="room-call">
      <a className="button button-plain" href={`tel:${phone.replace(/[^\d+]/g, '')}`}>
        {say('callTo', { name: named(centre.centre), phone })}
      </a>{' '}
      <span className="muted">
        {centre.isOpen && centre.closesAt
          ? say('openNow', { at: time(centre.closesAt, 'clock') })
          : centre.opensAt && say('opensAt', { at: time(centre.opensAt) })}
      </span>
    </p>
  );
}
