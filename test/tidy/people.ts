/**
 * Never an instrument against people. The words of such instruments may not stand in schema, code,
 * addresses or texts; comments and docs may say that we do without. No query finds a person across
 * matters, and no column makes one findable.
 */

import type { Table } from './schema.ts';
import type { Source } from './sources.ts';
import { topStatements } from './sources.ts';
import { wordsOf } from './words.ts';

const listed = (text: string) => text.split(',').map((phrase) => phrase.trim());

/** Phrases of English words, matched word by word in names and texts. */
const english = listed(`
  face recognition, facial, face id, face match, face library, plate recognition,
  vehicle recognition, person recognition, gait, biometric, watch list, watchlist, blacklist,
  black list, graylist, red list, key person, key persons, key people, focus person,
  special population, person score, risk score, credit score, social credit, trust score,
  person tag, person risk, risk person, troublemaker, repeat petitioner, vexatious,
  opinion monitoring, public opinion, sentiment, opinion watch, opinion score, religion,
  religious, religions, ethnicity, political status, political category, political view,
  political, party membership, dossier, dossiers, household, households, household register,
  hukou, population register, person register, person profile, resident profile, track person,
  track people, person track, location history, movement history, imei, imsi, phone track,
  mutual report, mutual reporting, informer
`);

const chinese = listed(`
  人脸, 车牌识别, 车辆识别, 步态, 虹膜, 声纹, 指纹识别, 重点人员, 重点人群,
  重点人口, 重点对象, 特殊人群, 特殊人员, 关注人员, 黑名单, 灰名单, 布控,
  人员轨迹, 人员画像, 居民画像, 一人一档, 一户一档, 风险评分, 个人评分,
  信用分, 人员标签, 涉稳, 维稳, 稳控, 缠访, 闹访, 重复信访人, 舆情,
  舆论监测, 情感分析, 宗教, 信仰, 民族成分, 政治面貌, 户籍, 户口,
  人口信息, 实有人口, 流动人口, 出租屋人员, 十户长, 十户联防, 联户长
`);

const englishPhrases = english.map((phrase) => ` ${phrase} `);

/** Sentences about what a name or a text says; `where` is put before each. */
export function personWordFaults(text: string, where: string): string[] {
  const words = ` ${wordsOf(text).join(' ')} `;
  return [
    ...englishPhrases.filter((phrase) => words.includes(phrase)),
    ...chinese.filter((phrase) => text.includes(phrase)),
  ].map(
    (phrase) => `${where}: "${phrase.trim()}" is an instrument against people (ARCHITECTURE.md)`,
  );
}

/** Sentences of SQL without its comments; what \`comment on\` says remains. */
export const withoutSqlComments = (text: string) => text.replace(/--.*$/gm, '');
export const withoutHashComments = (text: string) => text.replace(/(^|\s)#.*$/gm, '');

const personal = new Set(['phone', 'mobile', 'name', 'idcard', 'plate', 'email', 'contact']);
const personalPhrases = ['id number', 'id card', 'identity number', 'address'];
const digest = new Set(['hash', 'digest', 'hmac', 'fingerprint', 'blind', 'sha256', 'soundex']);

const isPartyTable = (table: Table) => /(?:^|_)(?:party|parties|reporter)(?:_|$)/.test(table.name);
const isAbout = (table: Table) => !['identity', 'resident', 'platform'].includes(table.schema);

function columnFaults(table: Table): string[] {
  if (!isAbout(table)) return [];
  return table.columns
    .filter((column) => {
      const words = wordsOf(column);
      const isDigest = words.some((word) => digest.has(word));
      const phrase = words.join(' ');
      const isPersonal =
        words.some((word) => personal.has(word)) ||
        personalPhrases.some((one) => phrase.includes(one));
      return isDigest && (isPersonal || isPartyTable(table));
    })
    .map(
      (column) => `${table.schema}.${table.name}.${column}: the same in two matters, so it joins`,
    );
}

/** A key on parties starts in one matter, or is the row's own. */
function keyFaults(table: Table): string[] {
  if (!isPartyTable(table)) return [];
  return table.keys
    .filter(({ columns }) => {
      const [first, second] = columns;
      const isInMatter = second === 'matter_id' || second === 'matter';
      const isRow = second === 'id' && columns.length === 2;
      return first !== 'county' || !(isInMatter || isRow);
    })
    .map((key) => `${table.schema}.${table.name}: ${key.name} finds a person across matters`);
}

/** What the catalogue must not hold. */
export function catalogueFaults(tables: Table[]): string[] {
  return tables.flatMap((table) => [...columnFaults(table), ...keyFaults(table)]);
}

export const partyTables = (tables: Table[]) =>
  tables.filter(isPartyTable).map((table) => `${table.schema}.${table.name}`);

/** The matter is fixed by an equality: builder, or SQL. */
const IN_ONE_MATTER = new RegExp(
  [
    /(?:where|on|onRef|whereRef)\(\s*'(?:\w+\.)?matter(?:_id)?',\s*(?:'(?:=|in)'|'\w+\.)/,
    /\bmatter(?:_id)?\s*=\s*|values\(|insertInto\(/,
  ]
    .map((part) => part.source)
    .join('|'),
);

/** Statements on parties that are not about one matter, or join parties with parties. */
export function partyQueryFaults(source: Source, names: string[]): string[] {
  return topStatements(source).flatMap((statement) => {
    const uses = names.map((name) => statement.split(name).length - 1);
    const total = uses.reduce((sum, count) => sum + count, 0);
    if (total === 0 || statement.startsWith('import')) return [];
    const head = statement.split('\n', 1)[0];
    if (!IN_ONE_MATTER.test(statement))
      return [`${source.path}: ${head}: parties of no one matter`];
    const isJoined = /[jJ]oin\(\s*'/.test(statement) || /\bjoin\b/i.test(statement);
    if (isJoined && uses.some((count) => count > 1))
      return [`${source.path}: ${head}: joins parties`];
    return [];
  });
}

/** Addresses that would list people outside one matter. */
export function addressFaults(address: string): string[] {
  const people = /\/(?:parties|party|people|persons?|residents?|reporters?)(?:\/\{\w+\}.*)?$/;
  const isOfMatter = /\/matters\/\{\w+\}\//.test(address);
  return people.test(address) && !isOfMatter ? [`${address}: lists people outside one matter`] : [];
}
