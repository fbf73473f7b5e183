/** Words of the search. */
import { defineTexts } from '../../../../../web/texts.ts';

export const searchTexts = defineTexts('search', {
  title: { zh: '查询事项', en: 'Search matters' },
  words: { zh: '词语或编号', en: 'Words or a number' },
  find: { zh: '查询', en: 'Search' },
  help: {
    zh: '按事项的内容、答复和编号查询。不能按姓名、电话、证件号等个人信息查询。',
    en: 'Searches what matters and answers say, and their numbers. Names, phones and ID numbers cannot be searched for.',
  },
  found_one: { zh: '找到 {count} 件', en: '{count} found' },
  found_other: { zh: '找到 {count} 件', en: '{count} found' },
  foundMore: { zh: '已显示 {count} 件，还有更多', en: '{count} shown, there are more' },
  none: {
    zh: '没有找到“{words}”。换几个词，或少用几个词试试。',
    en: 'Nothing found for “{words}”. Try other words, or fewer.',
  },
  more: { zh: '再显示一些', en: 'Show more' },
  closed: { zh: '已结案', en: 'Closed' },
  received: { zh: '受理于 {at}', en: 'received {at}' },
  state: { zh: '状态', en: 'State' },
  any: { zh: '全部', en: 'All' },
  open: { zh: '在办', en: 'Open' },
});
