/** Writes a PMTiles file (version 3) by the published format: one directory, nothing compressed. */
import { zxyToTileId } from 'pmtiles';

export type FileTile = { z: number; x: number; y: number; bytes: Buffer };
export type FileKind = 'mvt' | 'png';

const HEADER_BYTES = 127;
const NONE = 1;
const KINDS: Record<FileKind, number> = { mvt: 1, png: 2 };
const E7 = 1e7;

type Box = { west: number; south: number; east: number; north: number };

export function pmtilesFile(kind: FileKind, tiles: readonly FileTile[], box: Box): Buffer {
  const sorted = tiles
    .map((tile) => ({ id: zxyToTileId(tile.z, tile.x, tile.y), ...tile }))
    .sort((a, b) => a.id - b.id);
  const directory = directoryOf(sorted);
  const layers = ['earth', 'water'].map((id) => ({ id, fields: {} }));
  const metadata = Buffer.from(JSON.stringify({ vector_layers: layers }));
  const data = Buffer.concat(sorted.map((tile) => tile.bytes));
  const parts = [directory, metadata, Buffer.alloc(0), data];
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('PMTiles', 'latin1');
  header.writeUInt8(3, 7);
  let at = HEADER_BYTES;
  for (const [index, part] of parts.entries()) {
    header.writeBigUInt64LE(BigInt(at), 8 + index * 16);
    header.writeBigUInt64LE(BigInt(part.length), 16 + index * 16);
    at += part.length;
  }
  for (const offset of [72, 80, 88]) header.writeBigUInt64LE(BigInt(sorted.length), offset);
  const zooms = sorted.map((tile) => tile.z);
  const [low, high] = [Math.min(...zooms), Math.max(...zooms)];
  // Clustered; no compression inside or of tiles; the kind; the zooms.
  header.set([1, NONE, NONE, KINDS[kind], low, high], 96);
  for (const [index, one] of [box.west, box.south, box.east, box.north].entries()) {
    header.writeInt32LE(Math.round(one * E7), 102 + index * 4);
  }
  header.writeUInt8(low, 118);
  return Buffer.concat([header, ...parts]);
}

function directoryOf(tiles: readonly { id: number; bytes: Buffer }[]): Buffer {
  const numbers = [
    tiles.length,
    ...tiles.map((tile, index) => tile.id - (tiles[index - 1]?.id ?? 0)),
    ...tiles.map(() => 1),
    ...tiles.map((tile) => tile.bytes.length),
    // The first lies at the beginning, each other right behind the one before.
    ...tiles.map((_, index) => (index === 0 ? 1 : 0)),
  ];
  return Buffer.from(numbers.flatMap(varint));
}

function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
}
