/**
 * What the intake of a petition decides: who speaks for several visitors, and that the same is not
 * taken up twice. A person decides by a number that somebody named; nothing finds people.
 */
import { describe, expect, it } from 'vitest';
import { officesAbove } from '../../test/above.ts';
import { HERE, storyHouse } from '../../test/house.ts';
import { hire } from '../../test/people.ts';
import { type Caller, proveLogs, teller } from '../../test/teller.ts';

const story = await storyHouse('2026-01-16T02:00:00Z');
const { report, done, refused, act, read } = teller(story);
const { http } = story;
const folk = await story.people();
const above = await officesAbove(story.world, folk);
const officer = folk.petitionOfficer;

const claim = async (as: Caller, more: object = {}) =>
  report(as, { category: 'claim', text: '补贴没有发到，请核实。', ...more });
const forwarded = async (number: string) => {
  await done(officer, number, 'classify', { class: 'claim', reason: '要求补发' });
  await done(officer, number, 'forward', { org: folk.orgs.department, way: 'forward' });
};
const notice = { route: 'hear', procedure: '听取陈述并调查核实。' };
const words = { conclusion: 'explained', claim: '补发', facts: '核实', opinion: '说明' };
const served = async (as: Caller, number: string, paper: string) => {
  await http(`POST /api/matters/${number}/papers`, { as, body: { paper } });
  const proof = { how: 'inPerson', deliveredOn: '2026-01-16', to: '周示例', proof: '回证' };
  return done(as, number, 'deliver', { paper, ...proof });
};

describe('the same petition a second time', () => {
  const decline = (ground: string, earlier: string, reply = `同一事项正在办理：${earlier}。`) => ({
    ground,
    earlier,
    reason: '信访人说明是同一事项',
    legalBasis: '信访工作条例第十九条',
    reply,
  });

  it('at the same office is answered with the number of the first, by which it is followed', async () => {
    const resident = await folk.resident();
    const first = await claim(resident);
    await forwarded(first);
    const second = await claim(resident);
    expect(await done(officer, second, 'decline', decline('sameOrgan', first))).toBe('closed');
    const own = (await http(`GET /api/my/matters/${second}`, { as: resident })).body;
    expect(own).toMatchObject({
      outcome: { code: 'declined' },
      replies: [{ text: expect.stringContaining(first) }],
    });
    // Nothing about the first changed, and nothing links the two but the clerk's own words.
    expect(await read(officer, first)).toMatchObject({ isOpen: true, links: [] });
  });

  it('is declined only on a ground that holds', async () => {
    const resident = await folk.resident();
    const first = await claim(resident);
    await forwarded(first);
    const second = await claim(resident);
    const why = (input: object) => refused(officer, second, 'decline', input);
    expect(await why(decline('sameOrgan', second))).toBe('OTHER_MATTER_UNKNOWN');
    expect(await why(decline('sameOrgan', '310116-26-9999999'))).toBe('OTHER_MATTER_UNKNOWN');
    expect(await why(decline('sameOrgan', '没有编号'))).toBe('OTHER_MATTER_UNKNOWN');
    expect(await why(decline('finished', first))).toBe('PETITION_EARLIER_NOT_FINISHED');
    expect(await why(decline('sameOrgan', first, '不予受理。'))).toBe(
      'PETITION_REPLY_WITHOUT_NUMBER',
    );
    const light = await report(resident);
    expect(await why(decline('sameOrgan', light))).toBe('PETITION_EARLIER_OTHER');
    // Article 19 is for the superiors of the organ that has it, which the county's centre is.
    expect(await done(officer, second, 'decline', decline('underWay', first))).toBe('closed');
  });

  it('names no petition that the clerk may not see', async () => {
    const resident = await folk.resident();
    const sealed = await report(resident, { category: 'accusation', text: '反映收受好处。' });
    const second = await claim(resident);
    const input = decline('sameOrgan', sealed);
    const { status, body } = await act(folk.clerk, second, 'decline', input);
    expect([status, body.code]).toEqual([400, 'OTHER_MATTER_UNKNOWN']);
    const absent = decline('sameOrgan', '310116-26-9999999');
    const other = await act(folk.clerk, second, 'decline', absent);
    expect({ ...other.body, requestId: '' }).toEqual({ ...body, requestId: '' });
  });

  it('with the same facts and reasons after the re-review is over', async () => {
    const resident = await folk.resident();
    const first = await claim(resident);
    await forwarded(first);
    await done(folk.handler, first, 'notify', notice);
    await done(folk.handler, first, 'giveOpinion', { ...words, legalBasis: '示例办法第三条' });
    await served(folk.handler, first, 'opinion');
    const upheld = { result: 'upheld', opinion: '清楚', legalBasis: '示例办法第三条' };
    await done(resident, first, 'askReview', { reason: '不服' });
    await done(above.cityOfficer, first, 'giveReview', upheld);
    await served(above.cityOfficer, first, 'review');
    const second = await claim(resident);
    const over = decline('finished', first, `${first} 的复核意见为终结意见。`);
    expect(await refused(officer, second, 'decline', over)).toBe('PETITION_EARLIER_NOT_FINISHED');
    await done(resident, first, 'askReReview', { reason: '不服' });
    await done(above.provinceOfficer, first, 'giveReReview', upheld);
    await served(above.provinceOfficer, first, 'reReview');
    expect(await done(officer, second, 'decline', over)).toBe('closed');
  });
});

