/**
 * Where each table lies when the schema runs on a cluster. A table that is named nowhere here holds
 * a county's work: it is distributed by `county`, lies behind the wall, and keeps every data rule.
 * So a new table is held to all of that until somebody gives a reason here.
 */

/** Small, the same on every node, read by all counties. Name → why it is no county's work. */
export const referenceTables: Readonly<Record<string, string>> = {
  'agenda.feed': 'addresses of staff, who may hold posts in several counties',
  'geography.boundary': 'public polygons, dated',
  'geography.county': 'the list of shard keys itself',
  'geography.county_region': 'maps region codes to shard keys: read before a county is known',
  'geography.edition': 'counts the loads of regions, boundaries and grids',
  'geography.grid': 'public notices of grids',
  'geography.named_place': 'names of buildings and compounds as on their doors, public',
  'geography.region': 'the public region tree',
  'identity.account': 'staff may hold posts in several counties',
  'identity.api_key': 'machines may report into several counties',
  'identity.attempt': 'a wrong sign-in has no county yet',
  'identity.data_key': 'one row',
  'identity.org': 'a city looks at the organisations of its counties; null above the counties',
  'identity.post': 'posts of staff, see identity.account',
  'identity.post_region': 'regions of posts, see identity.account',
  'identity.revision': 'one row',
  'identity.role': 'roles as data, the same everywhere',
  'identity.role_permission': 'permissions of roles, the same everywhere',
  'identity.session': 'of staff, whose posts may lie in several counties',
  'platform.movable_clock': 'one row; never used in production',
  'rulebook.document': 'rules are read by every county, and those of "*" belong to all',
};

/** Never on the shards: of the database as a whole, or of residents, who belong to no county. */
export const localTables: Readonly<Record<string, string>> = {
  'demo.growth': 'a line for each run of growing; empty without it',
  'demo.matter': 'a few hundred names; empty without the demo',
  'platform.migration': 'the ledger of the schema itself',
  'resident.account': 'a resident belongs to no county',
  'resident.attempt': 'limits before anybody signed in',
  'resident.code': 'a phone has no county',
  'resident.my_matter': 'the own matters of a resident in every county, led by the account',
  'resident.session': 'a resident belongs to no county',
};

/** Tables that grow for ever: partitioned by range of the matter's id. */
export const growingTables: readonly string[] = [
  'matter.entry',
  'messaging.message',
  'platform.journal',
];

/** On the shard of its county, on every node, or on the coordinator alone. */
export type Place = 'county' | 'everywhere' | 'coordinator';

/** Where a table lies on a cluster. */
export function layoutOf(table: string): Place {
  if (table in referenceTables) return 'everywhere';
  return table in localTables ? 'coordinator' : 'county';
}
