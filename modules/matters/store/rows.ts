/** Rows of the matter's tables to the domain and back. The only place that knows both namings. */
import type { Selectable } from 'kysely';
import type { DB } from '../../../db/tables.ts';
import { json } from '../../../platform/db/index.ts';
import { keptDetail, keptFacts, wholeDetail, wholeFacts } from '../rules/kept.ts';
import type { Assignment, Clock, Link, Matter, Request, Supervision } from '../rules/state.ts';

type Row<Table extends keyof DB> = Selectable<DB[Table]>;
export type MatterRow = Omit<
  Row<'matter.matter'>,
  'town' | 'village' | 'is_returned' | 'is_disputed' | 'subject_post'
>;

/** The columns of a matter that make its domain form, and the chain's head. */
export const MATTER_COLUMNS = [
  'county',
  'id',
  'number',
  'kind',
  'process_version',
  'stage',
  'is_open',
  'outcome',
  'title',
  'body',
  'category',
  'urgency',
  'channel',
  'region',
  'grid',
  'lon',
  'lat',
  'cell',
  'owner_org',
  'handling_org',
  'handler_post',
  'subject_org',
  'merged_into',
  'moved_to_county',
  'moved_to_id',
  'due_at',
  'received_at',
  'created_at',
  'updated_at',
  'closed_at',
  'is_private',
  'is_suspended',
  'is_unowned',
  'fields',
  'own',
  'is_sealed',
  'facts',
  'version',
  'seq',
  'head',
] as const;

/** Of what hangs on a matter, the columns that make its domain form. */
export const CHILD_COLUMNS = {
  clock: ['id', 'name', 'org', 'state', 'due_at', 'next_at', 'detail'],
  assignment: ['id', 'org', 'post', 'role', 'state', 'is_open', 'due_at', 'detail'],
  request: ['id', 'kind', 'state', 'asked_by_org', 'decider_org', 'asked_at', 'detail'],
  supervision: [
    'id',
    'kind',
    'state',
    'issuer_org',
    'target_org',
    'reply_due_at',
    'remind_at',
    'is_public',
    'issued_at',
    'detail',
  ],
  link: ['id', 'kind', 'other_county', 'other_id', 'other_number', 'state'],
} as const;

/** A row as far as it was read. */
type Child<Table extends keyof typeof CHILD_COLUMNS> = Pick<
  Row<`matter.${Table}`>,
  Extract<(typeof CHILD_COLUMNS)[Table][number], keyof Row<`matter.${Table}`>>
>;

const ms = (time: Date | null): number | null => time?.getTime() ?? null;
const iso = (time: number | null): string | null =>
  time === null ? null : new Date(time).toISOString();
const isoOf = (time: number): string => new Date(time).toISOString();

export function toMatter(row: MatterRow): Matter {
  return {
    county: row.county,
    id: row.id,
    number: row.number,
    kind: row.kind,
    processVersion: row.process_version,
    stage: row.stage,
    isOpen: row.is_open,
    outcome: row.outcome as Matter['outcome'],
    title: row.title,
    body: row.body,
    category: row.category,
    urgency: row.urgency as Matter['urgency'],
    channel: row.channel,
    region: row.region,
    grid: row.grid,
    lon: row.lon,
    lat: row.lat,
    cell: row.cell,
    ownerOrg: row.owner_org,
    handlingOrg: row.handling_org,
    handlerPost: row.handler_post,
    subjectOrg: row.subject_org,
    mergedInto: row.merged_into,
    movedToCounty: row.moved_to_county,
    movedToId: row.moved_to_id,
    dueAt: ms(row.due_at),
    receivedAt: row.received_at.getTime(),
    createdAt: row.created_at.getTime(),
    updatedAt: row.updated_at.getTime(),
    closedAt: ms(row.closed_at),
    isPrivate: row.is_private,
    isSuspended: row.is_suspended,
    isUnowned: row.is_unowned,
    fields: row.fields as Matter['fields'],
    own: row.own as Matter['own'],
    isSealed: row.is_sealed,
    facts: wholeFacts(row.facts),
    version: row.version,
  };
}

/** Everything of a matter that an act may change. */
export function matterValues(matter: Matter) {
  return {
    kind: matter.kind,
    process_version: matter.processVersion,
    stage: matter.stage,
    is_open: matter.isOpen,
    outcome: matter.outcome,
    category: matter.category,
    urgency: matter.urgency,
    region: matter.region,
    grid: matter.grid,
    owner_org: matter.ownerOrg,
    handling_org: matter.handlingOrg,
    handler_post: matter.handlerPost,
    subject_org: matter.subjectOrg,
    merged_into: matter.mergedInto,
    moved_to_county: matter.movedToCounty,
    moved_to_id: matter.movedToId,
    due_at: iso(matter.dueAt),
    updated_at: isoOf(matter.updatedAt),
    closed_at: iso(matter.closedAt),
    is_private: matter.isPrivate,
    is_suspended: matter.isSuspended,
    is_unowned: matter.isUnowned,
    // A kind whose matters colour no map has none.
    cell: matter.cell,
    own: json(matter.own),
    is_sealed: matter.isSealed,
    facts: json(keptFacts(matter.facts)),
    version: matter.version,
  };
}

