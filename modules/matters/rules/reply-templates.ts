/**
 * A centre's templates for replies: which fit a matter, and their gaps filled from it. What only a
 * person can know stays open as 【…】 and is seen in the form.
 */
import { civilText } from '../../../kernel/zone.ts';
import { type ReplyGap, replyGapWords } from '../contract/replies.ts';
import { outcomeWords, said } from '../contract/words.ts';
import { type CategoryTree, lineage } from './category.ts';
import type { MatterView } from './view.ts';

export type ReplyTemplate = {
  code: string;
  zh: string;
  en: string;
  /** Absent or empty: for all. A category stands for those below it. */
  categories?: readonly string[];
  outcomes?: readonly string[];
  actions?: readonly string[];
  text: string;
};

export type ReplyTemplates = { templates: readonly ReplyTemplate[] };

export const noReplyTemplates: ReplyTemplates = { templates: [] };

/** The gaps that a template may name. */
export const replyGaps = Object.keys(replyGapWords) as ReplyGap[];

export type Fitting = { outcome: string | null; action: string | null };

/** Those that fit, the most exact first: by category, then by outcome. */
export function fittingTemplates(
  { templates }: ReplyTemplates,
  tree: CategoryTree,
  category: string | null,
  { outcome, action }: Fitting,
): ReplyTemplate[] {
  const line = lineage(tree, category);
  const depthOf = (one: ReplyTemplate) => {
    const at = line.findIndex((code) => one.categories?.includes(code));
    return at < 0 ? line.length : at;
  };
  const isOpen = (list: readonly string[] | undefined, value: string | null) =>
    !list?.length || value === null || list.includes(value);
  return templates
    .filter((one) => !one.categories?.length || depthOf(one) < line.length)
    .filter((one) => isOpen(one.outcomes, outcome) && isOpen(one.actions, action))
    .toSorted(
      (a, b) =>
        depthOf(a) - depthOf(b) ||
        Number(!a.outcomes?.length) - Number(!b.outcomes?.length) ||
        templates.indexOf(a) - templates.indexOf(b),
    );
}

const GAP = /\{(\w+)\}/g;

/** The text with its gaps filled; what the matter does not know is asked for. */
export function fillTemplate(text: string, gaps: Readonly<Record<string, string>>): string {
  return text.replace(GAP, (_whole, name: string) => gaps[name] || `【${gapWords[name] ?? name}】`);
}

const gapWords: Readonly<Record<string, string>> = Object.fromEntries(
  replyGaps.map((gap) => [gap, replyGapWords[gap].zh]),
);

/** What a matter has for the gaps, in Chinese: replies are written in it. */
export function gapsOf(
  view: MatterView,
  around: { now: number; zone: string; outcome: string | null; regionName: string },
): Record<ReplyGap, string> {
  const { matter } = view.state;
  const day = (at: number | null) => (at === null ? '' : chineseDay(civilText(at, around.zone)));
  const owner = view.orgs.find(matter.ownerOrg);
  const outcome = around.outcome ?? matter.facts.result?.outcome ?? null;
  return {
    number: matter.number,
    title: matter.title,
    category: view.category?.zh ?? '',
    place: matter.facts.placeText || around.regionName,
    receivedOn: day(matter.receivedAt),
    dueOn: day(matter.dueAt),
    outcome: outcome === null ? '' : said(outcomeWords, outcome).zh,
    result: matter.facts.result?.text ?? '',
    handlingOrg: view.orgs.find(matter.handlingOrg ?? '')?.nameZh ?? '',
    centre: owner?.nameZh ?? '',
    centrePhone: owner?.phone ?? '',
    today: day(around.now),
  };
}

export type ExampleAround = {
  now: number;
  zone: string;
  county: string;
  regionName: string;
  category: { zh: string } | null;
  outcome: string | null;
  centre: { nameZh: string; phone: string | null } | null;
  handlingOrg: { nameZh: string } | null;
};

const DAY_MS = 86_400_000;

/** What a matter that nobody reported would have for the gaps; all of it is marked 示例. */
export function exampleGaps(around: ExampleAround): Record<ReplyGap, string> {
  const day = (days: number) => chineseDay(civilText(around.now + days * DAY_MS, around.zone));
  const year = civilText(around.now, around.zone).slice(2, 4);
  const what = around.category?.zh ?? '路灯不亮';
  return {
    number: `${around.county}-${year}-0000123`,
    title: `${what}（示例）`,
    category: around.category?.zh ?? '',
    place: `${around.regionName}示例路12号`,
    receivedOn: day(-3),
    dueOn: day(4),
    outcome: around.outcome === null ? '' : said(outcomeWords, around.outcome).zh,
    result: '已到现场处理完毕（示例）',
    handlingOrg: around.handlingOrg?.nameZh ?? '',
    centre: around.centre?.nameZh ?? '',
    centrePhone: around.centre?.phone ?? '',
    today: day(0),
  };
}

function chineseDay(civil: string): string {
  const [year, month, day] = civil.slice(0, 10).split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** Faults of a document of templates: doubles, gaps that nothing fills, categories unknown. */
export function checkReplyTemplates(
  { templates }: ReplyTemplates,
  tree: CategoryTree | null,
): string[] {
  const known: ReadonlySet<string> = new Set(replyGaps);
  const codes = new Set(tree?.categories.map((category) => category.code));
  const seen = new Set<string>();
  return templates.flatMap((one, index) => {
    const at = `templates.${index}`;
    const faults: string[] = [];
    if (seen.has(one.code)) faults.push(`${at}.code: ${one.code} stands twice`);
    seen.add(one.code);
    for (const [, gap] of one.text.matchAll(GAP)) {
      if (!known.has(gap ?? '')) faults.push(`${at}.text: nothing fills {${gap}}`);
    }
    for (const code of tree ? (one.categories ?? []) : []) {
      if (!codes.has(code)) faults.push(`${at}.categories: the category ${code} is unknown`);
    }
    return faults;
  });
}
