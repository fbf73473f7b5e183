/**
 * Every door of the console's menu, for a post of every role over a county, a town and a grid: what
 * its page asks for first is answered. A door that is added needs its line in `first`.
 */
import { describe, expect, it } from 'vitest';
import { type Holder, holdsCounty, isOpenTo } from '../web/console/doors.ts';
import { consolePages } from '../web/console/pages.tsx';
import { consolePaths } from '../web/paths.ts';
import { storyHouse } from './house.ts';
import { makeCast, type Place, roles } from './matrix/cast.ts';
import type { Caller } from './teller.ts';

const story = await storyHouse();
const cast = await makeCast(story);

const COUNTY = '310116';
const PERIOD = 'from=2026-11-01&to=2026-11-20';
const ofRule = (kind: string) => [
  `GET /api/rulebook/${kind}/main?county=${COUNTY}`,
  `GET /api/rulebook?kind=${kind}&county=${COUNTY}&limit=100`,
  `GET /api/rulebook?kind=${kind}&county=*&limit=100`,
];
/** Of a kind that nobody has published yet no document is asked for. */
const ofRareRule = (kind: string) => ofRule(kind).slice(1);
const trial = (path: string, body: object) => ({ line: `POST ${path}`, body });

type First = string | { line: string; body: object };

/** What a page asks for when it is opened from the menu; nothing: it waits for its reader. */
const first: Record<string, (holder: Holder) => First[]> = {
  [consolePaths.queue]: () => [
    'GET /api/matters/counts',
    'GET /api/matters?queue=toVerify&limit=200',
  ],
  [consolePaths.search]: () => [],
  [consolePaths.map]: () => [`GET /api/map/settings?county=${COUNTY}`],
  [consolePaths.dispatch]: () => [
    `GET /api/dispatch?desk=toDispatch&county=${COUNTY}&limit=50`,
    `GET /api/orgs/loads?county=${COUNTY}`,
  ],
  [consolePaths.unowned]: () => [`GET /api/dispatch?desk=unowned&county=${COUNTY}&limit=50`],
  [consolePaths.supervision]: () => [
    `GET /api/supervision?list=breached&county=${COUNTY}`,
    `GET /api/supervision/counts?county=${COUNTY}`,
  ],
  [consolePaths.orgs]: () => [`GET /api/figures/orgs?county=${COUNTY}&${PERIOD}`],
  [consolePaths.figures]: () => [`GET /api/figures?county=${COUNTY}&${PERIOD}&by=total`],
  [consolePaths.wall]: () => [`GET /api/wall?county=${COUNTY}`],
  [consolePaths.agenda]: () => ['GET /api/agenda?from=2026-11-23&to=2026-11-29'],
  [consolePaths.reception]: () => [
    `GET /api/reception/days?county=${COUNTY}`,
    `GET /api/reception/undertakings?county=${COUNTY}`,
  ],
  [consolePaths.disputes]: () => [`GET /api/disputes/analysis?county=${COUNTY}&quarter=2026-Q3`],
  [consolePaths.grievances]: () => [`GET /api/roster/grievances?county=${COUNTY}`],
  [consolePaths.petitions]: () => [`GET /api/petitions/listed?county=${COUNTY}&list=withdrawal`],
  [consolePaths.adminCommittees]: () => [`GET /api/roster/committees?county=${COUNTY}`],
  [consolePaths.register]: () => [`GET /api/categories?county=${COUNTY}`],
  [consolePaths.notices]: () => [`GET /api/notices?county=${COUNTY}`],
  [consolePaths.patrol]: () => ['GET /api/patrol/points?limit=50&isActive=true'],
  [consolePaths.places]: () => ['GET /api/places/register?isActive=true&limit=50'],
  [consolePaths.adminOrgs]: () => ['GET /api/orgs?limit=100'],
  [consolePaths.adminPeople]: () => ['GET /api/orgs?limit=100', 'GET /api/accounts?limit=50'],
  [consolePaths.adminRoles]: () => [
    'GET /api/roles',
    'GET /api/permissions',
    'GET /api/role-offers',
  ],
  [consolePaths.adminKeys]: () => ['GET /api/keys'],
  [consolePaths.adminJournal]: () => ['GET /api/journal?limit=50', 'GET /api/permissions'],
  [consolePaths.adminRegions]: () => [`GET /api/regions?parent=${COUNTY}&limit=100`],
  [consolePaths.adminBoundaries]: () => ['GET /api/editions?limit=20'],
  [consolePaths.adminCategories]: () => ofRule('categories'),
  [consolePaths.adminRouting]: () => ofRule('routing'),
  [consolePaths.adminClocks]: () => ofRule('calendar'),
  [consolePaths.adminSettings]: () => ofRareRule('settings'),
  [consolePaths.adminReplies]: () => [
    ...ofRareRule('replies'),
    trial('/api/reply-templates/try', { county: COUNTY, action: 'reply' }),
  ],
  [consolePaths.adminMap]: () => [
    ...ofRareRule('map'),
    trial('/api/map/try', { county: COUNTY, draft: { basemap: null } }),
  ],
  [consolePaths.adminProcesses]: () => [
    `GET /api/rulebook?kind=process&county=${COUNTY}&limit=100`,
    `GET /api/rulebook/process/report?county=${COUNTY}`,
  ],
  [consolePaths.adminRules]: () => [`GET /api/rulebook?county=${COUNTY}&limit=100`],
  [consolePaths.adminTemplates]: () => [
    ...ofRareRule('templates'),
    `GET /api/messages/templates?county=${COUNTY}`,
  ],
  // A part of a county has no list of its messages: the page asks for a matter's number.
  [consolePaths.adminMessages]: (holder) =>
    holdsCounty(holder, COUNTY) ? [`GET /api/messages?county=${COUNTY}&state=failed&limit=50`] : [],
  [consolePaths.adminWebhooks]: () => [`GET /api/webhooks?county=${COUNTY}`],
};

