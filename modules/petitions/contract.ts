/** Around a petition over HTTP: withdrawal by code, a proxy, what waits, the report of the year. */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';
import { refusalsOfAct } from '../matters/contract.ts';

const Time = z.iso.datetime();
const County = z.string().regex(/^[0-9A-Za-z]{1,12}$/);
const Named = z.object({ id: z.string(), zh: z.string(), en: z.string().nullable() });
const NumberParams = z.object({ number: z.string().max(40) });
const Label = z.object({ code: z.string(), zh: z.string(), en: z.string() });

export const helpers = ['staff', 'gridWorker', 'resident'] as const;
export const waitingLists = ['withdrawal', 'legacy'] as const;
export type WaitingList = (typeof waitingLists)[number];
export const yearlyFormats = ['pdf', 'docx'] as const;
export type YearlyFormat = (typeof yearlyFormats)[number];

const Acted = z.object({ number: z.string(), stage: z.string(), version: z.number().int() });

const Care = z.object({
  withdrawal: z
    .object({
      way: z.enum(['code', 'call']),
      at: Time,
      /** Drawn for a call back when the place lies below the share: both are told. */
      place: z.number(),
      share: z.number(),
      draw: z.string(),
      isDrawn: z.boolean(),
      result: z.enum(['ownWill', 'notOwnWill', 'unreachable']).nullable(),
    })
    .nullable(),
  mandate: z
    .object({
      state: z.enum(['offered', 'active', 'ended']),
      helper: z.string(),
      /** The proxy brought the petition, with the petitioner's code for it. */
      isFiled: z.boolean(),
      mayMessage: z.boolean(),
      mayReview: z.boolean(),
      reportOn: z.string().nullable(),
      /** To the petitioner and the proxy alone. */
      reports: z.array(z.object({ at: Time, text: z.string() })),
    })
    .nullable(),
  takenOver: z
    .object({ leader: z.string(), since: z.string(), until: z.string().nullable() })
    .nullable(),
  legacy: z
    .object({
      state: z.enum(['open', 'resolved', 'notResolved']),
      org: Named,
      plan: z.string(),
      since: Time,
      until: Time.nullable(),
      remedies: z.array(z.string()),
      result: z.string(),
      evidence: z.string(),
    })
    .nullable(),
  /** What the reader may do through this module, each with why not. */
  may: z.object({ withdraw: z.boolean(), giveMandate: z.boolean() }),
  /** As acts that change the stage want it. */
  version: z.number().int(),
});
export type Care = z.input<typeof Care>;

const Cell = z.object({ what: Label, count: z.number().int() });
const Group = z.object({
  /** Cells of ten and more, largest first. */
  cells: z.array(Cell),
  /** Smaller ones together, with as many larger ones as it takes; null: there are none. */
  merged: z.number().int().nullable(),
  /** Null: fewer than ten, which is all that is told. */
  total: z.number().int().nullable(),
});
export type Group = z.input<typeof Group>;

export const yearlyGroups = [
  'classes',
  'fields',
  'channels',
  'outcomes',
  'organs',
  'forwarding',
  'urging',
  'proposals',
  'adoption',
  'measures',
  'withdrawals',
] as const;
export type YearlyGroup = (typeof yearlyGroups)[number];

export const Yearly = z.object({
  county: z.string(),
  name: z.string(),
  year: z.number().int(),
  from: z.iso.date(),
  to: z.iso.date(),
  least: z.number().int(),
  groups: z.record(z.enum(yearlyGroups), Group),
});
export type Yearly = z.input<typeof Yearly>;

