/** Stories over HTTP of what residents see after reporting, and of what everyone sees. */
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import { jpeg } from '../../test/attachments.ts';
import { HERE, storyHouse, ELSEWHERE as THERE } from '../../test/house.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const story = await storyHouse();
const { http, clock, world } = story;
const folk = await story.people();
const { report, done, ready, refused } = teller(story);

const own = (as: Caller, number: string) => http(`GET /api/my/matters/${number}`, { as });
const publicly = (number: string) => http(`GET /api/public/matters/${number}`);
type Step = { action: string; by: string; text: string | null; what: { zh: string } };
type Act = { action: string; why: string | null; whyText: { zh: string } | null };
const actionOf = (body: Record<string, unknown>, name: string) =>
  (body.actions as Act[]).find((one) => one.action === name);
const numbersOf = (body: Record<string, unknown>) =>
  (body.items as { number: string }[]).map((one) => one.number);
const board = async (query = '') =>
  (await http(`GET /api/public/matters?county=310116&limit=50${query}`)).body;

async function upload(as: Caller, bytes: Buffer) {
  const form = new FormData();
  form.set('file', new Blob([new Uint8Array(bytes)], { type: 'image/jpeg' }), 'a.jpg');
  const sent = new Response(form);
  const headers = { 'content-type': sent.headers.get('content-type') ?? '' };
  const body = Buffer.from(await sent.arrayBuffer());
  return (await http('POST /api/attachments', { as, headers, body })).id;
}

