/**
 * An entry of the log in words: what was given, and what it changed. Reads what the entry keeps and
 * nothing else, so that an old entry reads today as it did then, but for names that changed.
 */
import { civilText } from '../../../kernel/zone.ts';
import {
  assignmentRoleWords,
  assignmentStateWords,
  channelWords,
  clockStateWords,
  linkKindWords,
  outcomeWords,
  proofWords,
  requestKindWords,
  requestStateWords,
  rungWords,
  type Said,
  said,
  supervisionKindWords,
  supervisionStateWords,
  urgencyWords,
} from '../contract/words.ts';
import { findCategory } from './category.ts';
import { labelOf, supervisionWords } from './forms.ts';
import type { FieldSpec, Words } from './process.ts';
import type { Change, EntryBody, MatterPatch } from './state.ts';
import type { MatterView } from './view.ts';

export type Line = { label: Said; text: Said };

/** Who can say what an id stands for. */
export type Naming = {
  view: MatterView;
  postWords: (post: string) => Words | null;
  zone: string;
};

const same = (text: string): Said => ({ zh: text, en: text });
const pair = (a: Said, b: Said, by = '：'): Said => ({
  zh: `${a.zh}${by}${b.zh}`,
  en: `${a.en}: ${b.en}`,
});

/** What somebody gave with an act, field by field, in the order of the form. */
export function givenLines(naming: Naming, action: string, given: EntryBody['given']): Line[] {
  const { definition } = naming.view;
  const fields = definition.actions[action]?.fields ?? {};
  const known = Object.entries(fields).flatMap(([name, field]) => {
    const text = given[name] === undefined ? null : valueWords(naming, name, field, given[name]);
    return text === null ? [] : [{ label: { zh: field.zh, en: field.en }, text }];
  });
  const own = Object.entries(given).flatMap(([name, value]) =>
    Object.hasOwn(fields, name) ? [] : ownLine(naming, name, value),
  );
  return [...known, ...own];
}

function valueWords(naming: Naming, name: string, field: FieldSpec, value: unknown): Said | null {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'boolean') return value ? YES : NO;
  if (typeof value === 'number') return same(String(value));
  if (Array.isArray(value)) return listWords(naming, value);
  if (typeof value !== 'string') return null;
  if (field.type === 'choice') return labelOf(naming.view.definition, field, value);
  if (name === 'supervision') return supervisionGiven(naming, value);
  if (field.type === 'id') return orgWords(naming, value) ?? naming.postWords(value) ?? same(value);
  if (name === 'category') return categoryWords(naming, value);
  return same(value);
}

function supervisionGiven({ view }: Naming, id: string): Said | null {
  const one = view.state.supervisions.find((it) => it.id === id);
  return one ? supervisionWords(view, one) : null;
}

const YES: Said = { zh: '是', en: 'Yes' };
const NO: Said = { zh: '否', en: 'No' };

/** Organisations by their names; files by their number. */
function listWords(naming: Naming, ids: readonly unknown[]): Said | null {
  if (ids.length === 0) return null;
  const named = ids.map((id) => orgWords(naming, String(id)));
  if (named.every((one) => one !== null)) {
    return {
      zh: named.map((one) => one.zh).join('、'),
      en: named.map((one) => one.en).join(', '),
    };
  }
  return { zh: `${ids.length}个文件`, en: ids.length === 1 ? '1 file' : `${ids.length} files` };
}

function orgWords({ view }: Naming, id: string): Said | null {
  const org = view.orgs.find(id);
  return org ? { zh: org.nameZh, en: org.nameEn ?? org.nameZh } : null;
}

function categoryWords({ view }: Naming, code: string): Said {
  const found = findCategory(view.rules.categories, code);
  return found ? { zh: found.zh, en: found.en } : same(code);
}

/** What the program itself writes down. */
function ownLine(naming: Naming, name: string, value: unknown): Line[] {
  const line = (label: Said, text: Said | null): Line[] => (text ? [{ label, text }] : []);
  const text = typeof value === 'string' ? value : '';
  if (text === '') {
    const files = name === 'attachments' && Array.isArray(value) ? listWords(naming, value) : null;
    return line({ zh: '附件', en: 'Attachments' }, files);
  }
  if (name === 'channel') return line({ zh: '来源', en: 'Source' }, said(channelWords, text));
  if (name === 'category') return line({ zh: '类别', en: 'Category' }, categoryWords(naming, text));
  if (name === 'clock') return line({ zh: '时限', en: 'Clock' }, clockWords(naming, text));
  if (name === 'rung') return line({ zh: '阶梯级', en: 'Rung' }, said(rungWords, text));
  return [];
}

function clockWords({ view }: Naming, name: string): Said {
  const spec = view.definition.clocks[name];
  return spec ? { zh: spec.zh, en: spec.en } : same(name);
}

/** What somebody answered to a category's own questions. */
export function answerLines(naming: Naming): Line[] {
  const { category, state } = naming.view;
  return Object.entries(category?.form ?? {}).flatMap(([name, field]) => {
    const text = valueWords(naming, name, field, state.matter.fields[name]);
    return text === null ? [] : [{ label: { zh: field.zh, en: field.en }, text }];
  });
}

