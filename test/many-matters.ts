/**
 * Matters by the thousand for tests of lists: rows written as the acts would leave them, spread
 * over counties, towns, villages, grids, organisations and stages by arithmetic on their number.
 */
import type { MachineActor, StaffActor } from '../kernel/actor.ts';
import { freshFacts } from '../modules/matters/rules/kept.ts';
import {
  type Assignment,
  type Change,
  type Matter,
  type MatterFacts,
  type MatterState,
  type Request,
  type Supervision,
} from '../modules/matters/rules/state.ts';
import { insertMatter, saveChildren } from '../modules/matters/store/matters.ts';
import type { Database } from '../platform/db/index.ts';

export const START = Date.UTC(2026, 8, 1);
export const HOUR = 3_600_000;

/** A readable id: `idOf(0xa, 1)` is an organisation by custom, `0xb` a post, `0xc` a matter. */
export const idOf = (space: number, n: number) =>
  `00000000-0000-7${space.toString(16).padStart(3, '0')}-8000-${n.toString(16).padStart(12, '0')}`;
export const orgId = (n: number) => idOf(0xa, n);
export const postId = (n: number) => idOf(0xb, n);

export type Birth = Partial<Omit<Matter, 'facts'>> & { facts?: Partial<MatterFacts> };

/** A matter in the village 310116101201, open and just registered, but for what is given. */
export function stateOf(n: number, birth: Birth = {}): MatterState {
  const { facts, ...rest } = birth;
  const at = rest.createdAt ?? START + n * 60_000;
  const county = rest.county ?? '310116';
  const matter: Matter = {
    county,
    id: idOf(0xc, n),
    number: `${county}-26-${String(n).padStart(7, '0')}`,
    kind: 'report',
    processVersion: 1,
    stage: 'registered',
    isOpen: true,
    outcome: null,
    title: `示例事项${n}`,
    body: `示例事项${n}：路灯不亮`,
    category: null,
    urgency: 'normal',
    channel: 'hotline',
    region: '310116101201',
    grid: null,
    lon: null,
    lat: null,
    cell: null,
    ownerOrg: orgId(0),
    handlingOrg: null,
    handlerPost: null,
    subjectOrg: null,
    mergedInto: null,
    movedToCounty: null,
    movedToId: null,
    dueAt: null,
    receivedAt: at,
    createdAt: at,
    updatedAt: at,
    closedAt: null,
    isPrivate: false,
    isSuspended: false,
    isUnowned: false,
    fields: {},
    own: {},
    isSealed: false,
    version: 1,
    ...rest,
    facts: { ...freshFacts(), ...facts },
  };
  return { matter, clocks: [], assignments: [], requests: [], supervisions: [], links: [] };
}

export function workOf(n: number, work: Partial<Assignment>): Assignment {
  return {
    id: idOf(0xd, n),
    org: orgId(0),
    post: null,
    role: 'lead',
    state: 'assigned',
    isOpen: true,
    dueAt: null,
    detail: { assignedAt: START, byOrg: null, note: '', isCalledIn: false, result: '' },
    ...work,
  };
}

export function requestOf(n: number, request: Partial<Request>): Request {
  return {
    id: idOf(0xe, n),
    kind: 'objection',
    state: 'pending',
    askedByOrg: orgId(1),
    deciderOrg: orgId(0),
    askedAt: START,
    detail: {
      ground: 'notOurs',
      reason: '',
      clock: null,
      amount: null,
      suggestedOrg: null,
      decidedAt: null,
      decision: '',
    },
    ...request,
  };
}

export function supervisionOf(n: number, one: Partial<Supervision>): Supervision {
  return {
    id: idOf(0xf, n),
    kind: 'urging',
    state: 'issued',
    issuerOrg: orgId(0),
    targetOrg: orgId(1),
    replyDueAt: null,
    remindAt: null,
    isPublic: false,
    issuedAt: START,
    detail: { reason: '', reply: '', repliedAt: null, result: '' },
    ...one,
  };
}

const BATCH = 500;

/** Writes the states, each with what hangs on it. */
export async function keepStates(db: Database, states: readonly MatterState[]): Promise<void> {
  for (const [county, own] of Map.groupBy(states, (state) => state.matter.county)) {
    for (let from = 0; from < own.length; from += BATCH) {
      await db.scoped({ counties: [county] }, async (tx) => {
        for (const state of own.slice(from, from + BATCH)) {
          insertMatter(tx, state, { seq: 1, head: Buffer.alloc(32) });
          saveChildren(tx, { county, matterId: state.matter.id }, childrenOf(state));
        }
      });
    }
  }
}

