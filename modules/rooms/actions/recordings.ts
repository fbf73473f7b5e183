/**
 * Recordings: asked for, consented to by each, made in the mediator's browser, sent in parts and
 * kept sealed. Whoever withdraws ends it in the same moment; later parts are not taken.
 */
import { randomBytes } from 'node:crypto';
import { refuse } from '../../../kernel/refusal.ts';
import { seal, unseal } from '../../../platform/crypto/index.ts';
import type { Tx } from '../../../platform/db/index.ts';
import { FileLost } from '../../../platform/files/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import { purposeOf } from '../../matters/index.ts';
import { mayRecord } from '../rules.ts';
import { listParticipants, type ParticipantRow, updateParticipant } from '../store/participants.ts';
import { countTopic, type SessionRow, updateSession } from '../store/sessions.ts';
import { addPart, endRecordings, insertRecording, listRecordings } from '../store/shares.ts';
import { withAdmitted, withLead } from './guest.ts';
import { getMatterKey, partContext, recordingContext } from './seals.ts';
import type { RoomsWorld } from './world.ts';

const KEY_BYTES = 32;

export const partKey = (id: string, part: number) => `recordings/${id.slice(-2)}/${id}/${part}`;

/** Everybody is asked anew; the mediator says yes by asking. */
export async function askRecording(
  world: RoomsWorld,
  ctx: RequestContext,
  { room, step }: { room: string; step: 'ask' | 'stop' },
): Promise<void> {
  await withLead(world, ctx, room, async (tx, { session, me }) => {
    endRecordings(tx, session, { why: 'stopped', now: ctx.now });
    for (const seat of await listParticipants(tx, session)) {
      const answer = step === 'ask' && seat.id === me.id ? 'yes' : null;
      updateParticipant(tx, seat, { recordingAnswer: answer, answeredAt: ctx.now });
    }
    updateSession(tx, session, { recording: step === 'ask' ? 'asked' : 'none' });
    countTopic(tx, session, 'room');
  });
}

export async function answerRecording(
  world: RoomsWorld,
  ctx: RequestContext,
  { room, answer }: { room: string; answer: 'yes' | 'no' },
): Promise<void> {
  await withAdmitted(world, ctx, room, async (tx, { session, me }) =>
    noteAnswerOf(tx, ctx, { session, seat: me, answer }),
  );
}

export async function noteAnswer(
  world: RoomsWorld,
  ctx: RequestContext,
  { room, participant, answer }: { room: string; participant: string; answer: 'yes' | 'no' },
): Promise<void> {
  await withLead(world, ctx, room, async (tx, { session }) => {
    const seat = (await listParticipants(tx, session)).find(({ id }) => id === participant);
    if (!seat?.isOnSite || seat.admittedAt === null) return refuse('NOT_FOUND');
    noteAnswerOf(tx, ctx, { session, seat, answer });
  });
}

function noteAnswerOf(
  tx: Tx,
  ctx: RequestContext,
  { session, seat, answer }: { session: SessionRow; seat: ParticipantRow; answer: 'yes' | 'no' },
): void {
  updateParticipant(tx, seat, { recordingAnswer: answer, answeredAt: ctx.now });
  if (answer === 'no' && session.recording === 'running') {
    endRecordings(tx, session, { why: 'withdrawn', now: ctx.now });
    updateSession(tx, session, { recording: 'asked' });
  }
  countTopic(tx, session, 'room');
}

/** Refuses ROOM_CONSENT_MISSING. */
export async function beginRecording(
  world: RoomsWorld,
  ctx: RequestContext,
  { room, mediaType }: { room: string; mediaType: string },
): Promise<{ id: string }> {
  return withLead(world, ctx, room, async (tx, { session, me }) => {
    const seats = await listParticipants(tx, session);
    if (me.chamber !== 'joint' || !mayRecord(seats, ctx.now)) return refuse('ROOM_CONSENT_MISSING');
    const { key } = await getMatterKey(world, tx, session);
    endRecordings(tx, session, { why: 'stopped', now: ctx.now });
    const id = ctx.newId();
    insertRecording(tx, session, {
      sessionId: session.id,
      id,
      mediaType,
      parts: 0,
      bytes: 0,
      sealedKey: seal(key, randomBytes(KEY_BYTES), recordingContext(id)),
      begunAt: ctx.now,
      endedAt: null,
      whyEnded: null,
    });
    updateSession(tx, session, { recording: 'running' });
    countTopic(tx, session, 'room');
    const { county, matterId, number } = session;
    journal(tx, ctx, { verb: 'room.record', county, matterId, detail: { number } });
    return { id };
  });
}

