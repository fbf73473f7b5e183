/**
 * The agreement of a dispute over HTTP: who stands on which side, the text clause by clause and its
 * versions, amendments that are proposed, signatures, promises and whether they were kept.
 */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';
import { refusalsOfAct } from '../matters/contract.ts';

const Time = z.iso.datetime();
const Words = z.object({ zh: z.string(), en: z.string() });

export const sides = ['applicant', 'respondent'] as const;
export const promisers = ['applicant', 'respondent', 'both'] as const;
export const signers = ['applicant', 'respondent', 'mediator', 'committee'] as const;
export const signingWays = ['drawn', 'fingerprint', 'ink', 'seal'] as const;
export const amendmentKinds = ['comment', 'change'] as const;
export const amendmentStates = ['open', 'taken', 'declined', 'withdrawn'] as const;
export const promiseStates = ['waiting', 'performed', 'partly', 'failed'] as const;
export const seats = ['mediator', 'party', 'reader'] as const;

/** Chosen by the page that adds it: it stays the same while its words change. */
const ClauseId = z.string().regex(/^[0-9a-z-]{1,40}$/);

export const Clause = z.strictObject({
  id: ClauseId,
  who: z.enum(promisers),
  what: z.string().trim().min(1).max(2000),
  /** In words: 签订本协议时, 每月五日前; empty where the day says it. */
  when: z.string().trim().max(200),
  /** The day by which it is to be done: it is asked for then. */
  dueOn: z.iso.date().nullable(),
  ifNot: z.string().trim().max(1000),
});
export type Clause = z.output<typeof Clause>;

const TextBody = z.strictObject({
  /** 主要事实、争议事项和各方责任. */
  facts: z.string().trim().min(1).max(8000),
  clauses: z.array(Clause).min(1).max(40),
});
export type TextBody = z.output<typeof TextBody>;

/** Pieces of a change, in order. */
const Pieces = z.array(z.object({ kind: z.enum(['same', 'gone', 'new']), text: z.string() }));
export type Pieces = z.input<typeof Pieces>;

const ClauseView = z.object({ ...Clause.shape, sentence: z.string() });

const TextView = z.object({
  version: z.number().int(),
  digest: z.string(),
  facts: z.string(),
  clauses: z.array(ClauseView),
  madeAt: Time,
});
export type TextView = z.input<typeof TextView>;

const VersionView = z.object({
  version: z.number().int(),
  digest: z.string(),
  madeAt: Time,
  isOffered: z.boolean(),
});

const Signed = z.object({ how: z.enum(signingWays), on: z.iso.date() });

const PartyView = z.object({
  id: z.string(),
  side: z.enum(sides),
  /** Masked. */
  label: z.string(),
  hasPhone: z.boolean(),
  isMe: z.boolean(),
  /** Under the present version. */
  signed: Signed.nullable(),
  /** How far the delivery of the agreement in force to them is; null: there is none yet. */
  delivery: z.enum(['waiting', 'sent', 'delivered', 'byHand']).nullable(),
});
export type PartyView = z.input<typeof PartyView>;

const AmendmentView = z.object({
  id: z.string(),
  clause: z.string().nullable(),
  kind: z.enum(amendmentKinds),
  /** Null: the mediator. */
  party: z.string().nullable(),
  side: z.enum(sides).nullable(),
  isMine: z.boolean(),
  text: z.string(),
  state: z.enum(amendmentStates),
  madeAt: Time,
});

const PromiseView = z.object({
  id: z.string(),
  clause: z.string(),
  side: z.enum(promisers),
  sentence: z.string(),
  dueOn: z.iso.date(),
  state: z.enum(promiseStates),
  isDue: z.boolean(),
  askedAt: Time.nullable(),
  notedAt: Time.nullable(),
  /** What may be done next, in plain words. */
  next: Words.nullable(),
});