describe('my own matter', () => {
  it('is told in plain words, with the clock that counts and who acts now', async () => {
    const resident = await folk.resident();
    const number = await report(resident);
    const first = (await own(resident, number)).body;
    expect(first).toMatchObject({
      relation: 'reporter',
      isOpen: true,
      stage: { code: 'registered' },
      standing: { zh: '已收到。工作人员正在看，决定由谁办理。' },
      actsNow: { org: { zh: '示例甲镇综治中心' } },
      clock: { name: 'answer', state: 'running', isOverdue: false, amount: 5 },
      outcome: null,
    });
    await done(folk.townDispatcher, number, 'open');
    await done(folk.townDispatcher, number, 'dispatch', { org: folk.orgs.department });
    await done(folk.handler, number, 'acknowledge');
    await done(folk.handler, number, 'note', { text: '内部：等配件' });
    const later = (await own(resident, number)).body;
    expect(later).toMatchObject({ actsNow: { org: { zh: '示例区城管局' } } });
    const steps = later.steps as Step[];
    expect(steps.map((step) => step.action)).toEqual([
      'register',
      'open',
      'dispatch',
      'acknowledge',
    ]);
    expect(steps[2]?.what.zh).toBe('已派给示例区城管局办理');
    const text = JSON.stringify(later);
    expect(text).not.toContain('内部');
    expect(text).not.toContain(folk.handler.account);
    expect(text).not.toContain(folk.handler.post);
    expect(text).not.toContain('示例岗位');
  });

  it('says what its end means, is rated once and reopened within its window', async () => {
    const resident = await folk.resident();
    const number = await report(resident);
    const open = (await own(resident, number)).body;
    expect(actionOf(open, 'rate')).toMatchObject({
      why: 'ACTION_NOT_OPEN',
      whyText: { zh: '结案后可以评价。' },
    });
    expect(actionOf(open, 'withdraw')?.why).toBeNull();
    await ready(folk, number);
    await done(folk.townDispatcher, number, 'close');
    const closed = (await own(resident, number)).body;
    expect(closed).toMatchObject({
      isOpen: false,
      actsNow: null,
      clock: null,
      outcome: { code: 'fixed', zh: '已解决', proof: { zh: expect.stringContaining('核查') } },
      reopen: { used: 0, times: 2, until: expect.any(String) },
    });
    expect(actionOf(closed, 'withdraw')?.why).toBe('ACTION_NOT_OPEN');
    expect((closed.steps as Step[]).map((step) => step.text)).toContain('已处理，感谢反映。');
    await done(resident, number, 'rate', { score: 1, words: '灯还是不亮' });
    const rated = (await own(resident, number)).body;
    expect(rated.hasRated).toBe(true);
    expect(actionOf(rated, 'rate')?.whyText).toEqual({
      zh: '您已评价过。',
      en: 'You have rated it.',
    });
    await done(resident, number, 'reopen', { reason: '路灯昨晚又灭了' });
    const again = (await own(resident, number)).body;
    expect(again).toMatchObject({ isOpen: true, reopen: { used: 1 } });
    expect((again.steps as Step[]).at(-1)).toMatchObject({
      action: 'reopen',
      by: 'you',
      text: '路灯昨晚又灭了',
    });
  });

  it('is nobody else’s, and no staff’s', async () => {
    const number = await report(await folk.resident());
    expect(await own(await folk.resident(), number)).toMatchObject({ status: 404 });
    expect(await own(folk.townDispatcher, number)).toMatchObject({ status: 403 });
    expect((await http(`GET /api/my/matters/${number}`)).status).toBe(401);
  });

  it('shows a follower neither what the reporter wrote nor the uncovered photos', async () => {
    const resident = await folk.resident();
    const follower = await folk.resident();
    const number = await report(resident, { text: '门口路灯不亮，我每天夜里下班路过。' });
    await done(folk.townDispatcher, number, 'open');
    await done(folk.townDispatcher, number, 'dispatch', { org: folk.orgs.department });
    await done(folk.handler, number, 'acknowledge');
    const after = await upload(folk.handler, await jpeg());
    const input = { outcome: 'fixed', text: '已修好', afterPhotos: [after] };
    await done(folk.handler, number, 'complete', input);
    await done(follower, number, 'follow');
    const theirs = (await own(follower, number)).body;
    expect(theirs).toMatchObject({ relation: 'follower', text: '', attachments: [] });
    const listed = (await http('GET /api/my/matters', { as: follower })).body;
    const whole = (await http(`GET /api/matters/${number}`, { as: follower })).body;
    expect(listed.items).toMatchObject([{ number, title: '门口路灯不亮' }]);
    for (const said of [theirs, listed, whole]) {
      expect(JSON.stringify(said)).not.toContain('下班路过');
    }
    const mine = (await own(resident, number)).body;
    expect(mine.attachments).toMatchObject([{ id: after, purpose: 'after' }]);
    const href = `/api/attachments/${after}?county=310116`;
    expect((await http(`GET ${href}`, { as: resident })).status).toBe(200);
    expect((await http(`GET ${href}`, { as: follower })).status).toBe(404);
  });
});

