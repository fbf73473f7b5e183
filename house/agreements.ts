/** Agreements of disputes as the house hands them what they need of the other modules. */
import { type Agreements, makeAgreements } from '../modules/agreements/index.ts';
import type { Identity } from '../modules/identity/index.ts';
import type { Matters } from '../modules/matters/index.ts';
import type { Rooms } from '../modules/rooms/index.ts';
import type { Rulebook } from '../modules/rulebook/index.ts';
import type { HouseOptions } from './parts.ts';
import { ZONE } from './places.ts';

export function agreementsOf(
  { db, phoneCodes, log }: HouseOptions,
  parts: { identity: Identity; rulebook: Rulebook; matters: Matters; rooms: () => Rooms },
): Agreements {
  const { identity, rulebook, matters, rooms } = parts;
  return makeAgreements({
    db,
    zone: ZONE,
    matters,
    phoneOf: identity.residentPhone,
    phoneCodes,
    rooms,
    clauses: (county, at) => rulebook.latest()?.find('clauses', 'main', county, at)?.body ?? null,
    onFault: (what, error) => log.error({ err: error }, what),
  });
}
