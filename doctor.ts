/**
 * `linli doctor`: what an administrator would look at, in order, a line each with what to do. It
 * migrates nothing, makes no master key, and starts the embedded database only where one was made.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import type { House } from './house.ts';
import { type DatabasePlace, houseOver, MIGRATIONS, ROOT, reachDatabase } from './installation.ts';
import type { Calendar } from './kernel/calendar.ts';
import { holdsDemo } from './modules/demo/index.ts';
import { type Config, readConfig } from './platform/config.ts';
import { loadMasterKey, SealError } from './platform/crypto/index.ts';
import { readMigrations } from './platform/db/migrate.ts';
import {
  type Check,
  checkFiles,
  checkFolder,
  checkNode,
  checkRole,
  checkTls,
  databaseWhat,
  type Finding,
  findingLine,
  judgeFacts,
  machineWhat,
  masterKeysNeeded,
  readFacts,
  runChecks,
  type Said,
} from './platform/doctor/index.ts';
import { openFileStore } from './platform/files/index.ts';
import { sendersFrom } from './platform/senders/index.ts';
import { isSetUp } from './setup.ts';

const DAY_MS = 86_400_000;
/** A checkpoint is made every hour: three missed ones are no chance. */
const CHECKPOINT_MAX_MS = 3 * 3_600_000;
const CALENDAR_DAYS = 60;

const what = {
  key: { zh: '主密钥', en: 'master key' },
  gateway: { zh: '发送通道', en: 'gateways' },
  setup: { zh: '首次设置', en: 'set-up' },
  rules: { zh: '规则', en: 'rules' },
  calendar: { zh: '工作日历', en: 'calendar' },
  checkpoints: { zh: '日志检查点', en: 'checkpoints' },
  messages: { zh: '发送失败的消息', en: 'failed messages' },
} as const satisfies Record<string, Said>;

const setupTodo = { zh: '请运行 npm run linli -- setup', en: 'run npm run linli -- setup' };

/** Adds the command; its exit code is 1 when anything failed. */
export function addDoctorCommand(program: Command, print: (line: string) => void): void {
  program
    .command('doctor')
    .description('check this installation: a line each, with what to do (体检：逐项给出处理办法)')
    .action(async () => {
      const isWell = await examine(readConfig(process.env, ROOT), (one) => print(findingLine(one)));
      print(isWell ? '体检通过 All is well enough to run.' : '请先处理“有误”各项 Mend what FAILs.');
      if (!isWell) process.exitCode = 1;
    });
}

/** Runs all checks. Answers whether none failed. */
export async function examine(config: Config, tell: (finding: Finding) => void): Promise<boolean> {
  const isMachineWell = await runChecks(machineChecks(config), tell);
  if (!config.database && !existsSync(join(config.dataDir, 'postgres', 'cluster'))) {
    const todo = { zh: '首次启动时建立', en: 'the first start makes it' };
    tell({ state: 'warn', what: databaseWhat.reach, detail: 'embedded', todo });
    return isMachineWell;
  }
  let place: DatabasePlace | undefined;
  let hasAnswered = false;
  const reach: Check = {
    what: databaseWhat.reach,
    run: async () => {
      place = await reachDatabase(config, () => undefined);
      const facts = await readFacts(place.applicationUrl).catch(unreachable);
      if ('state' in facts) return [facts];
      hasAnswered = true;
      return judgeFacts(facts, new Date().getUTCFullYear());
    },
  };
  try {
    const isReached = await runChecks([reach], tell);
    if (!place || !hasAnswered) return false;
    return (await examineHouse(config, place, tell)) && isReached && isMachineWell;
  } finally {
    await place?.stop();
  }
}

function unreachable(error: unknown): Finding {
  const todo = {
    zh: '请检查 DATABASE_URL、网络和数据库服务',
    en: 'look at DATABASE_URL, the network and the server',
  };
  const detail = error instanceof Error ? error.message : String(error);
  return { state: 'fail', what: databaseWhat.reach, detail, todo };
}

