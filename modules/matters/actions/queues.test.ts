import { beforeAll, describe, expect, it, vi } from 'vitest';
import { covers } from '../../../kernel/actor.ts';
import { testDatabase } from '../../../test/db.ts';
import {
  drawn,
  HOUR,
  keepStates,
  machineActor,
  orgId,
  postId,
  requestOf,
  START,
  staffActor,
  stateOf,
  supervisionOf,
  usualState,
  workOf,
} from '../../../test/many-matters.ts';
import type { Queue } from '../contract/lists.ts';
import { type Filters, planQueue, type Worker } from '../rules/queues.ts';
import { isApart, isSubject, maySee } from '../rules/standing.ts';
import type { MatterState } from '../rules/state.ts';
import type { MatterView } from '../rules/view.ts';
import type { Key } from '../store/listed.ts';
import { readPage } from './queues.ts';

const { db } = await testDatabase();
const NOW = START + 40 * 24 * HOUR;
const HERE = '310116';
const THERE = '310117';

const states = [
  ...Array.from({ length: 2500 }, (_, n) => usualState(n, HERE)),
  ...Array.from({ length: 1200 }, (_, n) => usualState(5000 + n, THERE)),
];
// Generous: beside other work the machine is slow, and nothing here waits.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
beforeAll(async () => keepStates(db, states));

const path = (n: number) => ({ org: orgId(n), orgPath: [orgId(n)] });
const TOWN = '310116103';
const VILLAGE = '310116103207';
const both = { regions: ['3101'], counties: [HERE, THERE] };
const town = { ...path(203), regions: [TOWN] };

/** Who asks: each sees another part. */
const askers: Record<string, Worker> = {
  county: staffActor({ ...path(0) }),
  city: staffActor({ ...path(0), ...both }),
  town: staffActor(town),
  station: staffActor({ ...path(3), orgPath: [orgId(1), orgId(3)], regions: [TOWN] }),
  village: staffActor({ ...path(4), regions: [VILLAGE, `${TOWN}203`, '310116104201'] }),
  grid: staffActor({ ...path(5), post: postId(7), regions: [`${VILLAGE}002`, `${TOWN}208`] }),
  overlapping: staffActor({ ...path(6), regions: [VILLAGE, TOWN, `${TOWN}207003`] }),
  handler: staffActor({ ...path(2), post: postId(2), regions: ['310116101'] }),
  machine: machineActor({ ...path(2) }),
  elsewhere: staffActor({ ...path(2), regions: [THERE], counties: [THERE] }),
};

type Item = { state: MatterState; at: number | null };
type Oracle = (states: readonly MatterState[], actor: Worker) => Item[];

const viewOf = (state: MatterState, actor: Worker) =>
  ({
    state,
    relation: null,
    orgs: {
      isBelow: (org: string, above: string) => org === actor.org && actor.orgPath.includes(above),
    },
  }) as unknown as MatterView;
const isWithin = (state: MatterState, actor: Worker) =>
  covers(actor.regions, state.matter.region) ||
  (state.matter.grid !== null && covers(actor.regions, state.matter.grid));

/** The matters that fit, each at one time of its own. */
const byMatter =
  (time: 'dueAt' | 'createdAt', fits: (state: MatterState, actor: Worker) => boolean): Oracle =>
  (all, actor) =>
    all.filter((state) => fits(state, actor)).map((state) => ({ state, at: state.matter[time] }));

/** The matters of which something fits, each at the first of their times. */
const byChild =
  <Child>(
    childrenOf: (state: MatterState, actor: Worker) => readonly Child[],
    timeOf: (child: Child) => number | null,
    first: (times: (number | null)[]) => number | null | undefined,
  ): Oracle =>
  (all, actor) =>
    all.flatMap((state) => {
      const at = first(childrenOf(state, actor).map(timeOf));
      return at === undefined ? [] : [{ state, at }];
    });

const soonest = (times: (number | null)[]) =>
  times.sort((a, b) => (a ?? Infinity) - (b ?? Infinity))[0];
const latest = (times: (number | null)[]) => times.sort((a, b) => (b ?? 0) - (a ?? 0))[0];

