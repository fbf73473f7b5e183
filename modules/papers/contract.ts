/** Documents of a matter (文书) over HTTP: what may be made, drafts, making, files, deliveries. */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';
import { refusalsOfAct } from '../matters/contract.ts';

const Time = z.iso.datetime();
const Words = z.object({ zh: z.string(), en: z.string() });
const Named = z.object({ id: z.string(), zh: z.string(), en: z.string().nullable() });
const Code = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);

export const paperReaders = ['reporter', 'parties', 'organ'] as const;
export const paperFormats = ['pdf', 'docx'] as const;
/** What for, in the words of openings elsewhere. */
const purposes = ['callBack', 'handling', 'verification', 'service', 'audit'] as const;
export type PaperFormat = (typeof paperFormats)[number];

export const PaperDelivery = z.object({
  id: z.string(),
  /** By code, and as the form of the kind calls it. */
  how: z.string(),
  howWords: Words,
  deliveredOn: z.iso.date(),
  /** Masked. */
  recipient: z.string(),
  proof: z.string(),
  notedAt: Time,
});
export type PaperDelivery = z.input<typeof PaperDelivery>;

const FileFacts = z.object({
  bytes: z.number().int(),
  sha256: z.string(),
  href: z.string(),
});

export const MadePaper = z.object({
  id: z.string(),
  paper: z.string(),
  title: Words,
  reader: z.enum(paperReaders),
  /** 文号. */
  number: z.string(),
  organ: Named,
  madeOn: z.iso.date(),
  madeAt: Time,
  /** Its beginning stands in the footer of every page. */
  digest: z.string(),
  pdf: FileFacts,
  docx: FileFacts,
  /** Different characters that the PDF's font lacks: there they stand as codes. */
  missingCharacters: z.number().int(),
  /** A newer one of the same kind stands in its place; it stays readable. */
  supersededBy: z.string().nullable(),
  deliveries: z.array(PaperDelivery),
});
export type MadePaper = z.input<typeof MadePaper>;

/** A kind of paper that this matter may have, and what is missing before it can be made. */
export const PossiblePaper = z.object({
  paper: z.string(),
  title: Words,
  reader: z.enum(paperReaders),
  /** A refusal code, and for people. */
  why: z.string().nullable(),
  whyText: Words.nullable(),
});
export type PossiblePaper = z.input<typeof PossiblePaper>;

const NumberParams = z.object({ number: z.string().max(40) });

const examplePaper = {
  id: '01981f3e-7c00-7000-8000-000000000001',
  paper: 'reply',
  title: { zh: '答复书', en: 'Reply' },
  reader: 'reporter',
  number: '示例局答复〔2026〕3号',
  organ: { id: '01981f3e-7c00-7000-8000-000000000002', zh: '示例局', en: null },
  madeOn: '2026-11-20',
  madeAt: '2026-11-20T02:00:00.000Z',
  digest: '3f2a9c4177d01b2e3f2a9c4177d01b2e3f2a9c4177d01b2e3f2a9c4177d01b2e',
  pdf: {
    bytes: 24000,
    sha256: '3f2a9c4177d01b2e3f2a9c4177d01b2e3f2a9c4177d01b2e3f2a9c4177d01b2e',
    href: '/api/matters/310116-26-0000001/papers/01981f3e-7c00-7000-8000-000000000001/pdf',
  },
  docx: {
    bytes: 5000,
    sha256: '3f2a9c4177d01b2e3f2a9c4177d01b2e3f2a9c4177d01b2e3f2a9c4177d01b2e',
    href: '/api/matters/310116-26-0000001/papers/01981f3e-7c00-7000-8000-000000000001/docx',
  },
  missingCharacters: 0,
  supersededBy: null,
  deliveries: [],
} as const;

export const papersApi = {
  listPapers: {
    method: 'GET',
    path: '/api/matters/{number}/papers',
    summary: {
      zh: '事项的文书：已制作的、可制作的、尚缺什么（反映人只见送达本人的）',
      en: 'Documents of a matter: made, possible, and what is missing; reporters see those delivered',
    },
    permission: 'signedIn',
    journal: 'none',
    params: NumberParams,
    answer: z.object({ items: z.array(MadePaper), possible: z.array(PossiblePaper) }),
    refusals: ['NOT_FOUND'],
    example: { answer: { items: [examplePaper], possible: [] } },
  },
  previewPaper: {
    method: 'GET',
    path: '/api/matters/{number}/paper-drafts/{paper}',
    summary: {
      zh: '文书草稿（PDF，未编号，当事人姓名遮盖）',
      en: 'A draft as PDF: without a number, persons masked',
    },
    permission: 'matter.act',
    journal: 'none',
    params: NumberParams.extend({ paper: Code }),
    refusals: [
      'NOT_FOUND',
      'PAPER_UNKNOWN',
      'PAPER_FACTS_MISSING',
      'NOT_YOURS',
      'ACTION_UNKNOWN',
      'ACTION_NOT_OPEN',
      'MATTER_MOVED',
      'MATTER_SUSPENDED',
      'SUBJECT_OF_COMPLAINT',
    ],
  },
  makePaper: {
    method: 'POST',
    path: '/api/matters/{number}/papers',
    summary: {
      zh: '制作文书：编号、存档（Word 和 PDF），记入日志',
      en: 'Make a document: numbered, kept as Word and PDF, told by the log',
    },
    permission: 'matter.act',
    journal: 'log',
    params: NumberParams,
    body: z.strictObject({ paper: Code }),
    answer: MadePaper,
    status: 201,
    refusals: [
      ...refusalsOfAct,
      'INPUT_INVALID',
      'PAPER_UNKNOWN',
      'PAPER_FACTS_MISSING',
      'PERSONS_ERASED',
      'KEY_REUSED',
    ],
    example: { body: { paper: 'reply' }, answer: examplePaper },
  },
  openPaper: {
    method: 'GET',
    path: '/api/matters/{number}/papers/{id}/{format}',
    summary: {
      zh: '下载文书（Word 或 PDF，会留痕）',
      en: 'A document as Word or PDF; the opening is logged',
    },
    permission: 'signedIn',
    journal: 'paper.open',
    params: NumberParams.extend({ id: z.uuid(), format: z.enum(paperFormats) }),
    /** What staff open it for; absent: what their post is there for. */
    query: z.strictObject({ purpose: z.enum(purposes).optional() }),
    refusals: ['NOT_FOUND', 'FORBIDDEN', 'PERSONS_ERASED', 'FILE_LOST'],
  },
} as const satisfies EndpointTable;