describe('a query by number and phone', () => {
  /** Signs in with a phone, as the page of the query does. */
  async function byPhone(phone: string, body: object = {}): Promise<Caller> {
    clock.pass(61_000);
    await http('POST /api/residents/codes', {
      body: { phone },
      address: `10.1.${phone.slice(-2)}.1`,
    });
    const code = world.phoneCodes.sent.findLast((one) => one.phone === phone)?.code;
    const answer = await http('POST /api/residents/sign-in', { body: { phone, code, ...body } });
    expect(answer.status).toBe(200);
    return { headers: { cookie: answer.cookie } };
  }
  const claim = (as: Caller, number: string) =>
    http('POST /api/my/matters', { as, body: { number } });

  it('opens what the hotline took down under that phone, and nothing else', async () => {
    const reporter = { name: '欧阳示例', phone: '139-5678-0001' };
    const number = await report(folk.clerk, { channel: 'hotline', reporter });
    const other = await report(folk.clerk, {
      channel: 'hotline',
      reporter: { ...reporter, phone: '13956780099' },
    });
    const caller = await byPhone('13956780001');
    expect((await own(caller, number)).status).toBe(404);
    expect(await claim(caller, number)).toMatchObject({ status: 200, body: { number } });
    expect((await own(caller, number)).body).toMatchObject({
      relation: 'reporter',
      channel: 'hotline',
      onBehalf: { zh: '示例区综治中心' },
    });
    const notTheirs = await claim(caller, other);
    const notThere = await claim(caller, '310116-26-9999999');
    const plain = ({ status, body }: typeof notTheirs) => ({ ...body, requestId: '', status });
    expect(plain(notTheirs)).toEqual(plain(notThere));
    expect(notTheirs.status).toBe(404);
    expect((await own(caller, other)).status).toBe(404);
    // Asked again it is theirs already.
    expect((await claim(caller, number)).status).toBe(200);
  });

  it('sends a code and answers alike whether or not the phone reported anything', async () => {
    clock.pass(61_000);
    const ask = (phone: string) =>
      http('POST /api/residents/codes', { body: { phone }, address: '10.9.9.9' });
    await report(folk.clerk, {
      channel: 'hotline',
      reporter: { name: '欧阳示例', phone: '13956780003' },
    });
    const [known, unknown] = [await ask('13956780003'), await ask('13956780004')];
    expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
  });

  it('stops who tries number after number', async () => {
    const caller = await byPhone('13956780005');
    const answers = [];
    for (let n = 0; n < 12; n += 1) answers.push(await claim(caller, `310116-26-000${1000 + n}`));
    expect(answers.map((one) => one.status)).toEqual([...Array(10).fill(404), 429, 429]);
    expect(answers.at(-1)?.body.code).toBe('TOO_MANY_REQUESTS');
  });

  it('on a device of others ends after an hour', async () => {
    const brief = await byPhone('13956780006', { isBrief: true });
    expect((await http('GET /api/my/matters', { as: brief })).status).toBe(200);
    clock.pass(3_700_000);
    expect((await http('GET /api/my/matters', { as: brief })).status).toBe(401);
  });

  it('is for residents', async () => {
    expect((await claim(folk.clerk, '310116-26-0000001')).status).toBe(403);
    expect((await http('POST /api/my/matters', { body: { number: '1' } })).status).toBe(401);
  });
});

describe('who opened my data', () => {
  it('is told with organisation, role, purpose and the reason, masked', async () => {
    const resident = await folk.resident();
    const number = await report(resident);
    await http(`POST /api/matters/${number}/persons`, {
      as: folk.callBackOperator,
      body: { purpose: 'callBack', reason: '回访反映人，联系人：李大明' },
    });
    const { body } = await http(`GET /api/matters/${number}/openings`, { as: resident });
    expect(body.items).toMatchObject([
      {
        verb: 'person.open',
        org: { zh: '示例区综治中心' },
        role: 'callBackOperator',
        purpose: 'callBack',
        reason: expect.stringContaining('回访反映人'),
      },
    ]);
    expect(JSON.stringify(body)).not.toContain('李大明');
    expect(JSON.stringify(body)).not.toContain(folk.callBackOperator.account);
  });
});