const works = (fits: (work: MatterState['assignments'][number], actor: Worker) => boolean) =>
  byChild(
    (state, actor) => state.assignments.filter((work) => work.isOpen && fits(work, actor)),
    (work) => work.dueAt,
    soonest,
  );
const desk = (...stages: string[]) =>
  byMatter('dueAt', ({ matter }, actor) => {
    const isStage = stages.length === 0 || stages.includes(matter.stage);
    return matter.isOpen && matter.ownerOrg === actor.org && isStage;
  });
const apart = (stage: string) =>
  byMatter('dueAt', (state, actor) => {
    const view = viewOf(state, actor);
    const isHere = state.matter.stage === stage && isWithin(state, actor);
    return isHere && isApart(view, actor) && !isSubject(view, actor);
  });
const supervisions = (side: 'targetOrg' | 'issuerOrg') =>
  byChild(
    (state, actor) =>
      state.supervisions.filter((one) => one.state !== 'closed' && one[side] === actor.org),
    (one) => one.issuedAt,
    latest,
  );
const open = (fits: (dueAt: number) => boolean) =>
  byMatter('dueAt', (state, actor) => {
    const { isOpen, dueAt } = state.matter;
    return isOpen && dueAt !== null && fits(dueAt) && isWithin(state, actor);
  });

const oracles: Record<Queue, Oracle> = {
  mine: works((work, actor) => actor.kind === 'staff' && work.post === actor.post),
  org: works((work, actor) => work.org === actor.org),
  owned: desk(),
  toOpen: desk('received', 'registered'),
  toDispatch: desk('opened'),
  toVerify: byMatter('dueAt', (state, actor) => {
    const { stage } = state.matter;
    return (
      stage === 'verifying' && isWithin(state, actor) && !isSubject(viewOf(state, actor), actor)
    );
  }),
  toCheck: apart('checking'),
  toCallBack: apart('callingBack'),
  unowned: byMatter('createdAt', ({ matter }) => matter.isOpen && matter.isUnowned),
  overdue: open((dueAt) => dueAt < NOW),
  dueSoon: open((dueAt) => dueAt >= NOW && dueAt < NOW + 48 * HOUR),
  requests: byChild(
    (state, actor) =>
      state.requests.filter((one) => one.state === 'pending' && one.deciderOrg === actor.org),
    (one) => one.askedAt,
    soonest,
  ),
  supervised: supervisions('targetOrg'),
  supervising: supervisions('issuerOrg'),
  recent: byMatter('createdAt', isWithin),
  closed: byMatter('createdAt', (state, actor) => !state.matter.isOpen && isWithin(state, actor)),
};
const isNewestFirst = (queue: Queue) =>
  ['unowned', 'recent', 'closed', 'supervised', 'supervising'].includes(queue);

function expected(queue: Queue, actor: Worker, filters: Filters = {}): string[] {
  const sign = isNewestFirst(queue) ? -1 : 1;
  return oracles[queue](states, actor)
    .filter(({ state }) => {
      const { matter } = state;
      const isHere = actor.counties.includes(matter.county) && matter.movedToCounty === null;
      return isHere && maySee(viewOf(state, actor), actor) && fitsFilters(state, filters);
    })
    .map(({ state, at }) => ({ id: state.matter.id, at: at ?? Infinity }))
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? -sign : sign) : (a.at - b.at) * sign))
    .map((item) => item.id);
}

function fitsFilters({ matter }: MatterState, filters: Filters): boolean {
  const { county, town: inTown, village, grid, receivedFrom, receivedTo, ...same } = filters;
  return (
    Object.entries(same).every(([name, value]) => matter[name as 'stage'] === value) &&
    [county ?? '', inTown ?? '', village ?? ''].every((code) => matter.region.startsWith(code)) &&
    (grid === undefined || matter.grid === grid) &&
    matter.receivedAt >= (receivedFrom ?? 0) &&
    matter.receivedAt < (receivedTo ?? Infinity)
  );
}

type Walked = { ids: string[]; pages: number };

