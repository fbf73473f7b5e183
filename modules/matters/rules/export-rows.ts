/** A matter as a row of an exported file, and the mark that every row carries. Pure. */
import { civilDate } from '../../../kernel/dates.ts';
import { civilAt } from '../../../kernel/zone.ts';
import type { MatterSummary } from '../contract/lists.ts';
import { channelWords, outcomeWords, said } from '../contract/words.ts';

export type Language = 'zh' | 'en';
export type ExportShown = {
  zone: string;
  language: Language;
  /** The names of the rows' regions, by code. */
  names: ReadonlyMap<string, string>;
};

type Column = {
  zh: string;
  en: string;
  cell: (row: MatterSummary, shown: ExportShown) => string;
};

const named = (label: { zh: string; en?: string | null } | null, language: Language) =>
  label === null ? '' : language === 'en' ? (label.en ?? label.zh) : label.zh;
const yes = (is: boolean, language: Language) => (is ? (language === 'zh' ? '是' : 'yes') : '');

const columns: readonly Column[] = [
  { zh: '编号', en: 'Number', cell: (row) => row.number },
  { zh: '标题', en: 'Title', cell: (row) => row.title },
  { zh: '类别', en: 'Category', cell: (row, { language }) => named(row.category, language) },
  { zh: '环节', en: 'Stage', cell: (row, { language }) => named(row.stage, language) },
  {
    zh: '紧急',
    en: 'Urgent',
    cell: (row, { language }) => yes(row.urgency === 'urgent', language),
  },
  {
    zh: '来源',
    en: 'Channel',
    cell: (row, { language }) => said(channelWords, row.channel)[language],
  },
  { zh: '地点', en: 'Place', cell: (row, { names }) => names.get(row.region) ?? row.region },
  { zh: '网格', en: 'Grid', cell: (row) => row.grid ?? '' },
  { zh: '受理时间', en: 'Received', cell: (row, { zone }) => timeIn(zone, row.receivedAt) },
  { zh: '期限', en: 'Due', cell: (row, { zone }) => timeIn(zone, row.dueAt) },
  { zh: '逾期', en: 'Overdue', cell: (row, { language }) => yes(row.isOverdue, language) },
  {
    zh: '主办单位',
    en: 'Lead organisation',
    cell: (row, { language }) => named(row.handlingOrg, language),
  },
  {
    zh: '办理结果',
    en: 'Outcome',
    cell: (row, { language }) =>
      row.outcome === null ? '' : said(outcomeWords, row.outcome)[language],
  },
  { zh: '结案时间', en: 'Closed', cell: (row, { zone }) => timeIn(zone, row.closedAt) },
  { zh: '返工次数', en: 'Reworks', cell: (row) => String(row.reworkCount) },
];

export const exportHead = (language: Language): string[] =>
  columns.map((column) => column[language]);

export const exportRow = (row: MatterSummary, shown: ExportShown): string[] =>
  columns.map((column) => column.cell(row, shown));

const two = (n: number) => String(n).padStart(2, '0');

/** `2026-11-20 10:05` in the centre's zone. */
function timeIn(zone: string, at: string | number | null): string {
  if (at === null) return '';
  const { day, msOfDay } = civilAt(typeof at === 'string' ? Date.parse(at) : at, zone);
  const minutes = Math.floor(msOfDay / 60_000);
  return `${civilDate(day)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

export type TakenBy = {
  org: string;
  post: string;
  name: string;
  /** Epoch ms. */
  at: number;
  zone: string;
  reason: string;
  serial: string;
};

/** Who took it, as what post, when, what for, and the number under which the log has it. */
export function watermark(by: TakenBy, language: Language): string {
  const parts = [by.org, by.post, by.name, timeIn(by.zone, by.at)];
  const words = language === 'zh' ? ['用途：', '编号：'] : ['for: ', 'no. '];
  return [...parts, words[0] + by.reason, words[1] + by.serial].filter(Boolean).join(' · ');
}