function machineChecks(config: Config): Check[] {
  // A look must not make the folder: its owner would be whoever looked.
  const mayWrite = existsSync(config.dataDir) || Boolean(config.env.LINLI_S3_ENDPOINT);
  const files: Check = {
    what: machineWhat.files,
    run: async () => [await checkFiles(openFileStore(config.env, config.dataDir))],
  };
  return [
    { what: machineWhat.node, run: () => [checkNode()] },
    { what: machineWhat.folder, run: () => checkFolder(config.dataDir) },
    ...(mayWrite ? [files] : []),
    { what: machineWhat.tls, run: () => [checkTls(config, Date.now())] },
    { what: what.gateway, run: () => checkGateways(config) },
  ];
}

/** What is only kept reaches nobody; in the demo that is as it should be. */
function checkGateways({ env, isDemo }: Config): Finding[] {
  const { unsent } = sendersFrom(env, () => undefined);
  const missing = [...unsent, ...(env.LINLI_PHONE_CODE_URL ? [] : ['phone codes'])];
  const todo = {
    zh: '这些通道的消息不会发出；验证码通道未设时居民无法登录（docs/how-to/send-messages.md）',
    en: 'nothing goes out there, and without phone codes no resident can sign in (docs/how-to/send-messages.md)',
  };
  if (missing.length === 0)
    return [{ state: 'ok', what: what.gateway, detail: 'sms, email, codes' }];
  const detail = `unset: ${missing.join(', ')}`;
  return [{ state: isDemo ? 'ok' : 'warn', what: what.gateway, detail, ...(!isDemo && { todo }) }];
}

async function examineHouse(
  config: Config,
  place: DatabasePlace,
  tell: (finding: Finding) => void,
): Promise<boolean> {
  const migrations = readMigrations(MIGRATIONS);
  const roleCheck: Check = {
    what: databaseWhat.role,
    run: () => checkRole(place.applicationUrl, migrations),
  };
  if (!(await runChecks([roleCheck], tell))) return false;
  let house: House | undefined;
  const keyCheck: Check = {
    what: what.key,
    run: async () => {
      const keys = await checkKeys(config, place);
      if (keys.state === 'fail') return [keys];
      house = await openWith(config, place);
      return [house ? keys : wrongKey('-')];
    },
  };
  const hasKeys = await runChecks([keyCheck], tell);
  if (!house) return false;
  try {
    return (await runChecks(houseChecks(config, house), tell)) && hasKeys;
  } finally {
    await house.db.close();
  }
}

/** Null where the key does not open what it should. */
async function openWith(config: Config, place: DatabasePlace): Promise<House | undefined> {
  try {
    return await houseOver(config, place, () => undefined);
  } catch (error) {
    if (error instanceof SealError) return undefined;
    throw error;
  }
}

async function checkKeys(config: Config, place: DatabasePlace): Promise<Finding> {
  const hasFile = existsSync(join(config.dataDir, 'demo-master-key'));
  if (!config.masterKey && !(config.isDemo && hasFile)) {
    const todo = {
      zh: '请设 LINLI_MASTER_KEY（首次使用须先生成，并另行保管）',
      en: 'set LINLI_MASTER_KEY (make one the first time, and keep a copy elsewhere)',
    };
    return { state: 'fail', what: what.key, detail: '-', todo };
  }
  const keys = loadMasterKey({ ...config, log: () => undefined });
  const present = [keys.masterKeyId, ...Object.keys(keys.older ?? {})];
  const needed = place.ownerUrl ? await masterKeysNeeded(place.ownerUrl) : [];
  const missing = needed.filter((id) => !present.includes(id));
  if (missing.length > 0) return wrongKey(missing.join(', '));
  return { state: 'ok', what: what.key, detail: keys.masterKeyId };
}

function wrongKey(ids: string): Finding {
  const todo = {
    zh: '设置的密钥打不开已有数据：请换回封存时的密钥（轮换时新旧以逗号并列）',
    en: 'the key set here does not open what stands: bring back the one that sealed it (after a rotation both, with a comma)',
  };
  return { state: 'fail', what: what.key, detail: `missing: ${ids}`, todo };
}

