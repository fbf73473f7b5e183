/** Endpoints that name a matter, and what each should answer to whom, by role and relation. */
import type { Role } from './cast.ts';
import { holds } from './endpoints.ts';

/** What an answer comes to. `passed`: whatever was not refused for want of a right. */
export type Class = 'signIn' | 'forbidden' | 'notYours' | 'subject' | 'missing' | 'passed';

export type Sight = { role: Role; sees: boolean; isSubject: boolean };
export type OnMatter = {
  line: (at: { number: string; attachment: string }) => string;
  body?: object;
  staff: (sight: Sight) => Class;
  /** Of the reporter, a follower, a stranger, a machine that reads, nobody. */
  others: [Class, Class, Class, Class, Class];
};

const seen = ({ sees }: Sight): Class => (sees ? 'passed' : 'missing');
const behind =
  (permission: string) =>
  (sight: Sight): Class => {
    if (!holds(sight.role, permission)) return 'forbidden';
    return sight.sees && sight.isSubject ? 'subject' : seen(sight);
  };
const reading = {
  staff: seen,
  others: ['passed', 'passed', 'missing', 'passed', 'signIn'],
} satisfies Partial<OnMatter>;
const file = {
  staff: ({ sees, isSubject }) => (sees && !isSubject ? 'passed' : 'missing'),
  others: ['passed', 'missing', 'missing', 'passed', 'signIn'],
} satisfies Partial<OnMatter>;
const ofOwn = {
  staff: () => 'forbidden',
  others: ['passed', 'passed', 'missing', 'forbidden', 'signIn'],
} satisfies Partial<OnMatter>;
/** Only a petition has it: any other matter is as if it were not there. */
const ofPetitioner = {
  staff: () => 'forbidden',
  others: ['missing', 'missing', 'missing', 'forbidden', 'signIn'],
} satisfies Partial<OnMatter>;
const ofStaff: OnMatter['others'] = ['forbidden', 'forbidden', 'forbidden', 'forbidden', 'signIn'];

const NO_ID = '01900000-0000-7000-8000-000000000000';
const digest = '0'.repeat(64);
/** A picture of one stroke. */
const ink = [
  'iVBORw0KGgoAAAANSUhEUgAAAAgAAAAIAQMAAAD+wSzIAAAABlBMVEX///8AAABVwtN+',
  'AAAACXBIWXMAAAsTAAALEwEAmpwYAAAADklEQVR4nGP4wACBUAAALRADwfnOu3EAAAAASUVORK5CYII=',
].join('');
const person = { name: '示例', phone: '', idNumber: '', address: '' };
const clause = { id: 'a', who: 'both', what: '和好', when: '', dueOn: null, ifNot: '' };

const ofColleagues = {
  staff: (sight) => (holds(sight.role, 'matter.read') ? seen(sight) : 'forbidden'),
  others: ['forbidden', 'forbidden', 'forbidden', 'passed', 'signIn'],
} satisfies Partial<OnMatter>;

const beforeMatter = {
  body: {},
  staff: ({ role }) => (holds(role, 'matter.act') ? 'passed' : 'forbidden'),
  others: ofStaff,
} satisfies Partial<OnMatter>;

const sessionOf = (number: string) => `/api/matters/${number}/sessions/${NO_ID}`;
const ofSessions = {
  staff: (sight) => (holds(sight.role, 'matter.act') ? seen(sight) : 'forbidden'),
  others: ofStaff,
} satisfies Partial<OnMatter>;
/** The matter of the matrix is no dispute: who passes the door is told that it has no agreement. */
const agreementLines: [string, string, string | null, object?][] = [
  ['readAgreement', 'GET', null],
  ['compareVersion', 'GET /versions/1', null],
  ['listClauseTemplates', 'GET /clause-templates', 'matter.act'],
  ['nameParty', 'POST /parties', 'matter.act', { ...person, side: 'respondent' }],
  ['correctParty', `PUT /parties/${NO_ID}`, 'matter.act', person],
  ['dropParty', `DELETE /parties/${NO_ID}`, 'matter.act'],
  ['writeText', 'PUT /text', 'matter.act', { facts: '事实', clauses: [clause], seen: 0 }],
  ['offerText', 'POST /offer', 'matter.act', { digest }],
  ['propose', 'POST /amendments', null, { clause: null, kind: 'comment', text: '意见' }],
  ['answerAmendment', `POST /amendments/${NO_ID}/answer`, null, { state: 'withdrawn' }],
  ['sendSigningCode', 'POST /codes', null, { digest }],
  ['signText', 'POST /signatures', null, { digest, code: '123456', ink }],
  [
    'attestSignature',
    'POST /signatures/attested',
    'matter.act',
    { digest, party: NO_ID, how: 'ink', signedOn: '2026-11-20', scan: NO_ID },
  ],
  ['signAsMediator', 'POST /signatures/mediator', 'matter.act', { digest, ink }],
  ['sealText', 'POST /signatures/seal', 'agreement.seal', { digest }],
  ['notePromise', `POST /promises/${NO_ID}`, null, { result: 'performed' }],
];

