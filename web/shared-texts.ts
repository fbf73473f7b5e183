/** Words that all faces say. */
import { defineTexts } from './texts.ts';

export const sharedTexts = defineTexts('shared', {
  language: { zh: 'English', en: '中文' },
  languageLabel: { zh: 'Switch to English', en: '切换为中文' },
  waiting: { zh: '正在载入…', en: 'Loading…' },
  broken: { zh: '出错了', en: 'Something went wrong' },
  tryAgain: { zh: '重试', en: 'Try again' },
  unreached: { zh: '没有网络连接', en: 'No connection' },
  unreachedHelp: {
    zh: '这一页要联网才能显示。连上后会自动继续，也可以现在重试。',
    en: 'This page needs the server. It goes on by itself once there is a connection; or try again now.',
  },
  unreachedPart: {
    zh: '没有网络连接，这部分要联网才能显示。',
    en: 'No connection: this part needs the server.',
  },
  asking: { zh: '正在连接…', en: 'Connecting…' },
  goHome: { zh: '回到首页', en: 'Go to the first page' },
  missing: { zh: '没有这个页面', en: 'There is no such page' },
  missingHelp: {
    zh: '地址可能写错了，或者这个页面不在您的权限范围内。',
    en: 'The address may be mistyped, or the page is not for you.',
  },
  forbidden: { zh: '您的岗位不办理这一页的事', en: 'This page is not for your post' },
  forbiddenHelp: {
    zh: '如果确实需要，请联系管理员调整岗位权限，或换一个岗位。',
    en: 'If you need it, ask the administrator for the right, or act as another of your posts.',
  },
  backToWork: { zh: '回到工作队列', en: 'Back to the queues' },
  signIn: { zh: '登录', en: 'Sign in' },
  signOut: { zh: '退出', en: 'Sign out' },
  skip: { zh: '跳到主要内容', en: 'Skip to the content' },
  menu: { zh: '主菜单', en: 'Main menu' },
  more: { zh: '显示更多', en: 'Show more' },
  cancel: { zh: '取消', en: 'Cancel' },
  save: { zh: '保存', en: 'Save' },
  close: { zh: '关闭', en: 'Close' },
  back: { zh: '返回', en: 'Back' },
  light: { zh: '浅色', en: 'Light' },
  dark: { zh: '深色', en: 'Dark' },
  auto: { zh: '跟随系统', en: 'As the system' },
  large: { zh: '大字版', en: 'Large type' },
  normal: { zh: '标准字号', en: 'Normal type' },
  codeWait: {
    zh: '刚发送过验证码，{count} 秒后可以再发送。',
    en: 'A code was sent just now. You may ask again in {count} s.',
  },
  codeWaitLong: {
    zh: '验证码发送过于频繁，{count} 分钟后可以再发送。',
    en: 'Codes were sent too often. You may ask again in {count} min.',
  },
  codeAgain: { zh: '现在可以发送验证码了。', en: 'You may ask for a code now.' },
  mend: { zh: '请先改正以下内容', en: 'Please correct the following' },
});
