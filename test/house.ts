/**
 * The whole house over a test database: two counties with schematic grids, the real processes, a
 * few categories, people of every role, HTTP without a socket. Stories begin here.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { HouseOptions } from '../house/parts.ts';
import { type House, openHouse } from '../house.ts';
import { kindDocuments } from '../kinds.ts';
import { importRegions, importShapes } from '../modules/geography/index.ts';
import { commandContext } from '../modules/identity/index.ts';
import { readDefinition } from '../modules/matters/index.ts';
import { memoryPhoneCodes } from '../platform/auth/index.ts';
import { chineseCalendar } from '../platform/calendar.ts';
import { makeKeyring, masterKeyIdOf } from '../platform/crypto/index.ts';
import { type FileStore, folderStore } from '../platform/files/index.ts';
import { type MemorySenders, memorySenders } from '../platform/senders/index.ts';
import { type TestDatabase, testDatabase } from './db.ts';
import { type Http, httpOf } from './http.ts';
import { type People, people, type TestClock, testClock, type World } from './people.ts';

export type StoryHouse = {
  base: TestDatabase;
  house: House;
  world: World;
  clock: TestClock;
  http: Http;
  senders: MemorySenders;
  files: FileStore;
  people: () => Promise<People>;
  /** A server of its own over the same database, as a second process would be. */
  another: () => Promise<Server>;
};
export type Server = Awaited<ReturnType<typeof httpOf>> & { house: House };

const ROOT = join(import.meta.dirname, '..');
const ALL_SESSIONS = {
  staffSessionHours: 87_600,
  staffIdleHours: 87_600,
  residentSessionDays: 3650,
};

/** A Friday morning in the office hours of the demo's calendar. */
export const FRIDAY = '2026-11-20T02:00:00Z';

type StoryOptions = {
  /** As an operator would set it. */
  publicUrl?: HouseOptions['publicUrl'];
  /** Another database than a copy of the template; whoever gives it closes it. */
  base?: TestDatabase;
  /** For stories that programs go on with: they refuse the simple one. */
  masterKey?: Buffer;
};

/** Opens the house over a fresh database. */
export async function storyHouse(
  at: string = FRIDAY,
  { publicUrl = null, masterKey, base: given }: StoryOptions = {},
): Promise<StoryHouse> {
  const base = given ?? (await testDatabase());
  const dataDir = mkdtempSync(join(tmpdir(), 'linli-story-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));
  const clock = testClock(at);
  await loadPlaces(base, clock.now());
  const phoneCodes = memoryPhoneCodes();
  const senders = memorySenders();
  const files = folderStore(join(dataDir, 'files'));
  const options: HouseOptions = {
    db: base.db,
    clock,
    keyring: makeKeyring(
      masterKey
        ? { masterKey, masterKeyId: masterKeyIdOf(masterKey) }
        : { masterKey: Buffer.alloc(32, 7), masterKeyId: 'test' },
    ),
    files,
    dataDir,
    senders,
    hosts: { hosts: [] },
    phoneCodes,
    isMovable: true,
    publicUrl,
    identity: { ...ALL_SESSIONS, passwordCost: 2, freshMs: 0 },
    liveEveryMs: 20,
    log: { error: (about, message) => console.error(message, about) },
  };
  const house = await openOne(options);
  await house.identity.loadRoles(commandContext('test', clock.now(), house.newId));
  await house.identity.fresh();
  await publishRules(house, clock.now());
  const world: World = { identity: house.identity, phoneCodes, clock, newId: house.newId };
  const { http } = await httpOf(world, house.http);
  const another = async () => {
    const second = await openOne(options);
    const as = { ...world, identity: second.identity, newId: second.newId };
    return { ...(await httpOf(as, second.http)), house: second };
  };
  return { base, house, world, clock, http, senders, files, people: () => people(world), another };
}

/** A house whose reader of the log ends before the database does. */
async function openOne(options: HouseOptions) {
  const house = await openHouse(options);
  afterAll(house.matters.closeLive);
  afterAll(house.rooms.closeLive);
  return house;
}

const COUNTIES = [
  ['310116', '示例甲区', 121.2],
  ['310117', '示例乙区', 122.2],
] as const;

async function loadPlaces(base: TestDatabase, nowMs: number): Promise<void> {
  const rows = [
    { code: '31', name: '上海市' },
    { code: '3101', name: '市辖区' },
    ...COUNTIES.flatMap(([code, name]) => [
      { code, name },
      { code: `${code}101`, name: '示例甲镇' },
      { code: `${code}101201`, name: '示例甲镇一村' },
      { code: `${code}102`, name: '示例乙镇' },
      { code: `${code}102201`, name: '示例乙镇一村' },
    ]),
  ];
  await base.db.scoped({ counties: [] }, (tx) =>
    importRegions(tx, { rows, source: 'test', nowMs }),
  );
  const file = { type: 'FeatureCollection', features: COUNTIES.flatMap(gridsOf) };
  await base.db.scoped({ counties: [] }, (tx) =>
    importShapes(tx, { kind: 'grid', file, source: 'test', crs: 'wgs84', nowMs }),
  );
}

/** Two squares of some 2 km side by side: the grids of the two villages of a county. */
function gridsOf([code, , lon]: (typeof COUNTIES)[number]) {
  const square = (grid: string, west: number) => ({
    type: 'Feature',
    properties: { code: grid, name: '示意网格' },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [west, 30.7],
          [west + 0.02, 30.7],
          [west + 0.02, 30.72],
          [west, 30.72],
          [west, 30.7],
        ],
      ],
    },
  });
  return [square(`${code}101201001`, lon), square(`${code}102201001`, lon + 0.02)];
}

