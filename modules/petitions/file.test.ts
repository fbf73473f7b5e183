/** A proxy brings a petition for its petitioner, who consents with a code of their own. */
import { describe, expect, it } from 'vitest';
import { storyHouse } from '../../test/house.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';
import { commandContext } from '../identity/index.ts';

const story = await storyHouse('2026-01-16T02:00:00Z');
const { read, done, refused } = teller(story);
const { http } = story;
const folk = await story.people();
const DAY = 86_400_000;
const { sent } = story.world.phoneCodes;
const dayIn = (days: number) =>
  new Date(story.clock.now() + days * DAY + 8 * 3_600_000).toISOString().slice(0, 10);

/** Somebody signed in, and the phone that they signed in with. */
async function someone() {
  const as = await folk.resident();
  return { as, phone: sent.at(-1)?.phone ?? '' };
}

const filingFor = (phone: string, changed: object = {}) => ({
  petitioner: { name: '周示例', phone },
  text: '我叫周示例，去年的补贴没有发到，请核实。',
  category: 'claim',
  region: '310116101',
  helper: 'gridWorker',
  name: '何示例',
  mayMessage: true,
  mayReview: false,
  reportOn: dayIn(7),
  ...changed,
});
type Filing = ReturnType<typeof filingFor>;

async function codeFor(as: Caller, filing: Filing): Promise<string> {
  // Nobody is sent a second code within a minute.
  story.clock.pass(61_000);
  const answer = await http('POST /api/my/petitions/code', { as, body: filing });
  expect(answer.body).toMatchObject({ validMinutes: 5 });
  return sent.at(-1)?.code ?? '';
}

const file = (as: Caller, filing: object, code: string, key?: string) =>
  http('POST /api/my/petitions', {
    as,
    body: { ...filing, code },
    ...(key && { headers: { 'idempotency-key': key } }),
  });

