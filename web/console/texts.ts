/** Words of the console's frame: menus and groups of menus. */
import { defineTexts } from '../texts.ts';

export const consoleTexts = defineTexts('console', {
  name: { zh: '邻里 综治中心', en: 'Linli centre' },
  work: { zh: '办理', en: 'Work' },
  lead: { zh: '调度督导', en: 'Dispatch and supervision' },
  admin: { zh: '管理', en: 'Administration' },
  search: { zh: '按词语或编号查询事项', en: 'Search matters by words or number' },
  asPost: { zh: '当前岗位', en: 'Acting as' },
  openMenu: { zh: '打开菜单', en: 'Open the menu' },
  me: { zh: '我的账号', en: 'My account' },
  theme: { zh: '外观', en: 'Look' },
  noPost: { zh: '没有岗位', en: 'No post' },
});
