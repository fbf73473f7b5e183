/** A call of each traced endpoint of agreements, the agenda, the roster of mediators, petitions. */
import { agreementTeller } from '../agreement.ts';
import { hire } from '../people.ts';
import { addCommittee, terms } from './committee.ts';
import { asAdministrator, type Calls, folk, http, idOf, story, tell } from './stage.ts';

const { countyDispatcher, mediator, orgs, petitionOfficer, townDispatcher } = folk;
const agreements = await agreementTeller(story, folk);

const roomOfTown = { zh: '第一调解室', way: '一楼东侧', seats: 6 };
const addRoom = () =>
  http('POST /api/agenda/rooms', { as: townDispatcher, body: { ...roomOfTown, org: orgs.town } });

const room = await addRoom();
const changeRoom = () =>
  http(`PUT /api/agenda/rooms/310116/${room.id}`, {
    as: townDispatcher,
    body: { ...roomOfTown, isActive: false, version: room.body.version },
  });

async function correctParty() {
  const { number, respondent } = await agreements.mediating();
  const { me } = await agreements.view(respondent, number);
  return http(`PUT /api/matters/${number}/agreement/parties/${String(me)}`, {
    as: mediator,
    body: { name: '李示例二', phone: '', idNumber: '', address: '' },
  });
}

const committee = await addCommittee();

type Kept = { fromOn: string; toOn: string | null };
function changeCommittee() {
  const { mediators, version } = committee.body as { mediators: Kept[]; version: number };
  return asAdministrator(`PUT /api/roster/committees/310116/${committee.id}`, {
    ...terms,
    chosenBy: '示例甲镇居民代表会议补选',
    mediators: mediators.map(({ fromOn: _from, toOn: _to, ...one }) => one),
    version,
  });
}

/** By a resident whose dispute is with the committee above. */
async function fileGrievance() {
  const resident = await folk.resident();
  const number = await tell.report(resident, { category: 'neighbours', text: '楼上渗水。' });
  const channel = { channel: 'people', org: orgs.town };
  await tell.done(townDispatcher, number, 'assignMediation', channel);
  const { body } = await http(`GET /api/matters/${number}/mediators`, { as: resident });
  const [first] = body.items as { id: string }[];
  return http(`POST /api/matters/${number}/mediator-grievances`, {
    as: resident,
    body: { mediator: first?.id, ground: 'partial', text: '调解时只听对方一个人讲' },
  });
}

async function answerGrievance() {
  const id = await idOf(fileGrievance());
  return http(`POST /api/roster/grievances/310116/${id}/answer`, {
    as: countyDispatcher,
    body: { result: 'corrected', text: '已责令改正并另行指定。' },
  });
}

/** Whose calendar is read by a program: nobody else's is. */
const reader = await hire(story.world, {
  login: 'calendar-reader',
  role: 'mediator',
  orgId: orgs.town,
  regions: ['310116101'],
});

export const mediationCalls: Calls = {
  'agenda.addRoom': addRoom,
  'agenda.changeRoom': changeRoom,
  'agenda.renewFeed': () => http('POST /api/agenda/feed', { as: reader }),
  'agenda.withdrawFeed': () => http('DELETE /api/agenda/feed', { as: reader }),
  'agreements.correctParty': correctParty,
  'petitions.openYearly': () =>
    http('GET /api/petitions/yearly/2026/docx?county=310116', { as: petitionOfficer }),
  'roster.addCommittee': () => addCommittee(orgs.village),
  'roster.changeCommittee': changeCommittee,
  'roster.fileGrievance': fileGrievance,
  'roster.listGrievances': () =>
    http('GET /api/roster/grievances?county=310116', { as: countyDispatcher }),
  'roster.answerGrievance': answerGrievance,
};
