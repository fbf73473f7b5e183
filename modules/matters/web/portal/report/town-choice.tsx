/**
 * Only the town, or the village: for who knows no more, or wants to say no more. Choosing the town
 * is enough: no button asks for it again.
 */
import { useQuery } from '@tanstack/react-query';
import { readKept } from '../../../../../web/kept.ts';
import { townsOf } from '../../../../../web/portal/offline.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { Field } from '../../../../../web/ui/parts.tsx';
import { type DraftPlace, placeOfRegion, regionOf } from '../../report/draft.ts';
import { reportTexts } from './texts.ts';

type Region = { code: string; name: string };

export function TownChoice({
  county,
  place,
  onChoose,
}: {
  county: string;
  place: DraftPlace | null;
  onChoose: (place: DraftPlace) => void;
}) {
  const say = useTexts(reportTexts);
  const towns = useBelow(county);
  const town = regionOf(place, towns);
  const villages = useBelow(town?.code ?? '');
  const village = regionOf(place, villages);
  const chooseTown = (code: string) => {
    const found = towns.find((one) => one.code === code);
    if (found) onChoose(placeOfRegion(found, null));
  };
  const chooseVillage = (code: string) => {
    const found = villages.find((one) => one.code === code) ?? null;
    if (town) onChoose(placeOfRegion(town, found));
  };
  return (
    <section className="card">
      <Pick label={say('town')} regions={towns} value={town?.code ?? ''} onPick={chooseTown} />
      {town && (
        <Pick
          label={say('village')}
          regions={villages}
          value={village?.code ?? ''}
          none={say('wholeTown')}
          onPick={chooseVillage}
        />
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
  /** What choosing none of them says; without it one must be chosen. */
  none?: string;
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
          <option value="" disabled={pick.none === undefined}>
            {pick.none ?? say('choose')}
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
