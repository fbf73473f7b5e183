/** What the house is opened with, and what its makers hand one another. Types alone. */
import type { Geography } from '../modules/geography/index.ts';
import type { Identity, makeIdentity } from '../modules/identity/index.ts';
import type { Messaging } from '../modules/messaging/index.ts';
import type { RoomsConfig } from '../modules/rooms/index.ts';
import type { Rulebook } from '../modules/rulebook/index.ts';
import type { PhoneCodes } from '../platform/auth/index.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { Keyring } from '../platform/crypto/index.ts';
import type { Database } from '../platform/db/index.ts';
import type { FileStore } from '../platform/files/index.ts';
import type { About } from '../platform/http/index.ts';
import type { HostPolicy, Senders } from '../platform/senders/index.ts';

export type HouseOptions = {
  db: Database;
  clock: Clock;
  keyring: Keyring;
  files: FileStore;
  dataDir: string;
  senders: Senders;
  hosts: HostPolicy;
  phoneCodes: PhoneCodes;
  /** Only the demo's clock may be moved. */
  isMovable: boolean;
  /** Sessions of the demo outlive a moved clock. */
  identity?: Parameters<typeof makeIdentity>[0]['config'];
  /** Kinds of matter that this installation's rulebook brings besides those of the program. */
  kinds?: readonly string[];
  /** What the installation says of itself; whoever starts it knows. */
  about?: () => About;
  /** How people reach it: links and QR codes begin with it. Null: as somebody of staff does. */
  publicUrl?: string | null;
  /** What connects browsers in rooms; absent: one network. */
  rooms?: Omit<RoomsConfig, 'publicUrl'>;
  /** How often the log's tail is read for live updates; absent: every second. */
  liveEveryMs?: number;
  log: { error: (about: object, message: string) => void };
};

export type Parts = {
  newId: () => string;
  geography: Geography;
  identity: Identity;
  rulebook: Rulebook;
  messaging: Messaging;
};
