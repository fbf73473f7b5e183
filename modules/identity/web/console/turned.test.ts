import { describe, expect, it } from 'vitest';
import { heldOf, withTurned } from './turned.ts';

const roles = [
  { code: 'clerk', permissions: ['matter.read', 'matter.register'] },
  { code: 'leader', permissions: ['matter.read'] },
];
const turn = (of: typeof roles, ...pairs: [role: string, permission: string][]) =>
  pairs.reduce(
    (turned, [role, permission]) => withTurned(turned, heldOf(of, turned), { role, permission }),
    {},
  );

describe('rights that were turned and not saved', () => {
  it('are held or not as they were turned, and turned back they are as before', () => {
    const turned = turn(roles, ['clerk', 'matter.export'], ['clerk', 'matter.read']);
    expect(heldOf(roles, turned).clerk).toEqual(['matter.register', 'matter.export']);
    const back = withTurned(turned, heldOf(roles, turned), {
      role: 'clerk',
      permission: 'matter.export',
    });
    expect(heldOf(roles, back).clerk).toEqual(['matter.register']);
  });

  it('outlast a list that is read again after another changed it', () => {
    const turned = turn(roles, ['clerk', 'matter.export'], ['leader', 'matter.read']);
    const now = [
      { code: 'clerk', permissions: ['matter.read', 'matter.search'] },
      { code: 'leader', permissions: ['matter.read', 'figures.read'] },
    ];
    expect(heldOf(now, turned)).toEqual({
      clerk: ['matter.read', 'matter.search', 'matter.export'],
      leader: ['figures.read'],
    });
  });

  it('are no difference once they are saved, also where only some of them could be', () => {
    const turned = turn(roles, ['clerk', 'matter.export'], ['leader', 'matter.export']);
    const saved = [
      { code: 'clerk', permissions: heldOf(roles, turned).clerk ?? [] },
      ...roles.slice(1),
    ];
    expect(heldOf(saved, turned).clerk).toEqual(saved[0]?.permissions);
    expect(heldOf(saved, turned).leader).toEqual(['matter.read', 'matter.export']);
  });
});
