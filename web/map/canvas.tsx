/** The part of a map that needs the drawing library; loaded when a map is first shown. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { read } from '../api.ts';
import { useTexts } from '../texts.ts';
import { useLook } from '../theme.ts';
import { MapControls } from './controls.tsx';
import { type Drawing, drawMap, type Shown, type Told } from './drawing.ts';
import type { LonLat, MapViewProps } from './props.ts';
import { mapTexts } from './texts.ts';
import { firstView, keyOf } from './view.ts';

type State = 'drawing' | 'drawn' | 'broken';

export function MapCanvas(props: MapViewProps) {
  const { label, county, onPin, mayLocate } = props;
  const say = useTexts(mapTexts);
  const held = useSuspenseQuery({
    ...read('GET /api/map/settings', { query: county ? { county } : {} }),
    staleTime: 60_000,
  }).data;
  const settings = props.settings ?? held;
  const place = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<State>('drawing');
  const [hasFault, setFault] = useState(false);
  const drawing = useDrawing({ props, settings, place, setState, setFault });
  const help = useId();
  const goTo = (at: LonLat) => drawing.current?.goTo(at);
  return (
    <div
      className={`map-box ${props.className ?? ''}`}
      data-state={state}
      data-look={props.look ?? 'auto'}
    >
      <div
        ref={place}
        className="map-canvas"
        aria-describedby={help}
        onKeyDownCapture={(event) => onPin && moveFinely(event, drawing.current)}
      />
      {onPin && <Pin />}
      <MapControls
        onZoom={(steps) => drawing.current?.zoomBy(steps)}
        {...(mayLocate && { onLocate: goTo })}
      />
      <p id={help} className="map-help">
        {say(onPin ? 'pinKeys' : 'keys')}
      </p>
      {state === 'drawing' && <p className="map-note">{say('loading')}</p>}
      {hasFault && (
        <p className="map-note" role="status">
          {say('noTiles')}
        </p>
      )}
      <span className="map-hidden">{label}</span>
    </div>
  );
}

/** In whole streets a pin misses the door. */
const FINE_STEP = 24;
const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-FINE_STEP, 0],
  ArrowRight: [FINE_STEP, 0],
  ArrowUp: [0, -FINE_STEP],
  ArrowDown: [0, FINE_STEP],
};

function moveFinely(event: KeyboardEvent, drawing: Drawing | null): void {
  const step = STEPS[event.key];
  if (!step || !drawing || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  drawing.moveBy(step[0], step[1]);
}

function Pin() {
  return (
    <svg className="map-pin" viewBox="0 0 32 44" aria-hidden="true">
      <path d="M16 43C10 33 2 25 2 15a14 14 0 0 1 28 0c0 10-8 18-14 28Z" />
      <circle cx="16" cy="15" r="5.5" />
    </svg>
  );
}

type Wiring = {
  props: MapViewProps;
  settings: Parameters<typeof drawMap>[1]['settings'];
  place: { current: HTMLDivElement | null };
  setState: (state: State) => void;
  setFault: (has: boolean) => void;
};

/** Draws once, then tells the drawing what changed; the newest listeners are called. */
function useDrawing({ props, settings, place, setState, setFault }: Wiring) {
  const drawing = useRef<Drawing | null>(null);
  const { isDark } = useLook();
  const latest = useRef({ props, shown: shownOf(props, isDark) });
  latest.current = { props, shown: shownOf(props, isDark) };
  const { fitTo, center, zoom } = props;
  const view = keyOf(fitTo, center, zoom);
  const drawnView = useRef(view);
  useEffect(() => {
    const container = place.current;
    if (!container) return undefined;
    let isOver = false;
    const about = {
      settings,
      label: latest.current.props.label,
      view: firstView(latest.current.props, settings.bounds),
      first: latest.current.shown,
    };
    drawMap(container, about, toldBy(latest, { setState, setFault }))
      .then((made) => {
        if (isOver) return made.end();
        drawing.current = made;
        made.show(latest.current.shown);
        // While the parts of the map were on their way the page may have learnt where to look.
        const wanted = firstView(latest.current.props, settings.bounds);
        if (JSON.stringify(wanted) !== JSON.stringify(about.view)) made.go(wanted);
        return undefined;
      })
      .catch(() => setState('broken'));
    return () => {
      isOver = true;
      drawing.current?.end();
      drawing.current = null;
    };
  }, [settings, place, setState, setFault]);
  useEffect(() => {
    drawing.current?.show(latest.current.shown);
  });
  useEffect(() => {
    if (drawnView.current === view) return;
    drawnView.current = view;
    drawing.current?.go(firstView(latest.current.props, settings.bounds));
  }, [view, settings]);
  return drawing;
}

function shownOf(props: MapViewProps, isDark: boolean): Shown {
  const { layers = ['regions'], filter = {}, revision, shapes, markers = [], chosen } = props;
  return {
    layers,
    filter,
    revision,
    shapes,
    markers,
    chosen: chosen ?? null,
    isDark: isDark || props.look === 'dark',
    areMarkersReached: !props.children,
  };
}

function toldBy(
  latest: { current: { props: MapViewProps } },
  { setState, setFault }: Pick<Wiring, 'setState' | 'setFault'>,
): Told {
  return {
    isPinned: () => latest.current.props.onPin !== undefined,
    onPick: (picked) => latest.current.props.onPick?.(picked),
    onPin: (at) => latest.current.props.onPin?.(at),
    onView: (view) => {
      setFault(false);
      latest.current.props.onView?.(view);
    },
    onFault: () => setFault(true),
    onDrawn: () => setState('drawn'),
  };
}