function houseChecks(config: Config, house: House): Check[] {
  return [
    { what: what.setup, run: () => checkSetUp(config, house) },
    { what: what.rules, run: () => checkRules(house) },
    { what: what.calendar, run: () => checkCalendar(house) },
    { what: what.checkpoints, run: () => checkCheckpoints(house) },
    { what: what.messages, run: () => checkMessages(house) },
  ];
}

async function checkSetUp(config: Config, house: House): Promise<Finding[]> {
  if (config.isDemo) return [{ state: 'ok', what: what.setup, detail: 'demo' }];
  if (await holdsDemo(house.db)) {
    const todo = {
      zh: '库中有演示数据，演示账号密码公开：请换新的数据目录或数据库',
      en: 'it holds the demo, whose passwords are public: take a new data folder or database',
    };
    return [{ state: 'fail', what: what.setup, detail: 'demo data', todo }];
  }
  if (isSetUp(house, Date.now()))
    return [{ state: 'ok', what: what.setup, detail: 'administrator' }];
  return [{ state: 'fail', what: what.setup, detail: 'no administrator', todo: setupTodo }];
}

async function checkRules(house: House): Promise<Finding[]> {
  const faulty = await house.rulebook.faulty();
  const todo = {
    zh: '本程序不再认可这份已发布的规则：请修正后发布新版本',
    en: 'this program would refuse what was published: publish a corrected version',
  };
  if (faulty.length === 0) {
    const { documents } = await house.rulebook.current();
    return [{ state: 'ok', what: what.rules, detail: `${documents.length}` }];
  }
  return faulty.map(({ county, kind, name, version, faults }) => ({
    state: 'fail',
    what: what.rules,
    detail: `${county} ${kind}/${name} v${version}: ${faults[0] ?? ''}`,
    todo,
  }));
}

async function checkCalendar(house: House): Promise<Finding[]> {
  const now = await house.clock.now();
  const book = await house.rulebook.current();
  const held = book.find<Calendar>('calendar', 'main', '*', now);
  if (!held) return [{ state: 'fail', what: what.calendar, detail: '-', todo: setupTodo }];
  const { knownUntil } = held.body;
  const days = Math.floor((Date.parse(knownUntil) - now) / DAY_MS);
  const todo = {
    zh: '下一年放假安排公布后请发布新日历；在此之后的时限为暂定',
    en: "publish the next year's calendar once it is announced; deadlines beyond are provisional",
  };
  const state = days < 0 ? 'fail' : days < CALENDAR_DAYS ? 'warn' : 'ok';
  const detail = `${knownUntil} (${days} d)`;
  return [{ state, what: what.calendar, detail, ...(state !== 'ok' && { todo }) }];
}

async function checkCheckpoints(house: House): Promise<Finding[]> {
  const [ages, now] = [await house.matters.checkpointAges(), await house.clock.now()];
  const late = ages.filter(
    ({ lastAt, hasUnsealed }) => hasUnsealed && now - (lastAt ?? 0) > CHECKPOINT_MAX_MS,
  );
  if (late.length === 0) {
    return [{ state: 'ok', what: what.checkpoints, detail: `${ages.length} counties` }];
  }
  const todo = {
    zh: '程序运行时每小时自动生成；也可运行 npm run linli -- checkpoint',
    en: 'the running program makes one an hour; or run npm run linli -- checkpoint',
  };
  return late.map(({ county, lastAt }) => ({
    state: 'warn',
    what: what.checkpoints,
    detail: `${county}: ${lastAt === null ? 'none' : new Date(lastAt).toISOString()}`,
    todo,
  }));
}

async function checkMessages(house: House): Promise<Finding[]> {
  const failed = await house.messaging.countFailed();
  const todo = {
    zh: '请在控制台查看原因并重发（docs/how-to/send-messages.md）',
    en: 'look at the reasons and send again (docs/how-to/send-messages.md)',
  };
  const state = failed > 0 ? 'warn' : 'ok';
  return [{ state, what: what.messages, detail: `${failed}`, ...(failed > 0 && { todo }) }];
}
