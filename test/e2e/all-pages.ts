/**
 * Every page of the three faces, and as whom it is seen. Journeys, pictures and measurements walk
 * this list; a page that is missing here is found by `every-page.e2e.ts`.
 */
import type { Browser } from '@playwright/test';
import { consolePaths, fieldPaths, portalPaths, roomPaths } from '../../web/paths.ts';
import { mediatedDispute } from './room-world.ts';
import { act, asNobody, asResident, asStaff, COUNTY, report, type Visitor } from './world.ts';

/** Numbers of matters: a resident's own, one on the public board, one at work, a worker's task. */
export type Ids = {
  own: string;
  shown: string;
  worked: string;
  task: string;
  /** A reception day to come, as addresses name it. */
  day: string;
  /** A dispute whose text is being drafted. */
  dispute: string;
  /** Of a party without an account, as it stands in the message. */
  invited: string;
  /** Of a room, as it stands in the message. */
  link: string;
  /** Rooms of the resident's own devices: waiting to be let in, and inside. */
  lobby: string;
  inside: string;
};

export type SeenPage = {
  /** Also the picture's name. */
  name: string;
  face: 'portal' | 'console' | 'field' | 'rooms';
  /** The key in `web/paths.ts` that leads here. */
  key: string;
  path: (ids: Ids) => string;
  as: 'nobody' | 'resident' | (string & {});
};

const portal = (key: keyof typeof portalPaths, as: SeenPage['as'] = 'nobody'): SeenPage => ({
  name: `portal-${key}`,
  face: 'portal',
  key,
  as,
  path: (ids) => {
    const path = portalPaths[key];
    const of: Partial<Record<typeof key, string>> = {
      publicMatter: ids.shown,
      agreement: ids.dispute,
      receptionDay: ids.day,
      invitation: ids.invited,
    };
    return typeof path === 'string' ? path : path(of[key] ?? ids.own);
  },
});

const desk = (key: keyof typeof consolePaths, as: string, ...parts: string[]): SeenPage => ({
  name: `console-${key}`,
  face: 'console',
  key,
  as,
  path: (ids) => {
    const path = consolePaths[key];
    const known: Partial<Record<typeof key, string>> = {
      agreement: ids.dispute,
      receptionDesk: ids.day,
    };
    const [one = known[key] ?? ids.worked, two = ''] = parts;
    return `/console${typeof path === 'string' ? path : path(one, two)}`;
  },
});

const field = (key: keyof typeof fieldPaths): SeenPage => ({
  name: `field-${key}`,
  face: 'field',
  key,
  as: 'gridworker',
  path: (ids) => {
    const path = fieldPaths[key];
    return `/field${typeof path === 'string' ? path : path(ids.task)}`;
  },
});

const room = (
  name: string,
  linkOf: (ids: Ids) => string,
  as: SeenPage['as'] = 'nobody',
): SeenPage => ({
  name: `rooms-${name}`,
  face: 'rooms',
  key: 'room',
  as,
  path: (ids) => roomPaths.room(linkOf(ids)),
});