describe('the public board', () => {
  it('shows what an official has looked at, under words and a place without persons', async () => {
    const number = await report(await folk.resident(), { title: '小区门口路灯不亮' });
    expect(numbersOf(await board())).not.toContain(number);
    await done(folk.townDispatcher, number, 'open');
    const found = (await board()).items as Record<string, unknown>[];
    expect(found.find((one) => one.number === number)).toMatchObject({
      title: { zh: '小区门口路灯不亮' },
      category: { code: 'streetLight' },
      stage: { code: 'opened' },
      place: {
        region: '310116101201',
        regionName: expect.stringContaining('示例甲镇一村'),
        isExact: false,
        point: { lon: expect.any(Number), lat: expect.any(Number) },
      },
    });
    const { point } = (
      found.find((one) => one.number === number) as never as { place: { point: typeof HERE } }
    ).place;
    expect(point).not.toEqual(HERE);
    expect(Math.abs(point.lon - HERE.lon)).toBeLessThan(0.002);
  });

  it('never shows what is private, complained about, withdrawn, or of another county', async () => {
    const resident = await folk.resident();
    const hidden = [
      await report(resident, { isPrivate: true }),
      await report(resident, { subjectOrg: folk.orgs.department }),
    ];
    for (const number of hidden) await done(folk.countyDispatcher, number, 'open').catch(() => '');
    const withdrawn = await report(resident);
    await done(resident, withdrawn, 'withdraw');
    const there = await report(folk.elsewhere.clerk, { point: THERE });
    const numbers = numbersOf(await board());
    for (const number of [...hidden, withdrawn, there]) expect(numbers).not.toContain(number);
    expect((await publicly(hidden[0] ?? '')).status).toBe(404);
    expect((await publicly(hidden[1] ?? '')).body).toMatchObject({ matter: null, steps: [] });
  });

  it('words a title by its category where it may point at somebody', async () => {
    const titles = ['三号楼502室门口路灯不亮', '邻居王建国家门口路灯不亮', '张阿姨门口路灯不亮'];
    for (const title of titles) {
      const number = await report(await folk.resident(), { title });
      await done(folk.townDispatcher, number, 'open');
      const { body } = await publicly(number);
      expect(body.matter).toMatchObject({ title: { zh: '路灯故障', en: 'Street light' } });
    }
  });

  it('is narrowed by town, category, state and words, and pages in one order', async () => {
    const rubbish = await report(await folk.resident(), {
      text: '河边有暴露垃圾无人清运',
      title: '河边暴露垃圾',
      category: 'rubbish',
      point: { lon: 121.23, lat: 30.71 },
    });
    await done(folk.otherTownDispatcher, rubbish, 'open');
    expect(numbersOf(await board('&category=rubbish'))).toEqual([rubbish]);
    expect(numbersOf(await board('&town=310116102'))).toEqual([rubbish]);
    expect(numbersOf(await board('&town=310116101&category=rubbish'))).toEqual([]);
    expect(numbersOf(await board('&isOpen=false'))).not.toContain(rubbish);
    expect(numbersOf(await board(`&q=${encodeURIComponent('暴露垃圾')}`))).toEqual([rubbish]);
    // Found in the text alone, it is not answered: the board shows no text.
    expect(numbersOf(await board(`&q=${encodeURIComponent('无人清运')}`))).toEqual([]);
    const all = numbersOf(await board());
    const paged: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      const after: string = next === '' ? '' : `&after=${next}`;
      const { body } = await http(`GET /api/public/matters?county=310116&limit=2${after}`);
      paged.push(...numbersOf(body));
      next = body.next as string | null;
    }
    expect(paged).toEqual(all);
    expect(new Set(paged).size).toBe(paged.length);
  });

  it.each([
    ['q=13812345678', 'SEARCH_PERSONAL'],
    ['after=nonsense', 'CURSOR_INVALID'],
    ['limit=5000', 'PAGE_SIZE_INVALID'],
    ['person=1', 'INPUT_INVALID'],
  ])('refuses %s', async (line, code) => {
    const answer = await http(`GET /api/public/matters?county=310116&${line}`);
    expect(answer).toMatchObject({ status: 400, body: { code } });
  });

  it('is followed by who signs in, who then has it among their own', async () => {
    const number = await report(await folk.resident());
    await done(folk.townDispatcher, number, 'open');
    expect((await publicly(number)).body).toMatchObject({ mayFollow: true });
    const neighbour = await folk.resident();
    const act = { as: neighbour, body: { input: {} } };
    expect((await http(`POST /api/matters/${number}/actions/follow`, act)).status).toBe(200);
    expect((await own(neighbour, number)).body).toMatchObject({ relation: 'follower' });
    expect(await refused(neighbour, number, 'follow')).toBe('ALREADY_FOLLOWED');
  });

  it('is left again by who follows it, and by nobody who reported it', async () => {
    const resident = await folk.resident();
    const number = await report(resident);
    await done(folk.townDispatcher, number, 'open');
    const neighbour = await folk.resident();
    await done(neighbour, number, 'follow');
    const parties = async () =>
      (await http(`GET /api/matters/${number}`, { as: folk.clerk })).body.parties as object[];
    expect(await parties()).toHaveLength(2);
    await done(neighbour, number, 'unfollow');
    expect(await own(neighbour, number)).toMatchObject({ status: 404 });
    expect(await parties()).toHaveLength(1);
    expect((await own(resident, number)).body).toMatchObject({ relation: 'reporter' });
    expect(await refused(resident, number, 'unfollow')).toBe('NOT_YOURS');
    await done(neighbour, number, 'follow');
    expect((await own(neighbour, number)).status).toBe(200);
  });
});

