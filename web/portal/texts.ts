/** Words of the portal's frame and sign-in. */
import { defineTexts } from '../texts.ts';

export const portalTexts = defineTexts('portal', {
  name: { zh: '邻里', en: 'Linli' },
  home: { zh: '首页', en: 'Home' },
  report: { zh: '我要反映', en: 'Report' },
  my: { zh: '我要查询', en: 'My matters' },
  board: { zh: '公开事项', en: 'Public board' },
  figures: { zh: '各镇街办得怎么样', en: 'How the towns are doing' },
  listed: { zh: '挂牌督办公示', en: 'Listed supervisions' },
  lost: {
    zh: '没有网络连接。反映照样可以写。',
    en: 'No connection. A report can still be written.',
  },
  signedOut: { zh: '您已退出。', en: 'You are signed out.' },
  signedOutLeaves: {
    zh: '您的事项、手机号和照片都没有留在本机。如果有还没提交的反映，仍保存在本机，可以在下面继续填写或删除。',
    en: 'Nothing of your matters, your number or your photos stays on this device. A report that you have not sent is still here: go on with it below, or delete it.',
  },
  stillSignedIn: {
    zh: '没能退出，您还在登录状态。请联网后再试。',
    en: 'You are still signed in. Try again once there is a connection.',
  },
  county: { zh: '您在哪个区县？', en: 'Which county are you in?' },
  countyHint: {
    zh: '输入名称的一部分，选择后会记住',
    en: 'Type a part of its name; the choice is remembered',
  },
  countyUnknown: { zh: '没有找到，请换个写法', en: 'None found. Try another spelling.' },
  noCounty: { zh: '本系统还没有开通任何区县。', en: 'No county is served here yet.' },
  forStaff: { zh: '工作人员入口', en: 'For staff' },
  forGridWorkers: { zh: '网格员入口', en: 'For grid workers' },
  choose: { zh: '请选择', en: 'Choose' },
  signInTitle: { zh: '手机验证码登录', en: 'Sign in with your phone' },
  phone: { zh: '手机号码', en: 'Mobile number' },
  phoneHint: {
    zh: '只用来登录和通知您，办理人员须写明目的才能看到，并会留痕。',
    en: 'Used to sign you in and to tell you of progress. Staff see it only for a stated purpose, and each look is logged.',
  },
  phoneWrong: { zh: '请填写 11 位手机号码', en: 'Enter a mobile number of 11 digits' },
  sendCode: { zh: '获取验证码', en: 'Send me a code' },
  sending: { zh: '正在发送…', en: 'Sending…' },
  code: { zh: '短信验证码', en: 'Code from the message' },
  codeHint: {
    zh: '已发送到 {phone}，{minutes} 分钟内有效。',
    en: 'Sent to {phone}; valid for {minutes} minutes.',
  },
  codeWrong: { zh: '请填写 6 位验证码', en: 'Enter the code of 6 digits' },
  demoCode: {
    zh: '演示环境不发短信，验证码是 {code}。',
    en: 'The demo sends no messages. The code is {code}.',
  },
  otherPhone: { zh: '换一个号码', en: 'Use another number' },
  signIn: { zh: '登录', en: 'Sign in' },
  demoPhones: { zh: '演示号码（点一下填入）', en: 'Phones of the demo (tap to fill in)' },
});
