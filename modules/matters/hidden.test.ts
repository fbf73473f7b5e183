/** A story over HTTP: why a matter is not on the public board, told to who reported it. */
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { type Caller, teller } from '../../test/teller.ts';

const story = await storyHouse();
const { http } = story;
const folk = await story.people();
const { report, done } = teller(story);
const own = (as: Caller, number: string) => http(`GET /api/my/matters/${number}`, { as });

describe('my own matter', () => {
  it('says why the public board does not show it, in the words of its own reason', async () => {
    const resident = await folk.resident();
    const why = async (number: string) =>
      (await own(resident, number)).body.hiddenWords as { zh: string; en: string } | null;
    const plain = await report(resident);
    expect(await why(plain)).toMatchObject({ zh: '工作人员看过之后才会显示。' });
    await done(folk.townDispatcher, plain, 'open');
    expect(await why(plain)).toBeNull();
    const chosen = await report(resident, { isPrivate: true });
    expect(await why(chosen)).toMatchObject({ zh: '反映时选择了不公开。' });
    const quarrel = await report(resident, { category: 'neighbours' });
    expect(await why(quarrel)).toEqual({
      zh: '“邻里纠纷”这一类事项一律不公开。',
      en: 'Matters of the category “Between neighbours” are never shown.',
    });
    await done(resident, plain, 'withdraw');
    expect(await why(plain)).toMatchObject({ zh: '已撤回，不再公示。' });
  });
});
