/** A call of each endpoint of reception days that names a verb of the access log. */
import type { Caller } from '../teller.ts';
import { type Calls, folk, http, idOf, story } from './stage.ts';

const { petitionOfficer: officer, clerk } = folk;
const COUNTY = '310116';
const DAYS = '/api/reception/days';
const HOUR = 3_600_000;
const resident = await folk.resident();

const iso = (at: number) => new Date(at).toISOString();

/** Begins in two hours: its desk is open already, and so is booking. */
function fields(ahead = 2 * HOUR) {
  const startsAt = story.clock.now() + ahead;
  return {
    kind: 'leader',
    hosts: [{ org: folk.orgs.centre, name: '示例·周主任' }],
    place: '一楼',
    startsAt: iso(startsAt),
    endsAt: iso(startsAt + 4 * HOUR),
    slotMinutes: 60,
    slotPlaces: 1,
    isByAppointment: false,
    bookHours: 0,
    changeHours: 0,
    remindHours: 0,
    keepDays: 30,
  };
}

const plan = (ahead?: number) =>
  http(`POST ${DAYS}`, { as: officer, body: { county: COUNTY, ...fields(ahead) } });
const at = (id: string, rest: string) => `POST ${DAYS}/${COUNTY}/${id}/${rest}`;

async function published() {
  const { body } = await plan();
  const id = String(body.id);
  await http(at(id, 'publication'), { as: officer, body: {} });
  return { id, slot: (n: number) => iso(Date.parse(String(body.startsAt)) + n * HOUR) };
}

type Day = Awaited<ReturnType<typeof published>>;

const turnAt = (day: Day, n: number) => ({
  at: day.slot(n),
  name: '示例人',
  subject: '路灯不亮。',
});
const bookOwn = (day: Day) =>
  http(`POST /api/public/reception-days/${COUNTY}/${day.id}/appointments`, {
    as: resident,
    body: turnAt(day, 0),
  });
const forSomebody = (day: Day) => http(at(day.id, 'desk'), { as: clerk, body: turnAt(day, 1) });

async function ownTurn(rest: string, bodyOf: (day: Day) => object) {
  const day = await published();
  const id = await idOf(bookOwn(day));
  const line = `POST /api/my/appointments/${COUNTY}/${day.id}/${id}/${rest}`;
  return http(line, { as: resident, body: bodyOf(day) });
}

const mark = { as: 'arrived' };
const explained = { result: 'explained', text: '已当场说明。' };
const work = { dueOn: '2031-01-01', text: '现场查看并答复。' };

/** The acts of `before`, then the one that is counted. */
async function atDesk(before: [string, object][], [rest, body]: [string, object], as: Caller) {
  const day = await published();
  const turn = `appointments/${await idOf(forSomebody(day))}`;
  for (const [first, given] of before) {
    await http(at(day.id, `${turn}/${first}`), { as: clerk, body: given });
  }
  return http(at(day.id, `${turn}/${rest}`), { as, body });
}

/** Other calls let time pass before these come. */
const LATER = 1000 * HOUR;
// Made before: planning and undertaking leave lines of the same verbs.
const drafts = {
  changed: await plan(LATER),
  published: await plan(LATER),
  cancelled: await plan(LATER),
};
const idIn = ({ body }: { body: Record<string, unknown> }) => String(body.id);
const worked = await published();
const workedTurn = `appointments/${await idOf(forSomebody(worked))}`;
await http(at(worked.id, `${workedTurn}/mark`), { as: clerk, body: mark });
await http(at(worked.id, `${workedTurn}/undertaking`), { as: clerk, body: work });

export const receptionCalls: Calls = {
  'reception.changeReceptionDay': () =>
    http(`PUT ${DAYS}/${COUNTY}/${idIn(drafts.changed)}`, {
      as: officer,
      body: { ...fields(), version: 1 },
    }),
  'reception.publishReceptionDay': () =>
    http(at(idIn(drafts.published), 'publication'), { as: officer, body: {} }),
  'reception.cancelReceptionDay': () =>
    http(at(idIn(drafts.cancelled), 'cancellation'), { as: officer, body: { reason: '改期' } }),
  'reception.finishUndertaking': () =>
    http(at(worked.id, `${workedTurn}/undertaking/done`), { as: clerk, body: { text: '已修好' } }),
  'reception.planReceptionDay': () => plan(),
  'reception.bookReception': async () => bookOwn(await published()),
  'reception.bookForSomebody': async () => forSomebody(await published()),
  'reception.moveOwnAppointment': () => ownTurn('move', (day) => ({ at: day.slot(2) })),
  'reception.cancelOwnAppointment': () => ownTurn('cancel', () => ({})),
  'reception.moveAppointment': async () => {
    const day = await published();
    const turn = `appointments/${await idOf(forSomebody(day))}`;
    return http(at(day.id, `${turn}/move`), { as: clerk, body: { at: day.slot(2) } });
  },
  'reception.markAppointment': () => atDesk([], ['mark', mark], clerk),
  'reception.writeReceptionResult': () => atDesk([['mark', mark]], ['result', explained], clerk),
  'reception.undertakeAtReception': () => atDesk([['mark', mark]], ['undertaking', work], clerk),
  'reception.openAppointment': () =>
    atDesk([], ['opening', { purpose: 'service', reason: '核对来访人' }], clerk),
};
