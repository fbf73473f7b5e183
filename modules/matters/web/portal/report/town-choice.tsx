/** Only the town, or the village: for who knows no more, or wants to say no more. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readKept } from '../../../../../web/kept.ts';
import { townsOf } from '../../../../../web/portal/offline.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { Field } from '../../../../../web/ui/parts.tsx';
import type { DraftPlace } from '../../report/draft.ts';
import { reportTexts } from './texts.ts';

type Region = { code: string; name: string };

export function TownChoice({
  county,
  onChoose,
}: {
  county: string;
  onChoose: (place: DraftPlace) => void;
}) {
  const say = useTexts(reportTexts);
  const [town, setTown] = useState<Region | null>(null);
  const towns = useBelow(county);
  const villages = useBelow(town?.code ?? '');
  const chooseTown = (code: string) => {
    const found = towns.find((one) => one.code === code) ?? null;
    setTown(found);
  };
  const chooseVillage = (code: string) => {
    const found = villages.find((one) => one.code === code);
    if (!town) return;
    const name = `${town.name}${found?.name ?? ''}`;
    onChoose({ by: 'region', region: found?.code ?? town.code, name });
  };
  return (
    <section className="card">
      <Pick label={say('town')} regions={towns} value={town?.code ?? ''} onPick={chooseTown} />
      {town && (
        <>
          <Pick label={say('village')} regions={villages} value="" onPick={chooseVillage} />
          <p>
            <button
              type="button"
              className="button button-plain"
              onClick={() => chooseVillage(town.code)}
            >
              {say('use')}
            </button>
          </p>
        </>
      )}
    </section>
  );
}

/** Towns of a county and villages of a town are fewer than a page. */
function useBelow(parent: string): readonly Region[] {
  const query = useQuery({
    ...readKept('GET /api/regions', { query: townsOf(parent) }),
    enabled: parent !== '',
    staleTime: Number.POSITIVE_INFINITY,
  });
  return query.data?.items ?? [];
}

function Pick(pick: {
  label: string;
  regions: readonly Region[];
  value: string;
  onPick: (code: string) => void;
}) {
  const say = useTexts(reportTexts);
  return (
    <Field label={pick.label}>
      {(tie) => (
        <select
          {...tie}
          className="input"
          value={pick.value}
          onChange={(event) => pick.onPick(event.target.value)}
        >
          <option value="" disabled>
            {say('choose')}
          </option>
          {pick.regions.map(({ code, name }) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
