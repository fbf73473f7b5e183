/** Where a public matter is, as exactly as everyone may know. */
import { MapView } from '../../../../../web/map/map-view.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import type { PublicMatter } from './queries.ts';
import { boardTexts } from './texts.ts';

const STREET_ZOOM = 14.5;

export function PublicMap({
  place,
  point,
  name,
}: {
  place: PublicMatter['place'];
  point: { lon: number; lat: number };
  name: string;
}) {
  const say = useTexts(boardTexts);
  return (
    <MapView
      label={say('mapLabel')}
      center={point}
      zoom={STREET_ZOOM}
      layers={['regions', 'grids']}
      markers={[{ ...point, id: 'here', label: name, tone: place.isExact ? 'brand' : 'plain' }]}
      className="board-place"
    >
      {!place.isExact && <p className="muted">{say('nearby')}</p>}
    </MapView>
  );
}
