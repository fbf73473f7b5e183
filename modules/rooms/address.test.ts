/** One address for residents, set where the program is started: in links and on sheets alike. */
import { expect, it } from 'vitest';
import { FRIDAY, storyHouse } from '../../test/house.ts';
import { roomTeller } from '../../test/rooms.ts';
import { proveLogs } from '../../test/teller.ts';

const publicUrl = 'https://linli.example';
const story = await storyHouse(FRIDAY, { publicUrl });
const folk = await story.people();
const { plan, mediating } = roomTeller(story, folk);

it('begins the links of a session and the codes on sheets', async () => {
  const { body } = await plan(await mediating());
  const [invitation] = body.invitations as { link: string }[];
  expect(invitation?.link).toMatch(/^https:\/\/linli\.example\/rooms\/310116-/);
  const settings = await story.http('GET /api/map/settings?county=310116');
  expect(settings.body).toMatchObject({ publicAddress: publicUrl });
});

it('is said nowhere else: a map document that names one is refused', async () => {
  const draft = { basemap: null, publicAddress: 'https://other.example' };
  const body = { county: '310116', draft };
  const { body: refused } = await story.http('POST /api/map/try', { as: folk.administrator, body });
  expect(refused).toMatchObject({
    code: 'RULEBOOK_FAULTY',
    fields: [{ path: 'body.draft.publicAddress' }],
  });
});

proveLogs(story);
