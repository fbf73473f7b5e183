/**
 * Where and by whom the demo mediates: rooms of the centres, committees as the law wants them, a
 * trade's mediators with their fee, and sessions of the coming days. Made once.
 */
import type { StaffActor } from '../../../kernel/actor.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { dateAt } from '../../../kernel/zone.ts';
import type { NewCommittee } from '../../roster/contract.ts';
import { keepStory, toldStories } from '../store/stories.ts';
import { type Cast, FULL_TOWNS } from './cast.ts';
import { systemContext } from './directory.ts';
import { COUNTY, type DemoHouse } from './house.ts';

type Demo = { house: DemoHouse; cast: Cast; now: number };
type Person = NewCommittee['mediators'][number];

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const rooms = [
  { zh: '第一调解室', en: 'Mediation room 1', way: '一楼大厅东侧', seats: 8 },
  { zh: '第二调解室', en: 'Mediation room 2', way: '一楼大厅西侧', seats: 6 },
  { zh: '接访室', en: 'Reception room', way: '一楼服务台旁', seats: 4 },
] as const;

const person = (name: string, seat: Person['seat'], isWoman: boolean | null): Person => ({
  name,
  seat,
  isWoman,
  post: null,
  fields: [],
  languages: ['putonghua', 'wu'],
  loadMost: 8,
});

/** Before the stories: they may name a room. */
export async function loadCommittees({ house, cast, now }: Demo): Promise<void> {
  const told = await toldStories(house.db);
  if (told.has('mediation')) return;
  const as = (actor: StaffActor) => ({ ...systemContext(house, now), actor });
  const admin = as(cast.staff('admin'));
  for (let town = 1; town <= FULL_TOWNS; town += 1) {
    const keeper = as(cast.inTown('dispatcher', town));
    for (const room of rooms) {
      await house.agenda.addRoom(keeper, { ...room, org: keeper.actor.org });
    }
    await house.roster.add(admin, townCommittee(cast, town, now));
  }
  await house.roster.add(admin, industryBody(cast, now));
  await keepStory(house.db, { name: 'mediation', number: '', at: now });
}

function termOf(now: number): { fromOn: string; toOn: string } {
  const year = Number(dateAt(now, 'Asia/Shanghai').slice(0, 4));
  return { fromOn: `${year - 1}-03-01`, toOn: `${year + 1}-12-31` };
}

function townCommittee(cast: Cast, town: number, now: number): NewCommittee {
  const { post } = cast.inTown('mediator', town);
  const own = { post, fields: ['neighbourDispute', 'debtDispute'], loadMost: 6 };
  return {
    org: cast.org(`mediation-${town}`),
    channel: 'people',
    level: 'town',
    chosenBy: '镇司法所组织推选（示例）',
    grievancesTo: cast.org(`centre-${town}`),
    grievanceDays: 15,
    fee: { zh: '', en: '' },
    ...termOf(now),
    mediators: [
      { ...person('示例·陆调解员', 'chair', true), ...own },
      { ...person('示例·顾委员', 'deputy', false), fields: ['propertyDispute'] },
      { ...person('示例·沈委员', 'member', false), fields: ['trafficDispute', 'labourDispute'] },
      { ...person('示例·金调解员', 'hired', null), languages: ['putonghua', 'signLanguage'] },
    ],
  };
}

/** A trade's mediators: their fee is published. */
function industryBody(cast: Cast, now: number): NewCommittee {
  return {
    org: cast.org('market'),
    channel: 'industry',
    level: 'industry',
    chosenBy: '行业主管部门聘任（示例）',
    grievancesTo: cast.org('centre'),
    grievanceDays: 15,
    fee: {
      zh: '标的额五万元以下不收费，以上每件二百元（示例）',
      en: 'Free up to 50,000 yuan, else 200 yuan (demo)',
    },
    fromOn: termOf(now).fromOn,
    toOn: null,
    mediators: [
      { ...person('示例·吴调解员', 'hired', null), fields: ['consumerDispute', 'medicalDispute'] },
    ],
  };
}

/** After the stories: what is in mediation meets in the coming days, two of them at one time. */
export async function loadAgenda({ house, cast, now }: Demo): Promise<void> {
  const told = await toldStories(house.db);
  if (told.has('agenda')) return;
  const numbers = [...told].filter(([name, number]) => isMediating(name) && number !== '');
  for (const [index, [, number]] of numbers.slice(0, MOST).entries()) {
    await planOne({ house, cast, now }, number, index);
  }
  await keepStory(house.db, { name: 'agenda', number: '', at: now });
}

const MOST = 6;
const isMediating = (name: string) => /^dispute(?:Mediating|Consenting)/.test(name);

async function planOne({ house, cast, now }: Demo, number: string, index: number): Promise<void> {
  const day = Math.floor((now + 8 * HOUR_MS) / DAY_MS) + 1 + (index % 4);
  const startsAt = day * DAY_MS + HOUR_MS + (index % 3) * 2 * HOUR_MS;
  for (let town = 1; town <= FULL_TOWNS; town += 1) {
    const actor = cast.inTown('mediator', town);
    const ctx = { ...systemContext(house, now), actor, idempotencyKey: `demo-agenda-${index}` };
    const known = await house.agenda.listRooms(ctx, COUNTY);
    const room = known.items.find(({ org }) => org.id === cast.org(`centre-${town}`));
    const wanted = {
      kind: 'session' as const,
      title: 'mediation' as const,
      startsAt: new Date(startsAt).toISOString(),
      endsAt: new Date(startsAt + 1.5 * HOUR_MS).toISOString(),
      place: '',
      room: room?.id ?? null,
      posts: [actor.post],
      insist: '示例：两件一并安排',
    };
    try {
      await house.agenda.planFor(ctx, number, wanted);
      return;
    } catch (error) {
      // Not this town's, or closed meanwhile: it has no date then.
      if (!(error instanceof Refusal)) throw error;
    }
  }
}
