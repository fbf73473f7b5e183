/** The face of vector tiles to the rest of the house. */
export { answerTile } from './answer.ts';
export {
  boxOfTile,
  type EncodedTile,
  encodeTile,
  firstThatFits,
  isTile,
  type LonLatBox,
  pointLayer,
  SHAPE_ZOOM_MAX,
  shapeIndex,
  TILE_BYTES_MAX,
  type TileKey,
  type TileLayers,
  type TilePoint,
  worldOf,
} from './encode.ts';
