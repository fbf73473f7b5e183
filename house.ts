/**
 * The house put together: the explicit list of modules, in order, and what each is given of the
 * others. Server, command line and tests open the same house.
 */
import { join } from 'node:path';
import { agendaOf } from './house/agenda.ts';
import { agreementsOf } from './house/agreements.ts';
import { disputesOf } from './house/disputes.ts';
import { invitationsOf } from './house/invitations.ts';
import { liveParts, mattersWorld } from './house/matters.ts';
import type { HouseOptions, Parts } from './house/parts.ts';
import { petitionsOf } from './house/petitions.ts';
import {
  countiesOf,
  countiesUnder,
  type MapOrigins,
  mapOriginsFrom,
  mapPlacesOf,
  placesFor,
  ZONE,
} from './house/places.ts';
import { receptionOf } from './house/reception.ts';
import { roomsOf } from './house/rooms.ts';
import { rosterOf } from './house/roster.ts';
import { rulebookOf } from './house/rulebook.ts';
import { idSource } from './kernel/ids.ts';
import { refuse } from './kernel/refusal.ts';
import { kindTexts, paperTemplates } from './kinds.ts';
import type { Agenda } from './modules/agenda/index.ts';
import type { Agreements } from './modules/agreements/index.ts';
import { makeField } from './modules/field/index.ts';
import {
  type Geography,
  geographyHttp,
  gridsUnder,
  mapDocumentOf,
  openGeography,
} from './modules/geography/index.ts';
import { type Identity, makeIdentity } from './modules/identity/index.ts';
import type { Invitations } from './modules/invitations/index.ts';
import {
  type Beside,
  centreWords,
  type Matters,
  makeMatters,
  rulesOf,
} from './modules/matters/index.ts';
import { type Messaging, makeMessaging } from './modules/messaging/index.ts';
import { makeNotices, type Notices, type NoticesWorld } from './modules/notices/index.ts';
import { makePapers, type Papers } from './modules/papers/index.ts';
import { makePatrol, type Patrol } from './modules/patrol/index.ts';
import type { Reception } from './modules/reception/index.ts';
import type { Rooms } from './modules/rooms/index.ts';
import type { Roster } from './modules/roster/index.ts';
import type { Rulebook } from './modules/rulebook/index.ts';
import type { Clock } from './platform/clock/clock.ts';
import { clockHttp } from './platform/clock/endpoint.ts';
import { randomPool } from './platform/crypto/index.ts';
import type { Database } from './platform/db/index.ts';
import { type About, aboutHttp, type HttpModule } from './platform/http/index.ts';
import { type JournalNames, journalHttp } from './platform/journal/endpoint.ts';

export type House = {
  db: Database;
  clock: Clock;
  newId: () => string;
  identity: Identity;
  geography: Geography;
  rulebook: Rulebook;
  messaging: Messaging;
  matters: Matters;
  papers: Papers;
  agenda: Agenda;
  roster: Roster;
  rooms: Rooms;
  agreements: Agreements;
  invitations: Invitations;
  patrol: Patrol;
  notices: Notices;
  reception: Reception;
  /** Every module that answers over HTTP, in order. */
  http: readonly HttpModule[];
  counties: () => Promise<string[]>;
  /** Where basemaps in force come from: the only hosts that a page may ask besides ours. */
  mapOrigins: MapOrigins;
  zone: string;
  checkpointDir: string;
};

