/** The report of a year (art. 41), from the record: sums that point at nobody, and a document. */
import { covers } from '../../../kernel/actor.ts';
import { chineseDate, type Paper, type PaperBlock } from '../../../kernel/paper.ts';
import { refuse } from '../../../kernel/refusal.ts';
import { dateAt, instantOf } from '../../../kernel/zone.ts';
import type { RequestContext } from '../../../platform/http/index.ts';
import { journal } from '../../../platform/journal/journal.ts';
import { type ActSum, countActs, countReceived, type Sum } from '../../matters/index.ts';
import { type Group, type Yearly, type YearlyFormat, type YearlyGroup } from '../contract.ts';
import { classOf, leastTold, toldOf } from '../rules/yearly.ts';
import { groupTitles, wordsFor } from '../rules/yearly-words.ts';
import type { PetitionsWorld } from './world.ts';

type Asked = { county: string; year: number };
type Sums = Record<YearlyGroup, Sum[]>;
type Named = (code: string) => { zh: string; en: string };

/** Refuses NOT_FOUND to whoever does not see the whole county, and for years to come. */
export async function readYearly(
  world: PetitionsWorld,
  ctx: RequestContext,
  asked: Asked,
): Promise<Yearly> {
  const { county, year } = asked;
  const { actor } = ctx;
  const isPlaced = actor.kind === 'staff' || actor.kind === 'machine';
  if (!isPlaced || !actor.counties.includes(county)) return refuse('NOT_FOUND');
  if (!covers(actor.regions, county) || year > yearOf(world, ctx)) return refuse('NOT_FOUND');
  const sums = await sumsOf(world, asked);
  const categoryNamed = await world.categoryNamed(county, ctx.now);
  const orgNamed: Named = (id) => {
    const { zh, en } = world.orgNamed(id);
    return { zh, en: en ?? zh };
  };
  const told = (group: YearlyGroup): Group => {
    const name = group === 'fields' ? categoryNamed : group === 'organs' ? orgNamed : wordsFor;
    const { cells, merged, total } = toldOf(sums[group]);
    const named = cells.map(({ code, count }) => ({ what: { code, ...name(code) }, count }));
    return { cells: named, merged, total };
  };
  const groups = Object.fromEntries(
    Object.keys(groupTitles).map((group) => [group, told(group as YearlyGroup)]),
  ) as Record<YearlyGroup, Group>;
  return {
    county,
    name: await world.placeNamed(county, ctx.now),
    year,
    from: `${year}-01-01`,
    to: `${year}-12-31`,
    least: leastTold,
    groups,
  };
}

const yearOf = ({ zone }: PetitionsWorld, { now }: RequestContext) =>
  Number(dateAt(now, zone).slice(0, 4));

const ACTS = [
  'forward',
  'designate',
  'handOverAccusation',
  'referJudicial',
  'supervise',
  'replySupervision',
  'jointMeasure',
  'withdraw',
  'recordWithdrawal',
  'callBackWithdrawal',
];

/** What of the petitions themselves is counted. */
const matterGroups = ['classes', 'fields', 'channels', 'outcomes', 'organs'] as const;

async function sumsOf(world: PetitionsWorld, { county, year }: Asked): Promise<Sums> {
  const span = {
    county,
    kind: 'petition',
    from: instantOf(`${year}-01-01 00:00`, world.zone),
    to: instantOf(`${year + 1}-01-01 00:00`, world.zone),
  };
  return world.db.snapshot({ counties: [county] }, async (tx) => {
    const counted = await Promise.all(matterGroups.map((by) => countReceived(tx, span, by)));
    const of = Object.fromEntries(matterGroups.map((by, at) => [by, counted[at] ?? []]));
    const { classes = [], organs = [], ...rest } = of;
    return {
      ...(rest as Pick<Sums, 'fields' | 'channels' | 'outcomes'>),
      classes: merged(classes.map(({ code, count }) => ({ code: classOf(code || null), count }))),
      organs: organs.filter(({ code }) => code !== ''),
      ...ofActs(await countActs(tx, span, ACTS)),
    };
  });
}

