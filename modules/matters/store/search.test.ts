import { randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { idSource } from '../../../kernel/ids.ts';
import { gathered, q, sql, type Tx } from '../../../platform/db/index.ts';
import { testDatabase } from '../../../test/db.ts';
import { withClient } from '../../../test/server.ts';
import { mask } from '../rules/mask.ts';
import {
  type IndexedMatter,
  indexMatter,
  reindexMatter,
  type Search,
  searchMatters,
  unindexMatter,
} from './search.ts';

const newId = idSource(() => Date.UTC(2026, 0, 1), randomBytes);
const { db, superUrl } = await testDatabase();
const HOME = '310116';
const OTHER = '310117';
const START = Date.UTC(2026, 0, 1);

let serial = 0;

/** Indexes a text as intake does, masked, and answers the matter's id. A later one is newer. */
async function stands(text: string, more: Partial<IndexedMatter> & { known?: string[] } = {}) {
  serial += 1;
  const county = more.county ?? HOME;
  const matter: IndexedMatter = {
    county,
    matterId: newId(),
    number: `${county}-26-${String(serial).padStart(7, '0')}`,
    region: `${county}101001`,
    createdAt: new Date(START + serial * 60_000),
    texts: [mask(text, more.known).masked],
    ...more,
  };
  await db.scoped({ counties: [county] }, async (tx) => indexMatter(tx, matter));
  return matter;
}

async function find(query: string, more: Partial<Search> & { scope?: string[] } = {}) {
  const { scope = [HOME], ...rest } = more;
  const search = { counties: [HOME], limit: 20, query, ...rest };
  const { keys } = await db.scoped({ counties: scope }, (tx) => searchMatters(tx, search));
  return keys.map((key) => key.matterId);
}

describe('a search', () => {
  it('finds a word within a text, and asks for all words', async () => {
    const lamp = await stands('石化街道三村12号楼下的路灯不亮');
    const bin = await stands('石化街道垃圾桶满了没人清运');
    expect(await find('路灯')).toContain(lamp.matterId);
    expect(await find('石化街道')).toEqual([bin.matterId, lamp.matterId]);
    expect(await find('石化 路灯')).toEqual([lamp.matterId]);
    expect(await find('路灯 垃圾桶')).toEqual([]);
  });

  it('finds a matter by its number, and those that speak of it', async () => {
    const first = await stands('井盖松动');
    const second = await stands(`与${first.number}是同一处`);
    expect(await find(first.number)).toEqual([second.matterId, first.matterId]);
    expect(await find(`${HOME}-26-9999999`)).toEqual([]);
  });

  it('keeps to the towns, villages and organisations that it is given', async () => {
    const org = newId();
    const near = await stands('墙面渗水严重', { region: '310116102', orgs: [org] });
    const far = await stands('墙面渗水严重', { region: '310116103005' });
    expect(await find('渗水')).toEqual([far.matterId, near.matterId]);
    expect(await find('渗水', { regions: ['310116102'] })).toEqual([near.matterId]);
    expect(await find('渗水', { regions: ['310116103'] })).toEqual([far.matterId]);
    expect(await find('渗水', { regions: ['310116103005'] })).toEqual([far.matterId]);
    expect(await find('渗水', { regions: ['310116103006'], orgs: [org] })).toEqual([near.matterId]);
    expect(await find('渗水', { regions: [], orgs: [] })).toEqual([]);
  });

  it('goes page by page, newest first, over several counties', async () => {
    const all: IndexedMatter[] = [];
    for (const county of [HOME, OTHER, HOME, OTHER, HOME]) {
      all.unshift(await stands('河道漂浮蓝藻', { county }));
    }
    const both = { counties: [HOME, OTHER], scope: [HOME, OTHER], limit: 2 };
    const seen: string[] = [];
    let after: Search['after'];
    for (let page = await find('蓝藻', both); page.length > 0; ) {
      seen.push(...page);
      const last = all.find((matter) => matter.matterId === page.at(-1));
      after = last && { createdAt: last.createdAt, matterId: last.matterId };
      page = await find('蓝藻', { ...both, after });
    }
    expect(seen).toEqual(all.map((matter) => matter.matterId));
  });

  it('follows a change and forgets what was taken out, for good', async () => {
    const matter = await stands('楼道堆放杂物');
    const says = (text: string) =>
      db.scoped({ counties: [HOME] }, async (tx) =>
        reindexMatter(tx, { ...matter, texts: [text] }),
      );
    await says('楼道已经清空');
    expect(await find('堆放杂物')).toEqual([]);
    expect(await find('清空')).toEqual([matter.matterId]);
    await db.scoped({ counties: [HOME] }, async (tx) => unindexMatter(tx, HOME, matter.matterId));
    expect(await find('清空')).toEqual([]);
    await says('楼道已经清空');
    expect(await find('清空')).toEqual([]);
  });

  it('follows the changes of several in one statement, each its own', async () => {
    const one = await stands('围墙开裂');
    const other = await stands('围墙倒塌');
    await db.scoped({ counties: [HOME] }, (tx) =>
      gathered(tx, async (both) => {
        reindexMatter(both, { ...one, texts: ["围墙 it's \\ 修好"] });
        reindexMatter(both, { ...other, texts: ['围墙重砌'] });
      }),
    );
    expect(await find('修好')).toEqual([one.matterId]);
    expect(await find("it's")).toEqual([one.matterId]);
    expect(await find('重砌')).toEqual([other.matterId]);
    expect(await find('开裂')).toEqual([]);
  });

  it('takes any text for words: signs of the query language mean nothing', async () => {
    const matter = await stands("热力管道：it's a \\ 'test' & | ! <-> :*");
    expect(await find("热力管道 ' & ! | \\ :* <->")).toEqual([matter.matterId]);
    expect(await find('热力 & !管道')).toEqual([matter.matterId]);
  });

  it('is refused when it says nothing', async () => {
    await expect(find('请问为什么')).rejects.toThrow('SEARCH_TOO_SHORT');
    await expect(find('，。')).rejects.toThrow('SEARCH_TOO_SHORT');
  });

  it('finds what is rare behind the newest that it looks at, once each and in order', async () => {
    const county = '310120';
    // The oldest, one beyond the ten thousand newest, and two among them.
    const marked = [1, 20, 40, 10_019];
    await withClient(superUrl, (client) =>
      client.query(
        `insert into matter.search (county, matter_id, created_at, words)
         select $1, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid,
           timestamptz '2025-01-01' + n * interval '1 minute',
           array_to_tsvector(array['@c' || $1, case when n = any ($2) then '萤火' else '路灯' end])
         from generate_series(1, 10020) n`,
        [county, marked],
      ),
    );
    const asked = { counties: [county], scope: [county] };
    const idsAt = (at: readonly number[]) =>
      at.map((n) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`);
    expect(await find('萤火', asked)).toEqual(idsAt([10_019, 40, 20, 1]));
    expect(await find('萤火', { ...asked, limit: 3 })).toEqual(idsAt([10_019, 40, 20]));
    expect(await find('萤火 路灯', asked)).toEqual([]);
    expect(await find('路灯', { ...asked, limit: 1 })).toEqual(idsAt([10_020]));
    const after = {
      createdAt: new Date(Date.UTC(2025, 0, 1, 0, 40)),
      matterId: idsAt([40])[0] ?? '',
    };
    expect(await find('萤火', { ...asked, after })).toEqual(idsAt([20, 1]));
  });
});

describe('a search among many', () => {
  const county = '310118';
  const COUNT = 30_000;
  const START_MS = Date.UTC(2025, 0, 1);
  const MINUTE_MS = 60_000;
  /** How often each word stands, and behind which matter no more. */
  const words: Record<string, (n: number) => boolean> = {
    每逢: () => true,
    三分: (n) => n % 30 === 0,
    百里: (n) => n % 100 === 7,
    四百: (n) => n % 400 === 9,
    千载: (n) => n % 1500 === 11,
    万一: (n) => n % 14_000 === 13,
    从前: (n) => n < 6000 && n % 50 === 1,
    近来: (n) => n > COUNT - 900 && n % 300 === 2,
  };
  const idOf = (n: number) => `00000000-0000-7000-8001-${String(n).padStart(12, '0')}`;
  const timeOf = (n: number) => new Date(START_MS + n * MINUTE_MS);
  const town = (n: number) => `${county}${101 + (n % 7)}`;

  beforeAll(() =>
    withClient(superUrl, async (client) => {
      const numbers = Array.from({ length: COUNT }, (_, at) => at + 1);
      await client.query(
        `insert into matter.search (county, matter_id, created_at, words)
         select $1, id, at, array_to_tsvector(string_to_array(words, ' '))
         from unnest($2::uuid[], $3::timestamptz[], $4::text[]) as t (id, at, words)`,
        [
          county,
          numbers.map(idOf),
          numbers.map(timeOf),
          numbers.map((n) =>
            [
              `@c${county}`,
              `@r${town(n)}`,
              ...Object.keys(words).filter((word) => words[word]?.(n)),
            ].join(' '),
          ),
        ],
      );
      // Shares of words tell which of them the index is asked for.
      await client.query('analyze matter.search');
    }),
  );

  const here = { counties: [county], scope: [county] };
  const expected = (asked: readonly string[], holds: (n: number) => boolean = () => true) =>
    Array.from({ length: COUNT }, (_, at) => COUNT - at).filter(
      (n) => asked.every((word) => words[word]?.(n)) && holds(n),
    );

  it.each([
    [['每逢']],
    [['三分']],
    [['百里']],
    [['四百']],
    [['千载']],
    [['万一']],
    [['从前']],
    [['近来']],
    [['每逢', '千载']],
    [['三分', '从前']],
    [['百里', '近来']],
  ])('gives each find once and in order, however rare: %s', async (asked) => {
    const should = expected(asked);
    const query = asked.join(' ');
    expect(await find(query, { ...here, limit: 21 })).toEqual(should.slice(0, 21).map(idOf));
    for (const from of [0, 1, 20, 500].filter((at) => at < should.length)) {
      const n = should[from] ?? 0;
      const after = { createdAt: timeOf(n), matterId: idOf(n) };
      const page = await find(query, { ...here, limit: 150, after });
      expect(page).toEqual(should.slice(from + 1, from + 151).map(idOf));
    }
  });

  it.each([['每逢'], ['四百'], ['千载'], ['从前']])('keeps to a town: %s', async (word) => {
    const of = town(3);
    const should = expected([word], (n) => town(n) === of);
    const page = await find(word, { ...here, limit: 50, regions: [of] });
    expect(page).toEqual(should.slice(0, 50).map(idOf));
  });
});

describe('a person', () => {
  const planted = [
    ['我叫张伟东，井盖松动', '张伟东'],
    ['请联系13812345678，噪声扰民', '13812345678'],
    ['身份证31011619900307123X的材料退回', '31011619900307123X'],
    ['沪A·12345占用消防通道', '沪A12345'],
    ['发到zhang@example.com', 'zhang@example.com'],
  ] as const;

  it('is not found by what was planted, whole or in part', async () => {
    const known = ['阿依古丽', '57921234'];
    await stands('阿依古丽家电话57921234打不通', { known });
    for (const [text] of planted) await stands(text);
    const parts = [
      '张伟东',
      '伟东',
      '阿依古丽',
      '依古',
      '5678',
      '1234',
      '3X',
      'A1',
      'zhang',
      'example',
    ];
    for (const part of parts) expect(await find(part), part).toEqual([]);
    const words = await everyWord();
    for (const part of parts) expect(words).not.toContain(part.toLowerCase());
    expect(
      words.filter(
        (word) => /\d{5,}/.test(word) && !/^@|^31011[67](-26-\d{7})?$|^0000\d{3}$/.test(word),
      ),
    ).toEqual([]);
    expect(words).not.toContain('姓名');
  });

  it.each(planted.slice(1))('cannot be asked for: %s', async (_, query) => {
    await expect(find(query)).rejects.toThrow('SEARCH_PERSONAL');
  });
});

describe('the wall of the search', () => {
  beforeAll(async () => {
    await stands('独一无二的邻县事项', { county: OTHER });
  });

  it('gives nothing of another county, whatever is asked for', async () => {
    expect(await find('邻县事项', { counties: [OTHER], scope: [OTHER] })).toHaveLength(1);
    expect(await find('邻县事项', { counties: [OTHER] })).toEqual([]);
    expect(await find('邻县事项', { counties: [HOME, OTHER] })).toEqual([]);
    expect(await find('邻县事项', { counties: [OTHER], scope: [] })).toEqual([]);
    expect(await find('邻县事项', { regions: [OTHER, `${OTHER}101`] })).toEqual([]);
    expect(await find('邻县事项', { orgs: [`x' | '@c${OTHER}`] })).toEqual([]);
  });

  it('lets the application write rows of its county, and read none', async () => {
    const asApp = <T>(work: (tx: Tx) => Promise<T>) => db.scoped({ counties: [HOME] }, work);
    await expect(
      asApp((tx) => tx.rows(q.selectFrom('matter.search').select('words'))),
    ).rejects.toThrow('permission denied');
    await expect(
      asApp((tx) => tx.run(q.updateTable('matter.search').set({ county: HOME }))),
    ).rejects.toThrow('permission denied');
    await expect(
      asApp((tx) =>
        tx.rows(
          q
            .selectFrom('matter.search')
            .select('matter_id')
            .where(sql<boolean>`words @@ 'x'::tsquery`),
        ),
      ),
    ).rejects.toThrow('permission denied');
    const counties = await asApp((tx) => tx.rows(q.selectFrom('matter.search').select('county')));
    expect(new Set(counties.map((row) => row.county))).toEqual(new Set([HOME]));
    const deleted = await asApp((tx) =>
      tx.run(q.deleteFrom('matter.search').where('county', '=', OTHER)),
    );
    expect(deleted).toBe(0);
  });

  it('refuses a row for another county than the scope', async () => {
    const matter = { ...(await stands('本县事项')), county: OTHER };
    await expect(
      db.scoped({ counties: [HOME] }, async (tx) => indexMatter(tx, matter)),
    ).rejects.toThrow('row-level security');
  });

  it('belongs to the role of the search, which may sign in nowhere and make nothing', async () => {
    const facts = await withClient(superUrl, (client) =>
      client.query(`
        select pg_get_userbyid(c.relowner) as table_owner, pg_get_userbyid(p.proowner) as fn_owner,
          has_function_privilege('public', p.oid, 'execute') as everyone,
          has_schema_privilege('linli_search', 'matter', 'create') as makes,
          has_table_privilege('linli_search', 'matter.matter', 'select') as reads,
          pg_has_role('linli_app', 'linli_search', 'member') as app
        from pg_class c, pg_proc p
        where c.oid = 'matter.search'::regclass and p.proname = 'search_ids'`),
    );
    expect(facts.rows).toEqual([
      {
        table_owner: 'linli_search',
        fn_owner: 'linli_search',
        everyone: false,
        makes: false,
        reads: false,
        app: false,
      },
    ]);
  });
});

async function everyWord(): Promise<string[]> {
  const { rows } = await withClient(superUrl, (client) =>
    client.query<{ word: string }>(
      'select distinct unnest(tsvector_to_array(words)) as word from matter.search',
    ),
  );
  return rows.map((row) => row.word);
}
