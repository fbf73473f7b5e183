/**
 * The first set-up of a real installation: roles, regions, a root organisation with its
 * administrator, the first rules. Each step looks first, so that it may be run again after a fault.
 */
import type { Command } from 'commander';
import { firstDocuments } from './house/rulebook.ts';
import type { House } from './house.ts';
import type { RefusalTexts } from './kernel/endpoint.ts';
import { refuse } from './kernel/refusal.ts';
import { dateAt } from './kernel/zone.ts';
import { holdsDemo } from './modules/demo/index.ts';
import {
  importRegions,
  levelOf,
  openGeography,
  readShippedRegions,
  regionAt,
  shippedEdition,
} from './modules/geography/index.ts';
import { identityApi } from './modules/identity/contract.ts';
import { commandContext } from './modules/identity/index.ts';
import { ask, askSecret, canAsk, readPiped } from './platform/ask.ts';
import type { Notice } from './platform/http/index.ts';

export const setupTexts = {
  ASKING_ENDED: {
    kind: 'invalid',
    zh: '已取消。已完成的部分会保留，再次运行即可继续。',
    en: 'Cancelled. What was done stands; run it again to go on.',
  },
  SETUP_IN_DEMO: {
    kind: 'conflict',
    zh: '当前为演示模式，演示数据会自动载入，无需设置。正式使用请设 LINLI_DEMO=0，并用 LINLI_DATA_DIR 指定新的数据目录。',
    en: 'This is the demo, which loads its own data. For real use set LINLI_DEMO=0, and name a new data folder in LINLI_DATA_DIR.',
  },
  SETUP_OVER_DEMO: {
    kind: 'conflict',
    zh: '这个数据库中有演示数据，演示账号的密码是公开的，不能用于正式运行。请用 LINLI_DATA_DIR 指定新的数据目录（或用 DATABASE_URL 指定新的数据库）。',
    en: 'This database holds the demo, whose passwords are public: it cannot serve for real. Name a new data folder in LINLI_DATA_DIR (or a new database in DATABASE_URL).',
  },
} as const satisfies RefusalTexts;

export type SetUp = {
  /** Of the first organisation: its name and the region that it answers for. */
  org: string;
  region: string;
  kind: string;
  login: string;
  name: string;
  title: string;
  password: string;
};

type Say = (line: string) => void;

/** Rules hold from here on, so that messages of earlier years can be imported. */
const RULES_SINCE = Date.UTC(2020, 0, 1);

/** Whether somebody could sign in and administer. */
export function isSetUp(house: House, now: number): boolean {
  return house.identity.posts({ role: 'administrator' }, now).length > 0;
}

/** For `/` and the start of the server, while nobody can sign in. */
const setupNotice: Notice = {
  zh: '尚未设置：还没有管理员，谁也不能登录。请在服务器上运行 npm run linli -- setup',
  en: 'Not set up yet: nobody can sign in. On the server run: npm run linli -- setup',
};

/** As the other, for a real start over what the demo left. */
const demoNotice: Notice = {
  zh: '注意：这个数据库中有演示数据，演示账号的密码是公开的，不得用于正式运行',
  en: 'Take care: this database holds the demo, whose passwords are public. Not for real use',
};

/**
 * What everyone who comes to a real installation should know first, asked anew each time; it holds
 * the directory as it was last read. Refuses SETUP_OVER_DEMO on an address that others reach.
 */
export async function setupNotices(house: House, isExposed: boolean): Promise<() => Notice | null> {
  const isDemo = await holdsDemo(house.db);
  if (isDemo && isExposed) refuse('SETUP_OVER_DEMO');
  return () => {
    if (isDemo) return demoNotice;
    return isSetUp(house, Date.now()) ? null : setupNotice;
  };
}

/**
 * Does what is missing and says what stands. `wantedOf` is called only without an administrator.
 * Refuses SETUP_OVER_DEMO, INPUT_INVALID, REGION_UNKNOWN, PASSWORD_WEAK, ACCOUNT_DUPLICATE.
 */
