/** The shift over HTTP: whoever has it as it stands is told so in a line. */
import { type HttpModule, httpModule } from '../../platform/http/index.ts';
import { type FieldWorld, makeShift } from './actions/shift.ts';
import { fieldApi, type Shift } from './contract.ts';
import { fieldTexts } from './texts.ts';

export function fieldHttp(world: FieldWorld): HttpModule {
  return httpModule(
    'field',
    fieldApi,
    {
      getShift: async (ctx) => {
        const shift = await makeShift(world, ctx);
        ctx.setHeader('etag', shift.etag);
        if (ctx.headers['if-none-match'] !== shift.etag) return shift;
        ctx.setStatus(304);
        // Nothing is sent with this status, so that nothing has the shape.
        return undefined as unknown as Shift;
      },
    },
    fieldTexts,
  );
}
