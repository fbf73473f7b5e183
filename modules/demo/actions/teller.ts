/**
 * Tells one story: acts at its own time, which waits move on in working time. What would lie after
 * the present is not told: the matter stays where it then stands.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Actor, actorKey } from '../../../kernel/actor.ts';
import type { Calendar } from '../../../kernel/calendar.ts';
import { idSource } from '../../../kernel/ids.ts';
import { amountMs, type Unit } from '../../../kernel/units.ts';
import { addWorked } from '../../../kernel/working-time.ts';
import type { Tx } from '../../../platform/db/index.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import type { Matters } from '../../matters/index.ts';
import { type Chance, chanceOf } from '../rules/chance.ts';
import type { StoryPlan } from '../rules/plan.ts';
import type { Cast } from './cast.ts';
import { systemContext } from './directory.ts';
import type { DemoHouse } from './house.ts';
import { drawScene, type Scene, type Scenery, type Wish } from './scene.ts';

export type Stage = {
  house: DemoHouse;
  cast: Cast;
  scenery: Scenery;
  calendar: Calendar;
  now: number;
  /** Fires the rungs of the county that are due at a time. */
  sweep: (at: number) => Promise<void>;
};

type Report = Parameters<Matters['register']>[1];
/** A matter of the story, as the last act left it. */
export type Told = {
  number: string;
  version: number;
  stage: string;
  /** Where the rules send it. */
  route: string | null;
  scene: Scene;
  reporter: Actor | null;
};

/** Of the path besides the number, of the query, and the body. */
export type Asked = Partial<Record<'params' | 'query' | 'body', Record<string, unknown>>>;
export type Answered = Readonly<Record<string, unknown>>;
type Picture = 'before' | 'after' | 'signed';
export type Filing = {
  petitioner: { name: string; phone: string };
  mandate: Record<string, unknown>;
};
export type Photos = { beforePhotos?: string[]; afterPhotos?: string[] };

export type Teller = {
  chance: Chance;
  cast: Cast;
  at: () => number;
  /** The present: what is planned ahead lies after it. */
  now: number;
  scene: (wish?: Wish) => Scene;
  wait: (amount: number, unit?: Unit) => void;
  register: (by: Actor, scene: Scene, more?: Partial<Report>) => Promise<Told>;
  /** What a helper brings for somebody who said yes to it (信访代理). */
  file: (by: Actor, scene: Scene, filing: Filing) => Promise<Told>;
  act: (told: Told, by: Actor, action: string, given?: Record<string, unknown>) => Promise<void>;
  /** What stands behind an endpoint about the matter, done as who asks; answers what it answers. */
  ask: (told: Told, by: Actor, endpoint: string, input?: Asked) => Promise<Answered>;
  /** A document of the matter, made as its organ makes it. */
  make: (told: Told, by: Actor, paper: string) => Promise<void>;
  /** Uploads what an act names as its photos; they are examined side by side. */
  photos: (by: Actor, whens: readonly ('before' | 'after')[]) => Promise<Photos>;
  /** Uploads one picture of `data/`. */
  upload: (by: Actor, picture: Picture) => Promise<string>;
  numberOfSub: (told: Told, by: Actor) => Promise<string>;
};

/** What the story asks of a matter that it reads. */
type Stands = { version: number; stage: { code: string } };

/** Thrown where the story reaches the present. */
class PresentReached extends Error {}
/** Thrown where an earlier start had begun the story: it stays as it stands. */
class ToldBefore extends Error {}

/** Sweeping between acts that lie closer than this would find nothing new. */
const SWEEP_EVERY_MS = 3 * 3_600_000;

/** Plays the script; answers the number of its first matter, empty when none was registered. */
export async function tell(
  stage: Stage,
  plan: StoryPlan,
  script: (teller: Teller) => Promise<void>,
): Promise<string> {
  const numbers: string[] = [];
  try {
    await script(tellerOf(stage, plan, numbers));
  } catch (error) {
    if (!(error instanceof PresentReached) && !(error instanceof ToldBefore)) throw error;
  }
  return numbers[0] ?? '';
}

function tellerOf(stage: Stage, plan: StoryPlan, numbers: string[]): Teller {
  const { house, cast } = stage;
  const chance = chanceOf(plan.name);
  const newId = idSource(() => at, chanceOf(`ids ${plan.name}`).bytes);
  let at = plan.startAt;
  let sweptAt = at;
  let steps = 0;
  const ctxOf = (actor: Actor): RequestContext => {
    steps += 1;
    return { ...systemContext(house, at), actor, newId };
  };
  const sweep = async () => {
    if (at - sweptAt < SWEEP_EVERY_MS) return;
    sweptAt = at;
    await stage.sweep(at);
  };
  const take = async (by: Actor, scene: Scene, taken: Taken): Promise<Told> => {
    await sweep();
    const ctx = { ...ctxOf(by), idempotencyKey: `demo ${plan.name} ${numbers.length}` };
    return takeIn(house, ctx, {
      scene,
      report: reportOf(scene, chance, taken.more),
      taken,
      numbers,
    });
  };
  return {
    chance,
    cast,
    at: () => at,
    now: stage.now,
    scene: (wish) => drawScene(stage.scenery, chance, { ...wishOf(plan), ...wish }),
    wait: (amount, unit = 'workHours') => {
      const next = plan.isHurried
        ? at
        : addWorked(at, amountMs(amount, unit), unit, stage.calendar);
      // A few minutes more: nobody acts on the stroke of nine.
      at = Math.round(next + chance.between(20_000, plan.isHurried ? 900_000 : 240_000));
      if (at > stage.now) throw new PresentReached();
    },
    register: (by, scene, more) => take(by, scene, { more }),
    file: (by, scene, { petitioner, mandate }) =>
      take(by, scene, { more: { reporter: petitioner }, mandate, phone: petitioner.phone }),
    act: async (told, by, action, given = {}) => {
      await sweep();
      const { number, version } = told;
      const input = { number, action, version, given };
      const done = await house.matters.act(ctxOf(by), input).catch((error: unknown) => {
        const what = `${plan.name}: ${action} by ${actorKey(by)} at ${told.stage}`;
        throw new Error(what, { cause: error });
      });
      told.version = done.version;
      told.stage = done.stage;
    },
    ask: async (told, by, endpoint, asked = {}) => {
      await sweep();
      return askOf(house, () => ctxOf(by), { story: plan.name, told, endpoint, ...asked });
    },
    make: async ({ number }, by, paper) => {
      await house.papers.make(ctxOf(by), { number, paper });
    },
    upload: (by, picture) => uploadPhoto(house, ctxOf(by), picture),
    photos: (by, whens) => photosOf(house, ctxOf(by), whens),
    numberOfSub: async (told, by) => {
      const view = await call(house, 'getMatter', ctxOf(by), { params: { number: told.number } });
      const { links } = view as { links: { kind: string; number: string }[] };
      return links.find((link) => link.kind === 'sub')?.number ?? '';
    },
  };
}