export async function setUpHouse(
  house: House,
  wantedOf: () => Promise<SetUp>,
  options: { provinces: readonly string[]; say: Say },
): Promise<void> {
  const { say } = options;
  if (await holdsDemo(house.db)) refuse('SETUP_OVER_DEMO');
  const now = await house.clock.now();
  const ctx = () => commandContext('setup', now, house.newId);
  const roles = await house.identity.loadRoles(ctx());
  await house.identity.fresh();
  said(say, { zh: '角色', en: 'roles' }, roles, house.identity.roleCodes().length);
  if (isSetUp(house, now)) {
    await loadProvinces(house, options.provinces, now, say);
    sayWhoStands(house, now, say);
  } else {
    const wanted = checked(await wantedOf());
    await loadProvinces(house, provincesOf(wanted, options.provinces), now, say);
    await addFirst(house, wanted, now, say);
  }
  const documents = await house.rulebook.publishMissing(ctx(), firstDocuments(), RULES_SINCE);
  said(say, { zh: '规则', en: 'rules' }, documents, firstDocuments().length);
}

function said(say: Say, what: { zh: string; en: string }, added: string[], total: number): void {
  const news = added.length === 0 ? '已就绪 stand already' : `新增 added: ${added.join(', ')}`;
  say(`${what.zh} ${what.en} (${total}): ${news}`);
}

function sayWhoStands(house: House, now: number, say: Say): void {
  for (const post of house.identity.posts({ role: 'administrator' }, now)) {
    const org = house.identity.orgs.name(post.orgId);
    say(`管理员 administrator: 已就绪 stands already (${org.zh}, ${post.title})`);
  }
}

/** By the fields of the interface. */
const FLAGS: Readonly<Record<string, string>> = {
  nameZh: '--org',
  kind: '--org-kind',
  region: '--region',
  level: '--region',
  name: '--login',
  displayName: '--name',
};

/** Refuses INPUT_INVALID with every field that is not right. */
function checked(wanted: SetUp): SetUp {
  const { region, kind, login, name } = wanted;
  const org = { parentId: null, nameZh: wanted.org, level: levelOf(region), kind, region };
  const orgId = '00000000-0000-0000-0000-000000000000';
  const account = { orgId, name: login, displayName: name, password: wanted.password };
  const issues = [
    ...(identityApi.addOrg.body.safeParse(org).error?.issues ?? []),
    ...(identityApi.addAccount.body.safeParse(account).error?.issues ?? []),
  ];
  if (issues.length > 0) {
    const fields = issues.map(({ path, code, message }) => ({
      path: FLAGS[path.join('.')] ?? path.join('.'),
      code: code ?? 'invalid',
      detail: message,
    }));
    refuse('INPUT_INVALID', { fields });
  }
  return { ...wanted, login: login.trim().toLowerCase() };
}

function provincesOf({ region }: SetUp, given: readonly string[]): readonly string[] {
  return given.length > 0 ? given : [region.slice(0, 2)];
}

async function loadProvinces(
  house: House,
  provinces: readonly string[],
  now: number,
  say: Say,
): Promise<void> {
  const { regions } = await openGeography(house.db).places();
  const today = dateAt(now, house.zone);
  for (const code of provinces) {
    const there = regionAt(regions, code, today);
    if (there) {
      say(`行政区划 regions ${code} ${there.name}: 已就绪 stand already`);
      continue;
    }
    const rows = readShippedRegions([code]);
    if (rows.length === 0) refuse('REGION_UNKNOWN', { values: { code } });
    const { source } = shippedEdition;
    const { added } = await house.db.scoped({ counties: [] }, (tx) =>
      importRegions(tx, { rows, source, nowMs: now }),
    );
    say(`行政区划 regions ${code}: 新增 added ${added} (${source})`);
  }
}