/** As the console knows them: the session, and which queues can be their work. */
async function holderOf(as: Caller): Promise<Holder> {
  const session = (await story.http('GET /api/session', { as })).body as Holder;
  const { items } = (await story.http('GET /api/matters/counts', { as })).body;
  const known = items as { queue: string; isWork: boolean }[] | undefined;
  const work = known?.filter(({ isWork }) => isWork).map(({ queue }) => queue);
  return { ...session, work };
}

const doors = consolePages.flatMap(({ path, menu }) => (menu ? [{ path, menu }] : []));
const places = ['superior', 'ownTown', 'ownGrid'] as const satisfies readonly Place[];

describe('a door of the menu', () => {
  it('has a line here', () => {
    expect(doors.map(({ path }) => path).sort()).toEqual(Object.keys(first).sort());
  });

  const posts = places.flatMap((place) => roles.map((role) => [role, place] as const));
  it.each(posts)('that %s at %s is shown answers', { timeout: 30_000 }, async (role, place) => {
    const as = cast.at[place][role];
    const holder = await holderOf(as);
    const open = doors.filter(({ menu }) => isOpenTo(holder, menu));
    const asked = open.flatMap(({ path }) => first[path]?.(holder) ?? []);
    const refused = await Promise.all(
      asked.map(async (one) => {
        const [line, body] = typeof one === 'string' ? [one] : [one.line, one.body];
        const { status } = await story.http(line, { as, ...(body && { body }) });
        return status === 200 ? [] : [`${line}: ${status}`];
      }),
    );
    expect(refused.flat()).toEqual([]);
  });

  it('to the dispatch board is shown to who dispatches, and not to all who may search', async () => {
    const hasBoard = async (role: (typeof roles)[number]) => {
      const holder = await holderOf(cast.at.superior[role]);
      return doors.some(
        ({ path, menu }) => path === consolePaths.dispatch && isOpenTo(holder, menu),
      );
    };
    expect(await hasBoard('countyDispatcher')).toBe(true);
    expect(await hasBoard('clerk')).toBe(false);
    expect(await hasBoard('handler')).toBe(false);
  });

  it('is shown to the administrator of a town where it leads somewhere', async () => {
    const shown = async (place: Place) => {
      const as = cast.at[place].administrator;
      const holder = await holderOf(as);
      return doors.filter(({ menu }) => isOpenTo(holder, menu)).map(({ path }) => path);
    };
    expect(await shown('ownTown')).toContain(consolePaths.adminPeople);
    expect(await shown('ownTown')).not.toContain(consolePaths.adminRouting);
    expect(await shown('ownTown')).not.toContain(consolePaths.adminWebhooks);
    expect(await shown('superior')).toContain(consolePaths.adminRouting);
  });
});
