import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { idOf, intake, report, staff, viewOf } from '../../../test/engine.ts';
import {
  fresh,
  go,
  type Name,
  photos,
  refusalOf,
  type Stage,
  stages,
  text,
  to,
} from '../../../test/stages.ts';
import { allowedActions } from './decide.ts';
import { effects } from './effects/index.ts';
import { choiceOf, formOf, groupOf, leadsTo, undoneBy } from './forms.ts';
import { guards } from './guards.ts';
import { nextAct } from './next-act.ts';
import type { FieldSpec } from './process.ts';

const names = { guards, effects };
const dispatch = ['dispatcherA', 'dispatch', to('deptA')] as const;
const formAt = (stage: Stage, action: string) =>
  formOf(viewOf(stages[stage](), staff.dispatcherA), action, staff.dispatcherA);

describe('a form', () => {
  it('offers the supervisions of one’s own organisation, and no other', () => {
    const at = go(stages.supervised(), 'supervisor', 'supervise', {
      kind: 'talk',
      target: idOf('townA'),
      reason: text,
    });
    const choices = (name: keyof typeof staff) =>
      formOf(viewOf(at, staff[name]), 'withdrawSupervision', staff[name]).supervision?.choices;
    expect(choices('supervisor')).toMatchObject([
      { code: at.state.supervisions[0]?.id, zh: `督办 · 示例deptA · ${text}` },
      { code: at.state.supervisions[1]?.id, en: `Accountability talk · townA · ${text}` },
    ]);
    expect(choices('deptSupervisor')).toEqual([]);
  });

  it('says what an id is picked from, and every choice in both languages', () => {
    expect(formAt('opened', 'dispatch')).toMatchObject({
      org: { type: 'id', picks: 'org', required: true, zh: '主办单位' },
      post: { picks: 'post', required: false },
      supporting: { picks: 'orgs' },
    });
    expect(formAt('handling', 'complete').outcome?.choices).toEqual([
      { code: 'fixed', zh: '已解决', en: 'Fixed' },
      { code: 'answered', zh: '已答复', en: 'Answered' },
      { code: 'impossible', zh: '无法解决', en: 'Impossible' },
    ]);
    expect(formAt('handling', 'askExtension').clock?.choices).toEqual([
      { code: 'handle', zh: '处置', en: 'Handling' },
    ]);
  });

  it('keeps the limits of its definition', () => {
    expect(formAt('handling', 'object').reason).toMatchObject({ min: 5, max: 1000 });
    expect(formAt('closed', 'rate').score).toMatchObject({ whole: true, min: 1, max: 5 });
  });

  const lampAtWork = () => {
    const opened = go(fresh({ category: 'street.lamp' }), 'dispatcherA', 'open');
    return go(go(opened, ...dispatch), 'deptHandler', 'acknowledge');
  };
  const completeForm = (at: ReturnType<typeof lampAtWork>) =>
    formOf(viewOf(at, staff.deptHandler), 'complete', staff.deptHandler);

  it('asks for as many photos as the category still wants, and needs them', () => {
    const live = lampAtWork();
    const hint = { zh: '本类别还须至少1张', en: 'This category asks for 1 more' };
    expect(completeForm(live).afterPhotos).toMatchObject({ required: true, min: 1, hint });
    const there = completeForm(go(live, 'deptHandler', 'addPhotos', { afterPhotos: photos(1) }));
    const met = { zh: '已有1张，本类别够了', en: '1 there: enough for this category' };
    expect(there.afterPhotos).toMatchObject({ required: false, hint: met });
    expect(there.afterPhotos).not.toHaveProperty('min');
    expect(there.beforePhotos).toMatchObject({ required: true, min: 1 });
    // Where no guard looks at them nobody must bring so many, but nothing at all is no act.
    const added = formOf(viewOf(live, staff.deptHandler), 'addPhotos', staff.deptHandler);
    expect(added.afterPhotos).toMatchObject({
      required: false,
      requiredWithout: 'beforePhotos',
      hint: { zh: '处置前、处置后至少添加一项' },
    });
    for (const given of [{}, { afterPhotos: [] }]) {
      expect(refusalOf(() => go(live, 'deptHandler', 'addPhotos', given))).toBe('INPUT_INVALID');
    }
  });

  it('says so where the category asks for none, so that "optional" is no riddle', () => {
    const none = { zh: '本类别不要求', en: 'Not asked for in this category' };
    const { beforePhotos, afterPhotos } = completeForm(stages.handling());
    expect(beforePhotos).toMatchObject({ required: false, hint: none });
    expect(afterPhotos).toMatchObject({ required: false, hint: none });
    // What the act itself must bring is asked for whatever the category wants.
    const self = formOf(viewOf(fresh(), staff.gridA), 'selfHandle', staff.gridA);
    expect(self.beforePhotos).toMatchObject({ required: true, hint: null });
  });

  it.each([
    ['both', {}, 'EVIDENCE_MISSING', ['input.beforePhotos', 'input.afterPhotos']],
    ['before', { afterPhotos: photos(1) }, 'EVIDENCE_BEFORE_MISSING', ['input.beforePhotos']],
    ['after', { beforePhotos: photos(1) }, 'EVIDENCE_AFTER_MISSING', ['input.afterPhotos']],
  ])('and is refused by which are missing: %s', (_which, given, code, paths) => {
    const done = { outcome: 'fixed', text, ...given };
    const refused = expect.objectContaining({
      code,
      details: { fields: paths.map((path) => ({ path, code: 'tooFew' })) },
    });
    expect(() => go(lampAtWork(), 'deptHandler', 'complete', done)).toThrow(refused);
  });

  it('knows beforehand what only one answer fits', () => {
    expect(formAt('registered', 'triage')).toMatchObject({
      category: { suggested: 'street' },
      urgency: { suggested: 'normal' },
    });
  });

  it("takes a field's own labels before the common words", () => {
    const labels = { fixed: { zh: '修好了', en: 'Mended' } };
    const field: FieldSpec = { type: 'choice', zh: '', en: '', of: ['fixed', 'odd'], labels };
    expect(choiceOf(report, field, 'fixed').zh).toBe('修好了');
    expect(choiceOf(report, field, 'odd')).toEqual({ code: 'odd', zh: 'odd', en: 'odd' });
  });
});

