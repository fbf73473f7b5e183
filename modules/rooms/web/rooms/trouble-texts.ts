/** Words for whoever the room does not open: what it means, what to do, whom to call. */
import { defineTexts } from '../../../../web/texts.ts';

export const troubleTexts = defineTexts('rooms-trouble', {
  what: { zh: '您可以这样做', en: 'What you can do' },
  unknownTitle: { zh: '这个链接打不开', en: 'This link opens nothing' },
  unknownWhole: {
    zh: '链接要完整：请在短信里直接点开，不要只复制一部分。',
    en: 'It must be whole: open it in the message itself, not a part that was copied.',
  },
  unknownNewer: {
    zh: '发过新链接的，旧链接就作废：请用最近一条短信里的链接。',
    en: 'Once a newer link is sent the older one is closed: use the latest message.',
  },
  askNew: {
    zh: '还是不行，请打下面的电话，请调解员给您发一个新链接。说出您的姓名和约定的调解时间即可。',
    en: 'If it still fails, call the number below and ask for a new link. Your name and the time of the session are enough.',
  },
  knownTitle: { zh: '请从短信里的链接进入', en: 'Please come in by the link in your message' },
  knownAgain: {
    zh: '这台设备还没有进入，或者已换到另一台设备、被请出重新核对。请再点一次短信里的链接，用验证码进入。',
    en: 'This device is not in the room: another one took over, or you were asked to come in anew. Open the link in your message again and enter with a code.',
  },
  knownElse: {
    zh: '如果这不是您本人的调解会议，请关闭本页：别人的链接您进不去。',
    en: 'If this is somebody else’s session, close this page: their link does not let you in.',
  },
  endedTitle: { zh: '本次调解会议已经结束', en: 'This session has ended' },
  endedRecord: {
    zh: '链接不再有效。调解笔录已归档，其余所写内容已销毁。',
    en: 'The link is closed. The record is archived; all else that was written is destroyed.',
  },
  endedPapers: {
    zh: '看协议、要文书：登录居民门户，在“我的事项”里看；或打下面的电话。',
    en: 'For the agreement and papers sign in at the residents’ portal, under “My matters”, or call the number below.',
  },
  cancelledTitle: { zh: '本次调解会议已取消', en: 'This session was cancelled' },
  cancelledWait: {
    zh: '另行安排时，会再发短信通知您，用新的链接进入。',
    en: 'If another is planned you get a message with a link of its own.',
  },
  cancelledAsk: {
    zh: '想知道原因或约新的时间，请打下面的电话。',
    en: 'To know why, or to agree on another time, call the number below.',
  },
  networkTitle: { zh: '网络断开了', en: 'No connection' },
  networkSelf: {
    zh: '连上后，这一页会自动打开；您写过的内容不会丢。',
    en: 'The page opens by itself once there is a connection. Nothing that you wrote is lost.',
  },
  networkCheck: {
    zh: '请看手机的无线网络或流量是否打开，或换一个信号好的地方。',
    en: 'See whether wireless or mobile data is on, or go where the signal is better.',
  },
  networkCall: {
    zh: '一直连不上，请打电话告诉调解员，会议会等您或改期。',
    en: 'If it stays so, call: the mediator waits for you or finds another time.',
  },
  otherTitle: { zh: '暂时打不开', en: 'It does not open just now' },
  otherAgain: {
    zh: '请过一会儿再试；仍不行，请打下面的电话。',
    en: 'Try again in a moment; if it still fails, call the number below.',
  },
  notMine: { zh: '这不是我的手机号', en: 'This is not my phone' },
  notMineLead: {
    zh: '验证码只发到事项上登记的手机。',
    en: 'The code goes to the phone that stands on the matter and to no other.',
  },
  notMineElse: {
    zh: '链接是别人转给您的：它只供收到短信的本人使用，您进不去。您也要参加的，请调解员给您本人发一个链接。',
    en: 'If somebody passed the link on to you: it is for whoever got the message. If you are to take part, ask the mediator for a link of your own.',
  },
  notMineChanged: {
    zh: '您换了手机号：请打电话，由调解员核对后更正，再发新链接。',
    en: 'If your number has changed: call. The mediator makes sure who you are, corrects it and sends a new link.',
  },
  call: { zh: '打电话：{phone}', en: 'Call {phone}' },
  callTo: { zh: '打电话给{name}：{phone}', en: 'Call {name}: {phone}' },
  openNow: { zh: '现在有人接听，到 {at}。', en: 'Somebody answers now, until {at}.' },
  opensAt: { zh: '{at} 上班后有人接听。', en: 'Somebody answers from {at}.' },
  noPhone: {
    zh: '请联系通知您参加调解的调解组织。',
    en: 'Ask the mediation organisation that invited you.',
  },
  portal: { zh: '居民门户', en: 'Residents’ portal' },
});
