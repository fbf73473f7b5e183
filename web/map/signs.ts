/** Signs on a map: buttons of the page over the drawing, so that they have names and a focus. */
import { type Map as MaplibreMap, Marker } from 'maplibre-gl';
import { type MapCrs, toMap } from './crs.ts';
import type { MapMarker } from './props.ts';

export type Signs = {
  show: (
    markers: readonly MapMarker[],
    how: { crs: MapCrs; chosen: string | null; isReached: boolean },
  ) => void;
};

/** Keeps the buttons that stay, so that the one in focus keeps it. */
export function signsOn(map: MaplibreMap, onPick: (id: string) => void): Signs {
  const held = new Map<string, { marker: Marker; button: HTMLButtonElement }>();
  const make = (id: string) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.addEventListener('click', (event) => {
      event.stopPropagation();
      onPick(id);
    });
    const marker = new Marker({ element: button, anchor: 'center' });
    const made = { marker, button };
    held.set(id, made);
    return made;
  };
  return {
    show: (markers, { crs, chosen, isReached }) => {
      const wanted = new Set(markers.map((one) => one.id));
      for (const [id, { marker }] of held) {
        if (wanted.has(id)) continue;
        marker.remove();
        held.delete(id);
      }
      for (const one of markers) {
        const isNew = !held.has(one.id);
        const { marker, button } = held.get(one.id) ?? make(one.id);
        dress(button, one, { isChosen: one.id === chosen, isReached });
        marker.setLngLat(toMap(one, crs));
        if (isNew) marker.addTo(map);
      }
    },
  };
}

function dress(
  button: HTMLButtonElement,
  one: MapMarker,
  { isChosen, isReached }: { isChosen: boolean; isReached: boolean },
): void {
  button.classList.add('map-sign');
  button.dataset.tone = one.tone ?? 'brand';
  button.dataset.chosen = isChosen ? 'yes' : 'no';
  button.setAttribute('aria-label', one.label);
  button.setAttribute('aria-pressed', String(isChosen));
  button.title = one.label;
  // Where a list says the same, the keyboard goes through the list.
  button.tabIndex = isReached ? 0 : -1;
  const face = button.firstElementChild ?? button.appendChild(document.createElement('span'));
  face.textContent = one.sign ?? '';
}
