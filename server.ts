/**
 * `npm start`: the database, the house, the sweeps and the HTTP server, in this order; stopped in
 * the other. What goes wrong on the way is said in Chinese and English, with what to do.
 */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { moduleTitles } from './endpoints.ts';
import { firstDocuments } from './house/rulebook.ts';
import type { House } from './house.ts';
import {
  describe,
  type Installation,
  MIGRATIONS,
  openInstallation,
  type Print,
  ROOT,
  startDatabase,
} from './installation.ts';
import { refuse } from './kernel/refusal.ts';
import { demoDoors, loadDemo } from './modules/demo/index.ts';
import { defaultAttachmentLimits } from './modules/matters/index.ts';
import { type Config, readConfig } from './platform/config.ts';
import { readMigrations } from './platform/db/migrate.ts';
import { databaseChecks } from './platform/db/ready.ts';
import { explainFailure } from './platform/explain.ts';
import {
  addEdges,
  addFaces,
  areFacesBuilt,
  type Figure,
  makeApp,
  type Notice,
  serve,
} from './platform/http/index.ts';
import { startScheduler } from './platform/jobs/schedule.ts';
import { startSweeper } from './platform/jobs/sweeper.ts';
import { setupNotices, setupTexts } from './setup.ts';

const print: Print = (line) => process.stdout.write(`${line}\n`);

type Stop = () => Promise<void>;

const { version: VERSION } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  version: string;
};

/** Where `npm run build` puts the pages. */
const FACES = join(ROOT, 'dist/web');

async function main(): Promise<void> {
  const stops: Stop[] = [];
  const starting = start(stops);
  // Stopped amid the start it ends what stands by then: not while the next is half begun.
  stopOnSignals(stops, starting);
  await starting;
}

async function start(stops: Stop[]): Promise<void> {
  const begun = performance.now();
  const config = readConfig(process.env, ROOT);
  const place = await startDatabase(config, print);
  stops.push(place.stop);
  const demo: Demo = { notice: null };
  const late = { first: (): Notice | null => null };
  const notice = () => demo.notice ?? late.first();
  const installation = await openInstallation(config, place, print, () => ({
    version: VERSION,
    notice: notice(),
    demo: config.isDemo ? demoFacts(config) : null,
  }));
  stops.push(() => installation.house.db.close());
  stops.push(() => installation.house.matters.closeLive());
  stops.push(() => installation.house.rooms.closeLive());
  if (!config.isDemo) late.first = await setupNotices(installation.house, config.isExposed);
  const { port, stop: stopHttp } = await startHttp(config, installation, notice);
  stops.push(stopHttp);
  stops.push(await startWork(installation));
  if (config.isDemo) stops.push(startDemo(config, installation.house, demo));
  const scheme = config.tls ? 'https' : 'http';
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  print(`Linli 邻里 is ready: ${scheme}://${config.host}:${port} (${seconds} s)`);
  if (config.isDemo) printDemo(config);
  const first = late.first();
  if (first) print(`!! ${first.zh}\n!! ${first.en}`);
}

/** Begins to answer. `port`: where, which is the system's choice when 0 was asked for. */
async function startHttp(
  config: Config,
  { house }: Installation,
  notice: () => Notice | null,
): Promise<{ port: number; stop: Stop }> {
  const app = await makeApp({
    newId: house.newId,
    maxFileBytes: defaultAttachmentLimits.videoBytesMax,
    trustedProxies: config.trustedProxies,
    ...(config.tls && { tls: config.tls }),
  });
  const hasFaces = areFacesBuilt(FACES);
  const findPage = hasFaces
    ? await addFaces(app, { dir: FACES, mapOrigins: house.mapOrigins })
    : undefined;
  serve(app, house.http, {
    findPage,
    authenticate: house.identity.authenticate,
    now: house.clock.now,
    newId: house.newId,
    hasReplica: house.db.isReplicaClose() !== null,
  });
  const migrations = readMigrations(MIGRATIONS);
  addEdges(app, {
    modules: house.http,
    titles: moduleTitles,
    version: VERSION,
    ready: async () => {
      const checks = await databaseChecks(house.db, migrations);
      // The page at `/` says whether anybody can sign in yet: nobody asks the directory before.
      if (checks.database) await house.identity.fresh();
      return checks;
    },
    figures: async () => [
      ...(await house.matters.figures(house.clock)),
      ...(await house.messaging.figures()),
      ...replicaFigures(house),
    ],
    notice,
    homePath: hasFaces ? '/api' : '/',
    metricsToken: config.env.LINLI_METRICS_TOKEN,
  });
  await app.listen({ host: config.host, port: config.port }).catch((error: { code?: string }) => {
    if (error.code === 'EADDRINUSE') refuse('PORT_IN_USE', { values: { port: config.port } });
    throw error;
  });
  const { port } = app.server.address() as AddressInfo;
  return { port, stop: () => app.close() };
}

