/** Committees and mediators over HTTP: the public roster, its upkeep, choices, grievances. */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';
import { refusalsOfAct } from '../matters/contract.ts';

const Time = z.iso.datetime();
const Day = z.iso.date();
const Words = z.object({ zh: z.string(), en: z.string() });
const Named = z.object({ id: z.string(), zh: z.string(), en: z.string().nullable() });
const County = z.string().regex(/^[0-9A-Za-z]{1,12}$/);
const Code = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/);
const NumberParams = z.object({ number: z.string().max(40) });
const countyQuery = z.strictObject({ county: County });

export const channels = ['people', 'administrative', 'industry', 'judicial'] as const;
export type Channel = (typeof channels)[number];
export const committeeLevels = ['village', 'town', 'county', 'industry'] as const;
export const seats = ['chair', 'deputy', 'member', 'hired'] as const;
export type Seat = (typeof seats)[number];
export const languageCodes = [
  'putonghua',
  'wu',
  'cantonese',
  'minnan',
  'hakka',
  'sichuan',
  'uyghur',
  'tibetan',
  'mongolian',
  'zhuang',
  'korean',
  'english',
  'signLanguage',
] as const;
export const sides = ['applicant', 'respondent'] as const;
export const interestGrounds = ['relative', 'interest', 'relation'] as const;
export const grievanceGrounds = [
  'partial',
  'insult',
  'favours',
  'disclosure',
  'forcing',
  'refusals',
  'other',
] as const;
export const grievanceResults = [
  'unfounded',
  'reproved',
  'corrected',
  'replaced',
  'dismissed',
] as const;
/** What the law asks of a people's committee and is not so. */
export const committeeFaultCodes = [
  'membersFew',
  'membersMany',
  'noWoman',
  'noChair',
  'termOpen',
  'termLong',
  'termOver',
] as const;
export type CommitteeFault = (typeof committeeFaultCodes)[number];

const fee = z.object({ zh: z.string().trim().max(200), en: z.string().trim().max(400) });

export const PublicMediator = z.object({
  id: z.string(),
  name: z.string(),
  seat: z.enum(seats),
  fields: z.array(Words),
  languages: z.array(z.enum(languageCodes)),
});

export const PublicCommittee = z.object({
  id: z.string(),
  org: Named,
  channel: z.enum(channels),
  level: z.enum(committeeLevels),
  isFree: z.boolean(),
  /** As published; empty where it is free. */
  fee: Words,
  fromOn: Day,
  toOn: Day.nullable(),
  grievancesTo: Named,
  mediators: z.array(PublicMediator),
});
export type PublicCommittee = z.input<typeof PublicCommittee>;

const MediatorFields = {
  name: z.string().trim().min(1).max(40),
  seat: z.enum(seats),
  /** Asked of members alone, for the check of the law; never published. */
  isWoman: z.boolean().nullable(),
  post: z.uuid().nullable(),
  fields: z.array(Code).max(20),
  languages: z.array(z.enum(languageCodes)).max(10),
  loadMost: z.number().int().min(1).max(200),
};

export const KeptMediator = z.object({
  ...MediatorFields,
  id: z.string(),
  fromOn: Day,
  toOn: Day.nullable(),
});
export type KeptMediator = z.input<typeof KeptMediator>;

export const Committee = z.object({
  county: z.string(),
  id: z.string(),
  org: Named,
  channel: z.enum(channels),
  level: z.enum(committeeLevels),
  chosenBy: z.string(),
  grievancesTo: Named,
  grievanceDays: z.number().int(),
  fee: Words,
  fromOn: Day,
  toOn: Day.nullable(),
  mediators: z.array(KeptMediator),
  /** What the mediation law asks and is not so (art. 8 and 9). */
  faults: z.array(z.enum(committeeFaultCodes)),
  version: z.number().int(),
});
export type Committee = z.input<typeof Committee>;

const NewMediator = z.strictObject({ ...MediatorFields, id: z.uuid().optional() });
const committeeFields = {
  level: z.enum(committeeLevels),
  chosenBy: z.string().trim().min(1).max(100),
  grievancesTo: z.uuid(),
  /** Working days: a rule of the place. */
  grievanceDays: z.number().int().min(1).max(90),
  fee,
  toOn: Day.nullable(),
  mediators: z.array(NewMediator).max(60),
};
export const NewCommittee = z.strictObject({
  org: z.uuid(),
  channel: z.enum(channels),
  fromOn: Day,
  ...committeeFields,
});
export type NewCommittee = z.output<typeof NewCommittee>;
export const ChangedCommittee = z.strictObject({
  ...committeeFields,
  /** What the caller saw. */
  version: z.number().int().min(1),
});
export type ChangedCommittee = z.output<typeof ChangedCommittee>;

