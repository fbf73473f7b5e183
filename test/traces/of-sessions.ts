/** A call of each endpoint whose trace is the log of a mediation: dates, sessions, the choice. */
import { roomTeller } from '../rooms.ts';
import { addCommittee } from './committee.ts';
import { folk, http, type LogCalls, story, tell } from './stage.ts';

const { mediating, plan, seated } = roomTeller(story, folk);
const { mediator: as } = folk;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const iso = (at: number) => new Date(at).toISOString();
const inDays = (days: number) => story.clock.now() + days * DAY;

const planDate = (number: string) =>
  http(`POST /api/matters/${number}/dates`, {
    as,
    body: {
      kind: 'session',
      title: 'mediation',
      startsAt: iso(inDays(3)),
      endsAt: iso(inDays(3) + HOUR),
      place: '村委会',
      posts: [],
    },
  });

/** The line of a date that was planned. */
async function plannedDate(): Promise<string> {
  const number = await mediating();
  const { id } = await planDate(number);
  return `POST /api/matters/${number}/dates/${id}`;
}

/** The line of a session that was planned. */
async function plannedSession(): Promise<string> {
  const number = await mediating();
  const { body } = await plan(number);
  return `POST /api/matters/${number}/sessions/${(body.session as { id: string }).id}`;
}

const reason = '双方另约时间';

/** A dispute with a committee, from whose mediators its parties choose. */
async function toChoose() {
  await addCommittee();
  const resident = await folk.resident();
  const number = await tell.report(resident, { category: 'neighbours', text: '楼上渗水。' });
  const to = { channel: 'people', org: folk.orgs.town };
  await tell.done(folk.townDispatcher, number, 'assignMediation', to);
  const line = `/api/matters/${number}`;
  const { body } = await http(`GET ${line}/mediators`, { as: resident });
  const [first] = body.items as { id: string }[];
  return { line, number, resident, first: first?.id };
}

export const sessionCalls: LogCalls = {
  'agenda.planDate': [
    ['planDate'],
    async () => {
      const number = await mediating();
      return () => planDate(number);
    },
  ],
  'agenda.moveDate': [
    ['moveDate'],
    async () => {
      const line = await plannedDate();
      const times = { startsAt: iso(inDays(4)), endsAt: iso(inDays(4) + HOUR) };
      const body = { ...times, place: '村委会二楼', posts: [], reason };
      return () => http(`${line}/move`, { as, body });
    },
  ],
  'agenda.cancelDate': [
    ['cancelDate'],
    async () => {
      const line = await plannedDate();
      return () => http(`${line}/cancel`, { as, body: { reason } });
    },
  ],
  'rooms.planSession': [
    ['planSession'],
    async () => {
      const number = await mediating();
      return () => plan(number);
    },
  ],
  'rooms.changeSession': [
    // The process knows one act for both: a time was set.
    ['planSession'],
    async () => {
      const line = await plannedSession();
      const body = { startsAt: iso(inDays(2)), minutes: 60, mode: 'online' };
      return () => http(`${line}/change`, { as, body });
    },
  ],
  'rooms.cancelSession': [
    ['cancelSession'],
    async () => {
      const line = await plannedSession();
      return () => http(`${line}/cancellation`, { as, body: { reason } });
    },
  ],
  'rooms.closeSession': [
    ['holdSession'],
    async () => {
      const { mediator } = await seated();
      return () => mediator.call('POST /close', { body: { record: '双方各自陈述。' } });
    },
  ],
  'roster.answerInterest': [
    ['answerInterest'],
    async () => {
      const { line, first, number, resident } = await toChoose();
      await tell.done(folk.mediator, number, 'disclose', { ground: 'relation', text: reason });
      const answer = { side: 'applicant', mediator: first, answer: 'agreed' };
      return () => http(`POST ${line}/mediator-interests`, { as: resident, body: answer });
    },
  ],
  'roster.chooseMediator': [
    ['chooseMediator'],
    async () => {
      const { line, first, resident } = await toChoose();
      const choice = { side: 'applicant', mediator: first };
      return () => http(`POST ${line}/mediator-choice`, { as: resident, body: choice });
    },
  ],
};