function childrenOf(state: MatterState): Change[] {
  return [
    ...state.clocks.map((row) => ({ what: 'clock' as const, row })),
    ...state.assignments.map((row) => ({ what: 'assignment' as const, row })),
    ...state.requests.map((row) => ({ what: 'request' as const, row })),
    ...state.supervisions.map((row) => ({ what: 'supervision' as const, row })),
  ];
}

const STAGES = [
  'registered',
  'verifying',
  'opened',
  'dispatched',
  'handling',
  'checking',
  'callingBack',
];
export const CENTRE = 0;
export const ORGS = 12;
export const TOWNS = 11;
export const VILLAGES = 20;
export const GRIDS = 5;

/** A whole number below `below` that looks drawn, the same on each run. */
export const drawn = (n: number, salt: number, below: number) =>
  Number(
    ((BigInt(n + 1) * 6364136223846793005n + BigInt(salt) * 1442695040888963407n) >> 33n) &
      0x7fffffffn,
  ) % below;

const two = (n: number) => String(n).padStart(3, '0');

/**
 * The n-th matter of a county at work: three in ten are open, every stage and organisation has its
 * share, some are due, overdue, unowned, supervised or asked about.
 */
export function usualState(n: number, county = '310116'): MatterState {
  const town = `${county}${two(101 + drawn(n, 1, TOWNS))}`;
  const village = `${town}${two(201 + drawn(n, 2, VILLAGES))}`;
  const isOpen = drawn(n, 3, 10) < 3;
  const stage = isOpen ? (STAGES[drawn(n, 4, STAGES.length)] ?? 'opened') : 'closed';
  const handler = orgId(1 + drawn(n, 5, ORGS));
  const isHandled = ['dispatched', 'handling', 'checking', 'callingBack', 'closed'].includes(stage);
  const createdAt = START + drawn(n, 6, 80 * 24 * 60) * 60_000;
  const dueAt = isOpen && drawn(n, 7, 10) > 0 ? createdAt + drawn(n, 8, 400) * HOUR : null;
  const state = stateOf(n, {
    county,
    region: village,
    grid: drawn(n, 9, 10) > 0 ? `${village}${two(1 + drawn(n, 10, GRIDS))}` : null,
    isOpen,
    stage,
    outcome: isOpen ? null : 'fixed',
    closedAt: isOpen ? null : createdAt + HOUR,
    createdAt,
    receivedAt: createdAt - drawn(n, 11, 3) * HOUR,
    dueAt,
    category: `street.${drawn(n, 12, 20)}`,
    urgency: drawn(n, 13, 10) === 0 ? 'urgent' : 'normal',
    channel: drawn(n, 14, 2) === 0 ? 'hotline' : 'gridWorker',
    ownerOrg: drawn(n, 15, 3) === 0 ? orgId(CENTRE) : orgId(100 + Number(town.slice(6))),
    handlingOrg: isHandled ? handler : null,
    isUnowned: isOpen && !isHandled && drawn(n, 16, 20) === 0,
    facts: isHandled ? { handledByOrgs: [handler] } : {},
  });
  const isWorked = isOpen && isHandled;
  const lead = workOf(n, {
    id: idOf(0xd, 3 * n),
    org: handler,
    post: postId(drawn(n, 17, 10)),
    isOpen: ['dispatched', 'handling'].includes(stage),
    state: stage === 'dispatched' ? 'assigned' : 'done',
    dueAt,
  });
  const support = workOf(n, {
    id: idOf(0xd, 3 * n + 1),
    org: orgId(1 + drawn(n, 18, ORGS)),
    role: 'supporting',
    dueAt,
    isOpen,
  });
  return {
    ...state,
    assignments: isWorked ? [lead, ...(drawn(n, 19, 4) === 0 ? [support] : [])] : [],
    requests:
      isWorked && drawn(n, 20, 5) === 0
        ? [requestOf(n, { deciderOrg: state.matter.ownerOrg, askedAt: createdAt + HOUR })]
        : [],
    supervisions:
      isWorked && drawn(n, 21, 2) === 0
        ? [supervisionOf(n, { targetOrg: handler, issuedAt: createdAt + HOUR })]
        : [],
  };
}

const common = {
  org: orgId(CENTRE),
  orgPath: [orgId(CENTRE)],
  permissions: new Set(['matter.read', 'matter.search']),
  regions: ['310116'],
  counties: ['310116'],
  name: 'test',
};

export function staffActor(more: Partial<StaffActor> = {}): StaffActor {
  const plain = { kind: 'staff', account: idOf(1, 1), post: postId(1), role: 'clerk' } as const;
  return { ...plain, ...common, ...more };
}

export function machineActor(more: Partial<MachineActor> = {}): MachineActor {
  return { kind: 'machine', key: idOf(1, 2), ...common, ...more };
}
