/**
 * What is known of who comes, sealed under the key of the day alone. The digest of a holder is made
 * with that key, too: it says that somebody holds a turn of this day already, and is another on
 * every other day.
 */
import { createHmac } from 'node:crypto';
import { seal, unseal } from '../../../platform/crypto/index.ts';
import type { AppointmentRow } from '../store/appointments.ts';
import type { DayKey } from '../store/days.ts';
import type { UndertakingRow } from '../store/undertakings.ts';

export type Person = { name: string; phone: string; representatives: string[]; subject: string };

export function holderOf(key: DayKey, phone: string): string {
  return createHmac('sha256', key.key).update(`holder/${phone}`).digest('base64url');
}

const personContext = ({ id }: { id: string }) => `appointment/${id}/person`;
const saidContext = ({ id }: { id: string }) => `appointment/${id}/said`;
const workContext = (
  { appointmentId, org }: Pick<UndertakingRow, 'appointmentId' | 'org'>,
  use: 'said' | 'done',
) => `appointment/${appointmentId}/${org}/${use}`;

export const sealPerson = (key: DayKey, row: { id: string }, person: Person): Buffer =>
  seal(key.key, JSON.stringify(person), personContext(row));

/** Null: cancelled, or erased. */
export function openPerson(key: DayKey | null, row: AppointmentRow): Person | null {
  if (!key || !row.sealed) return null;
  // Written by `sealPerson` alone.
  return JSON.parse(unseal(key.key, row.sealed, personContext(row)).toString('utf8')) as Person;
}

export const sealSaid = (key: DayKey, row: { id: string }, text: string): Buffer =>
  seal(key.key, text, saidContext(row));

export function openSaid(key: DayKey | null, row: AppointmentRow): string | null {
  return key && row.said ? unseal(key.key, row.said, saidContext(row)).toString('utf8') : null;
}

type Work = Pick<UndertakingRow, 'appointmentId' | 'org'>;

export const sealWork = (key: DayKey, row: Work, use: 'said' | 'done', text: string): Buffer =>
  seal(key.key, text, workContext(row, use));

export function openWork(
  key: DayKey | null,
  row: UndertakingRow,
  use: 'said' | 'done',
): string | null {
  const sealed = use === 'said' ? row.said : row.doneSaid;
  return key && sealed ? unseal(key.key, sealed, workContext(row, use)).toString('utf8') : null;
}
