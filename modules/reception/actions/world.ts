/** What reception days are given of the modules beside them; made once in index.ts. */
import type { Keyring } from '../../../platform/crypto/index.ts';
import type { Database, Tx } from '../../../platform/db/index.ts';
import type { Agenda } from '../../agenda/index.ts';
import type { Matters } from '../../matters/index.ts';
import type { NewMessage } from '../../messaging/index.ts';

export type Named = { id: string; zh: string; en: string | null };
export type Topic = { code: string; zh: string; en: string };

export type ReceptionWorld = {
  db: Database;
  zone: string;
  keyring: Keyring;
  newId: () => string;
  counties: () => Promise<readonly string[]>;
  orgs: {
    named: (id: string) => Named;
    countyOf: (id: string) => string | null;
    regionOf: (id: string) => string | null;
  };
  /** A post that is held now, with its duty phone; else null. */
  post: (id: string, now: number) => { orgId: string; phone: string | null } | null;
  maskName: (name: string) => string;
  maskPhone: (phone: string) => string;
  residentPhone: (tx: Tx, account: string) => Promise<string | undefined>;
  /** Categories of a county that a day may name as its topics. */
  topics: (county: string, now: number) => Promise<readonly Topic[]>;
  agenda: Pick<Agenda, 'plan' | 'cancel' | 'roomsOf'>;
  matters: Pick<
    Matters,
    'reading' | 'findMatter' | 'register' | 'maskText' | 'act' | 'whyNot' | 'isSubject'
  >;
  enqueue: (tx: Tx, message: NewMessage) => boolean;
  eraseMessages: (tx: Tx, county: string, owner: string) => Promise<void>;
};
