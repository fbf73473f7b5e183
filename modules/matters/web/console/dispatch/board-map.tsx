/** The waiting matters on the map; the list beside it says the same without one. */
import { lazy, Suspense } from 'react';
import { useTexts } from '../../../../../web/texts.ts';
import type { BoardMatter } from './board-rules.ts';
import { dispatchTexts } from './texts.ts';

const MapView = lazy(async () => ({
  default: (await import('../../../../../web/map/map-view.tsx')).MapView,
}));

type Props = {
  rows: readonly BoardMatter[];
  county: string;
  chosen: string | undefined;
  onChoose: (number: string) => void;
};

export function BoardMap({ rows, county, chosen, onChoose }: Props) {
  const say = useTexts(dispatchTexts);
  const markers = rows.flatMap(({ number, title, point, isOverdue }) =>
    point
      ? [
          {
            ...point,
            id: number,
            label: `${title} ${number}`,
            tone: isOverdue ? ('bad' as const) : ('brand' as const),
          },
        ]
      : [],
  );
  return (
    <Suspense fallback={<div className="dispatch-map" />}>
      <MapView
        label={say('map')}
        county={county}
        layers={['regions']}
        markers={markers}
        fitTo={markers.length > 0 ? markers : undefined}
        chosen={chosen ?? null}
        className="dispatch-map"
        onPick={(picked) => {
          if (picked.kind === 'marker') onChoose(picked.id);
        }}
      />
    </Suspense>
  );
}
