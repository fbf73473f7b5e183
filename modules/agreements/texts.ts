/** What agreements refuse, in both languages. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const agreementsTexts = {
  AGREEMENT_NONE: {
    kind: 'missing',
    zh: '该事项不是矛盾纠纷，没有调解协议。',
    en: 'This matter is no dispute: it has no agreement.',
  },
  AGREEMENT_TOO_MANY_PARTIES: {
    kind: 'conflict',
    zh: '一件纠纷最多登记二十名当事人；人数更多的请推选代表。',
    en: 'A dispute has at most twenty parties on record; more choose representatives.',
  },
  AGREEMENT_CHANGED_MEANWHILE: {
    kind: 'conflict',
    zh: '文本刚被别人修改，请先查看最新版本再保存。',
    en: 'Somebody has just changed the text. Look at the newest version before you save.',
  },
  AGREEMENT_SAME_TEXT: {
    kind: 'conflict',
    zh: '文本没有变化，无需保存新版本。',
    en: 'Nothing has changed: no new version is needed.',
  },
  AGREEMENT_NO_APPLICANT: {
    kind: 'conflict',
    zh: '请先登记申请人。',
    en: 'Put the applicant on record first.',
  },
  AGREEMENT_NO_RESPONDENT: {
    kind: 'conflict',
    zh: '请先登记被申请人。',
    en: 'Put the respondent on record first.',
  },
  AGREEMENT_NO_NAME: {
    kind: 'conflict',
    zh: '有当事人没有登记姓名或者名称，请先在“当事人”中补充。',
    en: 'A party is on record without a name: complete it among the parties first.',
  },
  AGREEMENT_TOO_MANY_AMENDMENTS: {
    kind: 'conflict',
    zh: '意见太多了，请先处理已有的意见。',
    en: 'There are too many amendments: deal with those that stand first.',
  },
  AGREEMENT_NO_PHONE: {
    kind: 'conflict',
    zh: '该事项没有登记您的手机号，请到调解组织当面签名或按指印。',
    en: 'No phone of yours stands on this matter. Sign before the mediator at the centre instead.',
  },
  AGREEMENT_CODE_WRONG: {
    kind: 'invalid',
    zh: '验证码不正确或已失效，请重新获取。验证码只对您看到的这一版文本有效。',
    en: 'The code is wrong or no longer valid: ask for a new one. It holds for the text that you saw alone.',
  },
  AGREEMENT_SIGNED: {
    kind: 'conflict',
    zh: '您已签署过这一版本，无需重复签署。',
    en: 'You have signed this version already; there is nothing more to sign.',
  },
  AGREEMENT_SIGNED_BEFORE_TEXT: {
    kind: 'invalid',
    zh: '第 {version} 版文本是 {day} 才形成的，签署日期不能更早。',
    en: 'Version {version} was written on {day}: nobody signed it before.',
  },
  AGREEMENT_INK_UNREADABLE: {
    kind: 'invalid',
    zh: '签名图片无法读取，请重新签名。',
    en: 'The drawing cannot be read. Draw your signature again.',
  },
  AGREEMENT_INK_EMPTY: {
    kind: 'invalid',
    zh: '签名是空白的，请先手写签名。',
    en: 'Nothing is drawn yet. Draw your signature first.',
  },
  AGREEMENT_PARTIES_FIRST: {
    kind: 'conflict',
    zh: '请等各方当事人都签署后再签。',
    en: 'Wait until every party has signed.',
  },
  AGREEMENT_MEDIATOR_FIRST: {
    kind: 'conflict',
    zh: '请等调解员签名后再盖章。',
    en: 'Wait until the mediator has signed.',
  },
} as const satisfies RefusalTexts;
