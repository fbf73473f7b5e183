/** Which organisation holds a matter, from the centre of its place upward. */
import { describe, expect, it } from 'vitest';
import { idOf, MORNING, type OrgName, orgs } from '../../../test/engine.ts';
import { holderOf } from './levels.ts';

const held = (roles: readonly string[] | null) =>
  roles === null ? {} : { heldBy: { roles, zh: '规则', en: 'Rule' } };

describe('who holds a matter', () => {
  it.each<[string, readonly string[] | null, OrgName, OrgName | null, boolean, OrgName]>([
    ['without a rule of its process the nearest centre', null, 'townA', null, false, 'townA'],
    ['and the next above it, when it is complained about', null, 'townA', 'townA', false, 'centre'],
    ['the nearest centre with the post', ['clerk', 'leader'], 'townA', null, false, 'townA'],
    ['above it, where its own has none', ['clerk'], 'townB', null, false, 'centre'],
    ['the county’s, for a petition of a town', ['petitionOfficer'], 'townA', null, false, 'centre'],
    ['the place’s own, where nobody has the post', ['mayor'], 'townA', null, false, 'townA'],
    ['never what is complained about', ['clerk'], 'townA', 'townA', false, 'centre'],
    ['what is sealed: the county’s', ['clerk'], 'townA', null, true, 'centre'],
  ])('%s', (_what, roles, owner, subject, isSealed, holder) => {
    const asked = {
      owner: idOf(owner),
      subject: subject && idOf(subject),
      isSealed,
      now: MORNING,
    };
    expect(holderOf(orgs, held(roles), asked)).toBe(idOf(holder));
  });
});
