/** The place by moving the map under a pin; what lies there is said in words. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../../../../../web/api.ts';
import { MapView } from '../../../../../web/map/map-view.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import { Button } from '../../../../../web/ui/parts.tsx';
import type { DraftPlace, Point } from '../../report/draft.ts';
import { regionWords } from '../../report/regions.ts';
import { reportTexts } from './texts.ts';

const STREET_ZOOM = 15;

export function PlaceMap({
  county,
  place,
  onChoose,
}: {
  county: string;
  place: DraftPlace | null;
  onChoose: (place: DraftPlace) => void;
}) {
  const say = useTexts(reportTexts);
  // Where the view begins stays: a change would pull the map from under the reader's finger.
  const [start] = useState(place && place.by !== 'region' ? place.point : undefined);
  const [pin, setPin] = useState<Point | null>(start ?? null);
  const located = useQuery({
    ...read('GET /api/locate', { query: { lon: pin?.lon ?? 0, lat: pin?.lat ?? 0 } }),
    enabled: pin !== null,
  }).data;
  const name = located ? regionWords(located) : '';
  const isServed = located ? located.county !== null : false;
  return (
    <section className="card">
      <p>{say('mapHint')}</p>
      <MapView
        label={say('onMap')}
        county={county}
        center={start}
        zoom={start ? STREET_ZOOM : undefined}
        layers={['regions']}
        onPin={setPin}
        mayLocate
      >
        <p aria-live="polite">{pin && (isServed || !located ? name : say('outside'))}</p>
      </MapView>
      <Button
        isWide
        disabled={!pin || !isServed}
        onClick={() => pin && onChoose({ by: 'map', point: pin, name })}
      >
        {say('mapUse')}
      </Button>
    </section>
  );
}
