/**
 * The end of a session, and its two walls: the record becomes an entry of the matter's log, sealed
 * under its key; the key of everything else that was said is destroyed in the same transaction.
 */
import { refuse } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { listFactRows } from '../store/facts.ts';
import { listParticipants, type ParticipantRow } from '../store/participants.ts';
import { listRemarkRows } from '../store/remarks.ts';
import { endSession, findSession, type SessionRow } from '../store/sessions.ts';
import { endRecordings } from '../store/shares.ts';
import { assertGoingOn, withLead } from './guest.ts';
import { HOLD } from './plan.ts';
import { presentRemark } from './remarks.ts';
import { factText } from './room.ts';
import { getMatterKey, openPerson, sessionKey } from './seals.ts';
import { documentWords, howWords, sideWords, timeText } from './words.ts';
import type { RoomsWorld } from './world.ts';

const STATEMENTS_MAX = 500;
const UNDISPUTED_MAX = 4000;

/** When, who, what each asked to be put down, what all confirmed: the mediator adds the rest. */
export async function draftRecord(world: RoomsWorld, ctx: RequestContext, room: string) {
  return withLead(world, ctx, room, async (tx, { session }) => {
    const { key } = await getMatterKey(world, tx, session);
    const own = sessionKey(key, session);
    const seats = await listParticipants(tx, session);
    const names = new Map(seats.map((seat) => [seat.id, openPerson(key, seat).name]));
    const asked = { after: 0, pages: ['joint'] as const, limit: STATEMENTS_MAX };
    const statements = (await listRemarkRows(tx, session, asked))
      .filter(({ kind }) => kind === 'statement')
      .map((row) => `${names.get(row.by) ?? ''}：${presentRemark(row, own).text}`);
    const facts = (await listFactRows(tx, session))
      .filter((row) => row.isAgreed)
      .map((row, at) => `${at + 1}. ${factText(row, { matter: key, session: own })}`);
    const came = seats.filter((seat) => seat.admittedAt !== null);
    const record = [
      ...headOf(world, ctx, session),
      '到场：',
      ...came.map((seat) => seatLine(seat, names.get(seat.id) ?? '')),
      '各方已知悉虚假调解的后果（人民法院在线调解规则第十七条）。',
      ...(statements.length > 0 ? ['各方陈述：', ...statements] : []),
      ...(facts.length > 0 ? ['各方确认的无争议事实：', ...facts] : []),
      '调解经过和结果：',
    ].join('\n');
    return { record, undisputed: facts.join('\n').slice(0, UNDISPUTED_MAX) };
  });
}

function headOf({ zone }: RoomsWorld, ctx: RequestContext, session: SessionRow): string[] {
  const from = timeText(session.openedAt ?? session.startsAt, zone);
  return [
    '调解笔录',
    `事项：${session.number}`,
    `时间：${from} 至 ${timeText(ctx.now, zone)}`,
    `方式：${modeWords[session.mode]}${session.place === '' ? '' : `（${session.place}）`}`,
  ];
}

const modeWords = { online: '在线', onSite: '现场', both: '在线与现场' } as const;

function seatLine(seat: ParticipantRow, name: string): string {
  const { attestedDocument: document, attestedHow: how } = seat;
  const proof = document && how ? `（${documentWords[document]}，${howWords[how]}）` : '';
  return `${sideWords[seat.side]} ${name}${proof}`;
}

/** As an act of the matter, with the session's end in its transaction. */
export async function closeSession(
  world: RoomsWorld,
  ctx: RequestContext,
  { room, record, undisputed }: { room: string; record: string; undisputed?: string | undefined },
): Promise<{ number: string }> {
  const session = await withLead(world, ctx, room, async (_tx, lead) => lead.session);
  const { number } = session;
  const given = {
    heldOn: dateAt(ctx.now, world.zone),
    mode: session.mode === 'onSite' ? 'onSite' : 'online',
    record,
    ...(undisputed && { undisputed }),
  };
  await world.matters.act(ctx, { number, action: HOLD, given }, async (tx) => {
    await assertStillOn(tx, session);
    endRecordings(tx, session, { why: 'ended', now: ctx.now });
    endSession(tx, session, { state: 'closed', now: ctx.now });
    const at = { county: session.county, matterId: session.matterId, id: session.id };
    await world.agenda.hold(tx, ctx, at);
  });
  return { number };
}

async function assertStillOn(tx: Tx, at: SessionRow): Promise<void> {
  const session = await findSession(tx, at, 'forUpdate');
  if (!session) return refuse('NOT_FOUND');
  assertGoingOn(session);
}