/** A part lies in the store before it counts; sent again it counts once. */
export async function sendRecordingPart(
  world: RoomsWorld,
  ctx: RequestContext,
  { room, recording, part }: { room: string; recording: string; part: number },
): Promise<{ parts: number }> {
  const bytes = ctx.bytes ?? Buffer.alloc(0);
  const key = await withLead(world, ctx, room, async (tx, { session }) => {
    const row = await findOwn(tx, session, recording);
    if (row.endedAt !== null) return refuse('ROOM_RECORDING_ENDED');
    if (part > row.parts) return refuse('ROOM_PART_ORDER', partsOf(row.parts));
    if (part < row.parts) return null;
    return openRecordingKey((await getMatterKey(world, tx, session)).key, row);
  });
  if (key)
    await world.files.put(partKey(recording, part), seal(key, bytes, partContext(recording, part)));
  return withLead(world, ctx, room, async (tx, { session }) => {
    if (key) await addPart(tx, session, { id: recording, part, bytes: bytes.length });
    return { parts: (await findOwn(tx, session, recording)).parts };
  });
}

const partsOf = (parts: number) => ({ values: { parts }, present: { parts } });

async function findOwn(tx: Tx, session: SessionRow, id: string) {
  const row = (await listRecordings(tx, session)).find(
    (one) => one.id === id && one.sessionId === session.id,
  );
  return row ?? refuse('NOT_FOUND');
}

function openRecordingKey(
  matterKey: Buffer,
  { id, sealedKey }: { id: string; sealedKey: Buffer | null },
): Buffer {
  if (!sealedKey) return refuse('PERSONS_ERASED');
  return unseal(matterKey, sealedKey, recordingContext(id));
}

/** For staff in sight of the matter who may open its persons; logged. */
export async function openRecording(
  world: RoomsWorld,
  ctx: RequestContext,
  which: { number: string; session: string; recording: string },
): Promise<Buffer> {
  const open = await world.matters.reading(ctx, which.number, async (tx, view) => {
    if (world.matters.isSubject(view, ctx.actor)) return refuse('SUBJECT_OF_COMPLAINT');
    const { county, id: matterId } = view.state.matter;
    const row = (await listRecordings(tx, { county, matterId })).find(
      ({ id, sessionId }) => id === which.recording && sessionId === which.session,
    );
    if (!row) return refuse('NOT_FOUND');
    const { key } = await getMatterKey(world, tx, { county, matterId });
    const detail = { number: which.number, recording: row.id };
    const why = purposeOf(ctx.actor, undefined);
    journal(tx, ctx, { verb: 'room.recording', county, matterId, ...why, detail });
    return { row, key: openRecordingKey(key, row) };
  });
  const { row, key } = open;
  const parts: Buffer[] = [];
  for (let part = 0; part < row.parts; part += 1) {
    const sealed = await world.files.get(partKey(row.id, part)).catch((error: unknown) => {
      if (error instanceof FileLost) return refuse('FILE_LOST');
      throw error;
    });
    parts.push(unseal(key, sealed, partContext(row.id, part)));
  }
  setFileHeaders(ctx, row);
  return Buffer.concat(parts);
}

function setFileHeaders(
  { setHeader }: RequestContext,
  { id, mediaType }: { id: string; mediaType: string },
): void {
  const ending = mediaType.endsWith('mp4') ? 'mp4' : 'webm';
  setHeader('content-type', mediaType);
  setHeader('content-disposition', `attachment; filename="${id.slice(-12)}.${ending}"`);
  setHeader('x-content-type-options', 'nosniff');
  setHeader('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
  setHeader('cross-origin-resource-policy', 'same-origin');
  setHeader('cache-control', 'private, no-store');
}
