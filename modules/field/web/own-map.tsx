/**
 * A map of polygons and points that needs no network and no tiles: drawn as SVG, moved by finger,
 * wheel, buttons and arrow keys. With `onMove` the middle under the cross is what is chosen.
 */
import {
  type KeyboardEvent,
  type PointerEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTexts } from '../../../web/texts.ts';
import { Icon } from './icons.tsx';
import {
  boundsOf,
  type LonLat,
  type Plane,
  panned,
  projectionAround,
  type Ring,
  type Size,
  scaleBar,
  toPixel,
  type View,
  viewOf,
  zoomed,
} from './map-rules.ts';
import { fieldTexts } from './texts.ts';
import './own-map.css';

export type MapPoint = LonLat & { id: string; kind: 'task' | 'point' | 'own'; isDone?: boolean };
export type MapGrid = { code: string; name: string; shape: readonly (readonly Ring[])[] };

export type OwnMapProps = {
  grids: readonly MapGrid[];
  points: readonly MapPoint[];
  label: string;
  start?: LonLat | null;
  /** Points outside of the grids are brought into view, too. */
  showsAll?: boolean;
  onChoose?: (id: string) => void;
  onMove?: (middle: LonLat) => void;
};

const NEARER = 0.6;
const PAN_PIXELS = 60;

export function OwnMap(props: OwnMapProps) {
  const { grids, points, label, start, showsAll = false, onMove } = props;
  const say = useTexts(fieldTexts);
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const projection = useMemo(() => projectionOf(grids, points, start), [grids, points, start]);
  const whole = useMemo(
    () => wholeView({ grids, points, start, showsAll, projection, size }),
    [grids, points, start, showsAll, projection, size],
  );
  const [moved, setMoved] = useState<View | null>(null);
  const view = moved ?? whole;
  const move = (next: View) => {
    setMoved(next);
    onMove?.(projection.toLonLat(next));
  };
  const zoom = (factor: number) => move(zoomed(view, factor, middleOf(size), size));
  const gestures = useGestures(view, size, move);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = KEYS[event.key];
    if (!step) return;
    event.preventDefault();
    if (typeof step === 'number') zoom(step);
    else move(panned(view, step[0] * PAN_PIXELS, step[1] * PAN_PIXELS));
  };
  return (
    <div className="own-map" ref={box}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move the map */}
      <div
        className="own-map-view"
        role="application"
        aria-label={label}
        tabIndex={0}
        onKeyDown={onKeyDown}
        {...gestures}
      >
        <Drawing {...props} view={view} size={size} toPlane={projection.toPlane} />
        {onMove && <Cross size={size} />}
      </div>
      <ScaleBar view={view} />
      <div className="own-map-buttons">
        <button type="button" aria-label={say('mapNear')} onClick={() => zoom(NEARER)}>
          +
        </button>
        <button type="button" aria-label={say('mapFar')} onClick={() => zoom(1 / NEARER)}>
          −
        </button>
        <button type="button" aria-label={say('mapAll')} onClick={() => setMoved(null)}>
          <Icon name="whole" />
        </button>
      </div>
    </div>
  );
}

const KEYS: Record<string, readonly [number, number] | number | undefined> = {
  ArrowLeft: [1, 0],
  ArrowRight: [-1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  '+': NEARER,
  '=': NEARER,
  '-': 1 / NEARER,
};

const middleOf = (size: Size): Plane => ({ x: size.width / 2, y: size.height / 2 });

function cornersOf(grids: readonly MapGrid[]): LonLat[] {
  return grids.flatMap((grid) =>
    grid.shape.flatMap((polygon) => (polygon[0] ?? []).map(([lon, lat]) => ({ lon, lat }))),
  );
}

function projectionOf(
  grids: readonly MapGrid[],
  points: readonly MapPoint[],
  start: LonLat | null | undefined,
) {
  const all = [...cornersOf(grids), ...points, ...(start ? [start] : [])];
  return projectionAround(boundsOf(all)?.middle ?? { lon: 121.47, lat: 31.23 });
}

const START_METRES_PER_PIXEL = 1;

function wholeView(about: {
  grids: readonly MapGrid[];
  points: readonly MapPoint[];
  start: LonLat | null | undefined;
  showsAll: boolean;
  projection: ReturnType<typeof projectionAround>;
  size: Size;
}): View {
  const { grids, points, start, showsAll, projection, size } = about;
  if (start) return { ...projection.toPlane(start), metresPerPixel: START_METRES_PER_PIXEL };
  const corners = cornersOf(grids);
  const shown = corners.length === 0 || showsAll ? [...corners, ...points] : corners;
  return viewOf(shown.map(projection.toPlane), size);
}

function useSize(box: React.RefObject<HTMLDivElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 340, height: 280 });
  // Before it is painted: a map that jumps at once is a map that is mistapped.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const { width, height } = element.getBoundingClientRect();
    if (width > 0 && height > 0) setSize({ width, height });
    const observer = new ResizeObserver(([entry]) => {
      const { width = 340, height = 280 } = entry?.contentRect ?? {};
      if (width > 0 && height > 0) setSize({ width, height });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box]);
  return size;
}

