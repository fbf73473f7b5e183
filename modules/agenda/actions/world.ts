/** What the agenda is given of the modules beside it; made once in index.ts. */
import type { Database, Tx } from '../../../platform/db/index.ts';
import type { Matters } from '../../matters/index.ts';
import type { MatterDate } from '../contract.ts';

export type AgendaPost = { id: string; orgId: string; phone: string | null };
export type Words = { zh: string; en: string };

type MessageKey = { key: Buffer; keyId: string };

export type AgendaNotice = {
  county: string;
  matterId: string;
  id: string;
  template: string;
  recipient: { kind: 'reporter' | 'post'; ref: string; address: string };
  values: Record<string, string>;
  dedupeKey: string;
  at: number;
  dataKey: MessageKey;
};

export type AgendaWorld = {
  db: Database;
  zone: string;
  newId: () => string;
  counties: () => Promise<readonly string[]>;
  /** A post that is held now, with those of its regions' counties; else null. */
  post: (id: string, now: number) => (AgendaPost & { counties: readonly string[] }) | null;
  postWords: (id: string) => Words | null;
  /** The posts held now of an organisation and those below it. */
  postsUnder: (org: string, now: number) => AgendaPost[];
  /** The posts that an account holds now, and the counties that they reach; none when it ended. */
  postsOfAccount: (account: string, now: number) => Promise<{ ids: string[]; counties: string[] }>;
  orgs: {
    named: (id: string) => { id: string; zh: string; en: string | null };
    isBelow: (id: string, above: string) => boolean;
    countyOf: (id: string) => string | null;
    regionOf: (id: string) => string | null;
  };
  matters: Pick<Matters, 'reading' | 'act' | 'whyNot' | 'isSubject' | 'contactsOf'>;
  enqueue: (tx: Tx, notice: AgendaNotice) => void;
  /** Tells parties who come by a link of their own and agreed to it. */
  tellInvited: (
    tx: Tx,
    ctx: { now: number; newId: () => string },
    date: { county: string; matterId: string; what: string; when: string; dedupe: string },
  ) => Promise<void>;
  /** A resident's own phone, proved by their account. */
  phoneOf: (tx: Tx, account: string) => Promise<string | undefined>;
  /** What the mediation room says of the dates that are held in it, for who has this phone. */
  doorsOf: (
    tx: Tx,
    of: { county: string; matterId: string; phone: string; now: number },
  ) => Promise<ReadonlyMap<string, NonNullable<MatterDate['session']>>>;
};