export const AgreementView = z.object({
  number: z.string(),
  stage: z.object({ code: z.string(), zh: z.string(), en: z.string() }),
  channel: z.string().nullable(),
  seat: z.enum(seats),
  /** Which of the parties the reader is. */
  me: z.string().nullable(),
  parties: z.array(PartyView),
  /** Null before anything was written, and for whom it is not. */
  text: TextView.nullable(),
  isOffered: z.boolean(),
  versions: z.array(VersionView),
  amendments: z.array(AmendmentView),
  /** Who must sign for it to be in force, and who has. */
  needed: z.array(z.object({ signer: z.enum(signers), isDone: z.boolean() })),
  effectiveOn: z.iso.date().nullable(),
  /** The last moment for the joint application for judicial confirmation. */
  confirmUntil: Time.nullable(),
  promises: z.array(PromiseView),
  may: z.object({
    name: z.boolean(),
    /** While it is drafted whatever stands of a party; later what is missing alone. */
    correct: z.boolean(),
    write: z.boolean(),
    offer: z.boolean(),
    propose: z.boolean(),
    sign: z.boolean(),
    attest: z.boolean(),
    seal: z.boolean(),
    note: z.boolean(),
  }),
});
export type AgreementView = z.input<typeof AgreementView>;

export const NewParty = z.strictObject({
  side: z.enum(sides),
  name: z.string().trim().min(1).max(100),
  phone: z
    .string()
    .trim()
    .regex(/^(|[0-9+ -]{5,20})$/),
  idNumber: z.string().trim().max(40),
  address: z.string().trim().max(200),
});
export type NewParty = z.output<typeof NewParty>;

const Digest = z.string().regex(/^[0-9a-f]{64}$/);
/** A picture of what was drawn, as the browser makes it: 64 kB of PNG at most. */
const Ink = z
  .string()
  .max(90_000)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/);

export const NewSignature = z.strictObject({
  digest: Digest,
  code: z.string().regex(/^\d{6}$/),
  ink: Ink,
});
export const AttestedSignature = z.strictObject({
  digest: Digest,
  party: z.uuid(),
  how: z.enum(['fingerprint', 'ink']),
  signedOn: z.iso.date(),
  /** The scanned page: an upload of the mediator. */
  scan: z.uuid(),
});
export const MediatorSignature = z.strictObject({ digest: Digest, ink: Ink });
export const Seal = z.strictObject({ digest: Digest });

const NumberParams = z.object({ number: z.string().max(40) });
const at = '/api/matters/{number}/agreement';
const ACT = [...refusalsOfAct, 'PERSONS_ERASED'] as const;
const SIGN = [
  ...ACT,
  'DISPUTE_NO_TEXT',
  'DISPUTE_OTHER_TEXT',
  'DISPUTE_ALREADY_SIGNED',
  'AGREEMENT_SIGNED',
  'AGREEMENT_INK_UNREADABLE',
  'AGREEMENT_INK_EMPTY',
] as const;

