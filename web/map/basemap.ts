/** The basemap under our layers: pictures from a named host, or the file of this installation. */
import type { LayerSpecification, SourceSpecification } from 'maplibre-gl';
import type { Drawn } from './style.ts';
import { vectorBasemap } from './vector-basemap.ts';

export function basemapSources({
  settings: { basemap },
  isDark,
}: Pick<Drawn, 'settings' | 'isDark'>): Record<string, SourceSpecification> {
  if (!basemap) return {};
  const { attribution, minZoom, maxZoom } = basemap;
  if (basemap.kind === 'raster') {
    const tiles = (isDark && basemap.darkTiles) || basemap.tiles;
    const zooms = { minzoom: minZoom, maxzoom: maxZoom };
    return {
      basemap: {
        type: 'raster',
        tiles: [tiles],
        tileSize: basemap.tileSize,
        attribution,
        ...zooms,
      },
    };
  }
  const url = `pmtiles://${location.origin}${basemap.url}`;
  if (basemap.content === 'vector') return { basemap: { type: 'vector', url, attribution } };
  return { basemap: { type: 'raster', url, tileSize: 256, attribution } };
}

export function basemapLayers({
  settings: { basemap },
  isDark,
}: Pick<Drawn, 'settings' | 'isDark'>): LayerSpecification[] {
  if (!basemap) return [];
  if (basemap.kind === 'pmtiles' && basemap.content === 'vector') return vectorBasemap(isDark);
  // Light pictures are dimmed for a dark page, unless there are dark ones.
  const isDimmed = isDark && !(basemap.kind === 'raster' && basemap.darkTiles);
  return [
    {
      id: 'basemap',
      type: 'raster',
      source: 'basemap',
      paint: isDimmed
        ? { 'raster-brightness-max': 0.45, 'raster-saturation': -0.6 }
        : { 'raster-saturation': -0.25 },
    },
  ];
}