export async function openHouse(options: HouseOptions): Promise<House> {
  const { db, clock } = options;
  const newId = idSource(Date.now, randomPool());
  const geography = openGeography(db);
  // Read before the first request, as the rules below are.
  await geography.places();
  // What is made last and asked for by those made first: messaging lies below matters.
  const late: Late = { beside: [] };
  const identity = await identityOf(options, geography, late);
  const rulebook = rulebookOf(options, identity);
  // Read before the first request: acts that hold connections must not all wait for it.
  await rulebook.current();
  const counties = async () => countiesOf(await geography.places());
  const matters = () => late.matters ?? refuse('NOT_FOUND');
  const messaging = messagingOf(options, {
    rulebook,
    counties,
    matters,
    reception: () => late.reception ?? refuse('NOT_FOUND'),
  });
  late.matters = makeMatters({
    ...liveParts(options, identity),
    ...mattersWorld(options, { newId, geography, identity, rulebook, messaging }),
    map: mapPlacesOf(geography),
    kindTexts,
    beside: besideAll(late.beside),
    counties,
  });
  const built = late.matters;
  const parts = { newId, geography, identity, rulebook, messaging, matters: built, counties };
  const kept = keptOf(options, parts);
  late.beside.push(...Object.values(kept).map(({ beside }) => beside));
  const patrol = patrolOf(db, { geography, identity, matters: built });
  const reception = receptionOf(options, { ...parts, agenda: kept.agenda });
  late.reception = reception;
  const notices = makeNotices(noticesWorld(options, { geography, identity, rulebook }));
  late.http = [
    aboutHttp(options.about ?? plainAbout),
    clockHttp(db, options.isMovable),
    journalHttp(db, journalNames(identity)),
    placesHttp(options, { geography, identity, rulebook }),
    identity.http,
    rulebook.http,
    messaging.http,
    built.http,
    ...Object.values(kept).map(({ http }) => http),
    disputesOf(options, { geography, rulebook, matters: built }).http,
    notices.http,
    reception.http,
    patrol.http,
    fieldOf({ geography, identity, matters: built }, patrol).http,
  ];
  return {
    db,
    clock,
    newId,
    identity,
    geography,
    rulebook,
    messaging,
    matters: built,
    notices,
    reception,
    ...kept,
    patrol,
    http: late.http,
    counties,
    mapOrigins: mapOriginsFrom({ identity, rulebook, clock }),
    zone: ZONE,
    checkpointDir: join(options.dataDir, 'checkpoints'),
  };
}

type Kept = Pick<House, 'papers' | 'agreements' | 'agenda' | 'rooms' | 'roster' | 'invitations'> & {
  petitions: ReturnType<typeof petitionsOf>;
};

/** What keeps rows of a matter beside it: told of each act, move and erasure in this order. */
function keptOf(
  options: HouseOptions,
  parts: Parts & { matters: Matters; counties: () => Promise<string[]> },
): Kept {
  // An agreement is signed in a room, and a room shows papers, which hold agreements.
  const late: Partial<Kept> = {};
  const invitations = () => late.invitations ?? refuse('NOT_FOUND');
  const agreements = agreementsOf(options, {
    ...parts,
    rooms: () => late.rooms ?? refuse('NOT_FOUND'),
    roster: () => late.roster ?? refuse('NOT_FOUND'),
    papers: () => late.papers ?? refuse('NOT_FOUND'),
    invitations,
  });
  const papers = papersOf(options, { ...parts, agreements }, parts.counties);
  const agenda = agendaOf(options, {
    ...parts,
    invitations,
    rooms: () => late.rooms ?? refuse('NOT_FOUND'),
  });
  const rooms = roomsOf(options, { ...parts, papers, agenda });
  const roster = rosterOf(options, { ...parts, agreements });
  const petitions = petitionsOf(options, parts);
  const kept = { papers, agreements, agenda, rooms, roster, petitions };
  const built = { ...kept, invitations: invitationsOf(options, { ...parts, ...kept }) };
  Object.assign(late, built);
  return built;
}

type Late = {
  matters?: Matters;
  reception?: Reception;
  beside: Beside[];
  http?: readonly HttpModule[];
};

function identityOf(options: HouseOptions, geography: Geography, late: Late): Promise<Identity> {
  return makeIdentity({
    db: options.db,
    keyring: options.keyring,
    phoneCodes: options.phoneCodes,
    config: options.identity,
    countiesUnder: (prefix) => countiesUnder(geography.latest(), prefix),
    freshPlaces: geography.places,
    endpoints: () => endpointsOf(late.http ?? []),
    onFault: (what, error) => options.log.error({ err: error }, what),
  });
}

function messagingOf(
  { db, clock, keyring, senders, hosts, log }: HouseOptions,
  parts: {
    rulebook: Rulebook;
    counties: () => Promise<string[]>;
    matters: () => Matters;
    reception: () => Reception;
  },
): Messaging {
  const { rulebook, counties, matters, reception } = parts;
  return makeMessaging({
    db,
    now: clock.now,
    keyring,
    senders,
    hosts,
    log,
    counties,
    openMatterKeys: async (tx, { county, matterIds }) => {
      const keys = await matters().openMatterKeys(tx, { county, matterIds });
      // What is sent about a reception day is sealed under the day's own key.
      for (const id of matterIds.filter((one) => !keys.has(one))) {
        const key = await reception().openKey(tx, { county, id });
        if (key) keys.set(id, key);
      }
      return keys;
    },
    findMatter: (ctx, number) => matters().findMatter(ctx, number),
    shutAmong: (ctx, tx, of) => matters().shutAmong(ctx, tx, of),
    mayReadMatter: (ctx, at) => matters().mayReadMatter(ctx, at),
    seesCounty: (actor, county) =>
      actor.kind === 'staff' && actor.regions.some((code) => county.startsWith(code)),
    ownTemplates: (county, at) => rulebook.latest()?.find('templates', 'main', county, at) ?? null,
  });
}

