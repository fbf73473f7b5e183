/** The mediation room as the house hands it what it needs of the other modules. */

import type { Agenda } from '../modules/agenda/index.ts';
import type { Identity } from '../modules/identity/index.ts';
import type { Matters } from '../modules/matters/index.ts';
import type { Messaging } from '../modules/messaging/index.ts';
import type { Papers } from '../modules/papers/index.ts';
import { makeRooms, type Rooms, type RoomsConfig } from '../modules/rooms/index.ts';
import type { HouseOptions } from './parts.ts';
import { ZONE } from './places.ts';

/** Connected without anybody's help: one network. */
const plain: Omit<RoomsConfig, 'publicUrl'> = { isSecure: false, iceUrls: [], turnSecret: null };

export function roomsOf(
  { db, files, phoneCodes, clock, log, liveEveryMs, rooms, publicUrl = null }: HouseOptions,
  parts: {
    identity: Identity;
    messaging: Messaging;
    matters: Matters;
    papers: Papers;
    agenda: Agenda;
    counties: () => Promise<string[]>;
  },
): Rooms {
  return makeRooms({
    db,
    files,
    phoneCodes,
    zone: ZONE,
    config: { ...(rooms ?? plain), publicUrl },
    enqueue: parts.messaging.enqueue,
    matters: parts.matters,
    papers: parts.papers,
    agenda: parts.agenda,
    counties: parts.counties,
    phoneOf: parts.identity.residentPhone,
    clock: clock.now,
    onFault: (what, error) => log.error({ err: error }, what),
    liveEveryMs,
  });
}