describe('a proxy who files', () => {
  it('brings it in the petitioner’s name, with a mandate that they confirmed and may revoke', async () => {
    const [petitioner, proxy] = [await someone(), await someone()];
    const filing = filingFor(petitioner.phone);
    const code = await codeFor(proxy.as, filing);
    expect(sent.at(-1)).toMatchObject({
      phone: petitioner.phone,
      use: expect.stringContaining('代理人'),
    });
    const { body } = await file(proxy.as, filing, code);
    const number = String(body.number);
    // Theirs from the first moment: text, rights and the end of the mandate.
    expect(await read(petitioner.as, number)).toMatchObject({
      kind: { code: 'petition' },
    });
    const theirs = await http('GET /api/my/matters', { as: petitioner.as });
    expect(theirs.body.items).toMatchObject([{ number, relation: 'reporter' }]);
    const { body: told } = await http(`GET /api/matters/${number}/care`, { as: petitioner.as });
    expect(told.care).toMatchObject({
      mandate: { state: 'active', isFiled: true, helper: 'gridWorker', reportOn: filing.reportOn },
    });
    const mine = await http('GET /api/my/matters', { as: proxy.as });
    expect(mine.body.items).toMatchObject([{ number, relation: 'proxy' }]);
    const log = JSON.stringify(
      (await http(`GET /api/matters/${number}/log`, { as: folk.petitionOfficer })).body,
    );
    expect(log).toContain('代理人代为提出');
    expect(log).not.toContain('何示例');
    expect(log).not.toContain('周示例');
    const clocks = await http(`GET /api/matters/${number}/clocks`, { as: folk.petitionOfficer });
    expect(clocks.body.items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: 'firstStep', state: 'running' }),
        expect.objectContaining({ name: 'proxyReport', state: 'running' }),
      ]),
    );
    // The day of a hearing is both of theirs to know.
    await http(`POST /api/matters/${number}/dates`, {
      as: folk.petitionOfficer,
      body: {
        kind: 'hearing',
        title: 'hearing',
        posts: [],
        place: '示例听证室',
        startsAt: new Date(story.clock.now() + 3 * DAY).toISOString(),
        endsAt: new Date(story.clock.now() + 3 * DAY + 3_600_000).toISOString(),
      },
    });
    for (const as of [petitioner.as, proxy.as]) {
      const dates = await http(`GET /api/matters/${number}/dates`, { as });
      expect(dates.body.items).toMatchObject([
        { kind: 'hearing', place: '示例听证室', insisted: null },
      ]);
    }
    await done(proxy.as, number, 'proxyMessage', { text: '补充存折复印件' });
    await done(proxy.as, number, 'proxyReport', { text: '已提交', reportOn: dayIn(14) });
    expect(await refused(proxy.as, number, 'withdraw', {})).toBe('NOT_YOURS');
    await done(petitioner.as, number, 'revokeMandate');
    expect((await http(`GET /api/matters/${number}`, { as: proxy.as })).status).toBe(404);
    expect(await read(petitioner.as, number)).toMatchObject({ isOpen: true });
  });

  it('reaches somebody who never signed in here: the petition waits for their phone', async () => {
    const proxy = await someone();
    const phone = '13911112222';
    const filing = filingFor(phone);
    const { body } = await file(proxy.as, filing, await codeFor(proxy.as, filing));
    story.clock.pass(61_000);
    await http('POST /api/residents/codes', { body: { phone } });
    const signed = await http('POST /api/residents/sign-in', {
      body: { phone, code: sent.at(-1)?.code },
    });
    expect(signed.status).toBe(200);
    expect(body.number).toEqual(expect.any(String));
  });

  it('needs the code for just these words and this mandate; it opens nothing else', async () => {
    const [petitioner, proxy, other] = [await someone(), await someone(), await someone()];
    const filing = filingFor(petitioner.phone);
    const code = await codeFor(proxy.as, filing);
    const wider = { ...filing, mayReview: true };
    expect((await file(proxy.as, wider, code)).body.code).toBe('CODE_WRONG');
    expect((await file(proxy.as, { ...filing, text: '改了的话' }, code)).body.code).toBe(
      'CODE_WRONG',
    );
    expect((await file(other.as, filing, code)).body.code).toBe('CODE_WRONG');
    const signIn = { phone: petitioner.phone, code };
    expect((await http('POST /api/residents/sign-in', { body: signIn })).body.code).toBe(
      'CODE_WRONG',
    );
    const key = '01890000-0000-7000-8000-00000000f11e';
    const first = await file(proxy.as, filing, code, key);
    expect(first.status).toBe(200);
    // The same once more is the same petition; without the key the code is used up.
    expect((await file(proxy.as, filing, code, key)).body).toEqual(first.body);
    expect((await file(proxy.as, filing, code)).body.code).toBe('CODE_WRONG');
  });

  it.each([
    ['an accusation, which is sealed', { category: 'accusation' }, 'PROXY_NOT_SEALED'],
    ['what is no petition', { category: 'streetLight' }, 'NOT_A_PETITION'],
    ['a report-back in the past', { reportOn: '2026-01-01' }, 'INPUT_INVALID'],
    ['a place that is not ours', { region: '999999' }, 'REGION_UNKNOWN'],
  ])('is refused %s before a code is sent', async (_what, changed, code) => {
    const proxy = await someone();
    const before = sent.length;
    const body = { ...filingFor('13911113333'), ...changed };
    expect((await http('POST /api/my/petitions/code', { as: proxy.as, body })).body.code).toBe(
      code,
    );
    expect(sent).toHaveLength(before);
  });

  it('cannot be the petitioner, nor staff at their desk', async () => {
    const proxy = await someone();
    const own = filingFor(proxy.phone);
    const asked = (as: Caller) => http('POST /api/my/petitions/code', { as, body: own });
    expect((await asked(proxy.as)).body.code).toBe('PROXY_IS_PETITIONER');
    expect((await asked(folk.petitionOfficer)).body.code).toBe('FORBIDDEN');
  });

  it('is not offered where the centre’s practice says no', async () => {
    const { house } = story;
    const proxy = await someone();
    const petitions = { withdrawalSample: 0.2, offersProxy: false };
    await house.rulebook.publish(commandContext('test', story.clock.now(), house.newId), {
      county: '310116',
      kind: 'settings',
      name: 'main',
      body: {
        selfHandledSample: 0.1,
        reopen: { within: { amount: 10, unit: 'calendarDays' }, times: 2 },
        attemptsBeforePublicAnswer: 3,
        objectionWithin: { amount: 2, unit: 'workingDays' },
        near: { metres: 250, days: 14 },
        ratingWords: { atLeast: 5, afterDays: 7 },
        petitions,
      },
      validFrom: Date.UTC(2020, 0, 1),
      note: 'test',
    });
    await house.rulebook.refresh();
    story.clock.pass(1000);
    const asked = { as: proxy.as, body: filingFor('13911114444') };
    expect((await http('POST /api/my/petitions/code', asked)).body.code).toBe('PROXY_NOT_OFFERED');
  });
});

proveLogs(story);