export const allPages: readonly SeenPage[] = [
  room('room', ({ link }) => link),
  room('broken', ({ link }) => link.slice(0, 12)),
  room('lobby', ({ lobby }) => lobby, 'resident'),
  room('inside', ({ inside }) => inside, 'resident'),
  portal('home'),
  portal('report', 'resident'),
  portal('signIn'),
  portal('my', 'resident'),
  portal('matter', 'resident'),
  portal('agreement', 'resident'),
  portal('petitionFor', 'resident'),
  portal('invitation'),
  portal('query'),
  portal('services'),
  portal('mediators'),
  portal('reception'),
  portal('receptionDay', 'resident'),
  portal('myAppointments', 'resident'),
  portal('notices'),
  portal('board'),
  portal('publicMatter'),
  portal('figures'),
  portal('listed'),
  desk('queue', 'dispatcher'),
  desk('search', 'dispatcher'),
  desk('matter', 'dispatcher'),
  desk('agreement', 'mediator'),
  desk('register', 'clerk'),
  desk('agenda', 'dispatcher'),
  desk('reception', 'petitionofficer'),
  desk('receptionDesk', 'petitionofficer'),
  desk('grievances', 'dispatcher'),
  desk('dispatch', 'dispatcher'),
  desk('unowned', 'dispatcher'),
  desk('supervision', 'supervisor'),
  desk('orgs', 'supervisor'),
  desk('figures', 'leader'),
  desk('disputes', 'leader'),
  desk('petitions', 'petitionofficer'),
  desk('map', 'dispatcher'),
  desk('places', 'dispatcher'),
  desk('placeSheets', 'dispatcher'),
  desk('patrol', 'dispatcher'),
  desk('notices', 'dispatcher'),
  desk('wall', 'leader'),
  desk('adminOrgs', 'admin'),
  desk('adminPeople', 'admin'),
  desk('adminRoles', 'admin'),
  desk('adminKeys', 'admin'),
  desk('adminCommittees', 'admin'),
  desk('adminJournal', 'auditor'),
  desk('adminRegions', 'admin'),
  desk('adminBoundaries', 'admin'),
  desk('adminCategories', 'admin'),
  desk('adminRouting', 'admin'),
  desk('adminClocks', 'admin'),
  desk('adminProcesses', 'admin'),
  desk('adminProcess', 'admin', 'report'),
  desk('adminSettings', 'admin'),
  desk('adminReplies', 'admin'),
  desk('adminMap', 'admin'),
  desk('adminRules', 'admin'),
  desk('adminRule', 'admin', 'settings', 'main'),
  desk('adminTemplates', 'admin'),
  desk('adminMessages', 'countydispatcher'),
  desk('adminWebhooks', 'admin'),
  desk('account', 'dispatcher'),
  field('home'),
  field('tasks'),
  field('task'),
  field('report'),
  field('patrol'),
  field('queue'),
  field('item'),
  field('settings'),
];

/** Matters that the pages show: one's own, just reported, and one that is being worked on. */
export async function makeMatters(browser: Browser): Promise<Ids & { resident: Visitor }> {
  const resident = await asResident(browser);
  const dispatcher = await asStaff(browser, 'dispatcher');
  const own = await report(resident, '小区门口的路灯不亮已经三天，晚上看不清路。');
  await act(dispatcher, own, 'reply', { text: '已经派人查看，两天内修好。', isPublic: true });
  const worker = await asStaff(browser, 'gridworker');
  const ids = {
    own,
    shown: await firstNumber(dispatcher, `/api/public/matters?county=${COUNTY}`),
    worked: await firstNumber(dispatcher, '/api/matters?queue=toCheck'),
    task: await taskOf(worker),
    day: await receptionDayOf(resident),
    ...(await roomOf(browser, resident)),
  };
  await dispatcher.context.close();
  await worker.context.close();
  return { ...ids, resident };
}

async function firstNumber(visitor: Visitor, path: string): Promise<string> {
  const { items } = (await visitor.call('GET', path)) as { items: { number: string }[] };
  const [first] = items;
  if (!first) throw new Error(`nothing stands at ${path}`);
  return first.number;
}

/** The first day to come of the demo; the resident books a turn on it, which their page shows. */
async function receptionDayOf(resident: Visitor): Promise<string> {
  const path = '/api/public/reception-days';
  const { items } = (await resident.call('GET', `${path}?county=${COUNTY}`)) as {
    items: { id: string; free: number }[];
  };
  const [first] = items.filter(({ free }) => free > 0);
  if (!first) throw new Error('the demo has no reception day to come');
  const at = `${path}/${COUNTY}/${first.id}`;
  const { slots } = (await resident.call('GET', at)) as { slots: { at: string; free: number }[] };
  const slot = slots.find(({ free }) => free > 0);
  await resident.call('POST', `${at}/appointments`, {
    at: slot?.at,
    name: '示例丁',
    subject: '楼道堆物，反映多次没有清理。',
  });
  return `${COUNTY}.${first.id}`;
}

type InRoom = Pick<Ids, 'dispute' | 'invited' | 'link' | 'lobby' | 'inside'>;

/**
 * A dispute with a text in drafting, a second version and something said to it, and a session: one
 * is invited, one waits, one is inside.
 */