describe('several who come in person', () => {
  const five = { first: '周甲示例', second: '吴乙示例', third: '郑丙示例' };
  const visit = () => claim(folk.clerk, { channel: 'visit' });

  it('are represented by five at most; a letter has no such bound', async () => {
    const number = await visit();
    const six = { visitors: 20, representatives: 6, ...five };
    const answer = await act(officer, number, 'nameRepresentatives', six);
    expect(answer.body).toMatchObject({ code: 'PETITION_REPRESENTATIVES_TOO_MANY' });
    expect((answer.body.titles as { zh: string }).zh).toContain('第20条');
    const letter = await claim(folk.clerk, { channel: 'letter' });
    expect(await refused(officer, letter, 'nameRepresentatives', six)).toBe('PETITION_NO_VISIT');
  });

  it('are parties of the matter, sealed: opened with a purpose and in no list or log', async () => {
    const number = await visit();
    await done(officer, number, 'nameRepresentatives', {
      visitors: 20,
      representatives: 3,
      ...five,
    });
    const seen = JSON.stringify([
      await read(officer, number),
      (await http(`GET /api/matters/${number}/log`, { as: officer })).body,
      (await http(`GET /api/matters?queue=recent&county=310116`, { as: officer })).body,
      (await http(`GET /api/matters/search?q=周甲示例`, { as: officer })).body,
    ]);
    for (const name of Object.values(five)) expect(seen).not.toContain(name);
    const body = { purpose: 'service', reason: '联系代表' };
    const opened = await http(`POST /api/matters/${number}/persons`, { as: officer, body });
    const names = (opened.body.persons as { name: string }[]).map((one) => one.name);
    expect(names).toEqual(expect.arrayContaining(Object.values(five)));
  });
});

describe('a petition of a town without a petition officer', () => {
  const titles = async (as: Caller, queue: string) => {
    const { body } = await http(`GET /api/matters?queue=${queue}&county=310116`, { as });
    return (body.items as { number: string }[]).map(({ number }) => number);
  };

  it('is held by the county’s centre, as the preview said, and waits in its officer’s queue', async () => {
    const resident = await folk.resident();
    const asked = { category: 'claim', text: '补贴没有发到。', point: HERE };
    const said = await http('POST /api/reports/preview', { as: resident, body: asked });
    expect(said.body).toMatchObject({ owner: { id: folk.orgs.centre } });
    const number = await claim(resident);
    const seen = await read(officer, number);
    expect(seen.owner).toMatchObject({ id: folk.orgs.centre });
    expect(seen.heldWhy).toMatchObject({ zh: '信访事项由最近一级配有信访工作人员的中心受理' });
    expect(seen.allowedActions).toContainEqual(
      expect.objectContaining({ action: 'classify', isPrimary: true }),
    );
    expect(await titles(officer, 'toOpen')).toContain(number);
    expect(await titles(folk.townDispatcher, 'toOpen')).not.toContain(number);
  });

  it('comes there too when the town’s centre finds that it is one', async () => {
    const number = await report(folk.clerk, { category: undefined, text: '要求补发补贴。' });
    expect(await titles(folk.townDispatcher, 'toOpen')).toContain(number);
    await done(folk.townDispatcher, number, 'triage', { category: 'claim', reason: '申诉求决' });
    expect((await read(officer, number)).owner).toMatchObject({ id: folk.orgs.centre });
    expect(await titles(officer, 'toOpen')).toContain(number);
  });

  it('stays in the town once somebody has the post there', async () => {
    const town = await hire(story.world, {
      login: 'town-petitions',
      role: 'petitionOfficer',
      orgId: folk.orgs.town,
      regions: ['310116101'],
    });
    const number = await claim(await folk.resident());
    expect((await read(town, number)).owner).toMatchObject({ id: folk.orgs.town });
    expect(await titles(town, 'toOpen')).toContain(number);
  });
});

proveLogs(story);
