/** What the room refuses, in words for whoever is on a phone and in a dispute. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const roomsTexts = {
  ROOM_NO_DISPUTE: {
    kind: 'conflict',
    zh: '这类事项没有调解会议。',
    en: 'This kind of matter has no mediation sessions.',
  },
  ROOM_IN_THE_PAST: {
    kind: 'invalid',
    zh: '开始时间已过，请另选时间。',
    en: 'That time is over. Choose another.',
  },
  ROOM_PLACE_MISSING: {
    kind: 'invalid',
    zh: '有人到现场参加，请写明地点。',
    en: 'Somebody comes in person: say where.',
  },
  ROOM_FULL: {
    kind: 'conflict',
    zh: '一次调解最多六人（含调解员）。',
    en: 'A session takes six at most, the mediator among them.',
  },
  ROOM_LINK_UNKNOWN: {
    kind: 'missing',
    zh: '这个链接打不开：可能不完整，或已换成新的。请用最近一条短信里的链接，或联系调解员。',
    en: 'This link opens nothing: it may be cut short, or a newer one was sent. Use the link of the latest message, or ask the mediator.',
  },
  ROOM_ENDED: {
    kind: 'conflict',
    zh: '本次调解会议已经结束，链接不再有效。调解记录已归档；需要文书请联系调解组织。',
    en: 'This session has ended and its link is closed. The record is archived; for papers ask the mediation organisation.',
  },
  ROOM_CANCELLED: {
    kind: 'conflict',
    zh: '本次调解会议已取消。如另行安排，会再发短信通知您。',
    en: 'This session was cancelled. If another is planned you will get a message.',
  },
  ROOM_NO_PHONE: {
    kind: 'conflict',
    zh: '没有登记您的手机号码，不发验证码：请直接进入等候，由调解员核对证件后放行。',
    en: 'No phone of yours is known, so no code is sent: go in and wait; the mediator compares your document.',
  },
  ROOM_CODE_TOO_SOON: {
    kind: 'tooMany',
    zh: '验证码发送过于频繁，请 {seconds} 秒后再试。',
    en: 'A code was sent a moment ago. Try again in {seconds} seconds.',
  },
  ROOM_CODE_NOT_SENT: {
    kind: 'unavailable',
    zh: '验证码没有发出去，请稍后再试，或联系调解员。',
    en: 'The code could not be sent. Try again later, or ask the mediator.',
  },
  ROOM_CODE_WRONG: {
    kind: 'invalid',
    zh: '验证码不对或已过期。请核对短信，或重新获取。这个链接只供收到短信的本人使用。',
    en: 'The code is wrong or too old. Check the message, or ask for another. Only whoever got the message may use this link.',
  },
  ROOM_DEVICE_UNKNOWN: {
    kind: 'unauthenticated',
    zh: '这台设备还没有进入调解室，或已换到另一台设备。请从短信里的链接重新进入。',
    en: 'This device is not in the room, or another one speaks for you now. Open the link in your message again.',
  },
  ROOM_NOT_ADMITTED: {
    kind: 'forbidden',
    zh: '请先等候：调解员核对身份后会请您进来。',
    en: 'Please wait: the mediator lets you in after comparing who you are.',
  },
  ROOM_MEDIATOR_ONLY: {
    kind: 'forbidden',
    zh: '只有主持本次会议的调解员可以这样做。',
    en: 'Only the mediator of this session may do this.',
  },
  ROOM_NOT_ATTESTED: {
    kind: 'conflict',
    zh: '请先核对这位参加人的证件并记明。',
    en: 'Compare the participant’s document first, and attest it.',
  },
  ROOM_NOT_TOLD: {
    kind: 'conflict',
    zh: '这位参加人还没有确认知悉虚假调解的后果。',
    en: 'The participant has not yet acknowledged the consequences of sham mediation.',
  },
  ROOM_OTHER_CHAMBER: {
    kind: 'forbidden',
    zh: '对方现在不在同一个分室，不能连接。',
    en: 'The other is in another chamber now: no connection passes.',
  },
  ROOM_NOT_YOUR_PAGE: {
    kind: 'forbidden',
    zh: '您不能在这里写。',
    en: 'This page is not yours to write on.',
  },
  ROOM_CONSENT_MISSING: {
    kind: 'conflict',
    zh: '还有人没有明确同意，不能录音录像。',
    en: 'Not everybody has clearly consented: nothing is recorded.',
  },
  ROOM_RECORDING_ENDED: {
    kind: 'conflict',
    zh: '录音录像已经停止，之后的内容不再保存。',
    en: 'The recording has ended: what came after is not kept.',
  },
  ROOM_PART_ORDER: {
    kind: 'conflict',
    zh: '请从第 {parts} 段继续上传。',
    en: 'Go on with part {parts}.',
  },
  ROOM_NOT_INVITED: {
    kind: 'forbidden',
    zh: '您的手机不在这次调解会议的名单上，请联系调解员。',
    en: 'Your phone is not on the list of this session. Ask the mediator.',
  },
  ROOM_FACT_AGREED: {
    kind: 'conflict',
    zh: '各方都已确认，不能撤下。如有错误，请另写一条更正。',
    en: 'All have confirmed it: it stays. Write another that corrects it.',
  },
  ROOM_NOT_YOUR_FACT: {
    kind: 'forbidden',
    zh: '只有写下这一条的人或调解员可以撤下。',
    en: 'Only whoever wrote it, or the mediator, may take it back.',
  },
} as const satisfies RefusalTexts;