function ofNoDispute([name, line, permission, body]: (typeof agreementLines)[number]) {
  const [method = '', rest = ''] = line.split(' ');
  const one: OnMatter = {
    line: ({ number }) => `${method} /api/matters/${number}/agreement${rest}`,
    ...(body && { body }),
    staff: (sight) =>
      permission === null || holds(sight.role, permission) ? seen(sight) : 'forbidden',
    others: permission === null ? reading.others : ofStaff,
  };
  return [`agreements.${name}`, one] as const;
}

/** By endpoint; `act` has a matrix of its own. */
export const onMatter: Record<string, OnMatter> = {
  getMatter: { line: ({ number }) => `GET /api/matters/${number}`, ...reading },
  getLog: { line: ({ number }) => `GET /api/matters/${number}/log`, ...reading },
  explainClocks: { line: ({ number }) => `GET /api/matters/${number}/clocks`, ...reading },
  listNearOf: {
    line: ({ number }) => `GET /api/matters/${number}/near`,
    staff: (sight) => (holds(sight.role, 'matter.read') ? seen(sight) : 'forbidden'),
    others: ['forbidden', 'forbidden', 'forbidden', 'passed', 'signIn'],
  },
  listReplyTemplates: {
    line: ({ number }) => `GET /api/reply-templates?number=${number}`,
    staff: (sight) => (holds(sight.role, 'matter.act') ? seen(sight) : 'forbidden'),
    others: ofStaff,
  },
  enterMatter: {
    line: ({ number }) => `PUT /api/matters/${number}/presence`,
    body: { page: '6f1f2c0e-8a51-4f4e-9a52-0d1c6a3f7b11' },
    ...ofColleagues,
  },
  leaveMatter: {
    line: ({ number }) =>
      `DELETE /api/matters/${number}/presence?page=6f1f2c0e-8a51-4f4e-9a52-0d1c6a3f7b11`,
    ...ofColleagues,
  },
  listDrafts: { line: ({ number }) => `GET /api/matters/${number}/drafts`, ...ofColleagues },
  saveDraft: {
    line: ({ number }) => `PUT /api/matters/${number}/drafts/note`,
    body: { input: { text: '示例' } },
    staff: ofColleagues.staff,
    others: ofStaff,
  },
  dropDraft: {
    line: ({ number }) => `DELETE /api/matters/${number}/drafts/note`,
    ...ofColleagues,
  },
  openPersons: {
    line: ({ number }) => `POST /api/matters/${number}/persons`,
    body: { purpose: 'handling', reason: '核实情况' },
    staff: behind('person.open'),
    others: ofStaff,
  },
  listOpenings: {
    line: ({ number }) => `GET /api/matters/${number}/openings`,
    staff: ({ sees }) => (sees ? 'forbidden' : 'missing'),
    others: ['passed', 'passed', 'missing', 'forbidden', 'signIn'],
  },
  // The matter is open: who may erase is told that.
  erasePersons: {
    line: ({ number }) => `POST /api/matters/${number}/erasure`,
    body: { reason: '本人申请' },
    staff: behind('person.erase'),
    others: ofStaff,
  },
  // Judged before who may make it: of these papers no kind has any.
  'papers.previewPaper': {
    line: ({ number }) => `GET /api/matters/${number}/paper-drafts/none`,
    staff: (sight) => (holds(sight.role, 'matter.act') ? seen(sight) : 'forbidden'),
    others: ofStaff,
  },
  'papers.makePaper': {
    line: ({ number }) => `POST /api/matters/${number}/papers`,
    body: { paper: 'none' },
    staff: (sight) => (holds(sight.role, 'matter.act') ? seen(sight) : 'forbidden'),
    others: ofStaff,
  },
  ...Object.fromEntries(agreementLines.map(ofNoDispute)),
  'papers.listPapers': { line: ({ number }) => `GET /api/matters/${number}/papers`, ...reading },
  'papers.openPaper': {
    line: ({ number }) =>
      `GET /api/matters/${number}/papers/01900000-0000-7000-8000-000000000000/pdf`,
    staff: () => 'missing',
    others: ['missing', 'missing', 'missing', 'missing', 'signIn'],
  },
  'agenda.listDates': { line: ({ number }) => `GET /api/matters/${number}/dates`, ...reading },
  // Judged before the matter is looked at; who may plan is told by the stories of the agenda.
  'agenda.planDate': {
    line: ({ number }) => `POST /api/matters/${number}/dates`,
    ...beforeMatter,
  },
  'agenda.moveDate': {
    line: ({ number }) => `POST /api/matters/${number}/dates/${NO_ID}/move`,
    ...beforeMatter,
  },
  'agenda.cancelDate': {
    line: ({ number }) => `POST /api/matters/${number}/dates/${NO_ID}/cancel`,
    ...beforeMatter,
  },
  'agenda.openDate': {
    line: ({ number }) => `GET /api/matters/${number}/dates/${NO_ID}/event.ics`,
    staff: () => 'missing',
    others: ['missing', 'missing', 'missing', 'missing', 'signIn'],
  },
  // No dispute: whoever sees the matter is told so, or which session is not there.
  'rooms.listSessions': {
    line: ({ number }) => `GET /api/matters/${number}/sessions`,
    ...ofColleagues,
  },
  'rooms.planSession': {
    line: ({ number }) => `POST /api/matters/${number}/sessions`,
    body: {
      startsAt: '2099-11-23T01:30:00.000Z',
      minutes: 60,
      mode: 'online',
      participants: [{ side: 'respondent', name: '示例乙' }],
    },
    ...ofSessions,
  },
  'rooms.changeSession': {
    line: ({ number }) => `POST ${sessionOf(number)}/change`,
    body: { startsAt: '2099-11-23T01:30:00.000Z', minutes: 60, mode: 'online' },
    ...ofSessions,
  },
  'rooms.cancelSession': {
    line: ({ number }) => `POST ${sessionOf(number)}/cancellation`,
    body: { reason: '示例' },
    ...ofSessions,
  },
  'rooms.invite': {
    line: ({ number }) => `POST ${sessionOf(number)}/participants`,
    body: { side: 'helper', name: '示例丙' },
    ...ofSessions,
  },
  'rooms.renewLink': {
    line: ({ number }) => `POST ${sessionOf(number)}/participants/${NO_ID}/link`,
    ...ofSessions,
  },
  'rooms.enterSession': {
    line: ({ number }) => `POST ${sessionOf(number)}/entry`,
    ...ofSessions,
  },
  'rooms.enterOwnSession': {
    line: ({ number }) => `POST /api/my/matters/${number}/sessions/${NO_ID}/entry`,
    staff: () => 'forbidden',
    others: ['passed', 'missing', 'missing', 'forbidden', 'signIn'],
  },
  'rooms.openRecording': {
    line: ({ number }) => `GET ${sessionOf(number)}/recordings/${NO_ID}`,
    staff: (sight) => {
      if (!holds(sight.role, 'person.open')) return 'forbidden';
      return sight.sees && sight.isSubject ? 'subject' : 'missing';
    },
    others: ofStaff,
  },
  'invitations.listInvitations': {
    line: ({ number }) => `GET /api/matters/${number}/invitations`,
    ...ofColleagues,
  },
  'invitations.inviteParty': {
    line: ({ number }) => `POST /api/matters/${number}/invitations`,
    body: { party: NO_ID },
    ...ofSessions,
  },
  'invitations.getOwnWish': {
    line: ({ number }) => `GET /api/my/matters/${number}/channel-wish`,
    ...reading,
  },
  // Whose wish it is, the stories tell.
  'invitations.wishOwnChannel': {
    line: ({ number }) => `POST /api/my/matters/${number}/channel-wish`,
    body: {},
    staff: () => 'passed',
    others: ['passed', 'passed', 'passed', 'passed', 'signIn'],
  },
  'roster.listMatterMediators': {
    line: ({ number }) => `GET /api/matters/${number}/mediators`,
    ...reading,
  },
  // Judged before the matter is looked at; who may choose or complain, the stories tell.
  'roster.chooseMediator': {
    line: ({ number }) => `POST /api/matters/${number}/mediator-choice`,
    body: {},
    staff: () => 'passed',
    others: ['passed', 'passed', 'passed', 'passed', 'signIn'],
  },
  'roster.answerInterest': {
    line: ({ number }) => `POST /api/matters/${number}/mediator-interests`,
    body: {},
    staff: () => 'passed',
    others: ['passed', 'passed', 'passed', 'passed', 'signIn'],
  },
  'roster.fileGrievance': {
    line: ({ number }) => `POST /api/matters/${number}/mediator-grievances`,
    body: {},
    staff: () => 'passed',
    others: ['passed', 'passed', 'passed', 'passed', 'signIn'],
  },
  getPublic: {
    line: ({ number }) => `GET /api/public/matters/${number}`,
    staff: () => 'passed',
    others: ['passed', 'passed', 'passed', 'passed', 'passed'],
  },
  getOwnMatter: { line: ({ number }) => `GET /api/my/matters/${number}`, ...ofOwn },
  'petitions.getCare': { line: ({ number }) => `GET /api/matters/${number}/care`, ...reading },
  'petitions.sendWithdrawalCode': {
    line: ({ number }) => `POST /api/my/matters/${number}/withdrawal-code`,
    body: {},
    ...ofPetitioner,
  },
  'petitions.withdrawPetition': {
    line: ({ number }) => `POST /api/my/matters/${number}/withdrawal`,
    body: { code: '000000', version: 1 },
    ...ofPetitioner,
  },
  'petitions.giveMandate': {
    line: ({ number }) => `POST /api/my/matters/${number}/mandate`,
    body: {
      helper: 'resident',
      name: '示例',
      phone: '13900000000',
      mayMessage: true,
      mayReview: false,
    },
    ...ofOwn,
  },
  getPublicity: {
    line: ({ number }) => `GET /api/matters/${number}/publicity`,
    staff: (sight) => (holds(sight.role, 'matter.read') ? seen(sight) : 'forbidden'),
    others: ['forbidden', 'forbidden', 'forbidden', 'passed', 'signIn'],
  },
  // Judged before the matter is looked at; who may release is told by the stories of releases.
  releasePicture: {
    line: ({ number }) => `POST /api/matters/${number}/releases`,
    body: {},
    staff: ({ role }) => (holds(role, 'matter.act') ? 'passed' : 'forbidden'),
    others: ofStaff,
  },
  withdrawRelease: {
    line: ({ number, attachment }) =>
      `POST /api/matters/${number}/releases/${attachment}/withdrawal`,
    body: {},
    staff: ({ role }) => (holds(role, 'matter.act') ? 'passed' : 'forbidden'),
    others: ofStaff,
  },
  // A photo that nobody released is not there, for its sender neither.
  openPublicPicture: {
    line: ({ attachment }) => `GET /api/public/attachments/${attachment}?county=310116`,
    staff: () => 'missing',
    others: ['missing', 'missing', 'missing', 'missing', 'missing'],
  },
  listMessages: {
    line: ({ number }) => `GET /api/messages?matter=${number}`,
    staff: (sight) => (holds(sight.role, 'message.read') ? seen(sight) : 'forbidden'),
    others: ofStaff,
  },
  openAttachment: {
    line: ({ attachment }) => `GET /api/attachments/${attachment}?county=310116`,
    ...file,
  },
  openThumb: {
    line: ({ attachment }) => `GET /api/attachments/${attachment}/thumb?county=310116`,
    ...file,
  },
};