async function roomOf(browser: Browser, resident: Visitor): Promise<InRoom> {
  const { number, mediator } = await mediatedDispute(browser, resident);
  const clause = { id: 'a', who: 'respondent', when: '', dueOn: null, ifNot: '' };
  for (const [seen, what] of ['修好地漏', '十日内修好地漏'].entries()) {
    const facts = '双方确认渗水源于楼上阳台地漏。';
    const body = { facts, clauses: [{ ...clause, what }], seen };
    await mediator.call('PUT', `/api/matters/${number}/agreement/text`, body);
  }
  const said = { clause: 'a', kind: 'change', text: '请写明由谁到场验收。' };
  await resident.call('POST', `/api/matters/${number}/agreement/amendments`, said);
  const named = await mediator.call('POST', `/api/matters/${number}/agreement/parties`, {
    side: 'respondent',
    name: '示例丁',
    phone: '13700000009',
    idNumber: '',
    address: '',
  });
  const invitation = (await mediator.call('POST', `/api/matters/${number}/invitations`, {
    party: (named as { id: string }).id,
  })) as { link: string };
  const invited = invitation.link.split('/invitations/')[1] ?? '';
  const startsAt = new Date(Date.now() + 86_400_000).toISOString();
  const { session, invitations } = (await mediator.call('POST', `/api/matters/${number}/sessions`, {
    startsAt,
    minutes: 60,
    mode: 'both',
    place: '示例镇综治中心二楼调解室',
    insist: '示例：合并进行',
    participants: [
      { side: 'respondent', name: '示例乙', phone: '13700000000' },
      { side: 'applicant', name: '示例甲', phone: '13700000001' },
      { side: 'helper', withSide: 'applicant', name: '示例丙' },
    ],
  })) as { session: { id: string }; invitations: { link: string }[] };
  const [link = '', second = '', third = ''] = invitations.map(
    (one) => one.link.split('/rooms/')[1] ?? '',
  );
  const inside = await enterOverHttp(resident, second, true);
  const lobby = await enterOverHttp(resident, third, false);
  const { href } = (await mediator.call(
    'POST',
    `/api/matters/${number}/sessions/${session.id}/entry`,
  )) as { href: string };
  await resident.call('POST', `/api/rooms/${inside}/acknowledgement`);
  const at = `/api${href}/participants/${inside.slice(inside.indexOf('-') + 1)}`;
  await mediator.call('POST', `${at}/attestation`, { document: 'idCard', how: 'video' });
  await mediator.call('POST', `${at}/admission`);
  await mediator.call('POST', `/api${href}/remarks`, {
    id: crypto.randomUUID(),
    page: 'applicant',
    kind: 'said',
    text: '您先说说希望怎样解决。',
  });
  await mediator.context.close();
  return { dispute: number, invited, link, lobby, inside };
}

/** Answers the room that the link became, for the device that asks. */
async function enterOverHttp(who: Visitor, link: string, hasPhone: boolean): Promise<string> {
  const sent = hasPhone ? await who.call('POST', '/api/rooms/codes', { link }) : {};
  const { shownCode } = sent as { shownCode?: string };
  const body = { link, ...(shownCode && { code: shownCode }) };
  return ((await who.call('POST', '/api/rooms/entries', body)) as { room: string }).room;
}

async function taskOf(worker: Visitor): Promise<string> {
  const { tasks } = (await worker.call('GET', '/api/field/shift')) as {
    tasks: { number: string }[];
  };
  const [first] = tasks;
  if (!first) throw new Error('the grid worker of the demo has no task');
  return first.number;
}

/** Whoever sees the page, on the device that it is made for. */
export async function visitorOf(
  browser: Browser,
  page: SeenPage,
  resident: Visitor,
): Promise<Visitor> {
  if (page.as === 'resident') {
    const visitor = await asNobody(browser, 'phone');
    await visitor.context.addCookies(await resident.context.cookies());
    return visitor;
  }
  const device = page.face === 'console' ? 'desk' : 'phone';
  return page.as === 'nobody' ? asNobody(browser, device) : asStaff(browser, page.as, device);
}
