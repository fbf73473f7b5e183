/** The staff map: matters in scope by place, how dense they lie, and the same as a list. */
import './map.css';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ConsoleTitle } from '../../../../../web/console/states.tsx';
import { MapView } from '../../../../../web/map/map-view.tsx';
import type { Bounds, Picked } from '../../../../../web/map/props.ts';
import { useSearchState } from '../../../../../web/router.tsx';
import { useSession } from '../../../../../web/session.ts';
import { useTexts } from '../../../../../web/texts.ts';
import { filterOf, layersOf, MapFilters } from './filters.tsx';
import { Legend } from './legend.tsx';
import { MattersThere, type There } from './matters-there.tsx';
import { mapPageTexts } from './texts.ts';

export function MapPage() {
  const say = useTexts(mapPageTexts);
  const session = useSession();
  const [search] = useSearchState();
  const filter = filterOf(search);
  const layers = layersOf(search);
  const [revision, setRevision] = useState(0);
  const [view, setView] = useState<There | null>(null);
  const [picked, setPicked] = useState<There | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [fitTo, setFitTo] = useState<Bounds | undefined>();
  const client = useQueryClient();
  const pick = (what: Picked) => {
    setChosen(what.kind === 'matter' ? what.number : null);
    if (what.kind === 'matter') setPicked(null);
    if (what.kind !== 'cluster') return;
    setPicked({ bounds: wider(what.bounds), zoom: 20, isPicked: true });
    if (!isOneDoor(what.bounds)) setFitTo(what.bounds);
  };
  const refresh = () => {
    setRevision(revision + 1);
    void client.invalidateQueries({ queryKey: ['GET /api/map/matters'] });
  };
  return (
    <>
      <ConsoleTitle name={say('title')} />
      <MapFilters onRefresh={refresh} />
      <div className="map-page">
        <MapView
          label={say('label')}
          county={session.counties?.[0]}
          layers={layers}
          filter={filter}
          revision={revision}
          fitTo={fitTo}
          className="map-page-map"
          mayLocate
          onPick={pick}
          onView={({ bounds, zoom }) => setView({ bounds, zoom, isPicked: false })}
        >
          <Legend layers={layers} />
        </MapView>
        <MattersThere
          there={picked ?? view}
          filter={filter}
          chosen={chosen}
          onBack={() => setPicked(null)}
        />
      </div>
    </>
  );
}

/** Some metres, so that rounding loses nobody at the edge. */
const EDGE = 0.00005;

function wider([west, south, east, north]: Bounds): Bounds {
  return [west - EDGE, south - EDGE, east + EDGE, north + EDGE];
}

/** What lies so close that no zoom takes it apart. */
function isOneDoor([west, south, east, north]: Bounds): boolean {
  return east - west < 2 * EDGE && north - south < 2 * EDGE;
}
