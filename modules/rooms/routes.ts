/** The room over HTTP: shape only. Whoever acts wakes those who listen. */
import { type Handlers, type HttpModule, httpModule } from '../../platform/http/index.ts';
import { closeSession, draftRecord } from './actions/close.ts';
import { enterByLink, enterSession, leaveRoom, readLinkOf, sendRoomCode } from './actions/enter.ts';
import { confirmFact, dropFact, writeFact } from './actions/facts.ts';
import { enterOwnSession } from './actions/known.ts';
import type { RoomsLive } from './actions/live.ts';
import { admit, attest, decideDevice, dismiss, goTo, receive } from './actions/moves.ts';
import {
  cancelSession,
  changeSession,
  invite,
  listSessions,
  planSession,
  renewLink,
} from './actions/plan.ts';
import {
  answerRecording,
  askRecording,
  beginRecording,
  noteAnswer,
  openRecording,
  sendRecordingPart,
} from './actions/recordings.ts';
import { acknowledgeDuties, addRemark, listRemarks, sendSignal } from './actions/remarks.ts';
import { getRoom } from './actions/room.ts';
import { listShareable, openShare, share, unshare } from './actions/shares.ts';
import type { RoomsWorld } from './actions/world.ts';
import { roomsApi } from './contract.ts';
import { roomsTexts } from './texts.ts';

export function roomsHttp(world: RoomsWorld, live: RoomsLive): HttpModule {
  const told = async <T>(done: Promise<T>): Promise<T> => {
    const answer = await done;
    live.wake();
    return answer;
  };
  const handlers: Handlers<typeof roomsApi> = {
    listSessions: (ctx, { params }) => listSessions(world, ctx, params.number),
    planSession: (ctx, { params, body }) => planSession(world, ctx, { ...params, ...body }),
    changeSession: (ctx, { params, body }) =>
      told(changeSession(world, ctx, { ...params, ...body })),
    cancelSession: (ctx, { params, body }) =>
      told(cancelSession(world, ctx, { ...params, ...body })),
    invite: (ctx, { params, body }) => told(invite(world, ctx, { ...params, who: body })),
    renewLink: (ctx, { params }) => told(renewLink(world, ctx, params)),
    enterSession: (ctx, { params }) => told(enterSession(world, ctx, params)),
    enterOwnSession: (ctx, { params }) => told(enterOwnSession(world, ctx, params)),
    openRecording: (ctx, { params }) => openRecording(world, ctx, params),

    readLink: (ctx, { body }) => readLinkOf(world, ctx, body.link),
    sendRoomCode: (ctx, { body }) => sendRoomCode(world, ctx, body.link),
    enterByLink: (ctx, { body }) => told(enterByLink(world, ctx, body)),
    leaveRoom: (ctx, { params }) => told(leaveRoom(world, ctx, params.room)),

    getRoom: (ctx, { params }) => getRoom(world, ctx, params.room),
    roomEvents: (ctx, { params, query }) => live.open(ctx, { ...params, ...query }),
    listRemarks: (ctx, { params, query }) => listRemarks(world, ctx, { ...params, ...query }),
    addRemark: (ctx, { params, body }) => told(addRemark(world, ctx, { ...params, ...body })),
    sendSignal: (ctx, { params, body }) => told(sendSignal(world, ctx, { ...params, ...body })),
    acknowledgeDuties: (ctx, { params }) => told(acknowledgeDuties(world, ctx, params.room)),
    answerRecording: (ctx, { params, body }) =>
      told(answerRecording(world, ctx, { ...params, ...body })),
    writeFact: (ctx, { params, body }) => told(writeFact(world, ctx, { ...params, ...body })),
    confirmFact: (ctx, { params, body }) => told(confirmFact(world, ctx, { ...params, ...body })),
    dropFact: (ctx, { params }) => told(dropFact(world, ctx, params)),
    openShare: (ctx, { params }) => openShare(world, ctx, params),

    receive: (ctx, { params }) => told(receive(world, ctx, params)),
    attest: (ctx, { params, body }) => told(attest(world, ctx, { ...params, ...body })),
    admit: (ctx, { params }) => told(admit(world, ctx, params)),
    decideDevice: (ctx, { params, body }) => told(decideDevice(world, ctx, { ...params, ...body })),
    dismiss: (ctx, { params }) => told(dismiss(world, ctx, params)),
    goTo: (ctx, { params, body }) => told(goTo(world, ctx, { ...params, ...body })),
    askRecording: (ctx, { params, body }) => told(askRecording(world, ctx, { ...params, ...body })),
    noteAnswer: (ctx, { params, body }) => told(noteAnswer(world, ctx, { ...params, ...body })),
    beginRecording: (ctx, { params, body }) =>
      told(beginRecording(world, ctx, { ...params, ...body })),
    sendRecordingPart: (ctx, { params, query }) =>
      sendRecordingPart(world, ctx, { ...params, ...query }),
    share: (ctx, { params, body }) => told(share(world, ctx, { ...params, ...body })),
    unshare: (ctx, { params }) => told(unshare(world, ctx, params)),
    listShareable: (ctx, { params }) => listShareable(world, ctx, params.room),
    draftRecord: (ctx, { params }) => draftRecord(world, ctx, params.room),
    closeSession: (ctx, { params, body }) => told(closeSession(world, ctx, { ...params, ...body })),
  };
  return httpModule('rooms', roomsApi, handlers, roomsTexts);
}