export const Choice = PublicMediator.extend({
  chosenBy: z.array(z.enum(sides)),
  isAppointed: z.boolean(),
  /** Stepped back, or was replaced: may not be chosen again. */
  isReplaced: z.boolean(),
  /** Disclosed by them, and which sides still agree; null: nothing (court rules art. 13). */
  interest: z
    .object({ ground: z.enum(interestGrounds), agreed: z.array(z.enum(sides)) })
    .nullable(),
  /** Open matters, and from how many on it is much; staff alone see them. */
  load: z.number().int().nullable(),
  loadMost: z.number().int().nullable(),
  /** For the appointment; staff alone see it. */
  post: z.string().nullable(),
});
export type Choice = z.input<typeof Choice>;

export const OwnGrievance = z.object({
  id: z.string(),
  ground: z.enum(grievanceGrounds),
  to: Named,
  filedAt: Time,
  dueAt: Time,
  result: z.enum(grievanceResults).nullable(),
  answer: z.string().nullable(),
});

export const MatterMediators = z.object({
  /** Null: no committee of the roster mediates it. */
  committee: z
    .object({ org: Named, channel: z.enum(channels), isFree: z.boolean(), fee: Words })
    .nullable(),
  items: z.array(Choice),
  /** Of which side the reader may write down a choice now. */
  maySide: z.array(z.enum(sides)),
  /** Of which side the reader may answer what a mediator disclosed. */
  mayAnswer: z.array(z.enum(sides)),
  mayAppoint: z.boolean(),
  mayFile: z.boolean(),
  grievances: z.array(OwnGrievance),
});
export type MatterMediators = z.input<typeof MatterMediators>;

export const Grievance = z.object({
  county: z.string(),
  id: z.string(),
  number: z.string(),
  mediator: z.string(),
  committee: Named,
  ground: z.enum(grievanceGrounds),
  /** Null once the persons of the matter were erased. */
  text: z.string().nullable(),
  answer: z.string().nullable(),
  result: z.enum(grievanceResults).nullable(),
  filedAt: Time,
  dueAt: Time,
  isOverdue: z.boolean(),
});
export type Grievance = z.input<typeof Grievance>;

const exampleId = '01981f3e-7c00-7000-8000-000000000001';
const free = { zh: '', en: '' };
const examplePublic = {
  id: exampleId,
  org: { id: exampleId, zh: '示例镇人民调解委员会', en: null },
  channel: 'people',
  level: 'town',
  isFree: true,
  fee: free,
  fromOn: '2025-03-01',
  toOn: '2028-02-29',
  grievancesTo: { id: exampleId, zh: '示例镇综治中心', en: null },
  mediators: [
    {
      id: exampleId,
      name: '示例调解员',
      seat: 'chair',
      fields: [{ zh: '邻里纠纷', en: 'Between neighbours' }],
      languages: ['putonghua', 'wu'],
    },
  ],
} as const;

const actRefusals = [...refusalsOfAct, 'INPUT_INVALID', 'KEY_REUSED'] as const;

const committeeRefusals = [
  'NOT_FOUND',
  'INPUT_INVALID',
  'REGION_OUTSIDE',
  'DATES_REVERSED',
  'ROSTER_FREE',
  'ROSTER_FEE_MISSING',
  'ROSTER_COMMITTEE_UNSOUND',
  'ROSTER_POST_UNKNOWN',
  'ROSTER_FIELD_UNKNOWN',
] as const;

