/** Words of delivered papers, on the page of one's own matter. */
import { defineTexts } from '../../../../web/texts.ts';

export const deliveredTexts = defineTexts('portal.papers', {
  papers: { zh: '送达您的文书', en: 'Documents delivered to you' },
  deliveredOn: { zh: '{on} {how}', en: 'Delivered {on}, {how}' },
  pdf: { zh: '下载 PDF', en: 'Download PDF' },
  word: { zh: '下载 Word', en: 'Download Word' },
  ofPaper: { zh: '：{title} {number}', en: ': {title} {number}' },
  superseded: {
    zh: '此件已被新的文书替代，仅供查阅。',
    en: 'A newer document stands in place of this one; it is kept for reading.',
  },
  mark: {
    zh: '每页下方印有核验码 {mark}，可据此核对。',
    en: 'The mark {mark} is printed on each page: compare it.',
  },
});
