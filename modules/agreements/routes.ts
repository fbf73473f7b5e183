/** Agreements over HTTP: shape only. */
import { type Handlers, type HttpModule, httpModule } from '../../platform/http/index.ts';
import { guestOf } from './actions/guests.ts';
import { correctParty, dropParty, nameParty } from './actions/parties.ts';
import { answerPromise } from './actions/promises.ts';
import { compareVersion, readAgreement } from './actions/read.ts';
import {
  attestSignature,
  sealText,
  sendSigningCode,
  signAsMediator,
  signText,
} from './actions/sign.ts';
import { listClauseTemplates } from './actions/templates.ts';
import { answerAmendment, offerText, propose, writeText } from './actions/text.ts';
import type { AgreementsWorld } from './actions/world.ts';
import { allAgreementsApi, type guestAgreementsApi } from './contract/guests.ts';
import { agreementsTexts } from './texts.ts';

export function agreementsHttp(world: AgreementsWorld): HttpModule {
  return httpModule(
    'agreements',
    allAgreementsApi,
    {
      readAgreement: (ctx, { params }) => readAgreement(world, ctx, params),
      compareVersion: (ctx, { params }) => compareVersion(world, ctx, params),
      listClauseTemplates: (ctx, { params }) => listClauseTemplates(world, ctx, params),
      nameParty: (ctx, { params, body }) => nameParty(world, ctx, { ...params, ...body }),
      correctParty: (ctx, { params, body }) => correctParty(world, ctx, { ...params, ...body }),
      dropParty: (ctx, { params }) => dropParty(world, ctx, params),
      writeText: (ctx, { params, body }) => writeText(world, ctx, { ...params, ...body }),
      offerText: (ctx, { params, body }) => offerText(world, ctx, { ...params, ...body }),
      propose: (ctx, { params, body }) => propose(world, ctx, { ...params, ...body }),
      answerAmendment: (ctx, { params, body }) =>
        answerAmendment(world, ctx, { ...params, ...body }),
      sendSigningCode: (ctx, { params, body }) =>
        sendSigningCode(world, ctx, { ...params, ...body }),
      signText: (ctx, { params, body }) => signText(world, ctx, { ...params, ...body }),
      attestSignature: (ctx, { params, body }) =>
        attestSignature(world, ctx, { ...params, ...body }),
      signAsMediator: (ctx, { params, body }) => signAsMediator(world, ctx, { ...params, ...body }),
      sealText: (ctx, { params, body }) => sealText(world, ctx, { ...params, ...body }),
      ...guestHandlers(world),
      notePromise: (ctx, { params, body }) => answerPromise(world, ctx, { ...params, ...body }),
    },
    agreementsTexts,
  );
}

/** The same verbs for who came by a link: whom the room knows, and no other. */
function guestHandlers(world: AgreementsWorld): Handlers<typeof guestAgreementsApi> {
  return {
    readInRoom: async (ctx, { params }) =>
      readAgreement(world, ctx, await guestOf(world, ctx, params.room)),
    compareInRoom: async (ctx, { params }) => {
      const which = await guestOf(world, ctx, params.room);
      return compareVersion(world, ctx, { ...which, version: params.version });
    },
    proposeInRoom: async (ctx, { params, body }) => {
      const which = await guestOf(world, ctx, params.room);
      return propose(world, ctx, { ...which, ...body });
    },
    withdrawInRoom: async (ctx, { params, body }) => {
      const which = await guestOf(world, ctx, params.room);
      return answerAmendment(world, ctx, { ...which, ...body, id: params.id });
    },
    sendCodeInRoom: async (ctx, { params, body }) => {
      const which = await guestOf(world, ctx, params.room);
      return sendSigningCode(world, ctx, { ...which, ...body });
    },
    signInRoom: async (ctx, { params, body }) => {
      const which = await guestOf(world, ctx, params.room);
      return signText(world, ctx, { ...which, ...body });
    },
  };
}
