/** Words of the analysis of disputes. */
import { defineTexts } from '../../../../web/texts.ts';

export const analysisTexts = defineTexts('disputeAnalysis', {
  title: { zh: '矛盾纠纷分析', en: 'Disputes as a whole' },
  lead: {
    zh: '用来安排调解力量和化解源头问题，不用来看任何人。任何一格少于十件不显示，也不能由相减得出；婚姻家庭纠纷不显示发生地；涉密事项、检举控告不在其中。',
    en: 'For placing mediators and mending causes, and not for looking at anybody. No cell of fewer than ten is shown, nor can one be found by subtraction; family disputes show no place; what is sealed, and accusations, are not in it.',
  },
  quarter: { zh: '季度', en: 'Quarter' },
  quarterOf: { zh: '{year} 年第 {number} 季度', en: 'Quarter {number} of {year}' },
  received: { zh: '收到', en: 'Received' },
  receivedHow: { zh: '本季度收到的矛盾纠纷', en: 'Disputes received in the quarter' },
  settlement: { zh: '调解成功率', en: 'Settlement rate' },
  settlementHow: {
    zh: '协议已生效 ÷（协议已生效＋未达成协议而终止）；不予受理、撤回、重复的不计',
    en: 'In force ÷ (in force + ended without agreement); declined, withdrawn and duplicate ones stand outside',
  },
  performance: { zh: '履行率', en: 'Performance rate' },
  performanceHow: {
    zh: '全部履行 ÷（全部履行＋未履行），以回访结果为准',
    en: 'Performed ÷ (performed + not performed), as followed up',
  },
  days: { zh: '化解用时（中位数）', en: 'Days to settlement (median)' },
  daysOf: { zh: '{days} 天', en: '{days} days' },
  daysHow: {
    zh: '从收到到协议生效的天数；平均 {mean} 天，{count} 件',
    en: 'From receipt until the agreement is in force; {mean} on average, of {count}',
  },
  daysOnly: {
    zh: '从收到到协议生效的天数',
    en: 'From receipt until the agreement is in force',
  },
  handOvers: { zh: '渠道移送', en: 'Hand-overs' },
  handOversHow: {
    zh: '从一个调解渠道转到另一个的次数，涉及 {matters} 件',
    en: 'How often one channel handed to another; disputes: {matters}',
  },
  handOversOnly: {
    zh: '从一个调解渠道转到另一个的次数',
    en: 'How often one channel handed to another',
  },
  ratio: { zh: '{numerator} ÷ {denominator}', en: '{numerator} ÷ {denominator}' },
  few: { zh: '不足十件，不显示', en: 'Fewer than ten so far: not shown' },
  kinds: { zh: '类型', en: 'Kinds' },
  channels: { zh: '渠道', en: 'Channels' },
  towns: { zh: '镇街（不含婚姻家庭纠纷）', en: 'Towns (without family disputes)' },
  gathered: { zh: '同类纠纷集中的网格', en: 'Where disputes of a kind gather' },
  gatheredHow: {
    zh: '一个季度内同一网格同类纠纷十件及以上；季度结束后显示',
    en: 'Ten and more of a kind in a grid within a quarter; shown once the quarter is over',
  },
  gatheredNone: { zh: '没有这样的网格。', en: 'There is no such grid.' },
  nothing: { zh: '这个季度没有矛盾纠纷。', en: 'There was no dispute in this quarter.' },
  nothingYet: { zh: '本季度还没有矛盾纠纷。', en: 'There is no dispute in this quarter yet.' },
  noneHere: { zh: '没有。', en: 'None.' },
  goesOn: { zh: '季度尚未结束，暂不显示地点。', en: 'The quarter goes on: no places yet.' },
  grid: { zh: '网格', en: 'Grid' },
  count: { zh: '件数', en: 'Disputes' },
  name: { zh: '名称', en: 'Name' },
  hidden_one: { zh: '其他 {count} 件不分列', en: '{count} other is not told apart' },
  hidden_other: { zh: '其他 {count} 件不分列', en: '{count} others are not told apart' },
  hiddenFew: { zh: '其他不分列', en: 'Others are not told apart' },
});
