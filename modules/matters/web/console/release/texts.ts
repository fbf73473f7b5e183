/** Words of releasing pictures to the public. */
import { defineTexts } from '../../../../../web/texts.ts';

export const releaseTexts = defineTexts('release', {
  title: { zh: '公众能看到什么', en: 'What the public sees' },
  shown: {
    zh: '公示栏显示这件事项，标题为：',
    en: 'The board shows this matter, under the title:',
  },
  hidden: { zh: '公示栏不显示：{why}。', en: 'The board does not show it: {why}.' },
  look: { zh: '查看公示页', en: 'See the public page' },
  released: { zh: '已公开的照片', en: 'Pictures that are public' },
  none: { zh: '还没有公开照片。', en: 'No picture is public.' },
  choose: { zh: '选择要公开的照片', en: 'Choose a picture to release' },
  noPictures: { zh: '这件事项没有照片。', en: 'This matter has no pictures.' },
  mayNot: {
    zh: '照片由持有事项的中心或承办单位负责人公开。',
    en: 'Pictures are released by the centre that holds the matter or the head of the unit.',
  },
  cover: { zh: '遮盖后公开', en: 'Cover and release' },
  coverOf: { zh: '遮盖后公开：第 {count} 张照片', en: 'Cover and release picture {count}' },
  isPublic: { zh: '已公开', en: 'Public' },
  wasPublic: { zh: '已撤回', en: 'Taken back' },
  withdraw: { zh: '撤回公开', en: 'Take it back' },
  withdrawReason: { zh: '撤回的理由', en: 'Why it is taken back' },
  dialog: { zh: '遮盖后公开照片', en: 'Cover a picture and release it' },
  how: {
    zh: '在照片上拖出黑块，盖住所有人的面孔、姓名、电话和车牌。也可以点“添加遮盖块”，用方向键移动，按住 Shift 改大小，Ctrl 加快，Delete 删除。',
    en: 'Draw black boxes over every face, name, phone and plate. By keyboard: add a box, move it with the arrows, size it with Shift, faster with Ctrl, remove it with Delete.',
  },
  original: {
    zh: '公开的是遮盖后的新照片；原照片不会公开。',
    en: 'What becomes public is a new picture. The original never does.',
  },
  add: { zh: '添加遮盖块', en: 'Add a box' },
  undo: { zh: '撤销上一块', en: 'Undo the last box' },
  clear: { zh: '全部清除', en: 'Remove all boxes' },
  box: { zh: '遮盖块 {count}', en: 'Box {count}' },
  boxes: { zh: '{count} 个遮盖块', en: '{count} boxes' },
  area: { zh: '要遮盖的照片', en: 'The picture to be covered' },
  preview: { zh: '预览公开的样子', en: 'Preview what becomes public' },
  previewAlt: { zh: '遮盖后的照片', en: 'The covered picture' },
  back: { zh: '返回修改', en: 'Go back and change it' },
  reason: { zh: '公开的理由', en: 'Why it is released' },
  reasonHint: {
    zh: '写进日志，例如：让居民看到处置结果',
    en: 'Kept in the log, such as: residents see the result',
  },
  reasonMissing: { zh: '请写明理由（至少 2 个字）', en: 'Say why (2 characters at least)' },
  sure: {
    zh: '我已逐处检查：没有可辨认的人、姓名、电话、车牌和门牌',
    en: 'I have looked at every part: no person, name, phone, plate or door number can be recognised',
  },
  sureMissing: { zh: '请检查后勾选', en: 'Look at it and tick this' },
  release: { zh: '公开', en: 'Release' },
  releasing: { zh: '正在公开…', en: 'Releasing…' },
  cancel: { zh: '取消', en: 'Cancel' },
  loadFailed: { zh: '照片没有载入，请重试。', en: 'The picture did not load. Try again.' },
});