describe('a public page', () => {
  it('tells the steps with organisations and public answers only', async () => {
    const number = await report(await folk.resident());
    await ready(folk, number);
    await done(folk.handler, number, 'reply', { text: '路灯已换新，欢迎监督。', isPublic: true });
    const { body } = await publicly(number);
    const steps = body.steps as Step[];
    expect(steps.map((step) => step.action)).toEqual(
      expect.arrayContaining(['register', 'open', 'dispatch', 'acknowledge', 'complete', 'check']),
    );
    expect(steps.filter((step) => step.text).map((step) => step.text)).toEqual([
      '路灯已换新，欢迎监督。',
    ]);
    expect(JSON.stringify(body)).not.toMatch(/感谢反映|staff:|resident:/);
  });
});

describe('a picture for the public', () => {
  const release = (as: Caller, number: string, body: object) =>
    http(`POST /api/matters/${number}/releases`, { as, body: { isCovered: true, ...body } });

  async function withPhoto() {
    const resident = await folk.resident();
    const original = await upload(resident, await jpeg());
    const number = await report(resident, { attachments: [original] });
    await done(folk.townDispatcher, number, 'open');
    return { number, original };
  }
  const covered = () =>
    sharp({ create: { width: 320, height: 240, channels: 3, background: '#111' } })
      .jpeg()
      .toBuffer();

  it('is a covered copy with a reason; the log says so, and it can be taken back', async () => {
    const { number, original } = await withPhoto();
    const copy = await upload(folk.townDispatcher, await covered());
    const made = await release(folk.townDispatcher, number, {
      original,
      copy,
      reason: '让居民看到现场',
    });
    expect(made).toMatchObject({ status: 201, id: copy });
    const { body } = await publicly(number);
    expect(body.pictures).toMatchObject([{ id: copy, moment: 'report' }]);
    const [picture] = body.pictures as { href: string; thumbHref: string }[];
    const { href, thumbHref } = picture ?? { href: '', thumbHref: '' };
    expect((await http(`GET ${href}`)).headers['content-type']).toBe('image/jpeg');
    expect((await http(`GET ${thumbHref}`)).headers['content-type']).toBe('image/webp');
    const publicOriginal = `/api/public/attachments/${original}?county=310116`;
    expect((await http(`GET ${publicOriginal}`)).status).toBe(404);
    const log = await http(`GET /api/matters/${number}/log`, { as: folk.townDispatcher });
    expect(log.body).toMatchObject({ items: expect.any(Array) });
    expect((log.body.items as { action: string; given: object }[]).at(-1)).toMatchObject({
      action: 'releasePicture',
      given: { original, copy, reason: '让居民看到现场' },
    });
    const back = `POST /api/matters/${number}/releases/${copy}/withdrawal`;
    const reason = { reason: '还能看到门牌' };
    expect((await http(back, { as: folk.otherTownDispatcher, body: reason })).status).toBe(404);
    expect((await http(back, { as: folk.townDispatcher, body: reason })).status).toBe(200);
    expect((await http(`GET ${href}`)).status).toBe(404);
    expect((await publicly(number)).body.pictures).toEqual([]);
    const seen = await http(`GET /api/matters/${number}/publicity`, { as: folk.townDispatcher });
    expect(seen.body).toMatchObject({
      hidden: null,
      whyNotRelease: null,
      releases: [{ id: copy, covers: original, isPublic: false }],
    });
  });

  it('is refused for what is no copy, no picture, another’s, or from whom it is not to release', async () => {
    const { number, original } = await withPhoto();
    const copy = await upload(folk.townDispatcher, await covered());
    const reason = '公开现场';
    const as = folk.townDispatcher;
    const code = async (who: Caller, body: object) => (await release(who, number, body)).body.code;
    expect(await code(folk.otherTownDispatcher, { original, copy, reason })).toBe('NOT_FOUND');
    expect(await code(folk.handler, { original, copy, reason })).toBe('NOT_YOURS');
    expect(await code(folk.checker, { original, copy, reason })).toBe('NOT_YOURS');
    expect(await code(folk.clerk, { original, copy, reason })).toBe('ATTACHMENT_UNKNOWN');
    expect(await code(as, { original: copy, copy, reason })).toBe('ATTACHMENT_UNKNOWN');
    expect(await code(as, { original, copy, reason: '' })).toBe('INPUT_INVALID');
    expect(await code(as, { original, copy, reason, isCovered: false })).toBe('INPUT_INVALID');
    const same = await http(`GET /api/attachments/${original}?county=310116`, { as });
    expect(same.status).toBe(200);
    expect((await publicly(number)).body.pictures).toEqual([]);
  });

  it('goes when the matter does not stand on the board any more', async () => {
    const { number, original } = await withPhoto();
    const copy = await upload(folk.townDispatcher, await covered());
    await release(folk.townDispatcher, number, { original, copy, reason: '公开现场' });
    const href = `/api/public/attachments/${copy}?county=310116`;
    expect((await http(`GET ${href}`)).status).toBe(200);
    const reason = '反映的是城管局自己';
    const subject = { subjectOrg: folk.orgs.department, reason };
    await done(folk.townDispatcher, number, 'nameSubject', subject);
    expect((await http(`GET ${href}`)).status).toBe(404);
  });
});