function replicaFigures({ db }: House): Figure[] {
  const isClose = db.isReplicaClose();
  const help = 'Whether the replica follows closely enough to be asked (1) or not (0)';
  return isClose === null ? [] : [{ name: 'linli_replica_close', help, value: Number(isClose) }];
}

/** Loads the demo behind the running server; a stop ends it after the story at hand. */
function startDemo(config: Config, house: House, demo: Demo): Stop {
  const ending = new AbortController();
  const loading = loadDemoBehind(config, house, demo, ending.signal).catch((error: unknown) =>
    print(`demo: ${explainFailure(error)}`),
  );
  return async () => {
    ending.abort();
    await loading;
  };
}

/** Begins what runs by itself: sweeps of due rows, schedules of maintenance. */
async function startWork({ house, place }: Installation): Promise<Stop> {
  const log = {
    error: (about: object, message: string) => print(`${message}: ${describe(about)}`),
  };
  const tasks = [
    house.messaging.sweepTask,
    house.agenda.sweepTask(house.clock.now),
    house.reception.sweepTask(house.clock.now),
    house.agreements.sweepTask(house.clock.now),
    ...house.matters.sweeps(house.clock, log),
  ];
  const sweeper = startSweeper({ db: house.db, tasks, log });
  const scheduler = await startScheduler({
    url: place.applicationUrl,
    schedules: [
      ...house.matters.schedules(house.clock, house.checkpointDir),
      ...house.papers.schedules(),
      ...house.rooms.schedules(),
      ...house.agreements.schedules({
        counties: house.counties,
        now: house.clock.now,
        newId: house.newId,
      }),
      {
        name: 'identity',
        cron: '35 * * * *',
        run: async () => house.identity.sweep(await house.clock.now()),
      },
    ],
    log,
  });
  return async () => {
    await Promise.all([sweeper.stop(), scheduler.stop()]);
  };
}

type Demo = { notice: Notice | null };

/** Loads what is missing of the demo while the server answers already. */
async function loadDemoBehind(
  config: Config,
  house: House,
  demo: Demo,
  signal: AbortSignal,
): Promise<void> {
  const now = await house.clock.now();
  const say = (done: number, of: number) => {
    const zh = `正在载入演示数据（${done}/${of}）`;
    demo.notice = { zh, en: `Loading the demo data (${done} of ${of})`, progress: done / of };
  };
  const loaded = await loadDemo(house, {
    now,
    password: config.demoPassword,
    documents: firstDocuments(),
    progress: (_part, done, of) => say(done, of),
    signal,
    onFault: (error, story) => print(`demo: ${story}: ${String(error)}`),
  });
  demo.notice = {
    zh: '演示数据：上海市金山区（虚构内容，均标“示例”）',
    en: 'Demo data: 金山区, Shanghai; everything in it is invented and marked 示例',
  };
  if (loaded && loaded.told > 0 && loaded.left === 0)
    print(`the demo district stands: ${loaded.of} matters`);
}

function demoFacts(config: Config) {
  return { password: config.isOpenDemo ? config.demoPassword : null, ...demoDoors() };
}

function printDemo(config: Config): void {
  print(
    `演示账号 / demo accounts: clerk, dispatcher, handler, checker, supervisor, leader, auditor,`,
  );
  print(`  admin … (docs/how-to/try-the-demo.md); password: ${config.demoPassword}`);
}

/** Ctrl-C and SIGTERM end everything in the other order; a second one ends at once. */
function stopOnSignals(stops: Stop[], starting: Promise<void>): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    print('stopping');
    await starting.catch(() => undefined);
    for (const one of stops.reverse()) await one().catch((error) => print(String(error)));
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void stop());
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${explainFailure(error, setupTexts)}\n`);
  process.exit(1);
});
