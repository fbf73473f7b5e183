/** What the links of parties work with; made once in index.ts from the faces of other modules. */
import type { PhoneCodes } from '../../../platform/auth/index.ts';
import type { Database, Tx } from '../../../platform/db/index.ts';
import type { Agenda } from '../../agenda/index.ts';
import type { Agreements } from '../../agreements/index.ts';
import type { Matters } from '../../matters/index.ts';
import type { NewMessage } from '../../messaging/index.ts';
import type { Papers } from '../../papers/index.ts';
import type { Rooms } from '../../rooms/index.ts';
import type { Roster } from '../../roster/index.ts';

export type InvitationsWorld = {
  db: Database;
  /** How the installation is reached; null: as whoever invites reached it. */
  publicUrl: string | null;
  isSecure: boolean;
  phoneCodes: PhoneCodes;
  enqueue: (tx: Tx, message: NewMessage) => boolean;
  orgNamed: (id: string) => { zh: string; en: string | null };
  matters: Pick<Matters, 'reading' | 'act' | 'whyNot' | 'isSubject' | 'matterKeyOf'>;
  agreements: Pick<Agreements, 'partiesOf' | 'handedTo' | 'seatOf'>;
  roster: Pick<Roster, 'ofParty'>;
  agenda: Pick<Agenda, 'ofParty'>;
  rooms: Pick<Rooms, 'enterAs'>;
  papers: Pick<Papers, 'listStanding' | 'answerPdf'>;
  onFault: (what: string, error: unknown) => void;
};

export const systemActor = { kind: 'system', task: 'invitations' } as const;
