/** The face of invitations: parties of a dispute who come by a link of their own. */
import type { Tx } from '../../platform/db/index.ts';
import type { HttpModule } from '../../platform/http/index.ts';
import type { Beside } from '../matters/index.ts';
import { linkFor, tellParty } from './actions/links.ts';
import type { InvitationsWorld } from './actions/world.ts';
import { invitationsHttp } from './routes.ts';
import { type At, deleteLinks, listLinks } from './store.ts';

export type { InvitationsWorld } from './actions/world.ts';

type Telling = { now: number; newId: () => string };
/** A date of a matter, as far as a message says it. */
export type ToldDate = At & { what: string; when: string; dedupe: string };

export type Invitations = {
  http: HttpModule;
  /** Told of what happens to matters, in its transaction. */
  beside: Beside;
  /** A link for each of these parties, so that what comes later can name it. */
  prepare: (
    tx: Tx,
    ctx: Parameters<typeof linkFor>[2],
    of: At & { number: string; parties: readonly string[] },
  ) => Promise<void>;
  /** Sends a party the way to something; false without a link, a phone or the matter's key. */
  tell: (
    tx: Tx,
    ctx: Telling,
    of: At & { party: string; template: string; dedupe: string; id: string },
  ) => Promise<boolean>;
  /** Tells those who agreed to be reminded. */
  tellDate: (tx: Tx, ctx: Telling, date: ToldDate) => Promise<void>;
};

export function makeInvitations(world: InvitationsWorld): Invitations {
  const phonesOf = async (tx: Tx, at: At) =>
    new Map((await world.agreements.partiesOf(tx, at)).map(({ id, phone }) => [id, phone]));
  return {
    http: invitationsHttp(world),
    beside: {
      acted: async () => undefined,
      // A link names its county: whoever had one gets another.
      moved: async (tx, { matterId, from }) => deleteLinks(tx, { county: from, matterId }),
      erased: async (tx, at) => deleteLinks(tx, at),
    },
    prepare: async (tx, ctx, { parties, ...at }) => {
      const key = await world.matters.matterKeyOf(tx, at);
      if (!key) return;
      for (const party of parties) {
        await linkFor(world, tx, ctx, { ...at, party, key, isRenewed: false });
      }
    },
    tell: async (tx, ctx, { party, ...told }) => {
      const key = await world.matters.matterKeyOf(tx, told);
      const row = (await listLinks(tx, told)).find((one) => one.party === party);
      const phone = (await phonesOf(tx, told)).get(party) ?? '';
      return (
        key !== null && row !== undefined && tellParty(world, tx, ctx, { row, key, phone, ...told })
      );
    },
    tellDate: async (tx, ctx, { what, when, dedupe, ...at }) => {
      const rows = (await listLinks(tx, at)).filter((one) => one.isReminded);
      if (rows.length === 0) return;
      const key = await world.matters.matterKeyOf(tx, at);
      const phones = await phonesOf(tx, at);
      if (!key) return;
      const template = `invitation.date${what.charAt(0).toUpperCase()}${what.slice(1)}`;
      for (const row of rows) {
        const phone = phones.get(row.party) ?? '';
        tellParty(world, tx, ctx, { row, key, phone, template, values: { when }, dedupe });
      }
    },
  };
}
