/** Which closed actions wait for their turn, and which a matter or its reader never will have. */
import { describe, expect, it } from 'vitest';
import { kindTexts } from '../../../kinds.ts';
import { idOf, names, report, type StaffName, staff, viewOf } from '../../../test/engine.ts';
import { fresh, go, type Stage, stages, text } from '../../../test/stages.ts';
import { mattersTexts } from '../texts.ts';
import { allowedActions } from './decide.ts';
import { mayOpenOf, stagesAhead } from './may-open.ts';

const texts = { ...mattersTexts, ...kindTexts };

function sorted(live: ReturnType<typeof fresh>, who: StaffName) {
  const actor = staff[who];
  const view = viewOf(live, actor);
  const mayOpen = mayOpenOf(texts, view);
  const closed = allowedActions(names, view, actor, live.state.matter.updatedAt).filter(
    ({ why }) => why !== null,
  );
  const of = (is: boolean) =>
    closed.filter(({ action, why }) => mayOpen(action, why) === is).map(({ action }) => action);
  return { later: of(true), never: of(false) };
}

describe('a closed action', () => {
  it('waits for its turn while its stage lies ahead', () => {
    const { later, never } = sorted(fresh(), 'dispatcherA');
    expect(later).toEqual(expect.arrayContaining(['dispatch', 'close']));
    expect(never).not.toContain('dispatch');
  });

  it('is behind for good once the matter is closed', () => {
    const { later, never } = sorted(stages.closed(), 'dispatcherA');
    expect(never).toEqual(expect.arrayContaining(['open', 'dispatch', 'close']));
    expect(later).not.toContain('dispatch');
  });

  it('may open again where work can come back to its stage', () => {
    expect(sorted(stages.checking(), 'deptHandler').later).toContain('complete');
  });

  it('never opens to whoever is complained about, nor in a category that has no such act', () => {
    const about = fresh({ subjectOrg: idOf('townA') });
    expect(sorted(about, 'dispatcherA').never).toContain('open');
    const noise = go(fresh({ category: 'noise' }), 'dispatcherA', 'note', { text });
    expect(sorted(noise, 'gridA').never).toContain('selfHandle');
  });

  it('is said with a reason that no act lifts only where that is so', () => {
    const lifted = ['ACTION_NOT_OPEN', 'MATTER_SUSPENDED', 'CATEGORY_MISSING', 'REPLY_MISSING'];
    const lasting = Object.entries(texts).filter(([, one]) => 'isLasting' in one && one.isLasting);
    const codes = lasting.map(([code]) => code);
    expect(codes.length).toBeGreaterThan(10);
    for (const code of lifted) expect(codes).not.toContain(code);
  });
});

describe('the stages ahead', () => {
  it('are those that acts lead to; nothing leads on from the end', () => {
    const ahead = (stage: Stage | 'callingBack') => [...stagesAhead(report, stage)];
    expect(ahead('closed')).toEqual(['closed']);
    expect(ahead('opened')).toEqual(expect.arrayContaining(['handling', 'checking', 'closed']));
    expect(ahead('callingBack')).toContain('handling');
  });
});
