/**
 * A district in memory, for the rules of the loop: organisations, people, rules and matters whose
 * every act is decided as the server does it, without a database. Nothing here may judge.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Actor, ResidentActor, StaffActor } from '../kernel/actor.ts';
import { dayNumber } from '../kernel/dates.ts';
import { instantAt } from '../kernel/zone.ts';
import { kindDocuments, names } from '../kinds.ts';
import { type Category, findCategory } from '../modules/matters/rules/category.ts';
import { applyClockEvent } from '../modules/matters/rules/clocks.ts';
import { beginDraft, decide, finishDraft } from '../modules/matters/rules/decide.ts';
import type { Aid, Draft, Given } from '../modules/matters/rules/draft.ts';
import { explainClock } from '../modules/matters/rules/explain.ts';
import { freshFacts, keptChanges } from '../modules/matters/rules/kept.ts';
import { dueRung, fireRung } from '../modules/matters/rules/ladder.ts';
import type { ProcessDefinition } from '../modules/matters/rules/process.ts';
import { defaultSettings } from '../modules/matters/rules/settings.ts';
import { type EntryBody, type Matter, type MatterState } from '../modules/matters/rules/state.ts';
import type { MatterView, OrgFacts, Orgs, Rules } from '../modules/matters/rules/view.ts';
import { chineseCalendar } from '../platform/calendar.ts';

export { names };
export const calendar = chineseCalendar({ from: 2026, to: 2026 });
/** A Tuesday morning in office hours. */
export const MORNING = Date.parse('2026-03-10T02:00:00Z');

const readYaml = (path: string) =>
  parse(readFileSync(join(import.meta.dirname, '..', path), 'utf8'), { merge: true });
export const report = readYaml('modules/reports/process/report.yaml') as ProcessDefinition;
export const intake = readYaml('modules/matters/process/intake.yaml') as ProcessDefinition;
export const roles = readYaml('modules/identity/roles.yaml') as Record<
  string,
  { permissions: string[] }
>;

export const uuid = (n: number) => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

const orgRows = [
  ['centre', 'centre', 'county', '310116', 'city'],
  ['townA', 'centre', 'town', '310116101', 'centre'],
  ['townB', 'centre', 'town', '310116102', 'centre'],
  ['villageA', 'committee', 'village', '310116101201', 'townA'],
  ['villageB', 'committee', 'village', '310116102201', 'townB'],
  ['stationA', 'station', 'town', '310116101', 'townA'],
  ['stationB', 'station', 'town', '310116102', 'townB'],
  ['deptA', 'department', 'county', '310116', 'centre'],
  ['deptB', 'department', 'county', '310116', 'centre'],
  ['unitA', 'station', 'town', '310116101', 'deptA'],
  ['checks', 'station', 'county', '310116', 'centre'],
  ['elsewhere', 'centre', 'county', '310117', null],
  ['elsewhereDept', 'department', 'county', '310117', 'elsewhere'],
  ['city', 'office', 'city', '3101', 'province'],
  ['province', 'office', 'province', '31', null],
] as const;
export type OrgName = (typeof orgRows)[number][0];
export const orgNames = orgRows.map(([name]) => name);

/** The id of an organisation. */
export const idOf = (name: OrgName) => uuid(0x100 + orgNames.indexOf(name));

const orgList: OrgFacts[] = orgRows.map(([name, kind, level, region, parent]) => ({
  id: idOf(name),
  kind,
  level,
  nameZh: `示例${name}`,
  nameEn: name,
  region,
  parentId: parent && idOf(parent),
  phone: null,
  isActive: true,
}));

const findOrg = (id: string) => orgList.find((org) => org.id === id);
function pathOf(id: string): string[] {
  const org = findOrg(id);
  return org ? [...(org.parentId ? pathOf(org.parentId) : []), id] : [];
}
export const orgs: Orgs = {
  pathOf,
  isBelow: (org, above) => pathOf(org).includes(above),
  superiorOf: (org) => findOrg(org)?.parentId ?? null,
  find: findOrg,
  all: () => orgList,
  countyOf: (org) => {
    const region = findOrg(org)?.region ?? '';
    return region.length < 6 ? null : region.slice(0, 6);
  },
  hasPost: (org, held) =>
    staffRows.some(([, role, name]) => idOf(name) === org && held.includes(role)),
};

