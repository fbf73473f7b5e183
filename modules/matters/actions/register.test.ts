/** Who may register what where, on whose behalf, over HTTP. */
import { describe, expect, it } from 'vitest';
import { HERE, storyHouse } from '../../../test/house.ts';
import { proveLogs, teller } from '../../../test/teller.ts';

const story = await storyHouse();
const folk = await story.people();
const { report, read } = teller(story);
const { http } = story;
const reporter = { name: '示例反映人', phone: '13800000009' };

describe('a registration', () => {
  it('by a clerk for somebody says whose staff wrote it down, and seals who told it', async () => {
    const number = await report(folk.clerk, { channel: 'hotline', reporter });
    const matter = await read(folk.townDispatcher, number);
    expect(matter).toMatchObject({
      channel: 'hotline',
      onBehalf: { id: folk.orgs.centre, zh: '示例区综治中心' },
      reporterCount: 1,
    });
    expect(JSON.stringify(matter)).not.toContain('示例反映人');
    expect(JSON.stringify(matter)).not.toContain('13800000009');
  });

  it('by a resident, or of what staff saw themselves, is on nobody’s behalf', async () => {
    const own = await report(await folk.resident());
    expect(await read(folk.townDispatcher, own)).toMatchObject({ onBehalf: null });
    const seen = await report(folk.gridWorker);
    expect(await read(folk.townDispatcher, seen)).toMatchObject({ onBehalf: null });
  });

  it('answers the near matters, the suggestion and the number to call', async () => {
    const text = '楼道里有煤气味';
    const { body } = await http('POST /api/reports', {
      as: folk.clerk,
      body: { text, point: HERE, reporter },
    });
    expect(body).toMatchObject({ suggestedCategory: 'gas', emergency: '119' });
  });

  it.each(['310116999', '310116101999'])(
    'of the region %s, which is none, is refused',
    async (region) => {
      const body = { text: '路灯不亮三天了', region };
      const { body: answer } = await http('POST /api/reports', { as: folk.clerk, body });
      expect(answer.code).toBe('REGION_UNKNOWN');
    },
  );
});

proveLogs(story);
