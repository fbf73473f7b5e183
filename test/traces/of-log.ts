/** Calls of every endpoint whose trace is the log of the matter, and what each appends there. */
import { agreementCalls } from './of-agreements.ts';
import { invitationLogCalls } from './of-invitations.ts';
import { petitionCalls } from './of-petitions.ts';
import { sessionCalls } from './of-sessions.ts';
import { folk, http, type LogCalls, tell, uploadPicture } from './stage.ts';

const { report, read, act } = tell;
const { townDispatcher } = folk;
const resident = await folk.resident();

/** A picture that can be released, and where. */
async function coveredPicture() {
  const original = await uploadPicture(resident, 640);
  const number = await report(resident, { attachments: [original] });
  const copy = await uploadPicture(townDispatcher, 320);
  const body = { original, copy, reason: '让居民看到现场', isCovered: true };
  const line = `POST /api/matters/${number}/releases`;
  return { line, copy, release: () => http(line, { as: townDispatcher, body }) };
}

const fresh = async () => {
  const number = await report(resident);
  const { version } = await read(townDispatcher, number);
  return { number, version };
};

export const logCalls: LogCalls = {
  'matters.register': [
    ['register'],
    async () => {
      const body = { text: '路灯不亮', category: 'streetLight', region: '310116101201' };
      return () => http('POST /api/reports', { as: resident, body });
    },
  ],
  'matters.act': [
    ['open'],
    async () => {
      const { number } = await fresh();
      return () => act(townDispatcher, number, 'open');
    },
  ],
  'matters.actOnMany': [
    ['open', 'open'],
    async () => {
      const body = { action: 'open', items: [await fresh(), await fresh()] };
      return () => http('POST /api/matters/bulk', { as: townDispatcher, body });
    },
  ],
  'papers.makePaper': [
    ['makePaper'],
    async () => {
      const number = await report(resident);
      await act(townDispatcher, number, 'answer', { reply: '已转告' });
      const body = { paper: 'reply' };
      return () => http(`POST /api/matters/${number}/papers`, { as: townDispatcher, body });
    },
  ],
  'matters.releasePicture': [['releasePicture'], async () => (await coveredPicture()).release],
  'matters.withdrawRelease': [
    ['withdrawRelease'],
    async () => {
      const { line, copy, release } = await coveredPicture();
      await release();
      const body = { reason: '还能看到门牌' };
      return () => http(`${line}/${copy}/withdrawal`, { as: townDispatcher, body });
    },
  ],
  ...agreementCalls,
  ...sessionCalls,
  ...invitationLogCalls,
  ...petitionCalls,
};
