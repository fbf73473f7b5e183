/**
 * The engine's words for kinds of matter: what their guards and effects are written in. Pure; a
 * kind's rules import this, and nothing else of the loop.
 */
export type { Category } from './rules/category.ts';
export { extendClock, finish, liveClock, startClock } from './rules/clocks.ts';
export {
  type Draft,
  type Given,
  putAssignment,
  putRequest,
  setMatter,
  tell,
  textOf,
  wordOf,
} from './rules/draft.ts';
export { endAssignments, startAssignment } from './rules/effects/handling.ts';
export type { Effect, EffectTable } from './rules/effects/index.ts';
export type { Guard, GuardTable } from './rules/guards.ts';
export { levelAbove } from './rules/levels.ts';
export type { ProcessDefinition } from './rules/process.ts';
export { isSubject } from './rules/standing.ts';
export type { Assignment, Clock, Matter, MatterState, Outcome, Request } from './rules/state.ts';
export { type MatterView, type Orgs, orgOf, standsIn } from './rules/view.ts';
