/** Who acts in the demo's stories: posts by login, found by town, organisation and role. */
import type { Actor, ResidentActor, StaffActor } from '../../../kernel/actor.ts';
import type { Chance } from '../rules/chance.ts';
import { demoTowns, plannedAccounts } from './directory.ts';
import type { DemoHouse } from './house.ts';

export type Cast = {
  /** By login, e.g. `dispatcher2`. */
  staff: (login: string) => StaffActor;
  /** By the login of town 1, in town `number`. */
  inTown: (name: string, number: number) => StaffActor;
  /** Who handles for an organisation; of those with a head also that. */
  handlerOf: (org: string) => StaffActor;
  headOf: (org: string) => StaffActor | null;
  /** An organisation by its key, e.g. `law-2`. */
  org: (key: string) => string;
  residents: readonly ResidentActor[];
  resident: (chance: Chance) => Actor;
  towns: number;
};

/** Towns that have people of every role. */
export const FULL_TOWNS = 2;

export type CastInput = {
  orgs: ReadonlyMap<string, string>;
  posts: ReadonlyMap<string, string>;
  residents: readonly string[];
  now: number;
};

/** Brings the demo's people together. */
export function castOf(house: DemoHouse, input: CastInput): Cast {
  const known = new Map<string, StaffActor>();
  const org = (key: string) => must(input.orgs.get(key), key);
  const accounts = plannedAccounts();
  const staff = (login: string) => {
    const actor = known.get(login) ?? findActor(house, input, login);
    known.set(login, actor);
    return actor;
  };
  const loginOf = (role: string, id: string) =>
    accounts.find((one) => one.role === role && input.orgs.get(one.org) === id)?.login;
  const residents = input.residents.map(
    (account): ResidentActor => ({
      kind: 'resident',
      account,
    }),
  );
  return {
    staff,
    inTown: (name, number) => staff(number === 1 ? name : `${name}${number}`),
    handlerOf: (id) => staff(must(loginOf('handler', id), `a handler of ${id}`)),
    headOf: (id) => {
      const login = loginOf('unitHead', id);
      return login === undefined ? null : staff(login);
    },
    org,
    residents,
    resident: (chance) => chance.pick(residents),
    towns: demoTowns().length,
  };
}

function findActor(house: DemoHouse, input: CastInput, login: string): StaffActor {
  const post = must(input.posts.get(login), login);
  return must(house.identity.actorOfPost(post, input.now), login);
}

function must<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`the demo has no ${what}`);
  return value;
}