type Taken = {
  more: Partial<Report> | undefined;
  mandate?: Record<string, unknown>;
  phone?: string;
};

async function takeIn(
  house: DemoHouse,
  ctx: RequestContext,
  of: { scene: Scene; report: Report; taken: Taken; numbers: string[] },
): Promise<Told> {
  const onBehalf = behalfOf(house, ctx, of.taken);
  const { matter, isRepeat } = await house.matters.register(ctx, of.report, onBehalf);
  of.numbers.push(matter.number);
  if (isRepeat) throw new ToldBefore();
  const { number, version, stage, facts } = matter;
  const reporter = ctx.actor.kind === 'resident' ? ctx.actor : null;
  return { number, version, stage, route: facts.route?.org ?? null, scene: of.scene, reporter };
}

/** Whom it is for: in the demo the code that they would have given back is taken as given. */
function behalfOf(house: DemoHouse, ctx: RequestContext, { mandate, phone = '' }: Taken) {
  const { actor } = ctx;
  if (!mandate || actor.kind !== 'resident') return undefined;
  return {
    action: 'fileAsProxy',
    given: mandate,
    confirm: async () => undefined,
    link: async (tx: Tx, at: { county: string; matterId: string; number: string }) => {
      await house.identity.linkFiled(tx, ctx, { phone, proxy: actor.account, ...at });
    },
  };
}

/** The version that the matter has after it is told, as the next act wants it. */
async function askOf(
  house: DemoHouse,
  ctx: () => RequestContext,
  asked: Asked & { story: string; told: Told; endpoint: string },
): Promise<Answered> {
  const { story, told, endpoint, params, query = {}, body } = asked;
  const { number } = told;
  const input = { params: { number, ...params }, query, body: { number, ...body } };
  const answer = await call(house, endpoint, ctx(), input).catch((error: unknown) => {
    throw new Error(`${story}: ${endpoint} at ${told.stage}`, { cause: error });
  });
  const stands = (await call(house, 'getMatter', ctx(), { params: { number } })) as Stands;
  told.version = stands.version;
  told.stage = stands.stage.code;
  return (answer ?? {}) as Answered;
}

function wishOf({ town, category, grid }: StoryPlan): Wish {
  return {
    ...(town !== null && { town }),
    ...(category !== null && { category }),
    ...(grid !== null && { grid }),
  };
}

/** Some 150 m around the middle of the grid: neighbours' troubles do not lie on one spot. */
const JITTER_DEGREES = 0.0008;

function reportOf(scene: Scene, chance: Chance, more: Partial<Report> = {}): Report {
  const { lon, lat, code } = scene.grid;
  const near = () => chance.between(-JITTER_DEGREES, JITTER_DEGREES);
  // The duty to show a grid's own worker at the spot: what they mend lies in their grid.
  const place = more.selfHandled
    ? { region: code }
    : { point: { lon: lon + near(), lat: lat + near() } };
  return {
    text: `【示例】${chance.pick(scene.tale.texts)}`,
    title: `【示例】${scene.category.zh}`,
    category: scene.category.code,
    ...place,
    ...more,
  };
}

const pictures = new Map<string, Buffer>();

async function photosOf(house: DemoHouse, ctx: RequestContext, whens: readonly Picture[]) {
  const named = whens.map(async (when) => [`${when}Photos`, [await uploadPhoto(house, ctx, when)]]);
  return Object.fromEntries(await Promise.all(named)) as Photos;
}

async function uploadPhoto(house: DemoHouse, ctx: RequestContext, when: Picture): Promise<string> {
  const bytes =
    pictures.get(when) ?? readFileSync(join(import.meta.dirname, `../data/${when}.jpg`));
  pictures.set(when, bytes);
  const file = { name: `${when}.jpg`, mediaType: 'image/jpeg', bytes };
  const upload = await call(house, 'uploadAttachment', { ...ctx, file }, {});
  return (upload as { id: string }).id;
}

async function call(house: DemoHouse, endpoint: string, ctx: RequestContext, input: object) {
  const handler = house.http.find(({ handlers }) => handlers[endpoint])?.handlers[endpoint];
  if (!handler) throw new Error(`no endpoint ${endpoint}`);
  return handler(ctx, input as never);
}
