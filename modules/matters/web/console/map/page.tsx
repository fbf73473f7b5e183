/** The staff map: borders, matters in scope, how dense they lie. */
import { ConsoleTitle } from '../../../../../web/console/states.tsx';
import { MapView } from '../../../../../web/map/map-view.tsx';
import { useTexts } from '../../../../../web/texts.ts';
import { mapPageTexts } from './texts.ts';

export function MapPage() {
  const say = useTexts(mapPageTexts);
  return (
    <>
      <ConsoleTitle name={say('title')} />
      <MapView label={say('title')} layers={['regions', 'grids']} className="map-page-map" />
    </>
  );
}
