/** Words of the papers of a matter, in the console. */
import { defineTexts } from '../../../../web/texts.ts';

export const papersTexts = defineTexts('console.papers', {
  papers: { zh: '文书', en: 'Documents' },
  none: { zh: '尚未制作文书', en: 'None made yet' },
  pdf: { zh: 'PDF 文件', en: 'PDF' },
  word: { zh: 'Word 文件', en: 'Word file' },
  openPdf: { zh: '下载 {number} 的 PDF 文件', en: 'Download {number} as PDF' },
  openWord: { zh: '下载 {number} 的 Word 文件', en: 'Download {number} as a Word file' },
  superseded: { zh: '已被新的替代', en: 'Superseded' },
  delivered: { zh: '已送达', en: 'Delivered' },
  notDelivered: { zh: '未送达', en: 'Not delivered' },
  deliver: { zh: '登记送达', en: 'Record the delivery' },
  deliverOne: { zh: '登记 {number} 的送达', en: 'Record the delivery of {number}' },
  deliveredTo: {
    zh: '{on} {how}，{to} 收。凭证：{proof}',
    en: '{on}, {how}, received by {to}. Proof: {proof}',
  },
  mark: { zh: '核验码 {mark}', en: 'Mark {mark}' },
  missing_one: {
    zh: 'PDF 字体缺 {count} 个字，已用编码标出；请以 Word 文件打印。',
    en: 'The PDF’s font lacks {count} character, shown there as its code. Print the Word file.',
  },
  missing_other: {
    zh: 'PDF 字体缺 {count} 个字，已用编码标出；请以 Word 文件打印。',
    en: 'The PDF’s font lacks {count} characters, shown there as codes. Print the Word file.',
  },
  possible: { zh: '可以制作', en: 'To make' },
  draft: { zh: '下载草稿', en: 'Download a draft' },
  draftOf: { zh: '下载{title}的草稿', en: 'Download a draft of: {title}' },
  make: { zh: '制作', en: 'Make' },
  makeOf: { zh: '制作{title}', en: 'Make: {title}' },
  notYet: { zh: '暂不能制作：{why}', en: 'Not yet: {why}' },
  sureTitle: { zh: '制作{title}？', en: 'Make “{title}”?' },
  sure: {
    zh: '将编文号、存档并记入日志，当事人姓名会被打开并留痕。制作后不能修改，只能另制一份替代。',
    en: 'It gets its number, is kept and stands in the log; the persons are opened, which is logged. It cannot be changed afterwards, only superseded by another.',
  },
  cancel: { zh: '取消', en: 'Cancel' },
  made: { zh: '已制作 {number}', en: '{number} was made' },
});