/** Categories as they are shipped. */
const shipped = parse(
  readFileSync(join(import.meta.dirname, '../process/defaults/categories.yaml'), 'utf8'),
  { merge: true },
) as { categories: { code: string; form: Record<string, FieldSpec> }[] };

describe('no form shows a raw code', () => {
  const forms = [report, intake].flatMap((definition) =>
    Object.entries(definition.actions).map(([action, spec]) => ({
      at: `${definition.kind}.${action}`,
      definition,
      fields: spec.fields ?? {},
    })),
  );
  const questions = shipped.categories.map(({ code, form }) => ({
    at: code,
    definition: null,
    fields: form,
  }));

  it('of the processes and categories that are shipped', () => {
    const bare = [...forms, ...questions].flatMap(({ at, definition, fields }) =>
      Object.entries(fields).flatMap(([name, field]) =>
        (field.of ?? [])
          .map((code) => choiceOf(definition, field, code))
          .filter((choice) => choice.zh === choice.code || choice.en === choice.code)
          .map((choice) => `${at}.${name}.${choice.code}`),
      ),
    );
    expect(bare).toEqual([]);
  });
});

const nextFor = (stage: Stage, who: Name, live = stages[stage]()) => {
  const actor = staff[who as keyof typeof staff];
  const view = viewOf(live, actor);
  const at = live.state.matter.updatedAt;
  const open = allowedActions(names, view, actor, at).filter((one) => one.why === null);
  return nextAct(
    view,
    actor,
    open.map((one) => one.action),
  );
};

describe('the likeliest next act', () => {
  it.each<[Stage, Name, string | null]>([
    ['registered', 'dispatcherA', 'open'],
    ['verifying', 'gridA', 'verify'],
    ['opened', 'dispatcherA', 'dispatch'],
    ['dispatched', 'deptHandler', 'acknowledge'],
    ['dispatched', 'dispatcherA', null],
    ['handling', 'deptHandler', 'complete'],
    ['handling', 'dispatcherA', null],
    ['checking', 'checker', 'check'],
    ['callingBack', 'caller', 'callBack'],
  ])('at %s for %s is %s', (stage, who, next) => {
    expect(nextFor(stage, who)).toBe(next);
  });

  it('is the triage while no category is known', () => {
    const live = stages.registered();
    const { matter } = live.state;
    const bare = { ...live, state: { ...live.state, matter: { ...matter, category: null } } };
    expect(nextFor('registered', 'dispatcherA', bare)).toBe('triage');
  });

  it('is the decision that others wait for', () => {
    const given = { ground: 'notOurs', reason: '不属于本单位职责范围' };
    const live = go(stages.handling(), 'deptHandler', 'object', given);
    expect(nextFor('handling', 'dispatcherA', live)).toBe('decideObjection');
    expect(nextFor('handling', 'deptHandler', live)).toBeNull();
  });

  it('of who supports is to report in, then to finish', () => {
    const call = { supportingOrg: idOf('deptB'), note: text };
    const called = go(stages.handling(), 'dispatcherA', 'callIn', call);
    expect(nextFor('handling', 'dept2Handler', called)).toBe('reportIn');
    expect(nextFor('handling', 'dept2Handler', go(called, 'dept2Handler', 'reportIn'))).toBe(
      'finishSupport',
    );
  });
});

describe('what an act leads to', () => {
  const action = (name: string) => {
    const spec = report.actions[name];
    if (!spec) throw new Error(name);
    return spec;
  };

  it('is said stage by stage, by the answer that leads there', () => {
    const { check, decline, note } = report.actions;
    expect(check && leadsTo(report, check)).toMatchObject([
      { by: 'result', value: 'passed', code: 'callingBack', isEnd: false },
      { by: 'result', value: 'failed', code: 'handling' },
    ]);
    expect(decline && leadsTo(report, decline)).toMatchObject([{ code: 'closed', isEnd: true }]);
    expect(note && leadsTo(report, note)).toEqual([]);
  });

  it('is known to be taken back by another', () => {
    expect(undoneBy(report, action('merge'))).toMatchObject({ code: 'unmerge' });
    expect(undoneBy(report, action('supervise'))).toMatchObject({ code: 'withdrawSupervision' });
    expect(undoneBy(report, action('dispatch'))).toBeNull();
  });

  it.each([
    ['dispatch', 'way'],
    ['answer', 'way'],
    ['reply', 'words'],
    ['note', 'words'],
    ['object', 'requests'],
    ['supervise', 'supervision'],
    ['withdrawSupervision', 'supervision'],
    ['merge', 'around'],
    ['nameSubject', 'around'],
    ['createSub', 'around'],
  ])('%s stands in the group %s', (name, group) => {
    expect(groupOf(action(name))).toBe(group);
  });
});
