/** The effects by the names that process definitions use. */
import type { Draft } from '../draft.ts';
import * as around from './around.ts';
import * as desk from './desk.ts';
import * as handling from './handling.ts';

export type Effect = (draft: Draft) => void;
export type EffectTable = Readonly<Record<string, Effect>>;

export const effects = {
  triage: desk.triage,
  applyRoute: desk.applyRoute,
  reply: desk.reply,
  recordAttempt: desk.recordAttempt,
  decline: desk.decline,
  answerAtOnce: desk.answerAtOnce,
  withdraw: desk.withdraw,
  refer: desk.refer,
  conclude: desk.conclude,
  askObjection: desk.askObjection,
  decideObjection: desk.decideObjection,
  askSuspension: desk.askSuspension,
  decideSuspension: desk.decideSuspension,
  resume: desk.resume,
  askExtension: desk.askExtension,
  decideExtension: desk.decideExtension,
  lapseRequests: desk.lapseRequests,
  designate: desk.designate,
  sendUp: desk.sendUp,
  appointHandler: desk.appointHandler,
  reopen: desk.reopen,
  rate: desk.rate,
  attachPhotos: desk.attachPhotos,
  askVerify: handling.askVerify,
  recordVerify: handling.recordVerify,
  assignLead: handling.assignLead,
  assignSupporting: handling.assignSupporting,
  callIn: handling.callIn,
  reportIn: handling.reportIn,
  finishSupport: handling.finishSupport,
  acknowledge: handling.acknowledge,
  recordResult: handling.recordResult,
  selfHandle: handling.selfHandle,
  recordCheck: handling.recordCheck,
  recordCallBack: handling.recordCallBack,
  recordConfirmation: handling.recordConfirmation,
  supervise: around.supervise,
  replySupervision: around.replySupervision,
  closeSupervision: around.closeSupervision,
  merge: around.merge,
  takeDuplicate: around.takeDuplicate,
  unmerge: around.unmerge,
  releaseDuplicate: around.releaseDuplicate,
  linkSub: around.linkSub,
  endSub: around.endSub,
  moveAway: around.moveAway,
  follow: around.follow,
  noteSubject: around.noteSubject,
} satisfies Record<string, Effect>;
