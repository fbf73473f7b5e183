/**
 * A centre for the Boston file: invented region codes (99…, which no province has), one centre, its
 * calendar, two tiny processes and the categories with their clocks. None of it is in the program.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { House } from '../../house.ts';
import { type ImportContext, importRegions } from '../../modules/geography/index.ts';
import { commandContext } from '../../modules/identity/index.ts';
import type { Database } from '../../platform/db/index.ts';

export const BOSTON = '990101';
/** Kinds that the house must be told of: `openHouse({ kinds: bostonKinds })`. */
export const bostonKinds = ['request311', 'request311Days'] as const;

const HERE = import.meta.dirname;
export const bostonMap = join(HERE, 'map.yaml');
/** No part of the project: what needs it is left out where it is absent. */
export const bostonFile = join(HERE, '../../../shared/data/requests311/boston_2011H2.csv.gz');

type Clock = { category: string; unit: 'workingDays' | 'calendarDays'; amount: number };

/** The regions of the file, before the house opens. */
export async function loadBostonPlaces(db: Database, nowMs: ImportContext['nowMs']): Promise<void> {
  const rows = readFileSync(join(HERE, 'regions.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'))
    .map(([code = '', name = '']) => ({ code, name }));
  const at = await nowMs();
  await db.scoped({ counties: [] }, (tx) =>
    importRegions(tx, { rows, source: 'test/boston', nowMs: at }),
  );
}

/** The centre and its rules; once. */
export async function openBoston(house: House, nowMs: number): Promise<void> {
  const ctx = () => commandContext('boston', nowMs, house.newId);
  const isThere = house.identity.orgs.all().some((org) => org.region === BOSTON);
  if (isThere) return;
  await house.identity.addOrg(ctx(), {
    kind: 'centre',
    level: 'county',
    nameZh: '波士顿市服务台',
    nameEn: 'Boston service desk',
    region: BOSTON,
    county: BOSTON,
    parentId: null,
    phone: null,
  });
  await house.identity.fresh();
  for (const [kind, name, body] of documents()) {
    const validFrom = Date.UTC(2011, 0, 1);
    const note = 'the Boston file';
    await house.rulebook.publish(ctx(), { county: BOSTON, kind, name, body, validFrom, note });
  }
}

function documents(): [kind: string, name: string, body: unknown][] {
  const yaml = (name: string): unknown => parse(readFileSync(join(HERE, name), 'utf8'));
  return [
    ['calendar', 'main', JSON.parse(readFileSync(join(HERE, 'calendar.json'), 'utf8'))],
    ['process', 'request311', yaml('process-working-days.yaml')],
    ['process', 'request311Days', yaml('process-calendar-days.yaml')],
    ['categories', 'main', { categories: [other, ...clocksOfFile().map(categoryOf)] }],
  ];
}

function clocksOfFile(): Clock[] {
  return JSON.parse(readFileSync(join(HERE, 'clocks.json'), 'utf8')).clocks;
}

const plain = {
  parent: null,
  keywords: [],
  form: {},
  evidence: { before: 0, after: 0 },
  maySelfHandle: false,
  emergency: null,
  isHome: false,
  isPrivate: false,
};

const other = {
  ...plain,
  code: 'other',
  zh: 'Other',
  en: 'Other',
  kind: 'request311',
  clocks: {},
};

/** Codes are at most forty signs: the number keeps two long names apart. */
function categoryOf({ category, unit, amount }: Clock, index: number) {
  const words = category.replaceAll(/[^A-Za-z0-9]+/g, '-').slice(0, 34);
  return {
    ...plain,
    code: `${index + 1}-${words}`,
    zh: category,
    en: category,
    kind: unit === 'workingDays' ? 'request311' : 'request311Days',
    clocks: { target: { time: { amount, unit } } },
  };
}
