/**
 * `npm start`: the database, the house, the sweeps and the HTTP server, in this order; stopped in
 * the other. What goes wrong on the way is said in Chinese and English, with what to do.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Installation,
  openInstallation,
  type Print,
  ROOT,
  startDatabase,
} from './installation.ts';
import { defaultAttachmentLimits } from './modules/matters/index.ts';
import { type Config, readConfig } from './platform/config.ts';
import { explainFailure } from './platform/explain.ts';
import { makeApp, serve } from './platform/http/index.ts';
import { startScheduler } from './platform/jobs/schedule.ts';
import { startSweeper } from './platform/jobs/sweeper.ts';

const print: Print = (line) => process.stdout.write(`${line}\n`);

type Stop = () => Promise<void>;

async function main(): Promise<void> {
  const begun = performance.now();
  const config = readConfig(process.env, ROOT);
  const stops: Stop[] = [];
  stopOnSignals(stops);
  const place = await startDatabase(config, print);
  stops.push(place.stop);
  const installation = await openInstallation(config, place, print);
  stops.push(() => installation.house.db.close());
  stops.push(await startHttp(config, installation));
  stops.push(await startWork(installation));
  const scheme = config.tls ? 'https' : 'http';
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  print(`Linli 邻里 is ready: ${scheme}://${config.host}:${config.port} (${seconds} s)`);
  if (config.isDemo) void loadDemoBehind(config, installation);
}

/** Begins to answer. */
async function startHttp(config: Config, { house }: Installation): Promise<Stop> {
  const app = await makeApp({
    newId: house.newId,
    maxFileBytes: defaultAttachmentLimits.videoBytesMax,
    ...(config.tls && { tls: config.tls }),
  });
  serve(app, house.http, {
    authenticate: house.identity.authenticate,
    now: house.clock.now,
    newId: house.newId,
  });
  app.get('/', async (_request, reply) => {
    reply.type('text/html; charset=utf-8');
    return `<!doctype html><meta charset="utf-8"><title>Linli 邻里</title><h1>Linli 邻里</h1><p>${version()}</p>`;
  });
  await app.listen({ host: config.host, port: config.port });
  return () => app.close();
}

/** Begins what runs by itself: sweeps of due rows, schedules of maintenance. */
async function startWork({ house, place }: Installation): Promise<Stop> {
  const log = {
    error: (about: object, message: string) => print(`${message}: ${JSON.stringify(about)}`),
  };
  const tasks = [house.messaging.sweepTask, ...house.matters.sweeps(house.clock, log)];
  const sweeper = startSweeper({ db: house.db, tasks, log });
  const scheduler = await startScheduler({
    url: place.applicationUrl,
    schedules: [
      ...house.matters.schedules(house.clock, house.checkpointDir),
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

async function loadDemoBehind(_config: Config, _installation: Installation): Promise<void> {}

function version(): string {
  const text = readFileSync(join(ROOT, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Ctrl-C and SIGTERM end everything in the other order; a second one ends at once. */
function stopOnSignals(stops: Stop[]): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) process.exit(1);
    isStopping = true;
    print('stopping');
    for (const one of stops.reverse()) await one().catch((error) => print(String(error)));
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => void stop());
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${explainFailure(error)}\n`);
  process.exit(1);
});