/** Of the columns that acts change, and of the key: many matters are changed at once as one is. */
export const MATTER_SQL: Readonly<
  Record<keyof ReturnType<typeof matterValues> | 'id' | 'seq' | 'head', string>
> = {
  id: 'uuid',
  kind: 'text',
  process_version: 'int4',
  stage: 'text',
  is_open: 'bool',
  outcome: 'text',
  category: 'text',
  urgency: 'text',
  region: 'text',
  grid: 'text',
  owner_org: 'uuid',
  handling_org: 'uuid',
  handler_post: 'uuid',
  subject_org: 'uuid',
  merged_into: 'uuid',
  moved_to_county: 'text',
  moved_to_id: 'uuid',
  due_at: 'timestamptz',
  updated_at: 'timestamptz',
  closed_at: 'timestamptz',
  is_private: 'bool',
  is_suspended: 'bool',
  is_unowned: 'bool',
  cell: 'text',
  own: 'jsonb',
  is_sealed: 'bool',
  facts: 'jsonb',
  version: 'int4',
  seq: 'int4',
  head: 'bytea',
};

/** What is set once, at the birth. */
export function birthValues(matter: Matter) {
  return {
    county: matter.county,
    id: matter.id,
    number: matter.number,
    title: matter.title,
    body: matter.body,
    channel: matter.channel,
    lon: matter.lon,
    lat: matter.lat,
    received_at: isoOf(matter.receivedAt),
    created_at: isoOf(matter.createdAt),
    fields: json(matter.fields),
  };
}

export function toClock(row: Child<'clock'>): Clock {
  return {
    id: row.id,
    name: row.name,
    org: row.org,
    state: row.state as Clock['state'],
    dueAt: row.due_at.getTime(),
    nextAt: ms(row.next_at),
    detail: wholeDetail(row.detail),
  };
}

export function clockValues(clock: Clock) {
  return {
    name: clock.name,
    org: clock.org,
    state: clock.state,
    due_at: isoOf(clock.dueAt),
    next_at: iso(clock.nextAt),
    detail: json(keptDetail(clock.detail)),
  };
}

export function toAssignment(row: Child<'assignment'>): Assignment {
  return {
    id: row.id,
    org: row.org,
    post: row.post,
    role: row.role as Assignment['role'],
    state: row.state as Assignment['state'],
    isOpen: row.is_open,
    dueAt: ms(row.due_at),
    detail: row.detail as Assignment['detail'],
  };
}

export function assignmentValues(work: Assignment) {
  return {
    org: work.org,
    post: work.post,
    role: work.role,
    state: work.state,
    is_open: work.isOpen,
    due_at: iso(work.dueAt),
    detail: json(work.detail),
  };
}

export function toRequest(row: Child<'request'>): Request {
  return {
    id: row.id,
    kind: row.kind as Request['kind'],
    state: row.state as Request['state'],
    askedByOrg: row.asked_by_org,
    deciderOrg: row.decider_org,
    askedAt: row.asked_at.getTime(),
    detail: row.detail as Request['detail'],
  };
}

export function requestValues(request: Request) {
  return {
    kind: request.kind,
    state: request.state,
    asked_by_org: request.askedByOrg,
    decider_org: request.deciderOrg,
    asked_at: isoOf(request.askedAt),
    detail: json(request.detail),
  };
}

export function toSupervision(row: Child<'supervision'>): Supervision {
  return {
    id: row.id,
    kind: row.kind as Supervision['kind'],
    state: row.state as Supervision['state'],
    issuerOrg: row.issuer_org,
    targetOrg: row.target_org,
    replyDueAt: ms(row.reply_due_at),
    remindAt: ms(row.remind_at),
    isPublic: row.is_public,
    issuedAt: row.issued_at.getTime(),
    detail: row.detail as Supervision['detail'],
  };
}

export function supervisionValues(one: Supervision) {
  return {
    kind: one.kind,
    state: one.state,
    issuer_org: one.issuerOrg,
    target_org: one.targetOrg,
    reply_due_at: iso(one.replyDueAt),
    remind_at: iso(one.remindAt),
    is_public: one.isPublic,
    issued_at: isoOf(one.issuedAt),
    detail: json(one.detail),
  };
}

export function toLink(row: Child<'link'>): Link {
  return {
    id: row.id,
    kind: row.kind as Link['kind'],
    otherCounty: row.other_county,
    otherId: row.other_id,
    otherNumber: row.other_number,
    state: row.state as Link['state'],
  };
}

export function linkValues(link: Link) {
  return {
    kind: link.kind,
    other_county: link.otherCounty,
    other_id: link.otherId,
    other_number: link.otherNumber,
    state: link.state,
  };
}