const staffRows = [
  ['clerk', 'clerk', 'centre', '310116'],
  ['clerkA', 'clerk', 'townA', '310116101'],
  ['gridA', 'gridWorker', 'villageA', '310116101201001'],
  ['gridB', 'gridWorker', 'villageB', '310116102201001'],
  ['dispatcherA', 'townDispatcher', 'townA', '310116101'],
  ['dispatcherB', 'townDispatcher', 'townB', '310116102'],
  ['county', 'countyDispatcher', 'centre', '310116'],
  ['handlerA', 'handler', 'stationA', '310116101'],
  ['headA', 'unitHead', 'stationA', '310116101'],
  ['handlerB', 'handler', 'stationB', '310116102'],
  ['headB', 'unitHead', 'stationB', '310116102'],
  ['deptHandler', 'handler', 'deptA', '310116'],
  ['deptHead', 'unitHead', 'deptA', '310116'],
  ['dept2Handler', 'handler', 'deptB', '310116'],
  ['dept2Head', 'unitHead', 'deptB', '310116'],
  ['unitHandler', 'handler', 'unitA', '310116101'],
  ['checker', 'checker', 'checks', '310116'],
  ['deptChecker', 'checker', 'deptA', '310116'],
  ['unitChecker', 'checker', 'unitA', '310116101'],
  ['caller', 'callBackOperator', 'centre', '310116'],
  ['townCaller', 'callBackOperator', 'townA', '310116101'],
  ['supervisor', 'supervisor', 'centre', '310116'],
  ['deptSupervisor', 'supervisor', 'deptA', '310116'],
  ['leader', 'leader', 'centre', '310116'],
  ['auditor', 'auditor', 'centre', '310116'],
  ['elsewhereCounty', 'countyDispatcher', 'elsewhere', '310117'],
  ['elsewhereHandler', 'handler', 'elsewhereDept', '310117'],
  ['mediatorA', 'mediator', 'villageA', '310116101201'],
  ['petitions', 'petitionOfficer', 'centre', '310116'],
  ['cityOffice', 'petitionOfficer', 'city', '3101'],
  ['provinceOffice', 'petitionOfficer', 'province', '31'],
] as const;
export type StaffName = (typeof staffRows)[number][0];

function staffOf([name, role, org, region]: (typeof staffRows)[number], index: number) {
  const actor: StaffActor = {
    kind: 'staff',
    account: name,
    post: uuid(0x200 + index),
    role,
    org: idOf(org),
    orgPath: pathOf(idOf(org)),
    permissions: new Set(roles[role]?.permissions),
    regions: [region],
    counties: region.length < 6 ? ['310116', '310117'] : [region.slice(0, 6)],
    name,
  };
  return [name, actor] as const;
}

export const staff = Object.fromEntries(staffRows.map(staffOf)) as Record<StaffName, StaffActor>;

const resident = (account: string): ResidentActor => ({ kind: 'resident', account });
export const residents = {
  reporter: resident('reporter'),
  follower: resident('follower'),
  stranger: resident('stranger'),
};
export const system: Actor = { kind: 'system', task: 'test' };
export const everyone: Record<string, Actor> = { ...staff, ...residents, system };

const plain = { parent: null, kind: 'report', form: {}, clocks: {}, emergency: null };
const none = { evidence: { before: 0, after: 0 }, isHome: false, isPrivate: false };
export const categories: Category[] = [
  {
    ...plain,
    ...none,
    code: 'street',
    zh: '市容',
    en: 'Street',
    keywords: ['垃圾'],
    maySelfHandle: true,
  },
  {
    ...plain,
    ...none,
    code: 'street.lamp',
    zh: '路灯',
    en: 'Lamp',
    parent: 'street',
    keywords: ['路灯', '灯不亮'],
    clocks: { handle: { time: { amount: 2, unit: 'workingDays' } } },
    evidence: { before: 1, after: 1 },
    maySelfHandle: true,
  },
  {
    ...plain,
    ...none,
    code: 'noise',
    zh: '噪声',
    en: 'Noise',
    keywords: ['噪声'],
    maySelfHandle: false,
  },
  {
    ...plain,
    ...none,
    code: 'other',
    zh: '其他',
    en: 'Other',
    kind: 'intake',
    keywords: [],
    maySelfHandle: false,
  },
];

const definitions: Record<string, ProcessDefinition> = Object.fromEntries([
  ['intake', intake],
  ...kindDocuments().map(({ name, body }) => [name, body as ProcessDefinition] as const),
]);
export const rules: Rules = {
  process: (kind) => {
    const definition = definitions[kind];
    return definition ? { version: 1, definition } : null;
  },
  processVersion: (kind) => definitions[kind] ?? null,
  categories: { categories },
  routing: { version: 1, table: { rules: [] } },
  replies: { templates: [] },
  settings: { ...defaultSettings, selfHandledSample: 0.5 },
  calendar,
};

/** A matter with all its entries, and what the database would know beside it. */
export type Live = {
  state: MatterState;
  entries: readonly EntryBody[];
  hasRated: boolean;
  /** The accounts of residents who follow. */
  followers: readonly string[];
};

export function viewOf(live: Live, actor: Actor): MatterView {
  const { state } = live;
  const { kind, processVersion, category, facts } = state.matter;
  const definition = rules.processVersion(kind, processVersion);
  if (!definition) throw new Error(`no process ${kind}`);
  const account = actor.kind === 'resident' ? actor.account : '';
  const isReporter = account === 'reporter' && facts.hasReporter;
  const isFollower = live.followers.includes(account);
  return {
    state,
    definition,
    category: findCategory(rules.categories, category),
    rules,
    orgs,
    relation: isReporter ? 'reporter' : isFollower ? 'follower' : null,
    hasRated: live.hasRated,
    joined: null,
  };
}