async function walk(
  queue: Queue,
  actor: Worker,
  more: { filters?: Filters; size?: number; between?: () => Promise<void> } = {},
): Promise<Walked> {
  const { filters = {}, size = 97, between } = more;
  const plan = planQueue(actor, { queue, filters, now: NOW, hours: 48 });
  const ids: string[] = [];
  let after: Key | null = null;
  for (let pages = 1; ; pages += 1) {
    const page = await readPage({ db }, actor, plan, { after, size });
    ids.push(...page.rows.map((row) => row.id));
    expect(page.rows.length).toBeLessThanOrEqual(size);
    if (page.next === null) return { ids, pages };
    after = page.next;
    await between?.();
  }
}

const queueNames = Object.keys(oracles) as Queue[];

describe.each(queueNames)('the queue %s', (queue) => {
  it('shows each asker all that waits, in order, once, page by page', async () => {
    let shown = 0;
    for (const [name, actor] of Object.entries(askers)) {
      const wanted = expected(queue, actor);
      shown += wanted.length;
      expect((await walk(queue, actor)).ids, name).toEqual(wanted);
    }
    expect(shown, 'the sample has some').toBeGreaterThan(3);
  });
});

describe('filters', () => {
  const filters: Record<string, Filters> = {
    town: { town: TOWN },
    village: { village: VILLAGE },
    grid: { grid: `${VILLAGE}002` },
    category: { category: 'street.3' },
    urgency: { urgency: 'urgent' },
    channel: { channel: 'hotline' },
    stage: { stage: 'handling' },
    open: { isOpen: true },
    closed: { isOpen: false },
    received: { receivedFrom: START + 200 * HOUR, receivedTo: START + 300 * HOUR },
    county: { county: THERE },
    several: { town: TOWN, urgency: 'normal', stage: 'handling', channel: 'hotline' },
  };

  it.each(Object.entries(filters))('narrow every queue by %s', async (_, filter) => {
    for (const queue of queueNames) {
      for (const name of ['city', 'village', 'handler']) {
        const actor = askers[name] as Worker;
        const wanted = expected(queue, actor, filter);
        expect((await walk(queue, actor, { filters: filter })).ids, `${queue} ${name}`).toEqual(
          wanted,
        );
      }
    }
  });
});

describe('a page', () => {
  it('of one row after another is the same list', async () => {
    const actor = askers.town as Worker;
    for (const queue of ['overdue', 'owned', 'closed'] as const) {
      const wanted = expected(queue, actor, { stage: 'handling' });
      const { ids } = await walk(queue, actor, { filters: { stage: 'handling' }, size: 1 });
      expect(ids).toEqual(wanted);
    }
  });

  it('is followed by the rest without gaps or doubles while others are written', async () => {
    let n = 20_000;
    const before = expected('recent', askers.city as Worker);
    const late: string[] = [];
    const { ids } = await walk('recent', askers.city as Worker, {
      size: 100,
      between: async () => {
        // One goes to the top, which was read already, one in among what is still to come.
        n += 2;
        const top = stateOf(n, { createdAt: NOW + n * HOUR });
        const deep = stateOf(n + 1, { createdAt: START + drawn(n, 1, 100) });
        late.push(deep.matter.id);
        await keepStates(db, [top, deep]);
        states.push(top, deep);
      },
    });
    expect(new Set(ids).size).toBe(ids.length);
    const known = new Set(before);
    expect(ids.filter((id) => known.has(id))).toEqual(before);
    expect(ids.filter((id) => !known.has(id)).every((id) => late.includes(id))).toBe(true);
    expect(ids.length).toBeGreaterThan(before.length);
  });

  it('goes on past any number of rows that do not fit', async () => {
    const actor = staffActor({ ...path(50), regions: ['310118'], counties: ['310118'] });
    const many = Array.from({ length: 4500 }, (_, n) =>
      stateOf(30_000 + n, { county: '310118', region: '310118101201', urgency: 'normal' }),
    );
    const rare = stateOf(29_999, { county: '310118', region: '310118101201', urgency: 'urgent' });
    await keepStates(db, [...many, rare]);
    const { ids, pages } = await walk('recent', actor, { filters: { urgency: 'urgent' } });
    expect(ids).toEqual([rare.matter.id]);
    expect(pages).toBe(3);
  });
});