const exampleGroup: Group = {
  cells: [{ what: { code: 'land', zh: '农村土地', en: 'Rural land' }, count: 24 }],
  merged: 11,
  total: 35,
};
const exampleYear: Yearly = {
  county: '310116',
  name: '金山区',
  year: 2026,
  from: '2026-01-01',
  to: '2026-12-31',
  least: 10,
  groups: {
    classes: exampleGroup,
    fields: exampleGroup,
    channels: exampleGroup,
    outcomes: exampleGroup,
    organs: exampleGroup,
    forwarding: exampleGroup,
    urging: exampleGroup,
    proposals: exampleGroup,
    adoption: exampleGroup,
    measures: exampleGroup,
    withdrawals: exampleGroup,
  },
};

const Phone = z.string().regex(/^1[3-9]\d{9}$/);

/** A petition as a proxy brings it, and the mandate under which they do. */
export const Filing = z.strictObject({
  petitioner: z.strictObject({ name: z.string().trim().min(1).max(50), phone: Phone }),
  text: z.string().trim().min(1).max(4000),
  category: z.string().max(64),
  region: z.string().regex(/^\d{6,15}$/),
  helper: z.enum(helpers),
  /** Of the proxy, as the petitioner knows them. */
  name: z.string().trim().min(1).max(60),
  mayMessage: z.boolean(),
  mayReview: z.boolean(),
  reportOn: z.iso.date(),
});
export type Filing = z.output<typeof Filing>;

const exampleFiling: Filing = {
  petitioner: { name: '周示例', phone: '13800000001' },
  text: '去年应发的补贴一直没有发到，请核实并补发。',
  category: 'claim',
  region: '310116101',
  helper: 'gridWorker',
  name: '何示例',
  mayMessage: true,
  mayReview: false,
  reportOn: '2026-12-01',
};

const YearParams = z.object({ year: z.coerce.number().int().min(2022).max(2100) });
const ofAct = [...refusalsOfAct, 'FORBIDDEN', 'INPUT_INVALID', 'KEY_REUSED'] as const;

const ofFiling = [
  'FORBIDDEN',
  'INPUT_INVALID',
  'PLACE_UNKNOWN',
  'REGION_UNKNOWN',
  'CATEGORY_UNKNOWN',
  'CENTRE_MISSING',
  'NOT_A_PETITION',
  'PROXY_NOT_OFFERED',
  'PROXY_NOT_SEALED',
  'PROXY_IS_PETITIONER',
] as const;