/** Why the newest clock of a name is due when it is. */
export function explained(live: Live, name: string) {
  const clock = live.state.clocks.findLast((one) => one.name === name);
  if (!clock) throw new Error(`no clock ${name}`);
  return explainClock(clock, viewOf(live, system).definition, calendar);
}

let lastId = 0x10_0000;
/** Ids grow; their tails are spread so that half of the self-handled matters are drawn. */
export const newId = () => {
  lastId += 1;
  const tail = ((lastId * 2654435761) % 0x10000000).toString(16).padStart(7, '0');
  return `${uuid(lastId).slice(0, 24)}${lastId.toString(16).slice(-5).padStart(5, '0')}${tail}`;
};

export type Birth = Partial<Omit<Matter, 'facts'>> & { facts?: Partial<Matter['facts']> };

/** A new matter in village A with a reporter who can be reached, registered at `now`. */
export function born(now: number, birth: Birth = {}): Live {
  const { facts, ...rest } = birth;
  const kind = rest.kind ?? 'report';
  const id = newId();
  const matter: Matter = {
    county: '310116',
    id,
    number: `310116-2026-${id.slice(-6)}`,
    kind,
    processVersion: 1,
    stage: definitions[kind]?.initial ?? '',
    isOpen: true,
    outcome: null,
    title: '路灯不亮',
    body: '路灯不亮',
    category: 'street.lamp',
    urgency: 'normal',
    channel: 'resident',
    region: '310116101201',
    grid: '310116101201001',
    lon: null,
    lat: null,
    cell: null,
    ownerOrg: idOf('townA'),
    handlingOrg: null,
    handlerPost: null,
    subjectOrg: null,
    mergedInto: null,
    movedToCounty: null,
    movedToId: null,
    dueAt: null,
    receivedAt: now,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
    isPrivate: false,
    isSuspended: false,
    isUnowned: false,
    fields: {},
    own: {},
    isSealed: false,
    version: 1,
    ...rest,
    facts: { ...freshFacts(), hasReporter: true, isReachable: true, reporterCount: 1, ...facts },
  };
  const state = { matter, clocks: [], assignments: [], requests: [], supervisions: [], links: [] };
  const bare: Live = { state, entries: [], hasRated: false, followers: [] };
  const draft = beginDraft(viewOf(bare, system), system, { given: {}, aid: {}, now, newId });
  draft.changes.push({ what: 'matter', set: matter });
  applyClockEvent(draft, 'action:register');
  return withDraft(bare, {}, finishDraft(draft));
}

function withDraft(live: Live, given: Given, draft: Draft): Live {
  // As the log keeps it: what JSON drops is lost.
  const before = live.entries.length === 0 ? null : live.state;
  const changes = keptChanges(draft.changes, before);
  const entry = JSON.parse(JSON.stringify({ given, changes })) as EntryBody;
  const hasReopened = live.state.matter.closedAt !== null && draft.state.matter.isOpen;
  return {
    ...live,
    state: draft.state,
    entries: [...live.entries, entry],
    hasRated: live.hasRated && !hasReopened,
  };
}

/** The matter as if `follower` had followed it. */
export const followed = (live: Live): Live => ({ ...live, followers: ['follower'] });

export type Act = { action: string; given?: Given; now: number; aid?: Aid };

/** Takes an action, or throws its refusal. */
export function act(live: Live, actor: Actor, { action, given = {}, now, aid = {} }: Act): Live {
  const draft = decide(names, viewOf(live, actor), actor, { action, given, now, aid, newId });
  const after = withDraft(live, given, draft);
  const hasRated = after.hasRated || action === 'rate';
  return { ...after, hasRated, followers: followersAfter(live, actor, action) };
}

/** An act of somebody by name, at the time of the last one unless told otherwise. */
export function go(
  live: Live,
  who: string,
  action: string,
  given: Given = {},
  now = live.state.matter.updatedAt,
): Live {
  return act(live, everyone[who] ?? system, { action, given, now });
}

/** The last moment of a day where the centre is. */
export const endOf = (day: string) => instantAt(dayNumber(day) + 1, 0, calendar.zone) - 1;

function followersAfter({ followers }: Live, actor: Actor, action: string): readonly string[] {
  if (actor.kind !== 'resident') return followers;
  if (action === 'follow') return [...followers, actor.account];
  return action === 'unfollow' ? followers.filter((one) => one !== actor.account) : followers;
}

/** Fires the rungs that are due, one entry each, as the sweep does it. */
export function sweep(live: Live, now: number): Live {
  for (let at = live; ; ) {
    const view = viewOf(at, system);
    const draft = beginDraft(view, system, { given: {}, aid: {}, now, newId });
    const due = dueRung(draft);
    if (!due) return at;
    fireRung(draft, due);
    at = withDraft(at, { rung: due.rung }, finishDraft(draft));
  }
}
