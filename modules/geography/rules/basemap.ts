/** The map's document: checked when published, and which hosts a browser may then ask. */
import { MapDocument } from '../contract/maps.ts';

export const MAP_KIND = 'map';
export const MAP_NAME = 'main';

/** Faults as `place: what is wrong`, as the rulebook shows them. */
export function checkMapDocument(body: unknown, around: { name: string }): string[] {
  const name = around.name === MAP_NAME ? [] : [`document: must be called ${MAP_NAME}`];
  const parsed = MapDocument.safeParse(body);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(
      (issue) => `${issue.path.map(String).join('.') || 'document'}: ${issue.message}`,
    );
    return [...name, ...faults];
  }
  return [...name, ...addressFaults(parsed.data), ...tileFaults(parsed.data)];
}

/** It was said here once: two places that may differ are one too many. */
const addressFaults = ({ publicAddress }: MapDocument) =>
  publicAddress ? ['publicAddress: is a setting of the program (LINLI_PUBLIC_URL)'] : [];

function tileFaults({ basemap }: MapDocument): string[] {
  if (basemap?.kind !== 'raster') return [];
  return (['tiles', 'darkTiles'] as const).flatMap((field) => {
    const address = basemap[field];
    if (address === undefined) return [];
    const at = `basemap.${field}`;
    const missing = ['{z}', '{x}', '{y}'].filter((gap) => !address.includes(gap));
    return [
      ...missing.map((gap) => `${at}: ${gap} is missing`),
      ...(originOf(address) ? [] : [`${at}: must begin with https:// or http:// and a host`]),
    ];
  });
}

/** The origin of a tile address; null for what is none. A gap in the host would open every host. */
export function originOf(address: string): string | null {
  const match = /^(https?:\/\/[a-z0-9.-]+(?::\d{1,5})?)\//i.exec(address);
  return match?.[1]?.toLowerCase() ?? null;
}

/**
 * The origins that the browser must be let to ask for the basemaps in force, for `img-src` and
 * `connect-src` of the pages: exactly these and no other.
 */
export function basemapOrigins(documents: readonly MapDocument[]): string[] {
  const addresses = documents.flatMap(({ basemap }) =>
    basemap?.kind === 'raster' ? [basemap.tiles, basemap.darkTiles] : [],
  );
  const origins = addresses.flatMap((address) => (address && originOf(address)) ?? []);
  return [...new Set(origins)].sort();
}

type Held = { kind: string; name: string; county: string };

/** What of the rulebook's book is read here. */
export type MapBook = {
  find: (kind: string, name: string, county: string, atMs: number) => { body: unknown } | null;
  documents: readonly Held[];
};

const FOR_ALL = '*';

/** The map of a county, or of all (null) at a time; null: nobody has decided. */
export function mapDocumentOf(
  book: MapBook,
  county: string | null,
  atMs: number,
): MapDocument | null {
  const body = book.find(MAP_KIND, MAP_NAME, county ?? FOR_ALL, atMs)?.body;
  // What was published keeps the form in which it came; defaults are filled in here.
  return body === undefined ? null : MapDocument.parse(body);
}

/** The origins of every basemap in force at a time, whichever county's. */
export function mapOriginsOf(book: MapBook, atMs: number): string[] {
  const counties = new Set(
    book.documents.filter((one) => one.kind === MAP_KIND).map((one) => one.county),
  );
  const documents = [...counties].flatMap((county) => mapDocumentOf(book, county, atMs) ?? []);
  return basemapOrigins(documents);
}
