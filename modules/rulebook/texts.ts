/** What the rulebook says when it refuses. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const rulebookTexts = {
  RULEBOOK_PART_ONLY: {
    kind: 'forbidden',
    zh: '规则对整个区县生效，您的岗位只管辖其中一部分，请联系区县管理员。',
    en: 'Rules hold for the whole county, and your post looks after a part of it. Ask the county’s administrator.',
  },
  RULEBOOK_FAULTY: {
    kind: 'invalid',
    zh: '规则有 {count} 处错误，未发布；各处位置见列表。',
    en: 'The document has {count} faults and was not published. Each is listed with its place.',
  },
  RULEBOOK_CONFLICT: {
    kind: 'conflict',
    zh: '其他人刚发布了新版本（第 {version} 版），请核对后重新发布。',
    en: 'Somebody has just published version {version}. Look at it and publish again.',
  },
  RULEBOOK_KIND_UNKNOWN: {
    kind: 'invalid',
    zh: '没有“{kind}”这一类规则。',
    en: 'There is no kind of document called {kind}.',
  },
  RULEBOOK_PAST: {
    kind: 'invalid',
    zh: '生效时间不能早于现在：以前的事项按当时的规则解释。',
    en: 'A document cannot hold from the past: what was decided then is explained by the rules of then.',
  },
  RULEBOOK_FOR_ALL: {
    kind: 'forbidden',
    zh: '适用于全部区县的规则由顶级机构的管理员发布。',
    en: 'Only an administrator of the topmost organisation publishes for all counties.',
  },
} as const satisfies RefusalTexts;
