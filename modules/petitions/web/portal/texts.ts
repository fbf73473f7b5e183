/** Words of what a petitioner does around their petition: withdrawing it, choosing a proxy. */
import { defineTexts } from '../../../../web/texts.ts';

export const careTexts = defineTexts('portal.petition', {
  title: { zh: '撤回与代理', en: 'Withdrawing, and a proxy' },
  withdraw: { zh: '撤回这件信访事项', en: 'Withdraw this petition' },
  withdrawHint: {
    zh: '撤回只由您本人决定，任何人不得要求您撤回。撤回后结案；一部分会由不办理该事项的单位回访，确认是您本人的意思。',
    en: 'Only you decide this; nobody may ask you to. It is closed then. Some who withdraw are called back, by an office that does not handle it, to make sure that it was their own will.',
  },
  sendCode: { zh: '向我的手机发送验证码', en: 'Send a code to my phone' },
  code: { zh: '验证码', en: 'Code' },
  codeHint_one: { zh: '六位数字，{count} 分钟内有效', en: 'Six digits, good for {count} minute' },
  codeHint_other: {
    zh: '六位数字，{count} 分钟内有效',
    en: 'Six digits, good for {count} minutes',
  },
  shownCode: { zh: '演示验证码：{code}', en: 'Code of the demo: {code}' },
  reason: { zh: '原因（可不填）', en: 'Why (if you like)' },
  confirmWithdraw: { zh: '确认撤回', en: 'Withdraw it' },
  cancel: { zh: '不撤回', en: 'Do not withdraw' },
  byCode: {
    zh: '您于 {at} 以本人验证码撤回。',
    en: 'You withdrew it on {at} with a code of your own.',
  },
  byCall: {
    zh: '{at} 登记了您来电撤回，通话已录音。',
    en: 'Your call to withdraw it was recorded on {at}.',
  },
  drawn: {
    zh: '按 {share} 的比例抽查，您这件被抽中，会有人回访您。若非自愿，请直说，事项会恢复办理。',
    en: 'A share of {share} is called back, and yours was drawn. If it was not your own will, say so: it is taken up again.',
  },
  proxy: { zh: '信访代理', en: 'A proxy' },
  proxyHint: {
    zh: '可以请一位您信任的人代为跟进这一件事项。代理人只能看到这一件，您可以随时撤销。',
    en: 'Somebody you trust may follow this one petition for you. They see this one alone, and you may end it at any time.',
  },
  choose: { zh: '委托代理人', en: 'Choose a proxy' },
  who: { zh: '代理人是', en: 'Who helps' },
  staff: { zh: '干部、职工', en: 'A member of staff' },
  gridWorker: { zh: '网格员', en: 'A grid worker' },
  resident: { zh: '亲友、邻居等', en: 'A relative, a neighbour' },
  name: { zh: '代理人姓名', en: 'Their name' },
  phone: { zh: '代理人手机号', en: 'Their mobile phone' },
  phoneHint: {
    zh: '代理人用这个手机号登录，在“我的事项”里接受委托。',
    en: 'They sign in with this phone and accept it under their matters.',
  },
  give: { zh: '委托', en: 'Give the mandate' },
  state_offered: { zh: '已委托，等待代理人接受', en: 'Asked; they have not accepted yet' },
  state_active: { zh: '代理中', en: 'In force' },
  state_ended: { zh: '委托已结束', en: 'Ended' },
  filed: {
    zh: '由代理人代为提出，信访人以本人验证码确认。',
    en: 'The proxy brought it; the petitioner confirmed it with a code of their own.',
  },
  reportBy: { zh: '代理人应在 {on} 前反馈', en: 'They report back by {on}' },
  scope: { zh: '范围：{what}', en: 'Scope: {what}' },
  reports: { zh: '代理人的反馈', en: 'What the proxy reported' },
  leader: { zh: '自 {since} 起由 {leader} 包案。', en: '{leader} answers for it since {since}.' },
});
