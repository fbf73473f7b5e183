/** Why a matter is not on the public board, for who reported it: by the reasons of its judge. */
import type { Words } from './process.ts';
import type { HiddenReason } from './publicity.ts';
import type { MatterView } from './view.ts';

const PLAIN: Record<Exclude<HiddenReason, 'CATEGORY_PRIVATE'>, Words> = {
  BOARD_OFF: { zh: '本区县没有开设公示栏。', en: 'Your county has no public board.' },
  MATTER_PRIVATE: {
    zh: '反映时选择了不公开。',
    en: 'It was asked to be private when it was reported.',
  },
  CATEGORY_MISSING: {
    zh: '还没有确定是哪一类，确定后再看能否公示。',
    en: 'It has no category yet; once it has one, it may be shown.',
  },
  CATEGORY_HIDDEN: {
    zh: '本区县的公示栏不收这一类事项。',
    en: 'The board of your county leaves out this category.',
  },
  SUBJECT_NAMED: {
    zh: '反映的是单位或工作人员，为保护双方不公开。',
    en: 'It complains about an office or an official: to protect both sides it is not shown.',
  },
  NOT_LOOKED_AT: {
    zh: '工作人员看过之后才会显示。',
    en: 'It is shown once an official has read it.',
  },
  MATTER_MOVED: {
    zh: '已移送其他区县，由那里公示。',
    en: 'It moved to another county, whose board shows it.',
  },
  MATTER_JOINED: {
    zh: '已并入另一件事项，公示栏只显示那一件。',
    en: 'It was joined with another matter: the board shows that one.',
  },
  MATTER_WITHDRAWN: { zh: '已撤回，不再公示。', en: 'It was withdrawn and is no longer shown.' },
};

/** A private category makes its matters private: then it was not the reporter who chose. */
export function plainHidden(
  { category }: Pick<MatterView, 'category'>,
  reason: HiddenReason,
): Words {
  const isByCategory = reason === 'CATEGORY_PRIVATE' || reason === 'MATTER_PRIVATE';
  if (category && isByCategory && (category.isPrivate || category.isSealed)) {
    return {
      zh: `“${category.zh}”这一类事项一律不公开。`,
      en: `Matters of the category “${category.en}” are never shown.`,
    };
  }
  return PLAIN[reason === 'CATEGORY_PRIVATE' ? 'MATTER_PRIVATE' : reason];
}
