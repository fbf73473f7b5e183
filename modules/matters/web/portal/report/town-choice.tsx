/**
 * Only the town, or the village: for who knows no more, or wants to say no more. Choosing the town
 * is enough: no button asks for it again.
 */
import { RegionPick, useRegionsBelow } from '../../../../../web/portal/region-pick.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import { type DraftPlace, placeOfRegion, regionOf } from '../../report/draft.ts';
import { reportTexts } from './texts.ts';

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
  const towns = useRegionsBelow(county);
  const town = regionOf(place, towns);
  const villages = useRegionsBelow(town?.code ?? '');
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
      <RegionPick
        label={say('town')}
        regions={towns}
        value={town?.code ?? ''}
        onPick={chooseTown}
      />
      {town && (
        <RegionPick
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
