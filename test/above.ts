/** The petition offices above a county: the city's and the province's, with an officer each. */
import type { NewOrg } from '../modules/identity/contract/shapes.ts';
import { commandContext } from '../modules/identity/index.ts';
import { hire, type People, type Staff, type World } from './people.ts';

export type Above = { city: string; province: string; cityOfficer: Staff; provinceOfficer: Staff };

/** Makes them by the verbs of identity and sets the county's centre below the city. */
export async function officesAbove(world: World, folk: Pick<People, 'orgs'>): Promise<Above> {
  const ctx = () => commandContext('test', world.clock.now(), world.newId);
  const office = (level: NewOrg['level'], region: string, parentId: string | null) =>
    world.identity.addOrg(ctx(), {
      kind: 'other',
      level,
      region,
      parentId,
      nameZh: level === 'city' ? '示例市信访办' : '示例省信访局',
      phone: '021-00000000',
    });
  const province = await office('province', '31', null);
  const city = await office('city', '3101', province.id);
  await world.identity.setSuperior(ctx(), folk.orgs.centre, city.id);
  const officer = (orgId: string, region: string) =>
    hire(world, {
      login: `petitions-${region}`,
      role: 'petitionOfficer',
      orgId,
      regions: [region],
    });
  return {
    city: city.id,
    province: province.id,
    cityOfficer: await officer(city.id, '3101'),
    provinceOfficer: await officer(province.id, '31'),
  };
}
