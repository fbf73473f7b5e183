/** The rules as data over HTTP: list, read, try, publish, draw. A version is never changed. */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';

/** What the check of a document may know besides its body. */
export type CheckAround = {
  name: string;
  county: string;
  /** When the document begins to hold. */
  atMs: number;
  /** The body of another document that holds for the county then, or null. */
  find: (kind: string, name: string) => unknown;
};

/** Every fault as `place: what is wrong`; none means that the document may be published. */
export type DocumentChecker = (body: unknown, around: CheckAround) => string[];

export const County = z.string().regex(/^(\*|[0-9A-Za-z]{1,12})$/);
export const DocumentKind = z.string().regex(/^[a-z][A-Za-z]{0,39}$/);
export const DocumentName = z.string().regex(/^[a-z][A-Za-z0-9-]{0,39}$/);
const Version = z.coerce.number().int().min(1).max(2_147_483_647);

export const DocumentHead = z.object({
  county: z.string(),
  kind: z.string(),
  name: z.string(),
  version: z.number().int(),
  validFrom: z.iso.datetime(),
  publishedBy: z.string(),
  publishedAt: z.iso.datetime(),
  note: z.string(),
});
export type DocumentHead = z.input<typeof DocumentHead>;

export const DocumentView = DocumentHead.extend({ body: z.unknown() });
export type DocumentView = z.input<typeof DocumentView>;

const target = {
  county: County,
  kind: DocumentKind,
  name: DocumentName,
  body: z.record(z.string(), z.unknown()),
  /** Absent: from now on. */
  validFrom: z.iso.datetime().optional(),
};

export const NewDocument = z.object({
  ...target,
  /** Why: shown in the list of versions. */
  note: z.string().trim().min(1).max(500),
  /** The newest version that the author saw; another one by now is a conflict. */
  basedOn: z.number().int().min(0).optional(),
});
export type NewDocument = z.output<typeof NewDocument>;

export const Trial = z.object(target);
export type Trial = z.output<typeof Trial>;

/** Two versions, or a version and a draft. */
export const Comparison = z
  .object({
    county: County,
    kind: DocumentKind,
    name: DocumentName,
    /** Absent: the version that holds now. */
    from: Version.optional(),
    to: Version.optional(),
    body: z.record(z.string(), z.unknown()).optional(),
  })
  .refine((asked) => (asked.to === undefined) !== (asked.body === undefined), {
    message: 'either to or body',
    path: ['to'],
  });
export type Comparison = z.output<typeof Comparison>;

export const DifferenceView = z.object({
  path: z.array(z.string()),
  change: z.enum(['added', 'removed', 'changed', 'reordered']),
  before: z.unknown(),
  after: z.unknown(),
});
export type DifferenceView = z.input<typeof DifferenceView>;

const Fault = z.object({ place: z.string(), what: z.string() });

const DocumentParams = z.object({ kind: DocumentKind, name: DocumentName });
/** Without a version: the one that holds now. Without a county: the one for all. */
const WhichQuery = z.object({ county: County.default('*'), version: Version.optional() });

export const documentRefusals = ['RULEBOOK_KIND_UNKNOWN', 'RULEBOOK_FOR_ALL', 'NOT_FOUND'] as const;

const exampleSettings = {
  county: '310116',
  kind: 'settings',
  name: 'main',
  body: { selfHandledSample: 0.2 },
  note: '自处置抽查比例由一成提高到两成',
};

export const rulebookApi = {
  listDocuments: {
    method: 'GET',
    path: '/api/rulebook',
    summary: { zh: '规则列表（各版本）', en: 'The documents of the rulebook, every version' },
    permission: 'rulebook.read',
    journal: 'none',
    query: z.object({
      kind: DocumentKind.optional(),
      county: County.optional(),
      limit: z.coerce.number().int().optional(),
      cursor: z.string().optional(),
    }),
    answer: z.object({ items: z.array(DocumentHead), next: z.string().nullable() }),
    refusals: ['NOT_FOUND', 'CURSOR_INVALID', 'PAGE_SIZE_INVALID'],
    example: { query: { kind: 'process' } },
  },
  getDocument: {
    method: 'GET',
    path: '/api/rulebook/{kind}/{name}',
    summary: { zh: '查看一份规则', en: 'One document: a version, or the one that holds now' },
    permission: 'rulebook.read',
    journal: 'none',
    params: DocumentParams,
    query: WhichQuery,
    answer: DocumentView,
    refusals: ['NOT_FOUND'],
    example: { query: { county: '310116' } },
  },
  publishDocument: {
    method: 'POST',
    path: '/api/rulebook',
    summary: {
      zh: '发布规则的新版本（办理中的事项仍按原版本）',
      en: 'Publish a new version; running matters keep theirs',
    },
    permission: 'rulebook.publish',
    journal: 'rulebook.publish',
    body: NewDocument,
    answer: DocumentHead,
    status: 201,
    refusals: [
      ...documentRefusals,
      'RULEBOOK_PART_ONLY',
      'RULEBOOK_FAULTY',
      'RULEBOOK_CONFLICT',
      'RULEBOOK_PAST',
    ],
    example: { body: exampleSettings },
  },
  checkDocument: {
    method: 'POST',
    path: '/api/rulebook/check',
    summary: { zh: '试检查一份规则，不发布', en: 'Check a document without publishing it' },
    permission: 'rulebook.publish',
    journal: 'none',
    body: Trial,
    answer: z.object({ faults: z.array(Fault) }),
    refusals: ['RULEBOOK_KIND_UNKNOWN', 'NOT_FOUND'],
    example: { answer: { faults: [{ place: 'stages.waiting', what: 'is unreachable' }] } },
  },
  compareDocuments: {
    method: 'POST',
    path: '/api/rulebook/compare',
    summary: {
      zh: '比较两个版本，或一个版本与一份草稿',
      en: 'Compare two versions, or a version and a draft',
    },
    permission: 'rulebook.read',
    journal: 'none',
    body: Comparison,
    answer: z.object({
      /** Null: there is none yet, and all is new. */
      before: DocumentHead.nullable(),
      after: DocumentHead.nullable(),
      /** The first 1000. */
      items: z.array(DifferenceView),
      count: z.number().int(),
    }),
    refusals: ['NOT_FOUND'],
    example: { body: { county: '310116', kind: 'process', name: 'report', from: 1, to: 2 } },
  },
  drawDraft: {
    method: 'POST',
    path: '/api/rulebook/process/draw',
    summary: {
      zh: '流程草稿的流程图（Mermaid 文本）',
      en: 'A draft of a process as a Mermaid state diagram',
    },
    permission: 'rulebook.publish',
    journal: 'none',
    body: Trial,
    answer: z.object({ diagram: z.string() }),
    refusals: ['NOT_FOUND', 'RULEBOOK_KIND_UNKNOWN', 'RULEBOOK_FAULTY'],
  },
  drawProcess: {
    method: 'GET',
    path: '/api/rulebook/process/{name}/diagram',
    summary: { zh: '流程图（Mermaid 文本）', en: 'The process as a Mermaid state diagram' },
    permission: 'rulebook.read',
    journal: 'none',
    params: z.object({ name: DocumentName }),
    query: WhichQuery,
    refusals: ['NOT_FOUND'],
  },
} as const satisfies EndpointTable;
