/** A call of each traced endpoint of mediation rooms, in sessions that all have come to. */
import { NAMES, PHONES, roomTeller, type Seated } from '../rooms.ts';
import { type Calls, folk, http, idOf, story } from './stage.ts';

const { mediator } = folk;
const { mediating, plan, present } = roomTeller(story, folk);
// Nobody is sent two codes at once: each session is an hour after the one before.
const recorded = await present();
const seated = await present();

const number = await mediating();
const planned = await plan(number);
const { session, invitations } = planned.body as {
  session: { id: string };
  invitations: { id: string }[];
};
const at = `/api/matters/${number}/sessions/${session.id}`;

async function begin({ applicant, respondent, mediator: lead }: Seated) {
  await lead.call('POST /recording', { body: { step: 'ask' } });
  for (const who of [applicant, respondent]) {
    await who.call('POST /recording-answer', { body: { answer: 'yes' } });
  }
  return lead.call('POST /recordings', { body: { mediaType: 'video/webm' } });
}

async function openRecording() {
  const id = await idOf(begin(recorded));
  await recorded.mediator.call(`POST /recordings/${id}/parts?part=0`, {
    body: Buffer.from('示例画面'),
    headers: { 'content-type': 'application/octet-stream' },
  });
  const of = `/api/matters/${recorded.number}/sessions/${recorded.session}`;
  return http(`GET ${of}/recordings/${id}`, { as: mediator });
}

/** A paper of the matter, shown by the mediator, opened by a party. */
async function openShare() {
  const matter = `/api/matters/${seated.number}`;
  const [phone, name] = [PHONES.respondent, NAMES.respondent];
  await http(`POST ${matter}/agreement/parties`, {
    as: mediator,
    body: { side: 'respondent', name, phone, idNumber: '', address: '' },
  });
  const paper = await idOf(
    http(`POST ${matter}/papers`, { as: mediator, body: { paper: 'application' } }),
  );
  const body = { source: 'paper', id: paper };
  const share = await idOf(seated.mediator.call('POST /shares', { body }));
  return seated.applicant.call(`GET /shares/${share}`);
}

export const roomsCalls: Calls = {
  'rooms.invite': () =>
    http(`POST ${at}/participants`, {
      as: mediator,
      body: { side: 'helper', withSide: 'applicant', name: '示例帮手' },
    }),
  'rooms.renewLink': () =>
    http(`POST ${at}/participants/${invitations[0]?.id}/link`, { as: mediator }),
  'rooms.enterSession': () => http(`POST ${at}/entry`, { as: mediator }),
  'rooms.attest': () =>
    seated.mediator.call(`POST /participants/${seated.ids.respondent}/attestation`, {
      body: { document: 'passport', how: 'video' },
    }),
  'rooms.beginRecording': () => begin(seated),
  'rooms.openRecording': openRecording,
  'rooms.openShare': openShare,
};
