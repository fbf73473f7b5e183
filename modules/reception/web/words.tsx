/** A reception day in words: who receives, where, when. Used by both faces. */
import { useTime } from '../../../web/dates.ts';
import { useNamed, useTexts } from '../../../web/texts.ts';
import { receptionWords } from './texts.ts';

type Words = { zh: string; en: string | null };
export type Host = { org: Words; name: string; duty: { zh: string; en: string } };

/** `示例·李副区长（副区长）`, or the organisation alone. */
export function useHostWords(): (hosts: readonly Host[]) => string {
  const say = useTexts(receptionWords);
  const named = useNamed();
  const one = ({ org, name, duty }: Host) => {
    if (name === '') return named(org);
    return named(duty) === '' ? name : say('hostOf', { name, duty: named(duty) });
  };
  return (hosts) => hosts.map(one).join(say('semicolon'));
}

export function usePlaceWords(): (day: {
  place: string;
  room: (Words & { way: string }) | null;
}) => string {
  const named = useNamed();
  return ({ place, room }) =>
    [room && named(room), room?.way, place].filter((part) => part).join(' ');
}

export function useSpanWords(): (span: { startsAt: string; endsAt: string }) => string {
  const say = useTexts(receptionWords);
  const time = useTime();
  return ({ startsAt, endsAt }) =>
    say('from', {
      from: `${time(startsAt, 'weekday')} ${time(startsAt, 'clock')}`,
      to: time(endsAt, 'clock'),
    });
}

/** A day in an address: its county and its id. */
export const dayKey = ({ county, id }: { county: string; id: string }) => `${county}.${id}`;

export function dayOfKey(key: string): { county: string; id: string } {
  const [county = '', id = ''] = key.split('.');
  return { county, id };
}
