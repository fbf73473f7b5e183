/**
 * The mediation room in three browsers, each step a function: other journeys (the agreement) go on
 * from here. Cameras and microphones are the browser's own invented ones.
 */
import { type Browser, expect, type Page } from '@playwright/test';
import { browserFlags, CHROMIUM } from './browser.ts';
import {
  act,
  asNobody,
  asResident,
  asStaff,
  report,
  serverAddress,
  type Visitor,
} from './world.ts';

export const inventedDevices = {
  launchOptions: {
    executablePath: CHROMIUM,
    args: [
      ...browserFlags,
      // Few pictures a second: all ends of a room share the two cores of one machine.
      '--use-fake-device-for-media-stream=fps=5',
      '--use-fake-ui-for-media-stream',
      // Everything is on this machine: its own address need not be hidden from itself.
      '--disable-features=WebRtcHideLocalIpsWithMdns',
    ],
  },
};

export type Party = { name: string; phone: string };
export type RoomPeople = {
  number: string;
  mediator: Visitor;
  applicant: Visitor;
  respondent: Visitor;
};

let given = 0;
/** Codes to one phone are limited: nobody has had this one. */
export function freshParty(name: string): Party {
  given += 1;
  const tail = (Date.now() * 10 + given) % 100_000_000;
  return { name, phone: `137${String(tail).padStart(8, '0')}` };
}

/** Applied for online, given to the town's committee, both sides consent. */
export async function mediatedDispute(
  browser: Browser,
  applicant?: Visitor,
): Promise<{ number: string; mediator: Visitor }> {
  const resident = applicant ?? (await asResident(browser));
  const number = await report(resident, '楼上装修漏水，要求修复和赔偿。', {
    category: 'neighbourDispute',
  });
  if (!applicant) await resident.context.close();
  const dispatcher = await asStaff(browser, 'dispatcher');
  const mediator = await asStaff(browser, 'mediator');
  const session = (await mediator.call('GET', '/api/session')) as {
    posts: { org: { id: string } }[];
  };
  const org = session.posts[0]?.org.id ?? '';
  await act(dispatcher, number, 'assignMediation', { channel: 'people', org });
  await dispatcher.context.close();
  await act(mediator, number, 'acceptMediation');
  for (const side of ['applicant', 'respondent']) {
    await act(mediator, number, 'recordConsent', { side, consent: 'agreed' });
  }
  return { number, mediator };
}

/** On the matter's page; answers the links as they are shown, once. */
export async function planSession(
  { page }: Visitor,
  number: string,
  parties: { applicant: Party; respondent: Party },
): Promise<{ applicant: string; respondent: string }> {
  await page.goto(`/console/matters/${number}`);
  await page.getByRole('button', { name: '安排调解会议' }).click();
  const form = page.getByRole('dialog', { name: '安排调解会议' });
  const soon = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 16);
  await form.getByLabel('开始时间').fill(soon);
  for (const [at, party] of [parties.applicant, parties.respondent].entries()) {
    const one = form.getByRole('group', { name: `第 ${at + 1} 位` });
    await one.getByLabel('姓名').fill(party.name);
    await one.getByLabel('手机（收链接和验证码）').fill(party.phone);
  }
  await form.getByRole('button', { name: '安排并发出链接' }).click();
  const links = page.getByRole('dialog', { name: '专用链接（只显示这一次）' });
  const insist = form.getByLabel('冲突仍安排的理由');
  // Another journey may have the same mediator at this time.
  await expect(links.or(insist)).toBeVisible();
  if (await insist.isVisible()) {
    await insist.fill('示例：两场合并进行');
    await form.getByRole('button', { name: '安排并发出链接' }).click();
  }
  await expect(links.locator('code')).toHaveCount(2);
  const [applicant = '', respondent = ''] = await links.locator('code').allTextContents();
  await links.getByRole('button', { name: /Close|关闭/ }).click();
  return { applicant, respondent };
}

/** The mediator goes in by the console. */
export async function enterAsMediator({ page }: Visitor): Promise<void> {
  await watchConnections(page);
  await page.getByRole('button', { name: /进入 .* 的调解室/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: '调解室' })).toBeVisible();
}

/** How a button is pressed: by the finger unless it is told otherwise. */
type Pressing = (page: Page, name: string) => Promise<void>;
const tapping: Pressing = (page, name) => page.getByRole('button', { name, exact: true }).click();

