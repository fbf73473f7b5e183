/** Links of parties over HTTP: shape only. */
import { type HttpModule, httpModule } from '../../platform/http/index.ts';
import { getOwnWish, wishOwnChannel } from './actions/account.ts';
import { enterInvitation, readInvitationLink, sendInvitationCode } from './actions/door.ts';
import {
  answerInterestByLink,
  answerInvitation,
  chooseByLink,
  enterRoomByLink,
  fileGrievanceByLink,
  openByLink,
  replaceByLink,
  setReminders,
  wishChannel,
} from './actions/inside.ts';
import { inviteParty, listInvitations } from './actions/office.ts';
import { getPartyPage } from './actions/page.ts';
import type { InvitationsWorld } from './actions/world.ts';
import { invitationsApi } from './contract.ts';
import { invitationsTexts } from './texts.ts';

export function invitationsHttp(world: InvitationsWorld): HttpModule {
  return httpModule(
    'invitations',
    invitationsApi,
    {
      listInvitations: (ctx, { params }) => listInvitations(world, ctx, params),
      inviteParty: (ctx, { params, body }) => inviteParty(world, ctx, { ...params, ...body }),
      readInvitationLink: (ctx, { body }) => readInvitationLink(world, ctx, body.link),
      sendInvitationCode: (ctx, { body }) => sendInvitationCode(world, ctx, body.link),
      enterInvitation: (ctx, { body }) => enterInvitation(world, ctx, body),
      getPartyPage: (ctx, { params }) => getPartyPage(world, ctx, params.invitation),
      answerInvitation: (ctx, { params, body }) =>
        answerInvitation(world, ctx, { ...params, ...body }),
      setReminders: (ctx, { params, body }) => setReminders(world, ctx, { ...params, ...body }),
      wishChannel: (ctx, { params, body }) => wishChannel(world, ctx, { ...params, ...body }),
      chooseByLink: (ctx, { params, body }) => chooseByLink(world, ctx, { ...params, ...body }),
      answerInterestByLink: (ctx, { params, body }) =>
        answerInterestByLink(world, ctx, { ...params, ...body }),
      replaceByLink: (ctx, { params, body }) => replaceByLink(world, ctx, { ...params, ...body }),
      fileGrievanceByLink: (ctx, { params, body }) =>
        fileGrievanceByLink(world, ctx, { ...params, ...body }),
      enterRoomByLink: (ctx, { params }) => enterRoomByLink(world, ctx, params),
      openByLink: (ctx, { params }) => openByLink(world, ctx, params),
      getOwnWish: (ctx, { params }) => getOwnWish(world, ctx, params),
      wishOwnChannel: (ctx, { params, body }) => wishOwnChannel(world, ctx, { ...params, ...body }),
    },
    invitationsTexts,
  );
}
