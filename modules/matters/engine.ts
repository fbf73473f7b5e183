/**
 * The engine's words for kinds of matter: what their guards and effects are written in. Pure; a
 * kind's rules import this, and nothing else of the loop.
 */
export { extendClock, liveClock } from './rules/clocks.ts';
export { type Draft, type Given, putSupervision, setMatter, tell, textOf } from './rules/draft.ts';
export { drawn, endAssignments, startAssignment } from './rules/effects/handling.ts';
export type { Effect } from './rules/effects/index.ts';
export { sealMatter } from './rules/effects/sealing.ts';
export type { Guard } from './rules/guards.ts';
export { levelAbove } from './rules/levels.ts';
export { forgetPapers, type PaperTemplates, type PaperWords } from './rules/paper.ts';
export { petitionPracticeOf } from './rules/settings.ts';
export { ownSupervisions } from './rules/standing.ts';
export type { Clock, Matter, Supervision } from './rules/state.ts';
export { type MatterView, orgOf } from './rules/view.ts';
