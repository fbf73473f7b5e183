/** What a map is told and what it tells. All points are WGS-84, whatever lies under the map. */
import type { FeatureCollection } from 'geojson';
import type { ReactNode } from 'react';
import type { Answer } from '../api.ts';

export type LonLat = { lon: number; lat: number };
/** West, south, east, north. */
export type Bounds = readonly [number, number, number, number];

export const tones = ['brand', 'plain', 'good', 'warn', 'bad'] as const;
export type Tone = (typeof tones)[number];

export type MapMarker = LonLat & {
  id: string;
  /** Said to whoever cannot see it, shown on hovering. */
  label: string;
  tone?: Tone;
  /** Inside of the sign: a number or one letter. */
  sign?: string;
};

/** Tiles of our own: borders; matters in the reader's scope; their density; what all may see. */
export type MapLayer = 'regions' | 'grids' | 'matters' | 'heat' | 'public';

export type MapFilter = {
  county?: string;
  /** Absent: open ones. */
  state?: 'open' | 'closed' | 'all';
  category?: string;
  /** Received within so many days. */
  days?: number;
  isOverdue?: boolean;
};

export type Picked =
  | { kind: 'marker'; id: string }
  | {
      kind: 'matter';
      number: string;
      category: string | null;
      stage: string;
      isOverdue: boolean;
      at: LonLat;
    }
  | { kind: 'cluster'; count: number; overdue: number; at: LonLat; bounds: Bounds }
  | { kind: 'region' | 'grid'; code: string; name: string; open: number | null; at: LonLat }
  | { kind: 'shape'; id: string; at: LonLat }
  | { kind: 'point'; at: LonLat };

export type MapViewProps = {
  /** What the map shows, as a name for screen readers. */
  label: string;
  /** Where the view begins when nothing else says it. */
  county?: string | undefined;
  center?: LonLat | undefined;
  zoom?: number | undefined;
  /** Goes before `center`; the view follows when it changes. */
  fitTo?: Bounds | readonly LonLat[] | undefined;
  layers?: readonly MapLayer[] | undefined;
  filter?: MapFilter | undefined;
  /** Another value reads the tiles of matters and heat anew. */
  revision?: string | number | undefined;
  /** Own polygons, lines or points; properties `id`, `tone`, `label` are understood. */
  shapes?: FeatureCollection | undefined;
  markers?: readonly MapMarker[] | undefined;
  /** The marker or matter's number that stands out. */
  chosen?: string | null | undefined;
  /** The map moves under a fixed pin; told when it comes to rest. */
  onPin?: ((at: LonLat) => void) | undefined;
  onPick?: ((picked: Picked) => void) | undefined;
  /** Told after each move: what is in view. */
  onView?: ((view: { bounds: Bounds; zoom: number }) => void) | undefined;
  /** A button that asks the device where it is. */
  mayLocate?: boolean | undefined;
  /** `dark` whatever the pages look like: the wall. */
  look?: 'auto' | 'dark' | undefined;
  /** Drawn by these instead of those in force: to try them. */
  settings?: Answer<'GET /api/map/settings'> | undefined;
  /** Height and form; default: 20rem high, full width. */
  className?: string | undefined;
  /** The same in words: a list of what is on the map. Shown below it. */
  children?: ReactNode;
};
