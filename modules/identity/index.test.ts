/** Who acts, as the rest of the house sees it. */
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../../test/db.ts';
import { identityWorld, people } from '../../test/people.ts';

const { db } = await testDatabase();

describe('people', () => {
  it('have a post with its organisation, rights and counties', async () => {
    const world = await identityWorld(db);
    const { townDispatcher, orgs } = await people(world);
    expect(townDispatcher.actor).toMatchObject({
      role: 'townDispatcher',
      org: orgs.town,
      orgPath: [orgs.centre, orgs.town],
      regions: ['310116101'],
      counties: ['310116'],
    });
    console.log((await resident()).actor);
  });
});
