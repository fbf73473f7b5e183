/** Who and what the calls of every traced endpoint need, made once; nothing here is asserted. */
import { jpeg } from '../attachments.ts';
import { storyHouse } from '../house.ts';
import type { Answer } from '../http.ts';
import { hire } from '../people.ts';
import { type Caller, teller } from '../teller.ts';
import { formOf } from '../upload.ts';

/** A call of an endpoint that succeeds, by `module.endpoint`. */
export type Calls = Record<string, () => Promise<Answer>>;

/** What each appends to the log of its matter, and how it is made ready to be called. */
export type LogCalls = Record<string, [actions: string[], () => Promise<() => Promise<Answer>>]>;

export const story = await storyHouse();
export const folk = await story.people();
export const { http } = story;
export const tell = teller(story);

/** Who changes what is their own: nobody else is signed in as this one. */
export const one = await hire(story.world, {
  login: 'one',
  role: 'handler',
  orgId: folk.orgs.department,
  regions: ['310116'],
});

export const asAdministrator = (line: string, body?: object) =>
  http(line, { as: folk.administrator, body });
export const idOf = async (answer: Promise<Answer>) => (await answer).id;

export async function uploadPicture(as: Caller, width: number): Promise<string> {
  const bytes = await jpeg({ width, height: 240 });
  const form = await formOf({ name: 'a.jpg', type: 'image/jpeg', bytes });
  return idOf(http('POST /api/attachments', { as, ...form }));
}
