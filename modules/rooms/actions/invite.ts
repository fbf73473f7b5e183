/** Links of participants: made, sent through the outbox, shown once; only their hash is kept. */
import { randomBytes } from 'node:crypto';
import { tokenHash } from '../../../platform/auth/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { maskName, maskPhone } from '../../matters/index.ts';
import type { NewParticipant } from '../contract/sessions.ts';
import type { Invitation, Side } from '../contract/shapes.ts';
import {
  insertParticipant,
  type ParticipantAt,
  type ParticipantRow,
} from '../store/participants.ts';
import type { SessionAt, SessionRow } from '../store/sessions.ts';
import { type Person, sealPerson } from './seals.ts';
import { timeText } from './words.ts';
import type { RoomsWorld } from './world.ts';

export type MatterKey = { key: Buffer; keyId: string };

const SECRET_BYTES = 16;

export const newSecret = () => randomBytes(SECRET_BYTES).toString('base64url');

const fresh = {
  codeHash: null,
  codeSentAt: null,
  codeSent: 0,
  codeTries: 0,
  deviceHash: null,
  nextDeviceHash: null,
  chamber: 'lobby',
  attestedAt: null,
  attestedDocument: null,
  attestedHow: null,
  attestedBy: null,
  toldAt: null,
  admittedAt: null,
  recordingAnswer: null,
  answeredAt: null,
  removedAt: null,
  page: null,
  seenAt: null,
} as const satisfies Partial<ParticipantRow>;

export const labelOf = ({ name, phone }: Person) =>
  [maskName(name), phone && maskPhone(phone)].filter((part) => part !== '').join(' ');

/** A row for somebody; who comes in person needs no link. */
export function addParticipant(
  tx: Tx,
  session: SessionAt,
  key: MatterKey,
  one: {
    id: string;
    side: Side;
    withSide: ParticipantRow['withSide'];
    isOnSite: boolean;
    person: Person;
    secret: string | null;
  },
): ParticipantRow {
  const row: ParticipantRow = {
    ...fresh,
    county: session.county,
    matterId: session.matterId,
    sessionId: session.id,
    id: one.id,
    side: one.side,
    withSide: one.withSide,
    isOnSite: one.isOnSite,
    sealed: sealPerson(key.key, one.id, one.person),
    label: labelOf(one.person),
    hasPhone: one.person.phone !== '',
    linkHash: one.secret === null ? null : tokenHash(one.secret),
  };
  insertParticipant(tx, row);
  return row;
}

/** Adds somebody with a link, and sends it to their phone where one is known. */
export function inviteOne(
  world: RoomsWorld,
  tx: Tx,
  ctx: RequestContext,
  { session, key, who }: { session: SessionRow; key: MatterKey; who: NewParticipant },
): Invitation {
  const secret = newSecret();
  const person = { name: who.name, phone: who.phone ?? '' };
  const row = addParticipant(tx, session, key, {
    id: ctx.newId(),
    side: who.side,
    withSide: who.side === 'helper' ? (who.withSide ?? null) : null,
    isOnSite: who.isOnSite ?? false,
    person,
    secret,
  });
  const link = linkTo(world, ctx, session.county, secret);
  const isSent = sendLink(world, tx, ctx, { session, key, row, person, link });
  return { id: row.id, side: row.side, label: row.label, link, isSent };
}

export function sendLink(
  world: RoomsWorld,
  tx: Tx,
  ctx: RequestContext,
  sent: { session: SessionRow; key: MatterKey; row: ParticipantAt; person: Person; link: string },
): boolean {
  const { session, key, row, person, link } = sent;
  return notify(world, tx, ctx, {
    session,
    key,
    row,
    person,
    template: 'room.invited',
    values: { number: session.number, at: timeText(session.startsAt, world.zone), link },
  });
}

/** To the phone of a participant; false where none is known. */
export function notify(
  world: RoomsWorld,
  tx: Tx,
  ctx: RequestContext,
  told: {
    session: SessionRow;
    key: MatterKey;
    row: ParticipantAt;
    person: Person;
    template: string;
    values: Record<string, string>;
  },
): boolean {
  const { session, row, person } = told;
  if (person.phone === '') return false;
  return world.enqueue(tx, {
    county: session.county,
    matterId: session.matterId,
    id: ctx.newId(),
    template: told.template,
    recipient: { kind: 'reporter', ref: row.id, address: person.phone },
    values: told.values,
    dedupeKey: `${told.template}:${ctx.newId()}`,
    at: ctx.now,
    dataKey: told.key,
  });
}

export function linkTo(
  { config }: Pick<RoomsWorld, 'config'>,
  ctx: Pick<RequestContext, 'headers'>,
  county: string,
  secret: string,
): string {
  return `${baseOf(config, ctx)}/rooms/${county}-${secret}`;
}

/** The address under which people reach it: as it is set, else as whoever asks reached it. */
export function baseOf(
  config: { publicUrl: string | null; isSecure: boolean },
  ctx: Pick<RequestContext, 'headers'>,
): string {
  return config.publicUrl ?? originOf(ctx, config.isSecure);
}

/** As the browser of whoever plans it reached us. */
function originOf({ headers }: Pick<RequestContext, 'headers'>, isSecure: boolean): string {
  const { origin, host } = headers;
  if (typeof origin === 'string' && /^https?:\/\/[\w.:[\]-]{1,200}$/.test(origin)) return origin;
  const name = typeof host === 'string' && /^[\w.:[\]-]{1,200}$/.test(host) ? host : 'localhost';
  return `${isSecure ? 'https' : 'http'}://${name}`;
}
