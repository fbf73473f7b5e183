/** What the verbs of agreements work with; made once in index.ts from other modules' faces. */
import type { PhoneCodes } from '../../../platform/auth/index.ts';
import type { Database, Tx } from '../../../platform/db/index.ts';
import type { Invitations } from '../../invitations/index.ts';
import type { Matters } from '../../matters/index.ts';
import type { Papers } from '../../papers/index.ts';
import type { Rooms } from '../../rooms/index.ts';

export type AgreementsWorld = {
  db: Database;
  zone: string;
  matters: Pick<Matters, 'reading' | 'act' | 'whyNot' | 'openMatterKey' | 'parties'>;
  /** Of a resident's own account. */
  phoneOf: (tx: Tx, account: string) => Promise<string | undefined>;
  phoneCodes: PhoneCodes;
  /** The document of clause templates that holds in a county at a time, as it was published. */
  clauses: (county: string, at: number) => unknown;
  /** Of the mediation room; made after this. */
  rooms: () => Pick<Rooms, 'withGuest' | 'listPersons' | 'tell'>;
  /** Papers and links of parties; made after this. */
  papers: () => Pick<Papers, 'make'>;
  invitations: () => Pick<Invitations, 'prepare' | 'tell'>;
  /** How far a message of the outbox is; null: there is none. */
  messageState: (
    tx: Tx,
    of: { county: string; matterId: string; id: string },
  ) => Promise<{ state: string; sentAt: number | null } | null>;
  counties: () => Promise<readonly string[]>;
  newId: () => string;
  /** Names and phones of a post, its holder and its organisation. */
  namesOfPost: (
    tx: Tx,
    of: { county: string; post: string; now: number },
  ) => Promise<readonly string[]>;
  onFault: (what: string, error: unknown) => void;
};

/** Who comes by a link instead of an account: proved by whoever keeps the link. */
export type Guest = { number: string; side: string; phone: string };
