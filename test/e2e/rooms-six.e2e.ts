/** Six people in one room, each in a browser with camera and microphone: all see and hear all. */
import { test } from '@playwright/test';
import {
  enterAsMediator,
  enterByLink,
  expectFlowing,
  freshParty,
  inventedDevices,
  letIn,
  mediatedDispute,
  openCamera,
} from './room-world.ts';
import type { Visitor } from './world.ts';

test.use(inventedDevices);
// Fifteen connections of sound and picture, all their ends on a machine of two cores.
test.describe.configure({ timeout: 400_000 });

const seats = [
  { side: 'applicant' },
  { side: 'helper', withSide: 'applicant' },
  { side: 'respondent' },
  { side: 'helper', withSide: 'respondent' },
  { side: 'clerk' },
];

test('sound and picture of each reach the five others', async ({ browser }) => {
  const { number, mediator } = await mediatedDispute(browser);
  const names = ['示例甲某', '示例陪甲', '示例乙某', '示例陪乙', '示例记录'];
  const participants = seats.map((seat, at) => ({ ...seat, ...freshParty(names[at] ?? '') }));
  const planned = await mediator.call('POST', `/api/matters/${number}/sessions`, {
    startsAt: new Date(Date.now() + 3_600_000).toISOString(),
    minutes: 90,
    mode: 'online',
    insist: '示例：两场合并进行',
    participants,
  });
  const { invitations } = planned as { invitations: { link: string }[] };
  await mediator.page.goto(`/console/matters/${number}`);
  await enterAsMediator(mediator);
  await openCamera(mediator);
  const inside: Visitor[] = [mediator];
  for (const [at, { link }] of invitations.entries()) {
    const who = await enterByLink(browser, link);
    await openCamera(who);
    await letIn(mediator, who, names[at] ?? '');
    inside.push(who);
  }
  for (const who of inside) await expectFlowing(who, inside.length - 1);
});