function merged(sums: readonly Sum[]): Sum[] {
  const all = Map.groupBy(sums, ({ code }) => code);
  return [...all].map(([code, same]) => ({
    code,
    count: same.reduce((sum, { count }) => sum + count, 0),
  }));
}

type ActGroups = Pick<
  Sums,
  'forwarding' | 'urging' | 'proposals' | 'adoption' | 'measures' | 'withdrawals'
>;

function ofActs(acts: readonly ActSum[]): ActGroups {
  const of = (name: string, code: (act: ActSum) => string) =>
    acts
      .filter(({ action }) => action === name)
      .map((act) => ({ code: code(act), count: act.count }));
  const as = (name: string, code: string) => of(name, () => code);
  return {
    forwarding: merged([
      ...of('forward', ({ choice }) => choice),
      ...as('designate', 'designate'),
      ...as('handOverAccusation', 'handedOver'),
      ...as('referJudicial', 'handedOver'),
    ]),
    urging: merged(as('supervise', 'urging')),
    proposals: merged(of('supervise', ({ more }) => more || 'improvement')),
    adoption: merged(of('replySupervision', ({ choice }) => choice)),
    measures: merged(of('jointMeasure', ({ choice }) => choice)),
    withdrawals: merged([
      ...as('withdraw', 'byCode'),
      ...as('recordWithdrawal', 'byCall'),
      ...of('callBackWithdrawal', ({ choice }) => choice),
    ]),
  };
}

const TYPES: Record<YearlyFormat, string> = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

export async function openYearly(
  world: PetitionsWorld,
  ctx: RequestContext,
  asked: Asked & { format: YearlyFormat },
): Promise<Buffer> {
  const { actor } = ctx;
  const report = await readYearly(world, ctx, asked);
  const organ = world.orgNamed(actor.kind === 'staff' ? actor.org : '').zh || report.name;
  const made = await world.render(paperOf(report, organ, dateAt(ctx.now, world.zone)));
  const { county, year, format } = asked;
  await world.db.scoped({ counties: [county] }, async (tx) =>
    journal(tx, ctx, { verb: 'petition.report', county, detail: { year, format } }),
  );
  const name = encodeURIComponent(`${report.name}信访情况年度报告${year}`);
  ctx.setHeader('content-type', TYPES[format]);
  ctx.setHeader('content-disposition', `attachment; filename*=UTF-8''${name}.${format}`);
  ctx.setHeader('x-content-type-options', 'nosniff');
  ctx.setHeader('cache-control', 'private, no-store');
  return made[format];
}

function paperOf(report: Yearly, organ: string, today: string): Paper {
  const { year, from, to, name } = report;
  const parts = Object.entries(report.groups).flatMap(([group, told]) =>
    partOf(groupTitles[group as YearlyGroup].zh, told),
  );
  const span = `${chineseDate(from)}至${chineseDate(to < today ? to : today)}`;
  return {
    organ,
    number: `信访年报〔${year}〕1号`,
    title: `${name}${year}年信访情况年度报告`,
    addressee: null,
    body: [
      {
        kind: 'text',
        text: `根据《信访工作条例》第四十一条，将${span}的信访情况报告如下。数据由办理记录生成。`,
      },
      {
        kind: 'text',
        text: `为不指向个人，不足${report.least}件的项目合并列示；检举控告不单列。数量不作为对地方、单位和个人的评价依据。`,
      },
      ...parts,
    ],
    attached: [],
    signedBy: organ,
    isSealedByHand: true,
    date: today,
    copies: [],
  };
}

function partOf(title: string, { cells, merged: rest, total }: Group): PaperBlock[] {
  const heading: PaperBlock = { kind: 'heading', level: 1, text: title };
  if (total === null) return [heading, { kind: 'text', text: '不足十件，不列示。' }];
  const rows = cells.map(({ what, count }) => [what.zh, String(count)]);
  if (rest !== null) rows.push(['合并列示', String(rest)]);
  rows.push(['合计', String(total)]);
  return [heading, { kind: 'table', head: ['项目', '数量'], rows }];
}