type Line = {
  region: string;
  received: number | null;
  medianAnswerHours: { value: number } | null;
};

describe('public figures', () => {
  it('keep back what is counted from few, and say the rest town by town', async () => {
    const numbers: string[] = [];
    for (let at = 0; at < 6; at += 1) numbers.push(await report(await folk.resident()));
    clock.pass(5 * 3_600_000);
    const answer = { text: '已安排维修。', isPublic: true };
    for (const number of numbers) await done(folk.townDispatcher, number, 'reply', answer);
    const running = await http('GET /api/public/figures?county=310116&month=2026-11');
    // Today's figure less yesterday's would count one day's matters.
    expect(running.body).toMatchObject({ from: null, to: null, county: { received: null } });
    clock.pass(20 * 86_400_000);
    const { body } = await http('GET /api/public/figures?county=310116&month=2026-11');
    expect(body).toMatchObject({ from: '2026-11-01', to: '2026-11-30', atLeast: 5 });
    const towns = body.towns as Line[];
    expect(towns.map((one) => one.region)).toEqual(['310116101', '310116102']);
    expect(towns[0]?.received).toBeGreaterThan(5);
    expect(towns[0]?.medianAnswerHours?.value).toBeLessThanOrEqual(6);
    // One matter in the other town, one rating in all: neither is told, nor is it by the whole.
    expect(towns[1]).toMatchObject({ received: null, closed: null, meanRating: null });
    expect(body.county).toMatchObject({ received: towns[0]?.received, meanRating: null });
    const year = await http('GET /api/public/figures?county=310116&year=2026');
    expect(year.body).toMatchObject({ from: '2026-01-01', to: '2026-11-30', towns });
  });

  it.each(['month=2026-13', 'from=2026-11-20', 'year=1999', 'county=%27'])(
    'refuse %s',
    async (line) => {
      const query = line.startsWith('county') ? line : `county=310116&${line}`;
      expect((await http(`GET /api/public/figures?${query}`)).status).toBe(400);
    },
  );
});

proveLogs(story);