function placesHttp(
  { dataDir, publicUrl = null }: HouseOptions,
  { geography, identity, rulebook }: Pick<Parts, 'geography' | 'identity' | 'rulebook'>,
): HttpModule {
  return geographyHttp(geography, {
    workerOf: (grid, now) => identity.gridWorkersOf(grid, now)[0] ?? null,
    mapDocument: async (county, now) => mapDocumentOf(await rulebook.current(), county, now),
    dataDir,
    publicUrl,
  });
}

function journalNames(identity: Identity): JournalNames {
  return {
    post: (id) => identity.post(id)?.title ?? null,
    org: (id) => {
      const org = identity.orgs.find(id);
      return org ? { zh: org.nameZh, en: org.nameEn } : null;
    },
  };
}

/** Every endpoint by what it asks and writes down, for the table of permissions. */
function endpointsOf(modules: readonly HttpModule[]) {
  return modules.flatMap(({ api }) =>
    Object.values(api).map(({ method, path, summary, permission, journal }) => ({
      method,
      path,
      ...summary,
      permission,
      journal,
    })),
  );
}

const plainAbout = (): About => ({ version: '', notice: null, demo: null });

function patrolOf(
  db: Database,
  { geography, identity, matters }: Pick<Parts, 'geography' | 'identity'> & { matters: Matters },
): Patrol {
  return makePatrol({
    db,
    zone: ZONE,
    placeOf: async (point, now) => placesFor(await geography.places()).ofPoint(point, now),
    gridNamed: (code) => geography.latest()?.grids.get(code)?.name ?? null,
    orgNamed: (id) => {
      const org = identity.orgs.find(id);
      return { id, zh: org?.nameZh ?? '', en: org?.nameEn ?? null };
    },
    seesMatter: async (ctx, number) => (await matters.findMatter(ctx, number)) !== null,
    maskText: matters.maskText,
    keepFiles: matters.keepFiles,
    answerKept: matters.answerKept,
  });
}

function papersOf(
  { db, files }: HouseOptions,
  parts: { identity: Identity; matters: Matters; agreements: Agreements },
  counties: () => Promise<string[]>,
): Papers {
  const { identity, matters, agreements } = parts;
  return makePapers({
    counties,
    db,
    files,
    zone: ZONE,
    templates: paperTemplates,
    kept: agreements.keptFor,
    orgNamed: (id) => orgNamed(identity, id),
    matters,
  });
}

/** Each is told in the order in which it was made. */
function besideAll(all: readonly Beside[]): Beside {
  return {
    acted: async (tx, ctx, done) => {
      for (const one of all) await one.acted(tx, ctx, done);
    },
    moved: async (tx, at) => {
      for (const one of all) await one.moved(tx, at);
    },
    erased: async (tx, at) => {
      for (const one of all) await one.erased(tx, at);
    },
  };
}

function fieldOf(
  { geography, identity, matters }: Pick<Parts, 'geography' | 'identity'> & { matters: Matters },
  patrol: Patrol,
) {
  return makeField({
    orgNamed: (id) => orgNamed(identity, id),
    gridsUnder: async (regions, asked) => gridsUnder(await geography.places(), regions, asked),
    listTasks: matters.listTasks,
    listCategories: matters.listTaskCategories,
    listToday: patrol.listToday,
  });
}

function orgNamed(identity: Identity, id: string) {
  const org = identity.orgs.find(id);
  return { id, zh: org?.nameZh ?? '', en: org?.nameEn ?? null };
}

function noticesWorld(
  { db }: HouseOptions,
  { geography, identity, rulebook }: Pick<Parts, 'geography' | 'identity' | 'rulebook'>,
): NoticesWorld {
  const places = async () => placesFor(await geography.places());
  return {
    db,
    orgs: identity.orgs,
    nameOf: async (code, now) => (await places()).nameOf(code, now),
    countyOfRegion: async (code, now) => (await places()).ofRegion(code, now).county,
    rules: async (county, at) => {
      const { calendar, settings } = rulesOf(await rulebook.current(), county, at);
      return { calendar, words: centreWords(settings) };
    },
  };
}
