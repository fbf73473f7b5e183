/**
 * What is done around a petition beside its chain: withdrawal, a proxy, a leader who takes it over,
 * old trouble worked off. Every fact is of this one matter; none counts or marks its petitioner.
 */
import {
  type Draft,
  drawn,
  type Effect,
  type Guard,
  type Matter,
  type MatterView,
  orgOf,
  ownSupervisions,
  petitionPracticeOf,
  putSupervision,
  type Supervision,
  setMatter,
  textOf,
} from '../../matters/engine.ts';

export type Withdrawal = {
  /** By the petitioner's own code, or in a recorded call. */
  way: 'code' | 'call';
  at: number;
  /** From the context's source of chance: whoever has it finds the same place in the draw. */
  draw: string;
  /** The share as it was then; drawn when the place lies below it. */
  share: number;
  isDrawn: boolean;
  result: 'ownWill' | 'notOwnWill' | 'unreachable' | null;
};

export type Mandate = {
  state: 'offered' | 'active' | 'ended';
  helper: string;
  /** The proxy brought the petition, with a code of the petitioner's for it. */
  isFiled?: boolean;
  mayMessage: boolean;
  mayReview: boolean;
  reportOn: string | null;
  /** What the proxy told the petitioner, masked; the newest last. */
  reports: readonly { at: number; text: string }[];
};

export type TakenOver = { leader: string; since: string; until: string | null };

export type Legacy = {
  state: 'open' | 'resolved' | 'notResolved';
  org: string;
  plan: string;
  since: number;
  until: number | null;
  remedies: readonly string[];
  result: string;
  evidence: string;
};

export type Care = {
  withdrawal: Withdrawal | null;
  mandate: Mandate | null;
  takenOver: TakenOver | null;
  legacy: Legacy | null;
};

const none: Care = { withdrawal: null, mandate: null, takenOver: null, legacy: null };

export function careOf({ own }: Pick<Matter, 'own'>): Care {
  // Written by the effects below alone.
  return { ...none, ...(own as Partial<Care>) };
}

/** The place in the draw, from 0 to 1, of what chance gave. */
export const placeInDraw = drawn;

const set = (draft: Draft, own: Partial<Care>) => setMatter(draft, { own });
const care = (view: MatterView) => careOf(view.state.matter);
const unless = (ok: boolean, code: string): string | null => (ok ? null : code);

/** What a program that was not told otherwise calls the measures of art. 40 and of art. 39. */
const isUrging = ({ kind }: Supervision) => kind === 'urging' || kind === 'reminder';
const ownOf = (view: MatterView, actor: Parameters<Guard>[1], isWanted: typeof isUrging) =>
  ownSupervisions(view.state, actor).filter(isWanted);
const isMeasure = (one: Supervision) => !isUrging(one);

/** Not "yes, if asked": it was asked for and agreed to before the day of the visit ended. */
const dayIn = (given: Readonly<Record<string, unknown>>, field: string) => String(given[field]);

export const careGuards = {
  /** Whoever holds it has an interest in its going away. */
  isNotHolder: (view, actor) => {
    const { handlingOrg, ownerOrg } = view.state.matter;
    const own = orgOf(actor);
    const isHolder = own !== null && view.orgs.isBelow(own, handlingOrg ?? ownerOrg);
    return unless(!isHolder, 'WITHDRAWAL_BY_HOLDER');
  },
  isRecordingAgreed: (_view, _actor, _now, given) =>
    unless(given === undefined || given.isRecordingAgreed === true, 'RECORDING_NOT_AGREED'),
  isWithdrawalDrawn: (view) => {
    const { withdrawal } = care(view);
    return unless(
      withdrawal?.isDrawn === true && withdrawal.result === null,
      'WITHDRAWAL_NOT_DRAWN',
    );
  },
  isProxyOffered: (view) =>
    unless(petitionPracticeOf(view.rules.settings).offersProxy, 'PROXY_NOT_OFFERED'),
  hasNoMandate: (view) => unless(!isStanding(care(view).mandate), 'MANDATE_STANDS'),
  hasMandate: (view) => unless(isStanding(care(view).mandate), 'MANDATE_MISSING'),
  /** What is sealed is its petitioner's alone: no proxy sees it. */
  isOpenToProxy: (view) => unless(!view.state.matter.isSealed, 'PROXY_NOT_SEALED'),
  isMandateOffered: (view) => unless(care(view).mandate?.state === 'offered', 'MANDATE_MISSING'),
  isMandateActive: (view) => unless(isActive(view), 'MANDATE_MISSING'),
  mayProxyMessage: (view) =>
    unless(isActive(view) && care(view).mandate?.mayMessage === true, 'MANDATE_TOO_NARROW'),
  mayProxyReview: (view) =>
    unless(isActive(view) && care(view).mandate?.mayReview === true, 'MANDATE_TOO_NARROW'),
  isTakenOver: (view) => {
    const { takenOver } = care(view);
    return unless(takenOver !== null && takenOver.until === null, 'NOT_TAKEN_OVER');
  },
  isNoOpenLegacy: (view) => unless(care(view).legacy?.state !== 'open', 'LEGACY_OPEN'),
  isOpenLegacy: (view) => unless(care(view).legacy?.state === 'open', 'LEGACY_MISSING'),
  isVisitAgreed: (_view, _actor, _now, given) =>
    unless(
      given === undefined || dayIn(given, 'agreedOn') <= dayIn(given, 'visitedOn'),
      'VISIT_NEEDS_CONSENT',
    ),
  hasOwnUrging: (view, actor) =>
    unless(ownOf(view, actor, isUrging).length > 0, 'SUPERVISION_NOT_YOURS'),
  hasOwnMeasure: (view, actor) =>
    unless(ownOf(view, actor, isMeasure).length > 0, 'SUPERVISION_NOT_YOURS'),
} satisfies Record<string, Guard>;

