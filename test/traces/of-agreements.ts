/** A call of each endpoint of an agreement whose trace is the log: each is one act, one entry. */
import { agreementTeller, CLAUSES, drawnInk, FACTS } from '../agreement.ts';
import { roomTeller } from '../rooms.ts';
import type { Caller } from '../teller.ts';
import { folk, http, type LogCalls, story, uploadPicture } from './stage.ts';

const tell = await agreementTeller(story, folk);
const { seated } = roomTeller(story, folk);
const { mediator } = folk;
const ink = await drawnInk();
const at = (number: string) => `/api/matters/${number}/agreement`;

const respondent = {
  side: 'respondent',
  name: '王示例',
  phone: '19900009999',
  idNumber: '',
  address: '',
};
const nameParty = (number: string) =>
  http(`POST ${at(number)}/parties`, { as: mediator, body: respondent });
const offer = (number: string, digest: string) =>
  http(`POST ${at(number)}/offer`, { as: mediator, body: { digest } });
const partyOf = async (as: Caller, number: string) => String((await tell.view(as, number)).me);

export const agreementCalls: LogCalls = {
  'agreements.nameParty': [
    ['nameParty'],
    async () => {
      const { number } = await tell.mediating();
      return () => nameParty(number);
    },
  ],
  'agreements.dropParty': [
    ['dropParty'],
    async () => {
      const { number } = await tell.mediating();
      const { id } = await nameParty(number);
      return () => http(`DELETE ${at(number)}/parties/${id}`, { as: mediator });
    },
  ],
  'agreements.writeText': [
    ['writeText'],
    async () => {
      const { number } = await tell.mediating();
      const body = { facts: FACTS, clauses: CLAUSES, seen: 0 };
      return () => http(`PUT ${at(number)}/text`, { as: mediator, body });
    },
  ],
  'agreements.offerText': [
    ['offerText'],
    async () => {
      const { number } = await tell.mediating();
      const { digest } = await tell.write(number);
      return () => offer(number, digest);
    },
  ],
  'agreements.signText': [
    ['signText'],
    async () => {
      const { number, digest, applicant: as } = await tell.offered();
      const body = { digest, ink, code: await tell.code(as, number, digest) };
      return () => http(`POST ${at(number)}/signatures`, { as, body });
    },
  ],
  'agreements.signInRoom': [
    ['signText'],
    async () => {
      const { number, applicant } = await seated();
      await nameParty(number);
      const { digest } = await tell.write(number);
      await offer(number, digest);
      await applicant.call('POST /agreement/codes', { body: { digest } });
      const body = { digest, ink, code: story.world.phoneCodes.sent.at(-1)?.code };
      return () => applicant.call('POST /agreement/signatures', { body });
    },
  ],
  'agreements.attestSignature': [
    ['signText'],
    async () => {
      const { number, digest, respondent: absent } = await tell.offered();
      const party = await partyOf(absent, number);
      const scan = await uploadPicture(mediator, 640);
      const body = { digest, party, how: 'ink', signedOn: '2026-11-20', scan };
      return () => http(`POST ${at(number)}/signatures/attested`, { as: mediator, body });
    },
  ],
  'agreements.signAsMediator': [
    ['signText'],
    async () => {
      const { number, digest } = await tell.signed();
      return () => tell.signAsMediator(number, digest);
    },
  ],
  'agreements.sealText': [
    ['signText'],
    async () => {
      const { number, digest } = await tell.signed();
      await tell.signAsMediator(number, digest);
      return () => tell.seal(number, digest);
    },
  ],
  'agreements.notePromise': [
    ['notePromise'],
    async () => {
      const { number, applicant: as } = await tell.inForce();
      const [first] = (await tell.view(as, number)).promises as { id: string }[];
      const body = { result: 'performed' };
      return () => http(`POST ${at(number)}/promises/${first?.id}`, { as, body });
    },
  ],
};