/** The stage to which an entry led, or null. */
export function stageReached({ view }: Naming, { changes }: EntryBody): Said | null {
  const to = changes.findLast((change) => change.what === 'matter' && change.set.stage);
  const code = to?.what === 'matter' ? to.set.stage : undefined;
  if (code === undefined) return null;
  const stage = view.definition.stages[code];
  return stage ? { zh: stage.zh, en: stage.en } : same(code);
}

/** What an entry changed, one sentence a change; what hangs on it by itself is left out. */
export function changeWords(naming: Naming, { changes }: EntryBody): Said[] {
  return changes.flatMap((change) => wordsOf(naming, change));
}

function wordsOf(naming: Naming, change: Change): Said[] {
  switch (change.what) {
    case 'matter':
      return matterWords(naming, change.set);
    case 'clock': {
      const { name, org, state, dueAt } = change.row;
      const whose = org === null ? null : orgWords(naming, org);
      const clock = pair({ zh: '时限', en: 'Clock' }, clockWords(naming, name));
      const label = whose
        ? { zh: `${clock.zh}（${whose.zh}）`, en: `${clock.en} (${whose.en})` }
        : clock;
      const until = timeWords(naming, dueAt);
      const text = said(clockStateWords, state);
      if (state !== 'running') return [pair(label, text, '，')];
      return [{ zh: `${label.zh}，${until.zh}到期`, en: `${label.en}, due ${until.en}` }];
    }
    case 'assignment': {
      const { org, role, state } = change.row;
      const who = pair(said(assignmentRoleWords, role), orgWords(naming, org) ?? same(org));
      return [pair(who, said(assignmentStateWords, state), '，')];
    }
    case 'request':
      return [
        pair(said(requestKindWords, change.row.kind), said(requestStateWords, change.row.state)),
      ];
    case 'supervision': {
      const { kind, state, targetOrg, detail } = change.row;
      const what = pair(said(supervisionKindWords, kind), orgWords(naming, targetOrg) ?? same(''));
      const stands = detail.isWithdrawn ? 'withdrawn' : state;
      return [pair(what, said(supervisionStateWords, stands), '，')];
    }
    case 'link': {
      const { kind, otherNumber, state } = change.row;
      const words = pair(said(linkKindWords, kind), same(otherNumber));
      return [state === 'ended' ? pair(words, { zh: '已解除', en: 'ended' }, '，') : words];
    }
  }
}

function timeWords({ zone }: Naming, at: number): Said {
  return same(civilText(at, zone).slice(0, 16));
}

function matterWords(naming: Naming, set: MatterPatch): Said[] {
  const { view } = naming;
  const lines: (Said | null)[] = [];
  const put = (zh: string, en: string, text: Said | null) =>
    lines.push(text && pair({ zh, en }, text));
  if (set.stage !== undefined) {
    const stage = view.definition.stages[set.stage];
    put('环节', 'Stage', stage ? { zh: stage.zh, en: stage.en } : same(set.stage));
  }
  if (set.outcome) put('结果', 'Outcome', said(outcomeWords, set.outcome));
  if (set.category) put('类别', 'Category', categoryWords(naming, set.category));
  if (set.urgency) put('紧急程度', 'Urgency', said(urgencyWords, set.urgency));
  if (set.handlingOrg) put('承办单位', 'Handling', orgWords(naming, set.handlingOrg));
  if (set.handlingOrg === null) put('承办单位', 'Handling', { zh: '无', en: 'none' });
  if (set.ownerOrg) put('归口中心', 'Centre', orgWords(naming, set.ownerOrg));
  if (set.subjectOrg) put('被反映对象', 'Subject', orgWords(naming, set.subjectOrg));
  if (set.dueAt) put('期限', 'Due', timeWords(naming, set.dueAt));
  if (set.isSuspended === true) lines.push({ zh: '缓办', en: 'Suspended' });
  if (set.isSuspended === false) lines.push({ zh: '恢复办理', en: 'Resumed' });
  if (set.isUnowned === true) lines.push({ zh: '转无主事项台', en: 'At the no-owner desk' });
  return [...lines.filter((line) => line !== null), ...factWords(set.facts ?? {})];
}

function factWords(facts: NonNullable<MatterPatch['facts']>): Said[] {
  const lines: (Said | null)[] = [
    countWords(facts.reworkCount, '返工', 'Rework'),
    countWords(facts.reopenCount, '重新办理', 'Reopened'),
    countWords(facts.objectionCount, '异议成立', 'Objections granted'),
    facts.reporterCount === undefined || facts.reporterCount < 2
      ? null
      : { zh: `反映人数：${facts.reporterCount}`, en: `Reporters: ${facts.reporterCount}` },
    facts.proof ? pair({ zh: '依据', en: 'Proof' }, said(proofWords, facts.proof)) : null,
    facts.isDesignated === true
      ? { zh: '上级指定承办', en: 'Designated by the level above' }
      : null,
  ];
  return lines.filter((line) => line !== null);
}

function countWords(count: number | undefined, zh: string, en: string): Said | null {
  return count === undefined || count === 0
    ? null
    : { zh: `${zh}第${count}次`, en: `${en}: ${count}` };
}
