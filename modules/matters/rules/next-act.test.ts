/** The main button where a process says itself what comes first in a stage. */
import { describe, expect, it } from 'vitest';
import {
  act,
  born,
  everyone,
  idOf,
  type Live,
  MORNING,
  names,
  system,
  viewOf,
} from '../../../test/engine.ts';
import { allowedActions } from './decide.ts';
import { nextAct } from './next-act.ts';

const petition = () =>
  born(MORNING, { kind: 'petition', category: null, ownerOrg: idOf('centre'), isPrivate: true });
const classified = (sort: string) => () =>
  act(petition(), everyone.petitions ?? system, {
    action: 'classify',
    given: { class: sort, reason: '示例理由' },
    now: MORNING,
  });

const nextFor = (live: Live, who: string) => {
  const actor = everyone[who] ?? system;
  const view = viewOf(live, actor);
  const open = allowedActions(names, view, actor, live.state.matter.updatedAt)
    .filter(({ why }) => why === null)
    .map(({ action }) => action);
  return nextAct(view, actor, open);
};

describe('the main button of a petition that was registered', () => {
  it.each<[string, string, () => Live, string | null]>([
    ['is to classify, while that is not done', 'petitions', petition, 'classify'],
    ['for the clerk as well', 'clerk', petition, 'classify'],
    ['then to forward a claim', 'petitions', classified('claim'), 'forward'],
    ['of which a clerk has nothing to do next', 'clerk', classified('claim'), null],
    ['or to hand it over', 'petitions', classified('accusation'), 'handOverAccusation'],
  ])('%s', (_what, who, live, next) => {
    expect(nextFor(live(), who)).toBe(next);
  });
});
