/** The listed matters on the map: homes are not on it, the list below has them. */
import { useNavigate } from '@tanstack/react-router';
import { MapView } from '../../../../../web/map/map-view.tsx';
import type { MapMarker } from '../../../../../web/map/props.ts';
import { portalPaths } from '../../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import type { PublicMatter } from './queries.ts';
import { boardTexts } from './texts.ts';

export function BoardMap({ county, items }: { county: string; items: readonly PublicMatter[] }) {
  const say = useTexts(boardTexts);
  const named = useNamed();
  const navigate = useNavigate();
  const markers = items.flatMap((item): MapMarker[] => {
    if (!item.place.point) return [];
    const label = `${named(item.title)}，${named(item.stage)}，${item.place.regionName}`;
    const tone = item.isOpen ? 'brand' : 'good';
    return [{ ...item.place.point, id: item.number, label, tone }];
  });
  const away = items.length - markers.length;
  return (
    <MapView
      label={say('mapLabel')}
      county={county}
      layers={['regions']}
      markers={markers}
      fitTo={markers.length > 0 ? markers.map(({ lon, lat }) => ({ lon, lat })) : undefined}
      onPick={(picked) => {
        if (picked.kind === 'marker') void navigate({ to: portalPaths.publicMatter(picked.id) });
      }}
      className="board-map"
      mayLocate
    >
      <p className="muted" role="status">
        {say('onMap', { count: markers.length })}
        {away > 0 && `；${say('offMap', { count: away })}`}
      </p>
    </MapView>
  );
}
