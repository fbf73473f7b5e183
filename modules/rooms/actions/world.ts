/** What the verbs of the room work with; made once in index.ts from the faces of other modules. */
import type { PhoneCodes } from '../../../platform/auth/index.ts';
import type { Database, Tx } from '../../../platform/db/index.ts';
import type { FileStore } from '../../../platform/files/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { Agenda } from '../../agenda/index.ts';
import type { Matters } from '../../matters/index.ts';
import type { NewMessage } from '../../messaging/index.ts';

/** How an installation is reached, and what helps two browsers to find each other. */
export type RoomsConfig = {
  /** Under which people reach it; null: as whoever plans reached it. */
  publicUrl: string | null;
  isSecure: boolean;
  /** `stun:…` and `turn:…`; none are needed on one network. */
  iceUrls: readonly string[];
  /** Of the TURN server (its shared secret): credentials of an hour are made from it. */
  turnSecret: string | null;
};

/** A document of a matter as the room needs it. */
export type RoomPapers = {
  listTitles: (
    tx: Tx,
    at: { county: string; matterId: string },
  ) => Promise<{ id: string; title: string }[]>;
  /** The PDF, with the headers of the answer set. */
  answerPdf: (
    ctx: RequestContext,
    which: { county: string; matterId: string; id: string },
  ) => Promise<Buffer>;
};

export type RoomsWorld = {
  db: Database;
  files: FileStore;
  zone: string;
  config: RoomsConfig;
  phoneCodes: PhoneCodes;
  enqueue: (tx: Tx, message: NewMessage) => boolean;
  matters: Pick<
    Matters,
    | 'reading'
    | 'act'
    | 'whyNot'
    | 'wordsOf'
    | 'isSubject'
    | 'matterKeyOf'
    | 'listAttachments'
    | 'answerKept'
  >;
  papers: RoomPapers;
  /** A session is a date of the matter, by the same id. */
  agenda: Pick<Agenda, 'plan' | 'move' | 'cancel' | 'hold' | 'roomsOf' | 'ofMatter'>;
  /** Of a resident's own account. */
  phoneOf: (tx: Tx, account: string) => Promise<string | undefined>;
  clock: () => Promise<number> | number;
  onFault: (what: string, error: unknown) => void;
  /** How often listeners' sessions are looked at; tests do not wait. */
  liveEveryMs?: number | undefined;
};
