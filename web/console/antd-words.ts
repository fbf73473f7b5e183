/** What Ant Design's own English names are called: icons, steps, crosses. */
import type { Language } from '../texts.ts';

type Words = { zh: string; en: string };
const down = { zh: '展开', en: 'Open' };
const clear = { zh: '清除', en: 'Clear' };
const close = { zh: '关闭', en: 'Close' };
const less = { zh: '减少', en: 'Less' };
const more = { zh: '更多', en: 'More' };
const before = { zh: '上一页', en: 'Previous' };
const after = { zh: '下一页', en: 'Next' };

/** By what Ant Design says. */
export const antdNames: Readonly<Record<string, Words>> = {
  search: { zh: '查找', en: 'Search' },
  down,
  'caret-down': down,
  'caret-right': down,
  'plus-square': down,
  up: { zh: '收起', en: 'Close' },
  'caret-up': { zh: '升序', en: 'Upwards' },
  'minus-square': { zh: '收起', en: 'Close' },
  left: before,
  right: after,
  'double-left': { zh: '向前多页', en: 'Further back' },
  'double-right': { zh: '向后多页', en: 'Further on' },
  'arrow-left': { zh: '返回', en: 'Back' },
  clear,
  Clear: clear,
  'close-circle': clear,
  close,
  Close: close,
  remove: { zh: '移除', en: 'Remove' },
  delete: { zh: '删除', en: 'Delete' },
  plus: { zh: '添加', en: 'Add' },
  minus: less,
  'Add tab': { zh: '添加', en: 'Add' },
  'expanded dropdown': more,
  ellipsis: more,
  more,
  'Increase Value': { zh: '增加', en: 'More' },
  'Decrease Value': less,
  loading: { zh: '正在载入', en: 'Loading' },
  check: { zh: '已选', en: 'Chosen' },
  filter: { zh: '筛选', en: 'Filter' },
  calendar: { zh: '选择日期', en: 'Choose a day' },
  'clock-circle': { zh: '选择时间', en: 'Choose a time' },
  'swap-right': { zh: '至', en: 'to' },
  'info-circle': { zh: '提示', en: 'Note' },
  'exclamation-circle': { zh: '注意', en: 'Mind' },
  'check-circle': { zh: '完成', en: 'Done' },
  'question-circle': { zh: '说明', en: 'Help' },
  eye: { zh: '显示', en: 'Show' },
  'eye-invisible': { zh: '隐藏', en: 'Hide' },
  menu: { zh: '菜单', en: 'Menu' },
  file: { zh: '文件', en: 'File' },
  upload: { zh: '上传', en: 'Upload' },
  'paper-clip': { zh: '附件', en: 'Attachment' },
};

/** What a name is called in a language; null: it is none of Ant Design's. */
export function nameOf(name: string, language: Language): string | null {
  return Object.hasOwn(antdNames, name) ? (antdNames[name]?.[language] ?? null) : null;
}
