/** The face of the field: the shift that grid workers take along. */
import type { HttpModule } from '../../platform/http/index.ts';
import type { FieldWorld } from './actions/shift.ts';
import { fieldHttp } from './routes.ts';

export type { FieldWorld } from './actions/shift.ts';

export function makeField(world: FieldWorld): { http: HttpModule } {
  return { http: fieldHttp(world) };
}