export const petitionsApi = {
  sendWithdrawalCode: {
    method: 'POST',
    path: '/api/my/matters/{number}/withdrawal-code',
    summary: {
      zh: '撤回信访事项前，向本人手机发送一次性验证码',
      en: 'Sends a one-time code to the own phone, to withdraw a petition with',
    },
    permission: 'signedIn',
    journal: 'none',
    params: NumberParams,
    body: z.strictObject({}),
    answer: z.object({ validMinutes: z.number(), shownCode: z.string().optional() }),
    refusals: [...ofAct, 'CODE_TOO_SOON', 'CODE_NOT_SENT', 'OTHERS_REPORTED'],
  },
  withdrawPetition: {
    method: 'POST',
    path: '/api/my/matters/{number}/withdrawal',
    summary: {
      zh: '本人凭验证码撤回信访事项',
      en: 'Withdraws a petition with a code of one’s own',
    },
    permission: 'signedIn',
    journal: 'log',
    params: NumberParams,
    body: z.strictObject({
      code: z.string().regex(/^\d{6}$/),
      reason: z.string().max(500).optional(),
      version: z.number().int(),
    }),
    answer: Acted,
    refusals: [...ofAct, 'CODE_WRONG', 'TOO_MANY_REQUESTS', 'OTHERS_REPORTED'],
  },
  giveMandate: {
    method: 'POST',
    path: '/api/my/matters/{number}/mandate',
    summary: {
      zh: '委托信访代理人（仅限这一件事项）',
      en: 'Chooses a proxy, for this petition alone',
    },
    permission: 'signedIn',
    journal: 'log',
    params: NumberParams,
    body: z.strictObject({
      helper: z.enum(helpers),
      name: z.string().trim().min(1).max(60),
      phone: Phone,
      mayMessage: z.boolean(),
      mayReview: z.boolean(),
    }),
    answer: Acted,
    refusals: [
      ...ofAct,
      'PROXY_NOT_OFFERED',
      'PETITION_SEALED',
      'MANDATE_STANDS',
      'PROXY_PHONE_UNUSABLE',
    ],
  },
  sendFilingCode: {
    method: 'POST',
    path: '/api/my/petitions/code',
    summary: {
      zh: '代人提出信访事项前，把确认委托的验证码发到信访人手机',
      en: 'Sends the petitioner the code with which they consent to what a proxy brings for them',
    },
    permission: 'signedIn',
    journal: 'none',
    body: Filing,
    answer: z.object({ validMinutes: z.number(), shownCode: z.string().optional() }),
    refusals: [...ofFiling, 'CODE_TOO_SOON', 'CODE_NOT_SENT'],
    example: { body: exampleFiling },
  },
  filePetition: {
    method: 'POST',
    path: '/api/my/petitions',
    summary: {
      zh: '代理人代信访人提出信访事项（凭信访人本人的验证码）',
      en: 'A proxy brings a petition for its petitioner, with the petitioner’s own code',
    },
    permission: 'signedIn',
    journal: 'log',
    body: Filing.extend({ code: z.string().regex(/^\d{6}$/) }),
    answer: z.object({ number: z.string() }),
    refusals: [...ofFiling, 'KEY_REUSED', 'CODE_WRONG', 'TOO_MANY_REQUESTS', 'NOT_YOURS'],
    example: { body: { ...exampleFiling, code: '123456' } },
  },
  getCare: {
    method: 'GET',
    path: '/api/matters/{number}/care',
    summary: {
      zh: '信访事项的撤回、代理、包案和积案化解情况',
      en: 'A petition’s withdrawal, proxy, leader and working off',
    },
    permission: 'signedIn',
    journal: 'none',
    params: NumberParams,
    answer: z.object({ care: Care.nullable() }),
    refusals: ['NOT_FOUND'],
  },
  listWaiting: {
    method: 'GET',
    path: '/api/petitions/listed',
    summary: {
      zh: '撤回待回访、积案化解的事项（只列事项，不列人）',
      en: 'Petitions that wait for a call back or are worked off: matters, never persons',
    },
    permission: 'petition.read',
    journal: 'none',
    query: z.object({ county: County, list: z.enum(waitingLists) }),
    answer: z.object({
      items: z.array(
        z.object({
          number: z.string(),
          org: Named,
          state: z.string(),
          sinceAt: Time,
          untilAt: Time.nullable(),
        }),
      ),
      /** Of matters that were taken on: how many are resolved. */
      rate: z.object({ resolved: z.number().int(), all: z.number().int() }),
    }),
    refusals: ['NOT_FOUND', 'INPUT_INVALID'],
    example: { query: { county: '310116', list: 'legacy' } },
  },
  getYearly: {
    method: 'GET',
    path: '/api/petitions/yearly/{year}',
    summary: {
      zh: '信访情况年度报告的数据（第41条；不足十件的合并）',
      en: 'What the yearly report says (art. 41); fewer than ten are merged',
    },
    permission: 'figures.read',
    journal: 'none',
    params: YearParams,
    query: z.object({ county: County }),
    answer: Yearly,
    refusals: ['NOT_FOUND', 'INPUT_INVALID'],
    example: { query: { county: '310116' }, answer: exampleYear },
  },
  openYearly: {
    method: 'GET',
    path: '/api/petitions/yearly/{year}/{format}',
    summary: {
      zh: '信访情况年度报告（Word 或 PDF）',
      en: 'The yearly report as Word or PDF',
    },
    permission: 'figures.read',
    journal: 'petition.report',
    params: YearParams.extend({ format: z.enum(yearlyFormats) }),
    query: z.object({ county: County }),
    refusals: ['NOT_FOUND', 'INPUT_INVALID'],
  },
} as const satisfies EndpointTable;