describe('what a queue leaves out', () => {
  const county = { county: '310119', region: '310119101201' } as const;
  const scope = { regions: ['310119'], counties: ['310119'] };
  const kept = async (n: number, more: Partial<MatterState>, birth = {}) => {
    const state = { ...stateOf(n, { ...county, ...birth }), ...more };
    await keepStates(db, [state]);
    return state.matter.id;
  };

  it('is work named twice: a matter shows once, at the first of its dues', async () => {
    const mine = { org: orgId(60), post: postId(60) };
    const twice = await kept(40_000, {
      assignments: [
        workOf(1, { ...mine, id: postId(1), dueAt: null }),
        workOf(1, { ...mine, id: postId(2), dueAt: START + HOUR, role: 'supporting' }),
        workOf(1, { ...mine, id: postId(3), dueAt: START + HOUR, role: 'verify' }),
      ],
      requests: [
        requestOf(1, { id: postId(1), deciderOrg: orgId(60), askedAt: START + 2 }),
        requestOf(1, { id: postId(2), deciderOrg: orgId(60), askedAt: START + 1 }),
      ],
      supervisions: [
        supervisionOf(1, { id: postId(1), targetOrg: orgId(60), issuedAt: START + 1 }),
        supervisionOf(1, { id: postId(2), targetOrg: orgId(60), issuedAt: START + 1 }),
      ],
    });
    const actor = staffActor({ ...path(60), ...scope, post: postId(60) });
    for (const queue of ['mine', 'org', 'requests', 'supervised'] as const) {
      expect((await walk(queue, actor, { size: 1 })).ids, queue).toEqual([twice]);
    }
  });

  it('is a check by who handled it, even if it was taken away, and by those below', async () => {
    const checking = { stage: 'checking' };
    const others = { ...checking, handlingOrg: orgId(71) };
    const free = await kept(41_000, {}, others);
    await kept(41_001, {}, { ...checking, handlingOrg: orgId(70) });
    await kept(41_002, {}, { ...others, facts: { handledByOrgs: [orgId(70)] } });
    await kept(41_003, {}, { ...others, facts: { handledBy: ['staff:wang'] } });
    await kept(
      41_004,
      { assignments: [workOf(41_004, { org: orgId(70), role: 'supporting' })] },
      others,
    );
    await kept(41_005, {}, { ...others, subjectOrg: orgId(70) });
    await kept(41_006, {}, { ...others, facts: { subjectPost: postId(70) } });
    const below = { org: orgId(72), orgPath: [orgId(70), orgId(72)] };
    const actor = staffActor({ ...below, ...scope, account: 'wang', post: postId(70) });
    expect((await walk('toCheck', actor)).ids).toEqual([free]);
  });

  it('is the row of a matter that moved to another county', async () => {
    const moved = { isOpen: false, movedToCounty: '310120', movedToId: postId(1) };
    const id = await kept(42_000, {}, moved);
    const actor = staffActor({ ...path(0), ...scope });
    expect((await walk('recent', actor)).ids).not.toContain(id);
    expect((await walk('closed', actor)).ids).not.toContain(id);
  });
});

describe('a wide scope', () => {
  const counties = (count: number) => Array.from({ length: count }, (_, n) => `5${10000 + n}`);

  it('fans out over the counties of a province, and is refused beyond', async () => {
    const province = staffActor({ regions: ['51'], counties: counties(183) });
    expect(planQueue(province, { queue: 'org', filters: {}, now: NOW }).streams).toHaveLength(183);
    const nation = staffActor({ regions: ['5'], counties: counties(201) });
    expect(() => planQueue(nation, { queue: 'org', filters: {}, now: NOW })).toThrow(
      'LIST_TOO_WIDE',
    );
    const one = planQueue(nation, { queue: 'org', filters: { county: '510000' }, now: NOW });
    expect(one.streams).toHaveLength(1);
  });
});
