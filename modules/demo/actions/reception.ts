/**
 * Reception days of the demo: a leader's day that is past, with what came of it; one to come with
 * turns that residents booked; a joint table; and one that is not published yet. Made once.
 */
import type { Actor } from '../../../kernel/actor.ts';
import { civilDate } from '../../../kernel/dates.ts';
import { keepStory, toldStories } from '../store/stories.ts';
import type { Cast } from './cast.ts';
import { systemContext } from './directory.ts';
import { COUNTY, type DemoHouse } from './house.ts';

type Demo = { house: DemoHouse; cast: Cast; now: number };
type NewDay = Parameters<DemoHouse['reception']['plan']>[1];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const ZONE_MS = 8 * HOUR_MS;
const OFFICER = 'petitionofficer';

export async function loadReception(demo: Demo): Promise<void> {
  const told = await toldStories(demo.house.db);
  if (told.has('reception')) return;
  await pastDay(demo);
  await comingDay(demo);
  await jointDay(demo);
  await draftDay(demo);
  await keepStory(demo.house.db, { name: 'reception', number: '', at: demo.now });
}

/** Nine in the morning, so many days from now. */
function morning(now: number, days: number): number {
  return Math.floor((now + ZONE_MS) / DAY_MS) * DAY_MS + days * DAY_MS + 9 * HOUR_MS - ZONE_MS;
}

const as = ({ house }: Demo, actor: Actor, at: number) => ({ ...systemContext(house, at), actor });

function dayOf({ cast }: Demo, startsAt: number, hours: number): NewDay {
  return {
    county: COUNTY,
    kind: 'leader',
    hosts: [
      {
        org: cast.org('centre'),
        post: cast.staff('countyleader').post,
        name: '示例·李副区长',
        duty: { zh: '副区长', en: 'Deputy head of the district' },
      },
    ],
    place: '区综治中心一楼接访大厅（示例）',
    room: null,
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(startsAt + hours * HOUR_MS).toISOString(),
    pause: null,
    slotMinutes: 30,
    slotPlaces: 1,
    topics: [],
    isByAppointment: false,
    bookHours: 24,
    changeHours: 12,
    remindHours: 24,
    keepDays: 90,
    note: {
      zh: '请带身份证件和有关材料；多人反映同一件事请推选代表，不超过五人。',
      en: 'Bring your ID and papers. For a common matter send representatives, five at most.',
    },
  };
}

/** Planned and published at `at`; answers its id. */
async function announce(demo: Demo, day: NewDay, at: number): Promise<string> {
  const ctx = as(demo, demo.cast.staff(OFFICER), at);
  const { id } = await demo.house.reception.plan(ctx, day);
  // The demo's leader may sit elsewhere at that time, as leaders do.
  await demo.house.reception.publish(ctx, { county: COUNTY, id, insist: '示例：公布后调整日程' });
  return id;
}

type Booked = { who: number; name: string; subject: string; slot: number };
const people: readonly Booked[] = [
  { who: 0, name: '示例甲', subject: '小区加装电梯的补贴迟迟没有发放。', slot: 0 },
  { who: 1, name: '示例乙', subject: '村口排水沟长期堵塞，多次反映没有结果。', slot: 1 },
  { who: 2, name: '示例丙', subject: '公交线路调整后老人看病要换乘两次。', slot: 3 },
];

async function book(demo: Demo, day: NewDay, id: string, at: number): Promise<string[]> {
  const turns: string[] = [];
  for (const { who, name, subject, slot } of people) {
    const slotAt = Date.parse(day.startsAt) + slot * day.slotMinutes * 60_000;
    const booked = await demo.house.reception.book(as(demo, residentOf(demo, who), at), {
      county: COUNTY,
      id,
      at: new Date(slotAt).toISOString(),
      name,
      subject,
      people: 1,
      representatives: [],
    });
    turns.push(booked.id);
  }
  return turns;
}

function residentOf({ cast }: Demo, who: number): Actor {
  const resident = cast.residents[who];
  if (!resident) throw new Error(`the demo has no resident ${who}`);
  return resident;
}

async function pastDay(demo: Demo): Promise<void> {
  const startsAt = morning(demo.now, -12);
  const day = dayOf(demo, startsAt, 3);
  const before = startsAt - 6 * DAY_MS;
  const id = await announce(demo, day, before);
  const [explained = '', promised = '', absent = ''] = await book(demo, day, id, before + HOUR_MS);
  const at = startsAt + 2 * HOUR_MS;
  const officer = as(demo, demo.cast.staff(OFFICER), at);
  const turn = (one: string) => ({ county: COUNTY, day: id, id: one });
  const { reception } = demo.house;
  await reception.mark(officer, { ...turn(explained), as: 'arrived' });
  await reception.conclude(officer, turn(explained), {
    result: 'explained',
    text: '补贴由区房管部门按季度审核发放，本季度名单已公示，十二月底前到账。',
  });
  await reception.mark(officer, { ...turn(promised), as: 'received' });
  await reception.conclude(officer, turn(promised), {
    result: 'promised',
    text: '由中心牵头，会同镇里现场查看，清淤后书面答复。',
    org: demo.cast.org('centre'),
    dueOn: civilDate(Math.floor((demo.now + ZONE_MS) / DAY_MS) + 8),
  });
  await reception.mark(officer, { ...turn(absent), as: 'absent' });
}

async function comingDay(demo: Demo): Promise<void> {
  const day = dayOf(demo, morning(demo.now, 9), 3);
  const at = demo.now - 2 * HOUR_MS;
  const id = await announce(demo, day, at);
  await book(demo, day, id, at + HOUR_MS);
}

/** Two departments and the centre, with a pause at noon. */
async function jointDay(demo: Demo): Promise<void> {
  const startsAt = morning(demo.now, 16);
  const host = (key: string) => ({
    org: demo.cast.org(key),
    post: null,
    name: '',
    duty: { zh: '', en: '' },
  });
  const plain = dayOf(demo, startsAt, 8);
  const day: NewDay = {
    ...plain,
    kind: 'joint',
    hosts: [host('centre'), host('housingdept'), host('market')],
    pause: {
      from: new Date(startsAt + 2.5 * HOUR_MS).toISOString(),
      to: new Date(startsAt + 5 * HOUR_MS).toISOString(),
    },
    slotPlaces: 2,
    isByAppointment: true,
  };
  await announce(demo, day, demo.now - HOUR_MS);
}

async function draftDay(demo: Demo): Promise<void> {
  const ctx = as(demo, demo.cast.staff(OFFICER), demo.now);
  await demo.house.reception.plan(ctx, dayOf(demo, morning(demo.now, 37), 3));
}