export const rosterApi = {
  listPublicMediators: {
    method: 'GET',
    path: '/api/public/mediators',
    summary: {
      zh: '调解员名册：调解组织、收费、擅长领域、语言',
      en: 'The public roster: organisations, fees, fields, languages',
    },
    permission: 'public',
    journal: 'none',
    query: countyQuery,
    answer: z.object({ items: z.array(PublicCommittee) }),
    refusals: ['NOT_FOUND'],
    example: { query: { county: '310116' }, answer: { items: [examplePublic] } },
  },
  listCommittees: {
    method: 'GET',
    path: '/api/roster/committees',
    summary: {
      zh: '调解组织和成员，以及依法还缺什么',
      en: 'Committees with their members, and what the law asks of them still',
    },
    permission: 'org.manage',
    journal: 'none',
    query: countyQuery,
    answer: z.object({
      items: z.array(Committee),
      /** The kinds of disputes that may be named as fields. */
      fields: z.array(Words.extend({ code: z.string() })),
    }),
    refusals: ['NOT_FOUND'],
  },
  addCommittee: {
    method: 'POST',
    path: '/api/roster/committees',
    summary: { zh: '登记调解组织（一届）', en: 'Register a committee for a term' },
    permission: 'org.manage',
    journal: 'roster.change',
    body: NewCommittee,
    answer: Committee,
    status: 201,
    refusals: committeeRefusals,
  },
  changeCommittee: {
    method: 'PUT',
    path: '/api/roster/committees/{county}/{id}',
    summary: { zh: '修改调解组织和成员', en: 'Change a committee and its members' },
    permission: 'org.manage',
    journal: 'roster.change',
    params: z.object({ county: County, id: z.uuid() }),
    body: ChangedCommittee,
    answer: Committee,
    refusals: [...committeeRefusals, 'VERSION_STALE'],
  },
  listMatterMediators: {
    method: 'GET',
    path: '/api/matters/{number}/mediators',
    summary: {
      zh: '本纠纷可选的调解员、选择情况和收费',
      en: 'The mediators from whom a dispute’s parties choose, what was chosen, and the fee',
    },
    permission: 'signedIn',
    journal: 'none',
    params: NumberParams,
    answer: MatterMediators,
    refusals: ['NOT_FOUND'],
  },
  chooseMediator: {
    method: 'POST',
    path: '/api/matters/{number}/mediator-choice',
    summary: { zh: '当事人选择调解员', en: 'A side chooses a mediator from the roster' },
    permission: 'signedIn',
    journal: 'log',
    params: NumberParams,
    body: z.strictObject({ side: z.enum(sides), mediator: z.uuid() }),
    answer: MatterMediators,
    refusals: [...actRefusals, 'ROSTER_MEDIATOR_UNKNOWN', 'ROSTER_NOT_YOUR_SIDE'],
  },
  answerInterest: {
    method: 'POST',
    path: '/api/matters/{number}/mediator-interests',
    summary: {
      zh: '一方答复调解员披露的利害关系：仍同意其调解，或者另选',
      en: 'A side answers what a mediator disclosed: agrees all the same, or wants another',
    },
    permission: 'signedIn',
    journal: 'log',
    params: NumberParams,
    body: z.strictObject({
      side: z.enum(sides),
      mediator: z.uuid(),
      answer: z.enum(['agreed', 'declined']),
    }),
    answer: MatterMediators,
    refusals: [
      ...actRefusals,
      'ROSTER_MEDIATOR_UNKNOWN',
      'ROSTER_NOT_YOUR_SIDE',
      'DISPUTE_NO_INTEREST',
    ],
    example: { body: { side: 'applicant', mediator: exampleId, answer: 'agreed' } },
  },
  fileGrievance: {
    method: 'POST',
    path: '/api/matters/{number}/mediator-grievances',
    summary: {
      zh: '投诉调解员（交由名册所列的受理单位，被投诉人看不到）',
      en: 'Complain about a mediator: to whom the roster says, unseen by the mediator',
    },
    permission: 'signedIn',
    journal: 'grievance.file',
    params: NumberParams,
    body: z.strictObject({
      mediator: z.uuid(),
      ground: z.enum(grievanceGrounds),
      text: z.string().trim().min(2).max(2000),
    }),
    answer: OwnGrievance,
    status: 201,
    refusals: ['NOT_FOUND', 'INPUT_INVALID', 'ROSTER_MEDIATOR_UNKNOWN', 'PERSONS_ERASED'],
    example: {
      body: { mediator: exampleId, ground: 'partial', text: '调解中只听一方陈述。' },
    },
  },
  listGrievances: {
    method: 'GET',
    path: '/api/roster/grievances',
    summary: {
      zh: '本单位受理的对调解员的投诉',
      en: 'Grievances about mediators that one’s organisation answers',
    },
    permission: 'matter.act',
    journal: 'grievance.list',
    query: countyQuery,
    answer: z.object({ items: z.array(Grievance) }),
    refusals: ['NOT_FOUND'],
  },
  answerGrievance: {
    method: 'POST',
    path: '/api/roster/grievances/{county}/{id}/answer',
    summary: { zh: '答复对调解员的投诉', en: 'Answer a grievance about a mediator' },
    permission: 'matter.act',
    journal: 'grievance.answer',
    params: z.object({ county: County, id: z.uuid() }),
    body: z.strictObject({
      result: z.enum(grievanceResults),
      text: z.string().trim().min(2).max(2000),
    }),
    answer: Grievance,
    refusals: ['NOT_FOUND', 'INPUT_INVALID', 'ROSTER_GRIEVANCE_ANSWERED', 'PERSONS_ERASED'],
  },
} as const satisfies EndpointTable;
