/**
 * 在线调解规则 art. 13: a party, or whoever has their name or phone, mediates only where it was
 * disclosed and all agree. Names are compared here, in the act's transaction, and told to nobody.
 */
import type { Tx } from '../../../platform/db/index.ts';
import { factsOf, isImpartial } from '../../disputes/index.ts';
import type { Matter } from '../../matters/index.ts';
import { plainPhone } from '../rules.ts';
import type { AgreementsWorld } from './world.ts';

type Near = {
  matter: Matter;
  post: string;
  parties: readonly { name: string; phone: string }[];
  now: number;
};

/** Whether a party may be near to a post that mediates, and nothing of it was disclosed yet. */
export async function isNearTo(
  world: AgreementsWorld,
  tx: Tx,
  { matter, post, parties, now }: Near,
): Promise<boolean> {
  const facts = factsOf(matter);
  if (Object.hasOwn(facts.interests, post) && isImpartial(facts, post)) return false;
  const names = await world.namesOfPost(tx, { county: matter.county, post, now });
  const known = new Set(names.map(plainName));
  return parties.some(({ name, phone }) =>
    [plainName(name), plainPhone(phone)].some((one) => one !== '' && known.has(one)),
  );
}

/** As people write it: without spaces; a phone without its separators. */
function plainName(name: string): string {
  return /^[\d\s+()-]+$/.test(name) ? plainPhone(name) : name.replace(/\s/g, '');
}
