/** How a matter came to whoever has it: held where and why, given by the rules or by hand. */
import { describe, expect, it } from 'vitest';
import { idOf, staff, viewOf } from '../../../test/engine.ts';
import { fresh, go, stages, text, to } from '../../../test/stages.ts';
import { givenByHand, whyHeldHere } from './way-here.ts';

const heldWhy = (live: ReturnType<typeof fresh>) => whyHeldHere(viewOf(live, staff.county));
const ofKind = (kind: string) => fresh({ kind, ownerOrg: idOf('centre') });

describe('why a centre holds a matter', () => {
  it('needs no word where it is the centre of the place', () => {
    expect(heldWhy(fresh())).toBeNull();
  });

  it('is what the kind says of itself', () => {
    expect(heldWhy(ofKind('petition'))?.zh).toContain('配有信访工作人员的中心');
  });

  it('is what it complains about, what is sealed, or that it was sent up', () => {
    const complained = go(fresh(), 'dispatcherA', 'sendUp', { reason: text });
    expect(heldWhy(complained)?.zh).toContain('上报');
    const { state } = fresh({ ownerOrg: idOf('centre') });
    const with_ = (set: object) => ({
      ...fresh(),
      state: { ...state, matter: { ...state.matter, ...set } },
    });
    expect(heldWhy(with_({ subjectOrg: idOf('townA') }))?.zh).toContain('被反映单位');
    expect(heldWhy(with_({ isSealed: true }))?.en).toContain('sealed');
  });
});

describe('who gave it to the handling organisation', () => {
  it('is nobody before it is given, and nobody where a rule led there', () => {
    expect(givenByHand(stages.opened().state)).toBeNull();
    const { state } = stages.dispatched();
    const route = { ...NO_ROUTE, rule: 'lamps', org: idOf('deptA') };
    const facts = { ...state.matter.facts, route };
    expect(givenByHand({ ...state, matter: { ...state.matter, facts } })).toBeNull();
  });

  it('is the post that chose, with what it wrote', () => {
    const given = go(stages.opened(), 'dispatcherA', 'dispatch', { ...to('deptA'), note: text });
    expect(givenByHand(given.state)).toMatchObject({
      org: idOf('deptA'),
      detail: { byOrg: idOf('townA'), byPost: staff.dispatcherA.post, note: text },
    });
  });

  it('is whoever designated, with the reason, although a rule led there too', () => {
    expect(givenByHand(stages.designated().state)).toMatchObject({
      detail: { byPost: staff.county.post, note: text },
    });
  });

  it('stays the same when work goes back to be done again', () => {
    const failed = go(stages.checking(), 'checker', 'check', { result: 'failed', text });
    expect(givenByHand(failed.state)?.detail.byPost).toBe(staff.dispatcherA.post);
  });
});

const NO_ROUTE = {
  rule: null,
  version: 1,
  category: null,
  grid: null,
  zh: '',
  en: '',
  org: null,
  post: null,
};
