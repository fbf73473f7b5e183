/** Shape only: what each endpoint around petitions calls. */
import { type HttpModule, httpModule } from '../../platform/http/index.ts';
import { giveMandate, readCare, sendWithdrawalCode, withdrawPetition } from './actions/care.ts';
import { filePetition, sendFilingCode } from './actions/file.ts';
import { listWaiting } from './actions/waiting.ts';
import type { PetitionsWorld } from './actions/world.ts';
import { openYearly, readYearly } from './actions/yearly.ts';
import { petitionsApi } from './contract.ts';

export function petitionsRoutes(world: PetitionsWorld): HttpModule {
  return httpModule(
    'petitions',
    petitionsApi,
    {
      sendWithdrawalCode: (ctx, { params }) => sendWithdrawalCode(world, ctx, params.number),
      withdrawPetition: (ctx, { params, body }) =>
        withdrawPetition(world, ctx, { ...params, ...body }),
      sendFilingCode: (ctx, { body }) => sendFilingCode(world, ctx, body),
      filePetition: (ctx, { body }) => filePetition(world, ctx, body),
      giveMandate: (ctx, { params, body }) => giveMandate(world, ctx, { ...params, ...body }),
      getCare: (ctx, { params }) => readCare(world, ctx, params.number),
      listWaiting: (ctx, { query }) => listWaiting(world, ctx, query),
      getYearly: (ctx, { params, query }) => readYearly(world, ctx, { ...params, ...query }),
      openYearly: (ctx, { params, query }) => openYearly(world, ctx, { ...params, ...query }),
    },
    {},
  );
}
