/**
 * Linli is never an instrument against people: the word list over schema, code, addresses and
 * texts, and the proof that nothing finds a person across matters.
 */
import { describe, expect, it } from 'vitest';
import { numbersOf, unregistered } from './indicators.ts';
import {
  addressFaults,
  catalogueFaults,
  partyQueryFaults,
  partyTables,
  personWordFaults,
  withoutHashComments,
  withoutSqlComments,
} from './tidy/people.ts';
import { readSchema } from './tidy/schema.ts';
import {
  identifiersOf,
  isCode,
  isTest,
  literalsOf,
  readGenerated,
  type Source,
  sources,
} from './tidy/sources.ts';

/** Masking must know the words beside which a person's data stands, in order to hide it. */
const hides = /^modules\/matters\/rules\/mask(?:-\w+)?[.]ts$/;
const ours = sources().filter((source) => !isTest(source));
const schema = readGenerated('db/schema.sql') ?? '';
const tables = readSchema(schema);
const openapi = readGenerated('openapi.json') ?? '{}';

function spoken(source: Source): string[] {
  if (isCode(source)) return [...identifiersOf(source), ...literalsOf(source)];
  if (source.path.endsWith('.sql')) return [withoutSqlComments(source.text)];
  if (source.path.endsWith('.yaml')) return [withoutHashComments(source.text)];
  return /[.](?:md|txt)$/.test(source.path) ? [] : [source.text];
}

describe('the words of instruments against people', () => {
  it('stand nowhere in code, texts, migrations and settings', () => {
    const speakers = ours.filter((source) => !hides.test(source.path));
    const faults = speakers.flatMap((source) =>
      [source.path, ...spoken(source)].flatMap((text) => personWordFaults(text, source.path)),
    );
    expect(faults).toEqual([]);
  });

  it('stand nowhere in the schema and the interface', () => {
    expect(personWordFaults(schema, 'db/schema.sql')).toEqual([]);
    expect(personWordFaults(openapi, 'openapi.json')).toEqual([]);
  });

  it.each([
    ['faceRecognition', 'face recognition'],
    ['watch_list', 'watch list'],
    ['/api/people/risk-score', 'risk score'],
    ['RELIGION_UNKNOWN', 'religion'],
    ['household_member', 'household'],
    ['重点人员管理', '重点人员'],
    ['接入舆情平台', '舆情'],
  ])('are found in %s', (text, phrase) => {
    expect(personWordFaults(text, 'x')[0]).toContain(`"${phrase}"`);
  });

  it.each([
    'the face of a module',
    'plateNumber',
    'an early warning',
    '风险隐患',
    'party',
    'watch',
  ])('are not found in %s', (text) => expect(personWordFaults(text, 'x')).toEqual([]));
});

describe('the catalogue', () => {
  it('is read: the golden schema has tables, columns and keys', () => {
    expect(tables.length).toBeGreaterThan(0);
    for (const table of tables) {
      const name = `${table.schema}.${table.name}`;
      expect(table.columns.length, name).toBeGreaterThan(0);
      expect(table.keys.length, name).toBeGreaterThan(0);
    }
  });

  it('holds no key on parties but within a matter, and no digest of what names a person', () => {
    expect(catalogueFaults(tables)).toEqual([]);
  });

  it.each([
    ['a hash of a phone', '  phone_hash bytea', 'phone_hash'],
    ['any digest of a party', '  blind bytea', 'blind'],
    ['a key on a name', '  constraint by_name UNIQUE (county, name)', 'by_name'],
    [
      'an index without the matter',
      '  CREATE INDEX by_account ON matter.party USING btree (county, account)',
      'by_account',
    ],
  ])('would refuse %s', (_, line, named) => {
    const planted = readSchema(`table matter.party\n  county text not null\n${line}\n`);
    expect(catalogueFaults(planted).join()).toContain(named);
  });

  it('lets a party be reached within its matter and by its own row', () => {
    const fair = readSchema(
      [
        'table matter.party',
        '  county text not null  -- Shard key.',
        '  constraint party_pkey PRIMARY KEY (county, id)',
        '  CREATE INDEX party_matter ON matter.party USING btree (county, matter_id, id DESC)',
      ].join('\n'),
    );
    expect(fair[0]?.keys[1]?.columns).toEqual(['county', 'matter_id', 'id']);
    expect(catalogueFaults(fair)).toEqual([]);
  });
});

describe('queries', () => {
  const stores = ours.filter((source) => isCode(source) && !source.path.startsWith('db/'));

  it('touch parties of one matter at a time', () => {
    const names = partyTables(tables);
    expect(stores.flatMap((source) => partyQueryFaults(source, names))).toEqual([]);
  });

  const planted = (text: string) =>
    partyQueryFaults({ path: 'modules/matters/store.ts', text }, ['matter.party']);

  it('would refuse a list of parties by account', () => {
    const text = "export const f = () => q.selectFrom('matter.party').where('account', '=', a);";
    expect(planted(text)).toHaveLength(1);
  });

  it('would refuse parties joined with parties', () => {
    const text =
      "export const f = () => q.selectFrom('matter.party as a')" +
      ".innerJoin('matter.party as b', 'a.sealed', 'b.sealed').where('a.matter_id', '=', id);";
    expect(planted(text)).toHaveLength(1);
  });

  it('lets the parties of one matter be read', () => {
    const text =
      "export const f = () => q.selectFrom('matter.party').where('county', '=', c)" +
      ".where('matter_id', '=', id);";
    expect(planted(text)).toEqual([]);
  });
});

describe('addresses', () => {
  it('list people nowhere outside one matter', () => {
    const { paths } = JSON.parse(openapi) as { paths?: Record<string, unknown> };
    const literal = ours.filter(isCode).flatMap(literalsOf);
    const addresses = [
      ...Object.keys(paths ?? {}),
      ...literal.filter((s) => s.startsWith('/api/')),
    ];
    expect(addresses.flatMap(addressFaults)).toEqual([]);
  });

  it('would refuse a list of residents', () => {
    expect(addressFaults('/api/residents')).toHaveLength(1);
    expect(addressFaults('/api/residents/{id}/matters')).toHaveLength(1);
    expect(addressFaults('/api/residents/sign-in')).toEqual([]);
    expect(addressFaults('/api/matters/{number}/parties')).toEqual([]);
  });
});

describe('numbers', () => {
  it('are each an indicator that is held to the rule, work that waits, or no figure at all', () => {
    const numbers = numbersOf();
    expect(numbers.length).toBeGreaterThan(200);
    expect(unregistered(numbers), 'test/indicators.ts says what each number is').toEqual([]);
  });

  it('that nobody has named are found', () => {
    expect(unregistered(['GET /api/orgs.items[].petitionCount'])).toHaveLength(1);
  });
});
