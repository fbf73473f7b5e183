/** The three matters of the permission matrix, each brought to its scene by acts of people. */
import { linkMatter } from '../../modules/identity/index.ts';
import { jpeg } from '../attachments.ts';
import type { StoryHouse } from '../house.ts';
import { type Caller, teller } from '../teller.ts';
import type { SceneName } from './acts.ts';
import type { Cast } from './cast.ts';

/** What the reporter said of themself: no answer but the opening of persons may hold it. */
export const PLANTED = {
  name: '欧阳示例',
  phone: '13956781234',
  idNumber: '310228198001011234',
  address: '示例路八百弄九号',
} as const;

export type Staged = { number: string; version: number; attachment: string };
export type Stage = Record<SceneName, Staged> & { reporter: Caller; follower: Caller };

type Resident = Awaited<ReturnType<Cast['folk']['resident']>>;

export async function setStage(story: StoryHouse, cast: Cast): Promise<Stage> {
  const reporter = await cast.folk.resident();
  const follower = await cast.folk.resident();
  const make = async (body: object, toScene: (number: string) => Promise<unknown>) => {
    const attachment = await upload(story, reporter);
    const { report, read } = teller(story);
    const text = `${PLANTED.name}反映：小区门口路灯不亮，电话${PLANTED.phone}。`;
    const more = { text, reporter: PLANTED, address: PLANTED.address, attachments: [attachment] };
    const number = await report(reporter, { ...more, ...body });
    await toScene(number);
    await linkFollower(story, follower, number);
    const { version } = await read(cast.at.superior.countyDispatcher, number);
    return { number, version: Number(version), attachment };
  };
  const acts = actsOf(story, cast);
  const { bureau } = cast.orgs;
  return {
    reporter,
    follower,
    handled: await make({}, acts.handled),
    complaint: await make({ subjectOrg: bureau }, acts.complaint),
    unsorted: await make({ category: undefined }, acts.unsorted),
  };
}

function actsOf(story: StoryHouse, { at, orgs, folk }: Cast) {
  const { done } = teller(story);
  const urging = { kind: 'urging', reason: '群众反映强烈', replyWithinHours: 24 };
  return {
    handled: async (number: string) => {
      const to = { org: orgs.department, supporting: [orgs.otherDepartment] };
      await done(at.owner.townDispatcher, number, 'open');
      await done(at.owner.townDispatcher, number, 'dispatch', to);
      await done(at.handling.handler, number, 'acknowledge');
      await done(at.superior.supervisor, number, 'supervise', urging);
    },
    complaint: (number: string) =>
      done(at.owner.townDispatcher, number, 'requestVerify', { org: orgs.office }),
    unsorted: (number: string) =>
      done(folk.supervisor, number, 'supervise', { ...urging, target: orgs.town }),
  };
}

async function upload(story: StoryHouse, as: Caller): Promise<string> {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(await jpeg())], { type: 'image/jpeg' }), 'a.jpg');
  const sent = new Response(form);
  const headers = { 'content-type': sent.headers.get('content-type') ?? '' };
  const body = Buffer.from(await sent.arrayBuffer());
  return (await story.http('POST /api/attachments', { as, headers, body })).id;
}

/** As their act links them; without it, for a private matter has no followers of its own. */
async function linkFollower({ base, clock, house }: StoryHouse, who: Resident, number: string) {
  const county = '310116';
  const matter = await house.matters.findMatter(
    { actor: { kind: 'system', task: 'test' }, now: clock.now(), newId: house.newId } as never,
    number,
  );
  if (!matter) throw new Error(`no matter ${number}`);
  const link = { county, matterId: matter.matterId, number, relation: 'follower' as const };
  const createdAt = new Date(clock.now()).toISOString();
  await base.db.scoped({ counties: [county] }, async (tx) =>
    linkMatter(tx, {
      ...link,
      account: who.actor.account,
      createdAt,
    }),
  );
}
