/** Named places over HTTP: shape only. */
import type { Handlers } from '../../../platform/http/index.ts';
import { importPlaces, previewPlaces } from '../actions/import-places.ts';
import {
  addPlace,
  changePlace,
  getPublicPlace,
  listRegister,
  type NamedPlaceWorld,
  searchPlaces,
} from '../actions/named-places.ts';
import type { placesApi } from '../contract/places.ts';

export function placeHandlers(world: NamedPlaceWorld): Handlers<typeof placesApi> {
  return {
    searchPlaces: (ctx, { query }) => searchPlaces(world, ctx, query),
    publicPlace: (ctx, { params }) => getPublicPlace(world, ctx, params.code),
    listPlaces: (ctx, { query }) => listRegister(world, ctx, query),
    addPlace: (ctx, { body }) => addPlace(world, ctx, body),
    changePlace: (ctx, { params, body }) => changePlace(world, ctx, params.code, body),
    previewPlaces: (ctx, { body }) => previewPlaces(world, ctx, body),
    importPlaces: (ctx, { body }) => importPlaces(world, ctx, body),
  };
}
