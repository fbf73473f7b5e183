/** Which county and town a page speaks of: kept in the address, offered from the post's places. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { type ReactNode, useId } from 'react';
import { read } from '../../../../../web/api.ts';
import { useSearchState } from '../../../../../web/router.tsx';
import { useSession } from '../../../../../web/session.ts';
import { defineTexts, useTexts } from '../../../../../web/texts.ts';
import './place.css';

const placeTexts = defineTexts('place', {
  county: { zh: '区县', en: 'County' },
  town: { zh: '镇街', en: 'Town' },
  whole: { zh: '全部镇街', en: 'All towns' },
});

const TOWN = 9;

export type PlaceChosen = { county: string; town: string | undefined };

/** The county of the address, else the post's first; the town only if the address has one. */
export function usePlaceChosen(): PlaceChosen {
  const { counties = [] } = useSession();
  const [search] = useSearchState();
  const asked = search.county;
  const county = asked && counties.includes(asked) ? asked : (counties[0] ?? '');
  const town = search.town?.startsWith(county) && search.town.length === TOWN;
  return { county, town: town ? search.town : undefined };
}

export function PlaceChoice() {
  const say = useTexts(placeTexts);
  const { counties = [], regions = [] } = useSession();
  const { county, town } = usePlaceChosen();
  const [, change] = useSearchState();
  const names = useQuery({
    ...read('GET /api/regions', { query: { parent: county, limit: 100 } }),
  });
  const centres = useQuery({ ...read('GET /api/public/centres', {}), staleTime: 600_000 });
  const nameOf = (code: string) =>
    centres.data?.items.find((one) => one.county === code)?.name ?? code;
  const isWide = regions.some((code) => county.startsWith(code));
  const own = regions.map((code) => code.slice(0, TOWN));
  const towns = (names.data?.items ?? []).filter(({ code }) => isWide || own.includes(code));
  return (
    <div className="place-choice">
      {counties.length > 1 && (
        <Labelled label={say('county')}>
          {(id) => (
            <Select
              id={id}
              value={county}
              onChange={(next) => change({ county: next, town: undefined })}
              options={counties.map((code) => ({ value: code, label: nameOf(code) }))}
            />
          )}
        </Labelled>
      )}
      {towns.length > 1 && (
        <Labelled label={say('town')}>
          {(id) => (
            <Select
              id={id}
              value={town ?? ''}
              popupMatchSelectWidth={false}
              onChange={(next) => change({ town: next || undefined })}
              options={[
                { value: '', label: say('whole') },
                ...towns.map(({ code, name }) => ({ value: code, label: name })),
              ]}
            />
          )}
        </Labelled>
      )}
    </div>
  );
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <span className="place-field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </span>
  );
}
