/** Words of the wall display. */
import { defineTexts } from '../../../../../web/texts.ts';

export const wallTexts = defineTexts('wall', {
  title: { zh: '{name}综治中心', en: '{name} governance centre' },
  page: { zh: '大厅大屏', en: 'Wall display' },
  today: { zh: '今日', en: 'Today' },
  received: { zh: '今日受理', en: 'Received today' },
  closed: { zh: '今日结案', en: 'Closed today' },
  open: { zh: '正在办理', en: 'Open' },
  overdue: { zh: '已超期', en: 'Overdue' },
  dueSoon: { zh: '24 小时内到期', en: 'Due in 24 h' },
  onTime: { zh: '今日按期', en: 'On time today' },
  answer: { zh: '首答用时（小时）', en: 'First answer (h)' },
  rating: { zh: '今日满意度', en: 'Rating today' },
  map: { zh: '近 24 小时的事项', en: 'Matters of the last 24 hours' },
  arrivals: { zh: '最新受理', en: 'Arrivals' },
  runningOut: { zh: '时限预警', en: 'Clocks running out' },
  yellow: { zh: '黄', en: 'Yellow' },
  orange: { zh: '橙', en: 'Orange' },
  red: { zh: '红', en: 'Red' },
  breached: { zh: '超期', en: 'Breached' },
  private: { zh: '（不公开事项）', en: '(not public)' },
  noArrivals: { zh: '近 24 小时没有新事项', en: 'Nothing arrived in 24 hours' },
  noRisk: { zh: '没有将要到期的时限', en: 'No clock is about to run out' },
  live: { zh: '实时', en: 'Live' },
  away: { zh: '定时更新', en: 'Updated now and then' },
  lost: {
    zh: '连接中断，正在重试；数字截至 {at}',
    en: 'Connection lost, trying again; figures of {at}',
  },
  due: { zh: '{at} 到期', en: 'due {at}' },
});
