/**
 * `npm run linli -- <verb>`: what is done beside the server or without it. A verb opens the house
 * only when it runs, next to a living server or with a database started for it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { parse } from 'yaml';
import { addDoctorCommand } from './doctor.ts';
import { endpointTables } from './endpoints.ts';
import { firstDocuments, processTools } from './house/rulebook.ts';
import { messageImport } from './imports.ts';
import {
  type Installation,
  migrateDatabase,
  openInstallation,
  ROOT,
  reachDatabase,
} from './installation.ts';
import { refuse } from './kernel/refusal.ts';
import { addDemoCommands, growTexts } from './modules/demo/index.ts';
import { addGeographyImports } from './modules/geography/index.ts';
import { addLogCommands, addMessageImport } from './modules/matters/index.ts';
import { addProcessCommands } from './modules/rulebook/index.ts';
import { readConfig } from './platform/config.ts';
import { distribute } from './platform/db/distribute.ts';
import { explainFailure } from './platform/explain.ts';
import { addSetupCommand, setupTexts } from './setup.ts';
import { addTlsCommand, tlsTexts } from './tls.ts';
import { addBackupCommands, addPartitionCommands } from './upkeep.ts';

const print = (line: string) => process.stdout.write(`${line}\n`);
const note = (line: string) => process.stderr.write(`${line}\n`);

let opened: Installation | null = null;

async function open(): Promise<Installation> {
  if (opened) return opened;
  const config = readConfig(process.env, ROOT);
  const place = await reachDatabase(config, note);
  opened = await openInstallation(config, place, note);
  return opened;
}

function makeProgram(): Command {
  const program = new Command('linli').description('Linli 邻里');
  addSetupCommand(
    program,
    async () => {
      if (readConfig(process.env, ROOT).isDemo) refuse('SETUP_IN_DEMO');
      return (await open()).house;
    },
    print,
  );
  addDoctorCommand(program, print);
  addTlsCommand(program, print);
  addMigrate(program);
  addBackupCommands(program, { print, note });
  addPartitionCommands(program, { print, note });
  const imports = program.command('import').description('load data from files (导入)');
  addGeographyImports(imports, async () => {
    const { house } = await open();
    return { db: house.db, nowMs: house.clock.now, print };
  });
  addMessageImport(imports, async () => messageImport((await open()).house, print));
  addLogCommands(program, async () => {
    const { house } = await open();
    const { db, clock, zone, checkpointDir, counties } = house;
    return { db, now: clock.now, zone, exportDir: checkpointDir, counties, print };
  });
  addDemoCommands(program, {
    open: async () => {
      const { house } = await open();
      return { house, now: house.clock.now };
    },
    print,
    growing: () => growingOf(),
    verifyLog: async () => {
      await program.parseAsync(['verify-log', '--county', '310116'], { from: 'user' });
      return process.exitCode !== 1;
    },
  });
  addProcessCommands(program, processTools(shippedRoles()), print);
  return program;
}

/** As the owner, and only into the demo: nothing grows beside real work. */
async function growingOf() {
  const config = readConfig(process.env, ROOT);
  if (!config.isDemo) refuse('GROW_NOT_IN_DEMO');
  const { place } = await open();
  return {
    ownerUrl: place.ownerUrl ?? refuse('GROW_NEEDS_OWNER'),
    password: config.demoPassword,
    documents: firstDocuments(),
  };
}

function addMigrate(program: Command) {
  program
    .command('migrate')
    .description('bring the database schema up to date, as its owner (升级数据库)')
    .option('--citus', 'lay the tables out on a Citus cluster, by county (按区县分布到集群)')
    .action(async ({ citus = false }: { citus?: boolean }) => {
      const config = readConfig(process.env, ROOT);
      const place = await reachDatabase(config, note);
      try {
        if (!place.ownerUrl) throw new Error('DATABASE_ADMIN_URL is not set: the owner migrates');
        const applied = await migrateDatabase(place.ownerUrl);
        const laid = citus ? await distribute(place.ownerUrl) : [];
        const done = [...applied, ...laid.map((table) => `laid out / 已分布: ${table}`)];
        print(done.length === 0 ? 'nothing to do / 已是最新' : done.join('\n'));
      } finally {
        await place.stop();
      }
    });
}

/** The roles that ship: a process is checked without a database against these. */
function shippedRoles(): string[] {
  const text = readFileSync(join(ROOT, 'modules/identity/roles.yaml'), 'utf8');
  return Object.keys(parse(text) as object);
}

try {
  await makeProgram().parseAsync();
} catch (error) {
  const tables = endpointTables.map((table) => table.texts);
  const texts = Object.assign({}, ...tables, setupTexts, tlsTexts, growTexts);
  note(explainFailure(error, texts));
  process.exitCode = 1;
} finally {
  await (opened as Installation | null)?.close();
}
