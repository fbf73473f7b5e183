/**
 * What is sealed in a room, and under which key. All that is said lies under the session's own key,
 * which is sealed under the matter's and destroyed with the session's end.
 */
import { randomBytes } from 'node:crypto';
import { refuse } from '../../../kernel/refusal.ts';
import { seal, unseal } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { ParticipantRow } from '../store/participants.ts';
import { keepKey, type SessionRow } from '../store/sessions.ts';
import type { RoomsWorld } from './world.ts';

export type Person = { name: string; phone: string };

/** Refuses PERSONS_ERASED. */
export async function getMatterKey(
  world: Pick<RoomsWorld, 'matters'>,
  tx: Tx,
  at: { county: string; matterId: string },
): Promise<{ key: Buffer; keyId: string }> {
  return (await world.matters.matterKeyOf(tx, at)) ?? refuse('PERSONS_ERASED');
}

/** Refuses ROOM_ENDED once the key is gone. */
export function sessionKey(matterKey: Buffer, session: SessionRow): Buffer {
  if (!session.sealedKey) return refuse('ROOM_ENDED');
  return unseal(matterKey, session.sealedKey, keyContext(session.id));
}

const KEY_BYTES = 32;

export const newSessionKey = (matterKey: Buffer, id: string) =>
  seal(matterKey, randomBytes(KEY_BYTES), keyContext(id));

/** Backups hold no key: what is said in a restored session from now on lies under another. */
export async function withKey(
  world: Pick<RoomsWorld, 'matters'>,
  tx: Tx,
  session: SessionRow,
): Promise<SessionRow> {
  if (session.sealedKey !== null) return session;
  const { key } = await getMatterKey(world, tx, session);
  return { ...session, sealedKey: await keepKey(tx, session, newSessionKey(key, session.id)) };
}

export const sealPerson = (matterKey: Buffer, id: string, person: Person) =>
  seal(matterKey, JSON.stringify(person), personContext(id));

/** Empty where the persons of the matter were erased. */
export function openPerson(matterKey: Buffer, { id, sealed }: ParticipantRow): Person {
  if (!sealed) return { name: '', phone: '' };
  return JSON.parse(unseal(matterKey, sealed, personContext(id)).toString('utf8')) as Person;
}

// No county in them: what is sealed stays as it is when the matter moves.
const keyContext = (id: string) => `room/${id}/key`;
const personContext = (id: string) => `room/participant/${id}`;
export const remarkContext = (id: string) => `room/remark/${id}`;
export const signalContext = (session: string, seq: number) => `room/signal/${session}/${seq}`;
export const factContext = (id: string) => `room/fact/${id}`;
export const recordingContext = (id: string) => `room/recording/${id}/key`;
export const partContext = (id: string, part: number) => `room/recording/${id}/${part}`;