export const agreementsApi = {
  readAgreement: {
    method: 'GET',
    path: at,
    summary: {
      zh: '协议：当事人、文本、修改意见、签署和履行（当事人和主持调解的人可见文本）',
      en: 'The agreement: sides, text, amendments, signatures, promises; the text is for parties and the mediator',
    },
    permission: 'signedIn',
    journal: 'none',
    params: NumberParams,
    answer: AgreementView,
    refusals: ['NOT_FOUND', 'AGREEMENT_NONE'],
  },
  compareVersion: {
    method: 'GET',
    path: `${at}/versions/{version}`,
    summary: { zh: '某一版本与上一版本的差异', en: 'What a version changed in the one before' },
    permission: 'signedIn',
    journal: 'none',
    params: NumberParams.extend({ version: z.coerce.number().int().min(1).max(100_000) }),
    answer: z.object({
      version: z.number().int(),
      before: z.number().int().nullable(),
      facts: Pieces,
      clauses: z.array(
        z.object({
          id: z.string(),
          kind: z.enum(['same', 'gone', 'new', 'changed']),
          pieces: Pieces,
        }),
      ),
    }),
    refusals: ['NOT_FOUND', 'AGREEMENT_NONE'],
  },
  listClauseTemplates: {
    method: 'GET',
    path: `${at}/clause-templates`,
    summary: { zh: '条款范本', en: 'Templates of clauses' },
    permission: 'matter.act',
    journal: 'none',
    params: NumberParams,
    answer: z.object({
      items: z.array(
        z.object({
          code: z.string(),
          title: Words,
          who: z.enum(promisers),
          what: z.string(),
          when: z.string(),
          ifNot: z.string(),
        }),
      ),
    }),
    refusals: ['NOT_FOUND', 'AGREEMENT_NONE'],
  },
  nameParty: {
    method: 'POST',
    path: `${at}/parties`,
    summary: { zh: '登记一方当事人', en: 'Put a party on record' },
    permission: 'matter.act',
    journal: 'log',
    params: NumberParams,
    body: NewParty,
    answer: z.object({ id: z.string() }),
    status: 201,
    refusals: [...ACT, 'AGREEMENT_NONE', 'AGREEMENT_TOO_MANY_PARTIES'],
  },
  correctParty: {
    method: 'PUT',
    path: `${at}/parties/{id}`,
    summary: { zh: '补充、更正当事人信息', en: 'Complete or correct a party' },
    permission: 'matter.act',
    journal: 'party.correct',
    params: NumberParams.extend({ id: z.uuid() }),
    body: NewParty.omit({ side: true }),
    answer: z.object({ id: z.string() }),
    refusals: [...ACT, 'AGREEMENT_NONE'],
  },
  dropParty: {
    method: 'DELETE',
    path: `${at}/parties/{id}`,
    summary: { zh: '移除误登记的当事人', en: 'Take a party off that was named by mistake' },
    permission: 'matter.act',
    journal: 'log',
    params: NumberParams.extend({ id: z.uuid() }),
    status: 204,
    refusals: [...ACT, 'AGREEMENT_NONE'],
  },
  writeText: {
    method: 'PUT',
    path: `${at}/text`,
    summary: {
      zh: '起草、修改协议文本（成为新版本；已签署的须全部重新签署）',
      en: 'Write the text: a new version; where some had signed, all sign again',
    },
    permission: 'matter.act',
    journal: 'log',
    params: NumberParams,
    body: z.strictObject({
      ...TextBody.shape,
      /** The version that the writer saw; 0 before the first. */
      seen: z.number().int().min(0),
      /** Amendments that this version takes up. */
      takes: z.array(z.uuid()).max(50).optional(),
    }),
    answer: z.object({ version: z.number().int(), digest: z.string() }),
    refusals: [...ACT, 'AGREEMENT_NONE', 'AGREEMENT_CHANGED_MEANWHILE', 'AGREEMENT_SAME_TEXT'],
  },
  offerText: {
    method: 'POST',
    path: `${at}/offer`,
    summary: { zh: '提交各方签署', en: 'Put the text up for signing' },
    permission: 'matter.act',
    journal: 'log',
    params: NumberParams,
    body: z.strictObject({ digest: Digest }),
    answer: z.object({ stage: z.string() }),
    refusals: [
      ...ACT,
      'AGREEMENT_NONE',
      'DISPUTE_NO_TEXT',
      'DISPUTE_OTHER_TEXT',
      'AGREEMENT_NO_APPLICANT',
      'AGREEMENT_NO_RESPONDENT',
      'AGREEMENT_NO_NAME',
    ],
  },
  propose: {
    method: 'POST',
    path: `${at}/amendments`,
    summary: { zh: '对条款提出意见', en: 'Say something to a clause' },
    permission: 'signedIn',
    journal: 'none',
    params: NumberParams,
    body: z.strictObject({
      clause: ClauseId.nullable(),
      kind: z.enum(amendmentKinds),
      text: z.string().trim().min(1).max(2000),
    }),
    answer: z.object({ id: z.string() }),
    status: 201,
    refusals: [
      'NOT_FOUND',
      'NOT_YOURS',
      'AGREEMENT_NONE',
      'ACTION_NOT_OPEN',
      'PERSONS_ERASED',
      'AGREEMENT_TOO_MANY_AMENDMENTS',
    ],
  },
  answerAmendment: {
    method: 'POST',
    path: `${at}/amendments/{id}/answer`,
    summary: { zh: '采纳、不采纳或撤回一条意见', en: 'Take, decline or withdraw an amendment' },
    permission: 'signedIn',
    journal: 'none',
    params: NumberParams.extend({ id: z.uuid() }),
    body: z.strictObject({ state: z.enum(['taken', 'declined', 'withdrawn']) }),
    status: 204,
    refusals: ['NOT_FOUND', 'NOT_YOURS', 'AGREEMENT_NONE', 'ACTION_NOT_OPEN'],
  },
  sendSigningCode: {
    method: 'POST',
    path: `${at}/codes`,
    summary: {
      zh: '向本人登记的手机发送签署验证码',
      en: 'Send a code to sign with to the phone that stands on the matter',
    },
    permission: 'signedIn',
    journal: 'none',
    params: NumberParams,
    body: z.strictObject({ digest: Digest }),
    answer: z.object({
      validMinutes: z.number().int(),
      /** Masked. */
      to: z.string(),
      shownCode: z.string().optional(),
    }),
    refusals: [...SIGN, 'AGREEMENT_NONE', 'AGREEMENT_NO_PHONE', 'CODE_TOO_SOON', 'CODE_NOT_SENT'],
  },
  signText: {
    method: 'POST',
    path: `${at}/signatures`,
    summary: { zh: '当事人签署：手写签名加验证码', en: 'A party signs: drawn, with the code' },
    permission: 'signedIn',
    journal: 'log',
    params: NumberParams,
    body: NewSignature,
    answer: z.object({ stage: z.string() }),
    refusals: [...SIGN, 'AGREEMENT_NONE', 'AGREEMENT_CODE_WRONG'],
  },
  attestSignature: {
    method: 'POST',
    path: `${at}/signatures/attested`,
    summary: {
      zh: '当事人当面签名或按指印，调解员上传扫描页并见证',
      en: 'A party signed on paper before the mediator, who uploads the page and attests it',
    },
    permission: 'matter.act',
    journal: 'log',
    params: NumberParams,
    body: AttestedSignature,
    answer: z.object({ stage: z.string() }),
    refusals: [
      ...SIGN,
      'AGREEMENT_NONE',
      'AGREEMENT_SIGNED_BEFORE_TEXT',
      'ATTACHMENT_UNKNOWN',
      'INPUT_INVALID',
    ],
  },
  signAsMediator: {
    method: 'POST',
    path: `${at}/signatures/mediator`,
    summary: { zh: '调解员签名', en: 'The mediator signs' },
    permission: 'matter.act',
    journal: 'log',
    params: NumberParams,
    body: MediatorSignature,
    answer: z.object({ stage: z.string() }),
    refusals: [...SIGN, 'AGREEMENT_NONE', 'AGREEMENT_PARTIES_FIRST'],
  },
  sealText: {
    method: 'POST',
    path: `${at}/signatures/seal`,
    summary: { zh: '调解组织盖章', en: 'The organisation puts its seal on it' },
    permission: 'agreement.seal',
    journal: 'log',
    params: NumberParams,
    body: Seal,
    answer: z.object({ stage: z.string() }),
    refusals: [...SIGN, 'AGREEMENT_NONE', 'AGREEMENT_MEDIATOR_FIRST', 'AGREEMENT_PARTIES_FIRST'],
  },
  notePromise: {
    method: 'POST',
    path: `${at}/promises/{id}`,
    summary: { zh: '反馈约定事项是否履行', en: 'Say whether a promise was kept' },
    permission: 'signedIn',
    journal: 'log',
    params: NumberParams.extend({ id: z.uuid() }),
    body: z.strictObject({ result: z.enum(['performed', 'partly', 'failed']) }),
    answer: z.object({ next: Words.nullable() }),
    refusals: [...ACT, 'AGREEMENT_NONE'],
  },
} as const satisfies EndpointTable;
