/** Where it is: the point in its grid, with what lies nearby and says the same. */

import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Suspense } from 'react';
import { ConsoleWaiting } from '../../../../../web/console/states.tsx';
import { MapView } from '../../../../../web/map/map-view.tsx';
import type { Picked } from '../../../../../web/map/props.ts';
import { consolePaths } from '../../../../../web/paths.ts';
import { useNamed, useTexts } from '../../../../../web/texts.ts';
import type { Matter } from './form-rules.ts';
import { nearQuery } from './links.tsx';
import { Facts, Panel, Quiet } from './parts.tsx';
import { countyOf } from './reads.ts';
import { matterTexts } from './texts.ts';

const STREET_ZOOM = 15;

export function PlacePanel({ matter }: { matter: Matter }) {
  const say = useTexts(matterTexts);
  const named = useNamed();
  const { point } = matter;
  return (
    <Panel id="place" title={say('place')}>
      <Facts
        facts={[
          [say('place'), matter.placeText],
          matter.near && [say('nearPlace'), named(matter.near)],
          [say('region'), matter.regionName || matter.region],
          matter.grid ? [say('grid'), matter.gridName ?? matter.grid] : null,
          point && [say('point'), `${point.lon.toFixed(5)}, ${point.lat.toFixed(5)}`],
        ]}
      />
      {point ? (
        <Suspense fallback={<ConsoleWaiting />}>
          <Map matter={matter} point={point} />
        </Suspense>
      ) : (
        <Quiet>{say('noPoint')}</Quiet>
      )}
    </Panel>
  );
}

function Map({ matter, point }: { matter: Matter; point: { lon: number; lat: number } }) {
  const say = useTexts(matterTexts);
  const navigate = useNavigate();
  const { data } = useSuspenseQuery(nearQuery(matter.number));
  const open = (picked: Picked) => {
    const number = picked.kind === 'matter' ? picked.number : markerOf(picked);
    if (number === null || number === matter.number) return;
    void navigate({ to: consolePaths.matter(number) });
  };
  return (
    <MapView
      label={say('mapLabel')}
      county={countyOf(matter.number)}
      center={point}
      zoom={STREET_ZOOM}
      layers={['grids', 'matters']}
      chosen={matter.number}
      onPick={open}
      markers={[
        { id: matter.number, ...point, label: matter.title, tone: 'bad' },
        ...data.items.map(({ number, title, lon, lat }) => ({
          id: number,
          lon,
          lat,
          label: title,
          tone: 'warn' as const,
        })),
      ]}
    />
  );
}

function markerOf(picked: Picked): string | null {
  return picked.kind === 'marker' ? picked.id : null;
}