type Finger = { x: number; y: number };

/** One finger pans, two zoom, the wheel zooms. */
function useGestures(view: View, size: Size, move: (view: View) => void) {
  const fingers = useRef(new Map<number, Finger>());
  const at = (event: PointerEvent): Finger => {
    const rect = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - rect.left, y: event.clientY - rect.top };
  };
  const drop = (event: PointerEvent) => void fingers.current.delete(event.pointerId);
  return {
    onPointerDown: (event: PointerEvent) => {
      fingers.current.set(event.pointerId, at(event));
    },
    onPointerMove: (event: PointerEvent) => {
      const before = fingers.current.get(event.pointerId);
      if (!before) return;
      const now = at(event);
      const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
      fingers.current.set(event.pointerId, now);
      if (!other) {
        move(panned(view, now.x - before.x, now.y - before.y));
        return;
      }
      const factor = distance(before, other) / Math.max(1, distance(now, other));
      const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
      move(zoomed(view, factor, middle, size));
    },
    onPointerUp: drop,
    onPointerCancel: drop,
    onPointerLeave: drop,
    onWheel: (event: React.WheelEvent) => {
      const rect = event.currentTarget.getBoundingClientRect();
      const point = { x: event.clientX - rect.left, y: event.clientY - rect.top };
      move(zoomed(view, event.deltaY > 0 ? 1.2 : 1 / 1.2, point, size));
    },
  };
}

const distance = (a: Finger, b: Finger) => Math.hypot(a.x - b.x, a.y - b.y);

type Drawn = OwnMapProps & { view: View; size: Size; toPlane: (at: LonLat) => Plane };

function Drawing({ grids, points, onChoose, view, size, toPlane }: Drawn) {
  const pixel = (at: LonLat) => toPixel(toPlane(at), view, size);
  return (
    <svg width={size.width} height={size.height} aria-hidden="true">
      {grids.map((grid) => (
        <path key={grid.code} className="own-map-grid" d={pathOf(grid, pixel)} fillRule="evenodd" />
      ))}
      {grids.map((grid) => {
        const at = pixel(nameAt(grid));
        return (
          <text key={grid.code} className="own-map-name" x={at.x} y={at.y} textAnchor="middle">
            {grid.name}
          </text>
        );
      })}
      {points.map((point) => (
        <Mark key={point.id} point={point} at={pixel(point)} onChoose={onChoose} />
      ))}
    </svg>
  );
}

/** Near the lower edge: the marks of tasks crowd in the middle. */
function nameAt(grid: MapGrid): LonLat {
  const bounds = boundsOf(cornersOf([grid]));
  if (!bounds) return { lon: 0, lat: 0 };
  const { south, north, middle } = bounds;
  return { lon: middle.lon, lat: south + (north - south) * 0.12 };
}

function pathOf(grid: MapGrid, pixel: (at: LonLat) => Plane): string {
  const lines = grid.shape.flatMap((polygon) =>
    polygon.map((ring) => {
      const corners = ring.map(([lon, lat]) => {
        const { x, y } = pixel({ lon, lat });
        return `${x.toFixed(1)} ${y.toFixed(1)}`;
      });
      return `M${corners.join('L')}Z`;
    }),
  );
  return lines.join('');
}

function Mark({
  point,
  at,
  onChoose,
}: {
  point: MapPoint;
  at: Plane;
  onChoose: ((id: string) => void) | undefined;
}) {
  const classes = `own-map-mark own-map-${point.kind}${point.isDone ? ' own-map-done' : ''}`;
  const choose = onChoose && (() => onChoose(point.id));
  // The same things stand as links below the map: keys and screen readers use those.
  if (point.kind === 'point') {
    const { x, y } = at;
    return (
      <rect
        className={classes}
        x={x - 9}
        y={y - 9}
        width={18}
        height={18}
        rx={4}
        onClick={choose}
      />
    );
  }
  if (point.kind === 'own') {
    const d = `M${at.x} ${at.y - 11}l10 19h-20z`;
    return <path className={classes} d={d} onClick={choose} />;
  }
  return <circle className={classes} cx={at.x} cy={at.y} r={10} onClick={choose} />;
}

function Cross({ size }: { size: Size }) {
  const { x, y } = middleOf(size);
  return (
    <svg className="own-map-cross" width={size.width} height={size.height} aria-hidden="true">
      <path d={`M${x} ${y - 22}v44M${x - 22} ${y}h44`} />
      <circle cx={x} cy={y} r={6} />
    </svg>
  );
}

function ScaleBar({ view }: { view: View }) {
  const { metres, pixels } = scaleBar(view);
  const words = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  return (
    <div className="own-map-scale" aria-hidden="true">
      <span style={{ width: `${pixels}px` }} />
      {words}
    </div>
  );
}