function isStanding(mandate: Mandate | null): boolean {
  return mandate !== null && mandate.state !== 'ended';
}

const isActive = (view: MatterView) => care(view).mandate?.state === 'active';

function noteWithdrawal(draft: Draft): void {
  const { withdrawalSample: share } = petitionPracticeOf(draft.view.rules.settings);
  const draw = draft.newId();
  const way = draft.actor.kind === 'resident' ? 'code' : 'call';
  const isDrawn = placeInDraw(draw) < share;
  set(draft, { withdrawal: { way, at: draft.now, draw, share, isDrawn, result: null } });
}

/** Not their own will: it is open again, and nothing of the withdrawal stays but its record. */
function noteWithdrawalCall(draft: Draft): void {
  const { withdrawal } = careOf(draft.state.matter);
  const result = textOf(draft, 'result') as Withdrawal['result'];
  if (withdrawal) set(draft, { withdrawal: { ...withdrawal, result } });
  if (result !== 'notOwnWill') return;
  setMatter(draft, {
    isOpen: true,
    outcome: null,
    closedAt: null,
    handlingOrg: null,
    handlerPost: null,
    facts: { closedOnTime: null, proof: null },
  });
}

function mandateIn(draft: Draft): Mandate {
  const { given } = draft;
  return {
    state: 'offered',
    helper: textOf(draft, 'helper'),
    mayMessage: given.mayMessage === true,
    mayReview: given.mayReview === true,
    reportOn: null,
    reports: [],
  };
}

const giveMandate = (draft: Draft): void => set(draft, { mandate: mandateIn(draft) });

/** Given by the petitioner's code, and accepted by who asked for it. */
function fileAsProxy(draft: Draft): void {
  const reportOn = textOf(draft, 'reportOn');
  set(draft, { mandate: { ...mandateIn(draft), state: 'active', isFiled: true, reportOn } });
}

function changeMandate(draft: Draft, to: (mandate: Mandate) => Partial<Mandate>): void {
  const { mandate } = careOf(draft.state.matter);
  if (mandate) set(draft, { mandate: { ...mandate, ...to(mandate) } });
}

const acceptMandate = (draft: Draft): void =>
  changeMandate(draft, () => ({ state: 'active', reportOn: textOf(draft, 'reportOn') }));

const endMandate = (draft: Draft): void => changeMandate(draft, () => ({ state: 'ended' }));

const noteProxyReport = (draft: Draft): void =>
  changeMandate(draft, ({ reports }) => ({
    reportOn: textOf(draft, 'reportOn'),
    reports: [...reports, { at: draft.now, text: textOf(draft, 'text') }],
  }));

function takeOver(draft: Draft): void {
  const takenOver = { leader: textOf(draft, 'leader'), since: textOf(draft, 'since'), until: null };
  set(draft, { takenOver });
}

function endTakeOver(draft: Draft): void {
  const { takenOver } = careOf(draft.state.matter);
  if (takenOver) set(draft, { takenOver: { ...takenOver, until: textOf(draft, 'until') } });
}

function enlistLegacy(draft: Draft): void {
  const [org, plan] = [textOf(draft, 'org'), textOf(draft, 'plan')];
  const fresh = { remedies: [], result: '', evidence: '', until: null };
  set(draft, { legacy: { ...fresh, state: 'open', org, plan, since: draft.now } });
}

function changeLegacy(draft: Draft, to: (legacy: Legacy) => Partial<Legacy>): void {
  const { legacy } = careOf(draft.state.matter);
  if (legacy) set(draft, { legacy: { ...legacy, ...to(legacy) } });
}

const noteRemedy = (draft: Draft): void =>
  changeLegacy(draft, ({ remedies }) => ({ remedies: [...remedies, textOf(draft, 'remedy')] }));

const closeLegacy = (draft: Draft): void =>
  changeLegacy(draft, () => ({
    state: draft.given.isResolved === true ? 'resolved' : 'notResolved',
    until: draft.now,
    result: textOf(draft, 'result'),
    evidence: textOf(draft, 'evidence'),
  }));

function close(draft: Draft, isWanted: typeof isUrging): void {
  for (const one of ownSupervisions(draft.state, draft.actor).filter(isWanted)) {
    const detail = { ...one.detail, result: textOf(draft, 'result') };
    putSupervision(draft, { ...one, state: 'closed', remindAt: null, detail });
  }
}

export const careEffects = {
  noteWithdrawal,
  noteWithdrawalCall,
  giveMandate,
  fileAsProxy,
  acceptMandate,
  endMandate,
  noteProxyReport,
  takeOver,
  endTakeOver,
  enlistLegacy,
  noteRemedy,
  closeLegacy,
  closeUrging: (draft: Draft) => close(draft, isUrging),
  closeJointMeasure: (draft: Draft) => close(draft, isMeasure),
} satisfies Record<string, Effect>;
