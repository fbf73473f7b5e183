/** The house opened over a migrated database with nothing in it but the Boston centre. */
import { type House, openHouse } from '../../house.ts';
import type { Database } from '../../platform/db/index.ts';
import { plainOptions } from '../plain-options.ts';
import { bostonKinds, loadBostonPlaces, openBoston } from './world.ts';

export async function bostonHouse(db: Database, dataDir: string): Promise<House> {
  await loadBostonPlaces(db, Date.now);
  const house = await openHouse({
    ...plainOptions(db, dataDir),
    clock: { now: Date.now },
    isMovable: false,
    kinds: bostonKinds,
  });
  await openBoston(house, Date.now());
  return house;
}
