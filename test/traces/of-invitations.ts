/** A call of each endpoint of parties who come by a link, that leaves a trace. */
import { agreementTeller } from '../agreement.ts';
import { invitedTeller } from '../invited.ts';
import { addCommittee } from './committee.ts';
import { type Calls, folk, http, type LogCalls, story, tell } from './stage.ts';

const { consenting, named, invite, invited, firstMediator } = invitedTeller(story, folk);
const text = '示例';

/** One who has a committee from which to choose. */
async function choosing() {
  await addCommittee();
  return invited();
}

export const invitationLogCalls: LogCalls = {
  'invitations.inviteParty': [
    ['inviteParty'],
    async () => {
      const { number } = await consenting();
      const { party } = await named(number);
      return () => invite(number, party);
    },
  ],
  'invitations.answerInvitation': [
    ['answerInvitation'],
    async () => {
      const { call } = await invited();
      return () => call('POST /answer', { body: { consent: 'agreed' } });
    },
  ],
  'invitations.wishChannel': [
    ['wishChannel'],
    async () => {
      const { call } = await invited();
      return () => call('POST /channel-wish', { body: { channel: 'industry' } });
    },
  ],
  'invitations.wishOwnChannel': [
    ['wishChannel'],
    async () => {
      const { number, applicant } = await consenting();
      const body = { channel: 'industry' };
      return () => http(`POST /api/my/matters/${number}/channel-wish`, { as: applicant, body });
    },
  ],
  'invitations.chooseByLink': [
    ['chooseMediator'],
    async () => {
      const { call } = await choosing();
      const mediator = await firstMediator(call);
      return () => call('POST /mediator-choice', { body: { mediator } });
    },
  ],
  'invitations.answerInterestByLink': [
    ['answerInterest'],
    async () => {
      const { call, number } = await choosing();
      await tell.done(folk.mediator, number, 'disclose', { ground: 'relation', text });
      const body = { mediator: await firstMediator(call), answer: 'agreed' };
      return () => call('POST /mediator-interests', { body });
    },
  ],
  'invitations.replaceByLink': [
    ['askReplacement'],
    async () => {
      const { call, number } = await choosing();
      const given = { post: folk.mediator.post, chosenBy: 'committee' };
      await tell.done(folk.mediator, number, 'appointMediator', given);
      return () => call('POST /replacement', { body: { reason: text } });
    },
  ],
};

export const invitationCalls: Calls = {
  'invitations.fileGrievanceByLink': async () => {
    const { call } = await choosing();
    const body = { mediator: await firstMediator(call), ground: 'partial', text };
    return call('POST /mediator-grievances', { body });
  },
  'invitations.openByLink': async () => {
    const { call, number } = await invited();
    const agreements = await agreementTeller(story, folk);
    const { parties } = (await agreements.view(folk.mediator, number)) as {
      parties: { id: string; side: string }[];
    };
    const applicant = parties.find(({ side }) => side === 'applicant')?.id ?? '';
    await http(`PUT /api/matters/${number}/agreement/parties/${applicant}`, {
      as: folk.mediator,
      body: { name: '张示例', phone: '', idNumber: '', address: '' },
    });
    for (const side of ['applicant', 'respondent']) {
      await agreements.done(folk.mediator, number, 'recordConsent', { side, consent: 'agreed' });
    }
    const happenedOn = '2026-11-20';
    const written = { form: 'written', facts: text, terms: text, happenedOn };
    await agreements.done(folk.mediator, number, 'recordAgreement', written);
    for (const signer of ['applicant', 'respondent', 'mediator', 'committee']) {
      await agreements.done(folk.mediator, number, 'sign', { signer, how: 'ink', happenedOn });
    }
    const { sweepTask } = story.house.agreements;
    await sweepTask(story.clock.now).sweep(folk.county, new AbortController().signal);
    const { papers } = (await call('GET ')).body as { papers: { id: string }[] };
    return call(`GET /papers/${papers[0]?.id}`);
  },
};
