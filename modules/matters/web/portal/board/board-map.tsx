/** The listed matters on the map: homes are not on it, the list below has them. */
import { useNavigate } from '@tanstack/react-router';
import { MapView } from '../../../../../web/map/map-view.tsx';
import type { MapFilter, MapMarker, Picked } from '../../../../../web/map/props.ts';
import { portalPaths } from '../../../../../web/paths.ts';
import { useSearchState } from '../../../../../web/router.tsx';
import { useMarks, useNamed, useTexts } from '../../../../../web/texts.ts';
import { filtersOf, type PublicMatter } from './queries.ts';
import { boardTexts } from './texts.ts';

/**
 * Without words and town all that the board shows is drawn from tiles; else what is listed is
 * marked, because tiles know neither.
 */
export function BoardMap({ county, items }: { county: string; items: readonly PublicMatter[] }) {
  const [search] = useSearchState();
  const { q, town, category, isOpen } = filtersOf(search);
  if (q || town) return <Listed county={county} items={items} />;
  const state = isOpen === undefined ? 'all' : isOpen === 'true' ? 'open' : 'closed';
  return <Whole filter={{ county, state, ...(category && { category }) }} />;
}

function Whole({ filter }: { filter: MapFilter & { county: string } }) {
  const say = useTexts(boardTexts);
  const open = useOpen();
  return (
    <MapView
      label={say('mapLabel')}
      county={filter.county}
      layers={['regions', 'public']}
      filter={filter}
      onPick={open}
      className="board-map"
      mayLocate
    >
      <p className="muted">{say('mapHelp')}</p>
    </MapView>
  );
}

function useOpen() {
  const navigate = useNavigate();
  return (picked: Picked) => {
    const number =
      picked.kind === 'marker' ? picked.id : picked.kind === 'matter' ? picked.number : null;
    if (number) void navigate({ to: portalPaths.publicMatter(number) });
  };
}

function Listed({ county, items }: { county: string; items: readonly PublicMatter[] }) {
  const say = useTexts(boardTexts);
  const named = useNamed();
  const marks = useMarks();
  const open = useOpen();
  const markers = items.flatMap((item): MapMarker[] => {
    if (!item.place.point) return [];
    const label = marks.list([named(item.title), named(item.stage), item.place.regionName]);
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
      onPick={open}
      className="board-map"
      mayLocate
    >
      <p className="muted" role="status">
        {say('onMap', { count: markers.length })}
        {away > 0 && ` · ${say('offMap', { count: away })}`}
      </p>
    </MapView>
  );
}
