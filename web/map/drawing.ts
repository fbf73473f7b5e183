/** The map itself, outside of React: made once for a place in the page, then told what changed. */
import 'maplibre-gl/dist/maplibre-gl.css';
import type { FeatureCollection } from 'geojson';
import { addProtocol, Map as MaplibreMap, setWorkerUrl } from 'maplibre-gl';
import workerAddress from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { boundsToMap, fromMap, type MapCrs, shapesToMap, toMap } from './crs.ts';
import { pickAt } from './picking.ts';
import type { Bounds, LonLat, MapMarker, Picked } from './props.ts';
import { noShapes } from './shapes.ts';
import { signsOn } from './signs.ts';
import { isDrawnInSoftware } from './software.ts';
import { type Drawn, type MapSettings, styleOf } from './style.ts';
import type { FirstView } from './view.ts';

setWorkerUrl(workerAddress);

export type Told = {
  isPinned: () => boolean;
  onPick: (picked: Picked) => void;
  /** The map came to rest at another middle, by the hand of the reader. */
  onPin: (at: LonLat) => void;
  onView: (view: { bounds: Bounds; zoom: number }) => void;
  onFault: () => void;
  onDrawn: () => void;
};

export type Shown = Omit<Drawn, 'shapes' | 'settings'> & {
  shapes: FeatureCollection | undefined;
  markers: readonly MapMarker[];
  chosen: string | null;
  areMarkersReached: boolean;
};

export type Drawing = {
  show: (shown: Shown) => void;
  go: (view: FirstView) => void;
  goTo: (at: LonLat) => void;
  zoomBy: (steps: number) => void;
  moveBy: (x: number, y: number) => void;
  end: () => void;
};

const PADDING = 40;
const EASE_MS = 300;
/** Tells moves by the reader's hand from those that the page asked for. */
const BY_PAGE = { isByPage: true };

let hasProtocol = false;

/** The reader of PMTiles comes only where such a file lies under the map. */
async function prepare({ basemap }: MapSettings): Promise<void> {
  if (basemap?.kind !== 'pmtiles' || hasProtocol) return;
  const { Protocol } = await import('pmtiles');
  addProtocol('pmtiles', new Protocol().tile);
  hasProtocol = true;
}

export async function drawMap(
  container: HTMLElement,
  about: { settings: MapSettings; label: string; view: FirstView; first: Shown },
  told: Told,
): Promise<Drawing> {
  const { settings, label, view, first } = about;
  await prepare(settings);
  const { crs } = settings;
  const map = new MaplibreMap({
    container,
    style: styleOf(drawnOf(first, settings)),
    ...viewOptions(view, settings),
    attributionControl: { compact: false },
    // Turning and tilting help nobody to find a lamp, and lose many.
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 20,
    locale: { 'Map.Title': label },
    localIdeographFontFamily: FONTS,
    fadeDuration: 0,
    trackResize: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  const ease = { duration: isDrawnInSoftware(map) ? 0 : EASE_MS };
  const signs = signsOn(map, (id) => told.onPick({ kind: 'marker', id }));
  listen(map, settings, told);
  const fitted = keepFitted(map, view, crs);
  const stopSizing = keepSized(map, container);
  let style = keyOfStyle(first);
  const show = (shown: Shown) => {
    const next = keyOfStyle(shown);
    if (next.text !== style.text || next.shapes !== style.shapes) {
      map.setStyle(styleOf(drawnOf(shown, settings)), { diff: true });
    }
    style = next;
    const { markers, chosen, areMarkersReached } = shown;
    signs.show(markers, { crs, chosen, isReached: areMarkersReached });
  };
  show(first);
  return {
    show,
    go: (next) => {
      fitted.view = next;
      if ('bounds' in next) {
        const options = { padding: PADDING, maxZoom: 17, ...ease };
        map.fitBounds(boundsToMap(next.bounds, crs), options, BY_PAGE);
      } else {
        map.easeTo({ center: toMap(next.center, crs), zoom: next.zoom, ...ease }, BY_PAGE);
      }
    },
    goTo: (at) => {
      map.easeTo({ center: toMap(at, crs), zoom: Math.max(map.getZoom(), 16), ...ease });
    },
    zoomBy: (steps) => map.easeTo({ zoom: map.getZoom() + steps, ...ease }),
    moveBy: (x, y) => map.panBy([x, y], { duration: 0 }),
    end: () => {
      stopSizing();
      map.remove();
    },
  };
}

const FONTS = '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

function drawnOf(shown: Shown, settings: MapSettings): Drawn {
  const { layers, filter, revision, isDark, shapes } = shown;
  const moved = shapes ? shapesToMap(shapes, settings.crs) : noShapes;
  return { settings, layers, filter, revision, isDark, shapes: moved };
}

/** What the style depends on; a page that draws anew with the same leaves the map alone. */
function keyOfStyle({ layers, filter, revision, isDark, shapes }: Shown) {
  return { text: JSON.stringify([layers, filter, revision, isDark]), shapes };
}

function viewOptions(view: FirstView, { crs }: MapSettings) {
  if ('bounds' in view) {
    const options = { padding: PADDING, maxZoom: 17 };
    return { bounds: boundsToMap(view.bounds, crs), fitBoundsOptions: options };
  }
  return { center: toMap(view.center, crs), zoom: view.zoom };
}

const RESTS_MS = 100;

/** Drawn anew once its place has come to rest, not at each step of a drawer that slides in. */
function keepSized(map: MaplibreMap, container: HTMLElement): () => void {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const observer = new ResizeObserver(() => {
    clearTimeout(waiting);
    waiting = setTimeout(() => map.resize(BY_PAGE), RESTS_MS);
  });
  observer.observe(container);
  return () => {
    clearTimeout(waiting);
    observer.disconnect();
  };
}

/** A page may give the map its size late: until the reader moves it, it is fitted again. */
function keepFitted(map: MaplibreMap, first: FirstView, crs: MapCrs): { view: FirstView } {
  const fitted = { view: first };
  let isReaders = false;
  map.on('movestart', (event) => {
    if (!('isByPage' in event)) isReaders = true;
  });
  map.on('resize', () => {
    const { view } = fitted;
    if (isReaders || !('bounds' in view)) return;
    const options = { padding: PADDING, maxZoom: 17, duration: 0 };
    map.fitBounds(boundsToMap(view.bounds, crs), options, BY_PAGE);
  });
  return fitted;
}

function listen(map: MaplibreMap, { crs }: MapSettings, told: Told): void {
  const { isPinned } = told;
  map.on('click', (event) => {
    // Under a pin the map comes to where one points; elsewhere it tells what is there.
    if (isPinned()) map.easeTo({ center: event.lngLat });
    else told.onPick(pickAt(map, event.point, crs));
  });
  map.on('moveend', (event) => {
    const bounds = map.getBounds();
    const low = fromMap([bounds.getWest(), bounds.getSouth()], crs);
    const high = fromMap([bounds.getEast(), bounds.getNorth()], crs);
    told.onView({ bounds: [low.lon, low.lat, high.lon, high.lat], zoom: map.getZoom() });
    const { lng, lat } = map.getCenter();
    if (!('isByPage' in event)) told.onPin(fromMap([lng, lat], crs));
  });
  map.on('mousemove', (event) => {
    const { kind } = pickAt(map, event.point, crs);
    const isSign = kind === 'matter' || kind === 'cluster' || kind === 'shape';
    map.getCanvas().style.cursor = isSign ? 'pointer' : '';
  });
  map.on('error', told.onFault);
  // For tests and for the skeleton: everything that is to be seen has been drawn.
  map.once('idle', told.onDrawn);
}
