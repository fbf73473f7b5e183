/**
 * An installation as the environment describes it: its database (embedded or a server of one's
 * own), migrated and guarded, and the house opened over it. Server and command line begin here.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { phoneCodesFrom } from './house/phone-codes.ts';
import { type House, openHouse } from './house.ts';
import { type Clock, movableClock, systemClock } from './platform/clock/clock.ts';
import type { Config } from './platform/config.ts';
import { loadMasterKey, makeKeyring } from './platform/crypto/index.ts';
import { assertSafeRole } from './platform/db/guard.ts';
import { openDatabase } from './platform/db/index.ts';
import { migrate, oneAtATime, readMigrations } from './platform/db/migrate.ts';
import { ensurePartitions } from './platform/db/partitions.ts';
import { openFileStore } from './platform/files/index.ts';
import type { About } from './platform/http/index.ts';
import { installSchedules } from './platform/jobs/schedule.ts';
import { findServer, launchPostgres } from './platform/postgres/index.ts';
import { sendersFrom } from './platform/senders/index.ts';

export type Print = (line: string) => void;

export type DatabasePlace = {
  applicationUrl: string;
  ownerUrl: string | null;
  /** Of lists and figures, if the operator has one. */
  replicaUrl?: string | null;
  /** Stops what this program started; nothing for a server of one's own. */
  stop: () => Promise<void>;
};

export type Installation = { house: House; place: DatabasePlace; close: () => Promise<void> };

/** The repository's root: where data lies unless LINLI_DATA_DIR says otherwise. */
export const ROOT = import.meta.dirname;
export const MIGRATIONS = join(ROOT, 'db/migrations');

/** Starts the embedded database of the data folder, or names the server of one's own. */
export async function startDatabase(config: Config, print: Print): Promise<DatabasePlace> {
  if (config.database) return { ...config.database, stop: async () => undefined };
  const server = await launchPostgres({ dataDir: config.dataDir, log: print });
  if (server.adopted) print('took over the database that a killed program left running');
  return server;
}

/** For a command beside a living server: its database, else one started for the command. */
export async function reachDatabase(config: Config, print: Print): Promise<DatabasePlace> {
  const running = config.database ? null : findServer(config.dataDir);
  if (running) return { ...running, stop: async () => undefined };
  return startDatabase(config, print);
}

/** Brings the schema up to date as the owner. Answers what was applied. */
export function migrateDatabase(ownerUrl: string): Promise<string[]> {
  return oneAtATime(ownerUrl, async () => {
    const applied = await migrate(ownerUrl, readMigrations(MIGRATIONS));
    await ensurePartitions(ownerUrl, new Date().getUTCFullYear() + 1);
    await installSchedules(ownerUrl);
    return applied;
  });
}

/** Opens the house. Refuses a database that is not migrated, or a role that could climb walls. */
export async function openInstallation(
  config: Config,
  place: DatabasePlace,
  print: Print,
  about?: () => About,
): Promise<Installation> {
  mkdirSync(config.dataDir, { recursive: true });
  if (place.ownerUrl) await migrateDatabase(place.ownerUrl);
  await assertSafeRole(place.applicationUrl, readMigrations(MIGRATIONS));
  const house = await houseOver(config, place, print, about);
  return {
    house,
    place,
    close: async () => {
      await house.db.close();
      await place.stop();
    },
  };
}

/** The house over a database that stands: looks at neither its schema nor its role. */
export async function houseOver(
  config: Config,
  place: Pick<DatabasePlace, 'applicationUrl' | 'replicaUrl'>,
  print: Print,
  about?: () => About,
): Promise<House> {
  const { senders, hosts, unsent } = sendersFrom(config.env, () => undefined);
  if (unsent.length > 0) print(`not sent, only kept: ${unsent.join(', ')} (no gateway is set)`);
  const keys = loadMasterKey({
    masterKey: config.masterKey,
    isDemo: config.isDemo,
    dataDir: config.dataDir,
    log: print,
  });
  const keyring = makeKeyring(keys);
  const files = openFileStore(config.env, config.dataDir);
  const { applicationUrl: url, replicaUrl } = place;
  const db = openDatabase({ url, max: 16, ...(replicaUrl && { replicaUrl }) });
  const clock: Clock = config.isDemo ? movableClock(db) : systemClock;
  try {
    return await openHouse({
      db,
      clock,
      keyring,
      files,
      dataDir: config.dataDir,
      senders,
      hosts,
      phoneCodes: phoneCodesFrom(config, print),
      isMovable: config.isDemo,
      publicUrl: config.publicUrl,
      rooms: { ...config.rooms, isSecure: config.isSecure },
      ...(about && { about }),
      identity: {
        isSecure: config.isSecure,
        ...(config.isDemo && DEMO_SESSIONS),
        ...(config.oidc && { oidc: config.oidc }),
      },
      log: { error: (about, message) => print(`${message}: ${describe(about)}`) },
    });
  } catch (error) {
    await db.close();
    throw error;
  }
}

/**
 * A moved clock must not sign everybody out. The demo's password is public: hashing 150 accounts
 * at full cost would only slow its first start (2^10 instead of the default).
 */
const DEMO_SESSIONS = {
  passwordCost: 10,
  staffSessionHours: 87_600,
  staffIdleHours: 87_600,
  residentSessionDays: 3650,
};

/** A failure as a line of the log: with its stack, never with what a request carried. */
export function describe(about: object): string {
  const error = 'err' in about ? about.err : about;
  return error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(about);
}
