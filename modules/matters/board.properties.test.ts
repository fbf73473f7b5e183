/**
 * Whatever people write and clerks type: no name, phone, ID, plate or address that was planted
 * comes out of anything that answers without a session.
 */
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { teller } from '../../test/teller.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const story = await storyHouse();
const { http } = story;
const folk = await story.people();
const { report, done } = teller(story);

const digits = (count: number) =>
  fc
    .array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count })
    .map((all) => all.join(''));
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK = '10X98765432';
const idNumber = digits(3).map((serial) => {
  const bare = `31011619900307${serial}`;
  const sum = WEIGHTS.reduce((all, weight, at) => all + weight * Number(bare[at]), 0);
  return `${bare}${CHECK[sum % 11]}`;
});
const planted = fc.record({
  name: fc
    .tuple(
      fc.constantFrom(...('赵钱孙李周吴郑王欧阳'.match(/欧阳|./g) ?? [])),
      fc.constantFrom('建国', '秀英', '晓东', '玉兰'),
    )
    .map((parts) => parts.join('')),
  phone: fc.tuple(fc.constantFrom('138', '159', '186'), digits(8)).map((parts) => parts.join('')),
  idNumber,
  plate: fc.tuple(fc.constantFrom('沪A', '苏E', '浙B'), digits(5)).map((parts) => parts.join('')),
  address: digits(2).map((house) => `示例路${house}弄8号602室`),
});
type Planted = { name: string; phone: string; idNumber: string; plate: string; address: string };

const titles: ((own: Planted) => string)[] = [
  (own) => `${own.name}家门口路灯不亮`,
  (own) => `邻居${own.name}占道，车牌${own.plate}`,
  (own) => `路灯不亮，联系电话${own.phone}`,
  (own) => `路灯不亮（${own.name}，${own.idNumber}）`,
  (own) => `${own.address}路灯不亮`,
  () => '小区门口路灯不亮',
];
const texts: ((own: Planted) => string)[] = [
  (own) => `我叫${own.name}，住${own.address}，路灯不亮三天了，电话${own.phone}。`,
  (own) => `车牌${own.plate}的车撞坏了路灯，身份证${own.idNumber}。`,
];
const replies: ((own: Planted) => string)[] = [
  (own) => `已联系反映人${own.name}（${own.phone}），路灯已修复。`,
  (own) => `${own.name}，您好：车辆${own.plate}已处理，身份证号${own.idNumber}已核对。`,
];

it('nothing planted survives in a public answer', async () => {
  const { handler, checker, townDispatcher, clerk, orgs } = folk;
  await fc.assert(
    fc.asyncProperty(
      planted,
      fc.constantFrom(...titles),
      fc.constantFrom(...texts),
      fc.constantFrom(...replies),
      async (own, title, text, reply) => {
        const number = await report(clerk, {
          channel: 'hotline',
          title: title(own),
          text: text(own),
          address: own.address,
          reporter: {
            name: own.name,
            phone: own.phone,
            idNumber: own.idNumber,
            address: own.address,
          },
        });
        await done(townDispatcher, number, 'open');
        await done(townDispatcher, number, 'dispatch', { org: orgs.department, note: text(own) });
        await done(handler, number, 'acknowledge');
        await done(handler, number, 'note', { text: text(own) });
        await done(handler, number, 'complete', {
          outcome: 'fixed',
          text: text(own),
          reply: reply(own),
          isPublic: true,
        });
        await done(checker, number, 'check', { result: 'passed', text: text(own) });
        await done(handler, number, 'reply', { text: reply(own), isPublic: false });
        const lines = [
          `/api/public/matters/${number}`,
          '/api/public/matters?county=310116',
          `/api/public/matters?county=310116&q=${encodeURIComponent('路灯')}`,
          '/api/public/figures?county=310116',
          '/api/public/listed?county=310116',
        ];
        const answers = await Promise.all(lines.map((line) => http(`GET ${line}`)));
        for (const { status } of answers) expect(status).toBe(200);
        const said = JSON.stringify(answers.map((one) => one.body));
        expect(said).toContain(number);
        for (const value of Object.values(own)) expect(said).not.toContain(value);
        // Nobody is found by a name either: the words that are hidden are not searched.
        const by = await http(
          `GET /api/public/matters?county=310116&q=${encodeURIComponent(own.name)}`,
        );
        expect(by.body.items ?? []).toEqual([]);
      },
    ),
    { numRuns: 40 },
  );
});