/** By link and code, up to the lobby. */
export async function enterByLink(
  browser: Browser,
  link: string,
  press: Pressing = tapping,
): Promise<Visitor> {
  const visitor = await asNobody(browser, 'phone');
  const { page } = visitor;
  await watchConnections(page);
  await page.goto(new URL(link, serverAddress()).pathname);
  await press(page, '发送验证码');
  const shown = await page.getByText(/演示：验证码是 \d{6}/).textContent();
  await page.getByLabel('验证码（6 位数字）').fill(/\d{6}/.exec(shown ?? '')?.[0] ?? '');
  await press(page, '进入');
  await expect(page.getByRole('heading', { name: '等候室' })).toBeVisible();
  return visitor;
}

export async function openCamera({ page }: Visitor): Promise<void> {
  await page.getByRole('button', { name: '打开摄像头和麦克风' }).click();
  await expect(page.getByRole('button', { name: '关闭麦克风' })).toBeVisible();
}

/** Read what is to be known, seen at the door, attested, let in. */
export async function letIn(
  mediator: Visitor,
  who: Visitor,
  name: string,
  press: Pressing = tapping,
): Promise<void> {
  await press(who.page, '我已知悉');
  await expect(who.page.getByText('您已确认知悉。')).toBeVisible();
  const { page } = mediator;
  await page.getByRole('button', { name: `请 ${name} 到门口核对身份` }).click();
  await expect(who.page.getByText(/调解员正在门口与您核对身份/)).toBeVisible();
  await page.getByRole('button', { name: `记明已核对 ${name} 的证件` }).click();
  const sheet = page.getByRole('dialog', { name: `记明已核对 ${name} 的证件` });
  await sheet.getByRole('button', { name: '已核对，记明' }).click();
  await page.getByRole('button', { name: `请 ${name} 进来` }).click();
  await expect(who.page.getByRole('heading', { level: 1, name: '调解室' })).toBeVisible();
}

/** Everybody in the joint room, with camera and microphone. */
export async function seatedRoom(
  browser: Browser,
): Promise<
  RoomPeople & { parties: { applicant: Party; respondent: Party }; links: { applicant: string } }
> {
  const { number, mediator } = await mediatedDispute(browser);
  const parties = { applicant: freshParty('示例甲某'), respondent: freshParty('示例乙某') };
  const links = await planSession(mediator, number, parties);
  await enterAsMediator(mediator);
  await openCamera(mediator);
  const applicant = await enterByLink(browser, links.applicant);
  await openCamera(applicant);
  await letIn(mediator, applicant, parties.applicant.name);
  const respondent = await enterByLink(browser, links.respondent);
  await openCamera(respondent);
  await letIn(mediator, respondent, parties.respondent.name);
  return { number, mediator, applicant, respondent, parties, links };
}

export async function write({ page }: Visitor, text: string, to = '大家都看到'): Promise<void> {
  const choice = page.getByRole('radio', { name: to, exact: true });
  if ((await choice.count()) > 0) await choice.check();
  await page.getByLabel('写在这里').fill(text);
  await page.getByRole('button', { name: '发送', exact: true }).click();
}

/** The connections that the page made, so that their statistics can be read. */
async function watchConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const made: RTCPeerConnection[] = [];
    Object.assign(window, { madeConnections: made });
    window.RTCPeerConnection = new Proxy(window.RTCPeerConnection, {
      construct: (target, args) => {
        const one = Reflect.construct(target, args) as RTCPeerConnection;
        made.push(one);
        return one;
      },
    });
  });
}

export type Flow = { connections: number; audioBytes: number; frames: number };

/** What has come in by the connections that are open now, by their own statistics. */
export async function flowOf({ page }: Visitor): Promise<Flow> {
  return page.evaluate(async () => {
    const { madeConnections } = window as unknown as { madeConnections: RTCPeerConnection[] };
    const open = madeConnections.filter((one) => one.connectionState === 'connected');
    const flow = { connections: open.length, audioBytes: 0, frames: 0 };
    for (const one of open) {
      for (const stat of (await one.getStats()).values()) {
        if (stat.type !== 'inbound-rtp') continue;
        if (stat.kind === 'audio') flow.audioBytes += stat.bytesReceived ?? 0;
        if (stat.kind === 'video') flow.frames += stat.framesDecoded ?? 0;
      }
    }
    return flow;
  });
}

/** Sound and picture come in from so many, and more of them with time. */
export async function expectFlowing(who: Visitor, connections: number): Promise<void> {
  await expect.poll(async () => (await flowOf(who)).connections).toBe(connections);
  const before = await flowOf(who);
  await expect
    .poll(async () => {
      const now = await flowOf(who);
      return now.audioBytes > before.audioBytes && now.frames > before.frames;
    })
    .toBe(true);
}
