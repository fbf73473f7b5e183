/** What a dispute refuses, and why, in both languages. */
import type { RefusalTexts } from '../../kernel/endpoint.ts';

export const disputesTexts = {
  DISPUTE_ALREADY_ACCEPTED: {
    kind: 'conflict',
    zh: '调解组织已确认接受。',
    en: 'The organisation has accepted it already.',
  },
  DISPUTE_NOT_ACCEPTED: {
    kind: 'conflict',
    zh: '请先确认接受调解。',
    en: 'Accept the mediation first.',
  },
  DISPUTE_MEDIATOR_REPLACED: {
    kind: 'conflict',
    zh: '该调解员已回避或被更换，请选定其他调解员。',
    en: 'This mediator stepped back or was replaced. Choose another.',
  },
  DISPUTE_INTEREST_OPEN: {
    kind: 'conflict',
    zh: '该调解员披露了利害关系，须各方知悉后均同意，并记录在案，才能由其调解（人民法院在线调解规则第十三条）；也可以另选调解员。',
    en: 'This mediator disclosed an interest: they mediate only once each side knows of it and agrees on record (court rules art. 13). Another may be chosen instead.',
  },
  DISPUTE_DISCLOSE_FIRST: {
    kind: 'conflict',
    zh: '请先用“披露利害关系”写明情况，再确认担任。',
    en: 'Disclose the interest first, then confirm.',
  },
  DISPUTE_INTEREST_DISCLOSED: {
    kind: 'conflict',
    zh: '已有您披露利害关系的记录，请按已披露确认。',
    en: 'An interest of yours is on record: confirm with it.',
  },
  DISPUTE_NO_INTEREST: {
    kind: 'conflict',
    zh: '该调解员没有披露利害关系的记录。',
    en: 'No interest of this mediator is on record.',
  },
  DISPUTE_MEDIATOR_IS_PARTY: {
    kind: 'conflict',
    zh: '该调解员或其所在单位与一方当事人的姓名、名称或者电话相同。请另选调解员；确不是同一人的，由其披露说明，各方同意后再确定。',
    en: 'This mediator, or their organisation, has the name or phone of a party. Choose another; if it is somebody else, let them disclose it and each side agree.',
  },
  DISPUTE_NOT_APPOINTED: {
    kind: 'conflict',
    zh: '只有选定的调解员本人可以办理。',
    en: 'Only the mediator who was appointed may do this.',
  },
  DISPUTE_TAKEN_UP: {
    kind: 'conflict',
    zh: '调解员已经确认。',
    en: 'The mediator has confirmed already.',
  },
  DISPUTE_NO_MEDIATOR: {
    kind: 'conflict',
    zh: '尚未选定调解员。',
    en: 'There is no mediator yet.',
  },
  DISPUTE_APPRAISAL: {
    kind: 'conflict',
    zh: '鉴定评估尚未结束。',
    en: 'An appraisal is under way.',
  },
  DISPUTE_NO_APPRAISAL: {
    kind: 'conflict',
    zh: '没有正在进行的鉴定评估。',
    en: 'No appraisal is under way.',
  },
  DISPUTE_ALREADY_SIGNED: {
    kind: 'conflict',
    zh: '这一方已签署当前文本。修改协议后须全部重新签署。',
    en: 'This side has signed the present text. After a change all sign again.',
  },
  DISPUTE_TEXT_OFFERED: {
    kind: 'conflict',
    zh: '本协议是共同起草的电子文本，请在协议页修改和签署。',
    en: 'This agreement is a text drafted together: change and sign it on its own page.',
  },
  DISPUTE_NO_TEXT: {
    kind: 'conflict',
    zh: '还没有可签署的协议文本。',
    en: 'There is no text to sign yet.',
  },
  DISPUTE_OTHER_TEXT: {
    kind: 'conflict',
    zh: '协议文本已有修改，请先阅读最新文本。',
    en: 'The text has changed since. Read the newest one first.',
  },
  DISPUTE_NOT_IN_FORCE: {
    kind: 'conflict',
    zh: '协议尚未生效。',
    en: 'The agreement is not in force yet.',
  },
  DISPUTE_CONFIRMATION_ASKED: {
    kind: 'conflict',
    isLasting: true,
    zh: '已申请过司法确认。',
    en: 'Judicial confirmation was applied for already.',
  },
  DISPUTE_CONFIRMATION_NOT_ASKED: {
    kind: 'conflict',
    zh: '没有待登记结果的司法确认申请。',
    en: 'No application for confirmation waits for a decision.',
  },
  DISPUTE_CONFIRMATION_TOO_LATE: {
    kind: 'conflict',
    isLasting: true,
    zh: '已超过协议生效之日起三十日（人民调解法第三十三条）；仍可就协议履行向人民法院起诉（第三十二条）。',
    en: 'Thirty days from the effect of the agreement are over (mediation law art. 33); its performance may still be sued for (art. 32).',
  },
} as const satisfies RefusalTexts;
