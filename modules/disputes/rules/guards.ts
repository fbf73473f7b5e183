/** Why an action on a dispute is closed: by the mediation law and the court's rules. */
import { dayNumber } from '../../../kernel/dates.ts';
import { instantAt } from '../../../kernel/zone.ts';
import type { Guard, MatterView } from '../../matters/engine.ts';
import { factsOf, isImpartial, type Signer } from './facts.ts';

const unless = (ok: boolean, code: string): string | null => (ok ? null : code);
const own = (view: MatterView) => factsOf(view.state.matter);

export const guards = {
  isNotAccepted: (view) => unless(!own(view).isAccepted, 'DISPUTE_ALREADY_ACCEPTED'),
  isAccepted: (view) => unless(own(view).isAccepted, 'DISPUTE_NOT_ACCEPTED'),
  isAppraised: (view) => unless(own(view).isAppraised, 'DISPUTE_NO_APPRAISAL'),
  isNotAppraised: (view) => unless(!own(view).isAppraised, 'DISPUTE_APPRAISAL'),

  /** Whoever stepped back or was replaced is not appointed again. */
  mayAppoint: (view, _actor, _now, given) => {
    if (given === undefined) return null;
    const post = String(given.post);
    const facts = own(view);
    if (facts.recused.includes(post)) return 'DISPUTE_MEDIATOR_REPLACED';
    if (view.state.matter.facts.subjectPost === post) return 'SUBJECT_OF_COMPLAINT';
    return unless(isImpartial(facts, post), 'DISPUTE_INTEREST_OPEN');
  },
  /** Court platform art. 13: whoever confirms says what there is, as it stands in the record. */
  isInterestTold: (view, actor, _now, given) => {
    if (given === undefined || actor.kind !== 'staff') return null;
    const { interests } = own(view);
    const hasOne = Object.hasOwn(interests, actor.post);
    if (given.interest === 'disclosed' && !hasOne) return 'DISPUTE_DISCLOSE_FIRST';
    if (given.interest === 'none' && hasOne) return 'DISPUTE_INTEREST_DISCLOSED';
    return unless(isImpartial({ interests }, actor.post), 'DISPUTE_INTEREST_OPEN');
  },
  hasInterest: (view, _actor, _now, given) => {
    const { interests } = own(view);
    const isAny = Object.keys(interests).length > 0;
    const isOne = given === undefined ? isAny : Object.hasOwn(interests, String(given.post));
    return unless(isOne, 'DISPUTE_NO_INTEREST');
  },
  isAppointedSelf: (view, actor) => {
    const { handlerPost } = view.state.matter;
    const isSelf = actor.kind === 'staff' && actor.post === handlerPost;
    return unless(isSelf, 'DISPUTE_NOT_APPOINTED');
  },
  isNotTakenUp: (view) => unless(!own(view).isTakenUp, 'DISPUTE_TAKEN_UP'),
  hasMediator: (view) => unless(view.state.matter.handlerPost !== null, 'DISPUTE_NO_MEDIATOR'),

  /** Each signs a version once; a changed one is signed by all again. */
  hasNotSigned: (view, _actor, _now, given) => {
    if (given === undefined) return null;
    const { signatures } = own(view);
    return unless(!Object.hasOwn(signatures, given.signer as Signer), 'DISPUTE_ALREADY_SIGNED');
  },

  /** A text that is drafted here is signed through the module that keeps it. */
  isOnPaper: (view) => unless(!own(view).isTextOffered, 'DISPUTE_TEXT_OFFERED'),
  isTextWritten: (view, _actor, _now, given) => {
    const { text } = own(view);
    if (text === null) return 'DISPUTE_NO_TEXT';
    return unless(given === undefined || given.digest === text.digest, 'DISPUTE_OTHER_TEXT');
  },
  /** Whoever read another version has not signed this one. */
  isThisText: (view, _actor, _now, given) => {
    const { text, isTextOffered } = own(view);
    if (text === null || !isTextOffered) return 'DISPUTE_NO_TEXT';
    return unless(given === undefined || given.digest === text.digest, 'DISPUTE_OTHER_TEXT');
  },

  /** 人民调解法 art. 33: both together, within thirty days of the agreement's effect. */
  mayConfirm: (view, _actor, _now, given) => {
    const { effectiveOn, confirmation } = own(view);
    if (effectiveOn === null) return 'DISPUTE_NOT_IN_FORCE';
    if (confirmation !== null) return 'DISPUTE_CONFIRMATION_ASKED';
    const clock = view.state.clocks.findLast((one) => one.name === 'confirm');
    const day = given?.askedOn;
    if (!clock || typeof day !== 'string') return null;
    const at = instantAt(dayNumber(day), 0, view.rules.calendar.zone);
    return unless(at <= clock.dueAt, 'DISPUTE_CONFIRMATION_TOO_LATE');
  },

  isConfirmationAsked: (view) =>
    unless(own(view).confirmation === 'asked', 'DISPUTE_CONFIRMATION_NOT_ASKED'),
} satisfies Record<string, Guard>;