/** In the first grid of the first county. */
export const HERE = { lon: 121.21, lat: 30.71 };
/** In another county. */
export const ELSEWHERE = { lon: 122.21, lat: 30.71 };

const noForm = { form: {}, clocks: {}, emergency: null, isHome: false, isPrivate: false };
const NO_PHOTOS = { before: 0, after: 0 };

export const CATEGORIES = {
  categories: [
    {
      ...noForm,
      code: 'streetLight',
      zh: '路灯故障',
      en: 'Street light',
      parent: null,
      kind: 'report',
      keywords: ['路灯'],
      evidence: NO_PHOTOS,
      maySelfHandle: false,
    },
    {
      ...noForm,
      code: 'rubbish',
      zh: '暴露垃圾',
      en: 'Exposed rubbish',
      parent: null,
      kind: 'report',
      keywords: ['垃圾'],
      evidence: NO_PHOTOS,
      maySelfHandle: true,
    },
    {
      ...noForm,
      code: 'gas',
      zh: '燃气异味',
      en: 'Smell of gas',
      parent: null,
      kind: 'report',
      keywords: ['燃气', '煤气'],
      evidence: NO_PHOTOS,
      maySelfHandle: false,
      emergency: '119',
    },
    {
      ...noForm,
      code: 'neighbours',
      zh: '邻里纠纷',
      en: 'Between neighbours',
      parent: null,
      kind: 'dispute',
      keywords: [],
      evidence: NO_PHOTOS,
      maySelfHandle: false,
      isPrivate: true,
    },
    ...['claim', 'accusation'].map((code) => ({
      ...noForm,
      code,
      zh: code === 'claim' ? '申诉求决' : '检举控告',
      en: code === 'claim' ? 'Claim' : 'Accusation',
      parent: null,
      kind: 'petition',
      keywords: [],
      evidence: NO_PHOTOS,
      maySelfHandle: false,
      isPrivate: true,
      isSealed: code === 'accusation',
    })),
  ],
};

async function publishRules(house: House, now: number): Promise<void> {
  const read = (file: string): unknown => readDefinition(join(ROOT, file));
  const documents = [
    ['calendar', 'main', chineseCalendar({ from: 2024, to: 2026 })],
    ['process', 'intake', read('modules/matters/process/intake.yaml')],
    ...kindDocuments().map(({ kind, name, body }) => [kind, name, body] as const),
    ['categories', 'main', CATEGORIES],
    [
      'routing',
      'main',
      {
        rules: [
          {
            id: 'light',
            category: 'streetLight',
            to: { kind: 'department', level: 'county', named: '城管' },
            zh: '路灯由城管局承办',
            en: 'Street lights go to urban management',
          },
        ],
      },
    ],
  ] as const;
  for (const [kind, name, body] of documents) {
    const ctx = commandContext('test', now, house.newId);
    await house.rulebook.publish(ctx, {
      county: '*',
      kind,
      name,
      body,
      validFrom: Date.UTC(2020, 0, 1),
      note: 'test',
    });
  }
}