/** An organisation that a run cut off left behind is taken up again. */
async function addFirst(house: House, wanted: SetUp, now: number, say: Say): Promise<void> {
  const { identity } = house;
  const ctx = () => commandContext('setup', now, house.newId);
  const { regions } = await openGeography(house.db).places();
  const { region } = wanted;
  if (!regionAt(regions, region, dateAt(now, house.zone))) {
    refuse('REGION_UNKNOWN', { values: { code: region } });
  }
  const root = identity.orgs.all().find((one) => one.parentId === null && one.region === region);
  const level = levelOf(region);
  const org =
    root ??
    (await identity.addOrg(
      ctx(),
      identityApi.addOrg.body.parse({
        parentId: null,
        nameZh: wanted.org,
        kind: wanted.kind,
        level,
        region,
      }),
    ));
  const account = await identity.addAccount(ctx(), {
    orgId: org.id,
    name: wanted.login,
    displayName: wanted.name,
    password: wanted.password,
  });
  await identity.addPost(ctx(), {
    accountId: account.id,
    orgId: org.id,
    role: 'administrator',
    presence: 'permanent',
    title: wanted.title,
    regions: [region],
  });
  say(`组织 organisation: ${org.nameZh} (${region})${root ? ' 已就绪 stood already' : ''}`);
  say(`管理员 administrator: ${wanted.login} (${wanted.name}, ${wanted.title})`);
}

export type SetUpFlags = {
  org?: string;
  region?: string;
  orgKind: string;
  login?: string;
  name?: string;
  title: string;
  passwordStdin?: boolean;
  province?: string[];
};

/** Adds `linli setup`. `open` opens the house of a real installation, never of the demo. */
export function addSetupCommand(program: Command, open: () => Promise<House>, say: Say): void {
  program
    .command('setup')
    .description('first set-up of a real installation; may be repeated (正式安装的首次设置)')
    .option('--org <name>', 'the first organisation, such as 金山区社会治理中心 (首个组织名称)')
    .option('--region <code>', 'the region it answers for, 2 to 12 digits (所辖行政区划代码)')
    .option('--org-kind <kind>', 'centre, townGovernment, department … (组织类型)', 'centre')
    .option('--login <name>', "the administrator's name to sign in with (管理员登录名)")
    .option('--name <name>', "the administrator's own name (管理员姓名)")
    .option('--title <title>', 'what the post is called (岗位名称)', '系统管理员')
    .option('--password-stdin', 'the first line of what is piped in is the password (从管道读密码)')
    .option('--province <codes...>', 'region trees to load, two digits each (载入哪些省)')
    .addHelpText(
      'after',
      '\nWhat is not given is asked for. The password comes from the terminal, from a pipe or from\n' +
        'LINLI_ADMIN_PASSWORD, never from an argument. Run it once more after a fault: it says\n' +
        'what stands and does the rest.\n' +
        '未给出的内容会逐项询问；密码只从终端、管道或 LINLI_ADMIN_PASSWORD 读取。可重复运行。',
    )
    .action(async (flags: SetUpFlags) => {
      const provinces = (flags.province ?? []).flatMap((text) => text.split(','));
      await setUpHouse(await open(), () => askSetUp(flags, process.env), { provinces, say });
      say('已就绪，可以启动 Ready: npm start');
    });
}

/** What the flags leave open is asked for. Refuses INPUT_INVALID where nobody can be asked. */
async function askSetUp(flags: SetUpFlags, env: NodeJS.ProcessEnv): Promise<SetUp> {
  const org = flags.org ?? (await answer('--org', '组织名称 organisation'));
  const region = flags.region ?? (await answer('--region', '行政区划代码 region code'));
  const login = flags.login ?? (await answer('--login', '管理员登录名 name to sign in', 'admin'));
  const name = flags.name ?? (await answer('--name', '管理员姓名 own name', flags.title));
  const password = await passwordFor(flags, env);
  return { org, region, kind: flags.orgKind, login, name, title: flags.title, password };
}

async function answer(flag: string, question: string, usual = ''): Promise<string> {
  if (canAsk()) return ask(question, usual);
  return usual || missing(flag);
}

function missing(flag: string): never {
  return refuse('INPUT_INVALID', { fields: [{ path: flag, code: 'MISSING', detail: 'missing' }] });
}

async function passwordFor(flags: SetUpFlags, env: NodeJS.ProcessEnv): Promise<string> {
  if (env.LINLI_ADMIN_PASSWORD) return env.LINLI_ADMIN_PASSWORD;
  if (flags.passwordStdin) return readPiped();
  if (!canAsk()) return missing('--password-stdin / LINLI_ADMIN_PASSWORD');
  for (;;) {
    const first = await askSecret('密码（至少 8 位） password (8 characters at least)');
    if (first === (await askSecret('再输一次 once more'))) return first;
    process.stderr.write('两次输入不一致 They are not the same.\n');
  }
}
