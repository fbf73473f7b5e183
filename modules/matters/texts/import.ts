/** Why a file, a map or a row is not taken in. */
import type { RefusalTexts } from '../../../kernel/endpoint.ts';

export const importTexts = {
  IMPORT_FILE_UNKNOWN: {
    kind: 'invalid',
    zh: '无法识别的文件：{name}，只支持 .jsonl、.csv（可为 .gz）、.xlsx。',
    en: 'Unknown kind of file: {name}. It must be .jsonl, .csv (also .gz) or .xlsx.',
  },
  IMPORT_FILE_TOO_LARGE: {
    kind: 'invalid',
    zh: '表格文件太大，请另存为 CSV 后导入。',
    en: 'The sheet is too large to be read whole. Save it as CSV.',
  },
  IMPORT_MAP_FAULTY: {
    kind: 'invalid',
    zh: '对应文件有误（{name}）：{faults}',
    en: 'The mapping file {name} has faults: {faults}',
  },
  IMPORT_ROW_UNREADABLE: {
    kind: 'invalid',
    zh: '这一行无法读取：格式、列数或编码有误。',
    en: 'The row cannot be read: its form, its number of columns or its encoding.',
  },
  IMPORT_ID_MISSING: {
    kind: 'invalid',
    zh: '这一行没有编号，或编号太长。',
    en: 'The row has no id of its own, or one that is too long.',
  },
  IMPORT_TIME_INVALID: {
    kind: 'invalid',
    zh: '时间无法读取。',
    en: 'The time cannot be read.',
  },
  IMPORT_ACT_TOO_EARLY: {
    kind: 'invalid',
    zh: '后续操作的时间早于前一步。',
    en: 'What happened afterwards lies before what it follows.',
  },
  IMPORT_ROW_CHANGED: {
    kind: 'conflict',
    zh: '这一编号已导入过，但内容不同；已导入的事项没有改动。',
    en: 'This id was taken in before with other content. The matter stays as it is.',
  },
  IMPORT_POST_MISSING: {
    kind: 'invalid',
    zh: '所属单位没有可以办理这一步的岗位（{roles}）。',
    en: 'The organisation has no post that could have taken this step ({roles}).',
  },
} as const satisfies RefusalTexts;
