/** The place of a report: from the device, once, or from the map under a cross. */
import { useState } from 'react';
import { useTexts } from '../../../web/texts.ts';
import { Button } from '../../../web/ui/parts.tsx';
import { Icon } from './icons.tsx';
import { isInside, type LonLat } from './map-rules.ts';
import { type MapGrid, OwnMap } from './own-map.tsx';
import { askPlace } from './place.ts';
import { fieldTexts, reportTexts } from './texts.ts';

type Asked = 'idle' | 'asking' | 'denied' | 'failed';

export function PlacePicker({
  grids,
  place,
  metres,
  error,
  id,
  onChange,
}: {
  grids: readonly MapGrid[];
  place: LonLat | null;
  metres: number | null;
  error: string | null;
  id: string;
  onChange: (place: LonLat, metres: number | null) => void;
}) {
  const say = useTexts(reportTexts);
  const [asked, setAsked] = useState<Asked>('idle');
  const [isOnMap, setOnMap] = useState(false);
  const ask = async () => {
    setAsked('asking');
    try {
      const fix = await askPlace();
      onChange({ lon: fix.lon, lat: fix.lat }, fix.metres);
      setAsked('idle');
      setOnMap(false);
    } catch (reason) {
      setAsked((reason as Error).message === 'denied' ? 'denied' : 'failed');
    }
  };
  const isOutside =
    place !== null && grids.length > 0 && !grids.some((grid) => isInside(place, grid.shape));
  return (
    <fieldset className={error ? 'field field-bad' : 'field'} id={id}>
      <legend>{say('place')}</legend>
      <div className="field-hint">{say('placeOnce')}</div>
      {error && <p className="field-error">{error}</p>}
      <div aria-live="polite">
        {place && (
          <p className="place-set">
            <Icon name="ok" />{' '}
            {say('placeSet', { lon: place.lon.toFixed(5), lat: place.lat.toFixed(5) })}
            {metres !== null && say('placeAccuracy', { metres })}
          </p>
        )}
        {isOutside && <p className="field-hint">{say('outside')}</p>}
        {asked === 'denied' && <p className="field-error">{say('placeDenied')}</p>}
        {asked === 'failed' && <p className="field-error">{say('placeFailed')}</p>}
      </div>
      <div className="photo-buttons">
        <Button look="plain" disabled={asked === 'asking'} onClick={() => void ask()}>
          <Icon name="pin" /> {asked === 'asking' ? say('placeAsking') : say('placeDevice')}
        </Button>
        <Button look="plain" aria-expanded={isOnMap} onClick={() => setOnMap(!isOnMap)}>
          {say('placeMap')}
        </Button>
      </div>
      {isOnMap && (
        <OnMap
          grids={grids}
          start={place}
          onTake={(chosen) => {
            onChange(chosen, null);
            setOnMap(false);
          }}
        />
      )}
    </fieldset>
  );
}

function OnMap({
  grids,
  start,
  onTake,
}: {
  grids: readonly MapGrid[];
  start: LonLat | null;
  onTake: (place: LonLat) => void;
}) {
  const say = useTexts(reportTexts);
  const field = useTexts(fieldTexts);
  const [first] = useState(() => start ?? middleOf(grids));
  const [middle, setMiddle] = useState<LonLat | null>(first);
  return (
    <div className="place-map">
      <p className="field-hint">{field('mapPick')}</p>
      <OwnMap grids={grids} points={[]} start={first} label={field('mapPick')} onMove={setMiddle} />
      <Button isWide disabled={middle === null} onClick={() => middle && onTake(middle)}>
        {say('placeTake')}
      </Button>
    </div>
  );
}

function middleOf(grids: readonly MapGrid[]): LonLat | null {
  const ring = grids[0]?.shape[0]?.[0];
  if (!ring || ring.length === 0) return null;
  const sum = ring.reduce(([x, y], [lon, lat]) => [x + lon, y + lat] as const, [0, 0] as const);
  return { lon: sum[0] / ring.length, lat: sum[1] / ring.length };
}
