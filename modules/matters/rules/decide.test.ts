/**
 * The process of reports, action by action: who may take it where, and what the others are told.
 * The permission matrix of the engine, beside that of the endpoints.
 */
import { describe, expect, it } from 'vitest';
import {
  everyone,
  followed,
  idOf,
  MORNING,
  names,
  report,
  staff,
  system,
  uuid,
  viewOf,
} from '../../../test/engine.ts';
import {
  extension,
  fresh,
  go,
  granted,
  type Name,
  objection,
  other,
  photos,
  refusalOf,
  result,
  type Stage,
  stages,
  sub,
  supporting,
  text,
  to,
} from '../../../test/stages.ts';
import { allowedActions, changesStage, whyNot } from './decide.ts';
import type { Given } from './draft.ts';
import { isSubject, maySee } from './standing.ts';

type Row = [stage: Stage, who: Name, action: string, refusal: string | null, given?: Given];

const rows: Row[] = [
  ['registered', 'clerkA', 'triage', null, { category: 'noise', reason: text }],
  ['registered', 'clerkA', 'triage', 'CATEGORY_UNKNOWN', { category: 'gone', reason: text }],
  ['registered', 'clerkA', 'triage', 'KIND_UNKNOWN', { kind: 'gone', reason: text }],
  [
    'registered',
    'clerkA',
    'triage',
    'CATEGORY_OF_OTHER_KIND',
    { kind: 'intake', category: 'noise', reason: text },
  ],
  ['registered', 'dispatcherB', 'triage', 'NOT_YOURS', { reason: text }],
  ['objected', 'county', 'triage', 'REQUEST_PENDING', { reason: text }],
  ['closed', 'county', 'triage', 'ACTION_NOT_OPEN', { reason: text }],
  ['registered', 'clerk', 'nameSubject', null, { subjectOrg: idOf('deptA'), reason: text }],
  ['registered', 'clerk', 'nameSubject', 'ORG_UNKNOWN', { subjectOrg: uuid(9), reason: text }],
  [
    'registered',
    'handlerA',
    'nameSubject',
    'NOT_YOURS',
    { subjectOrg: idOf('deptA'), reason: text },
  ],
  ['registered', 'dispatcherA', 'requestVerify', null, to('villageA')],
  ['registered', 'county', 'requestVerify', 'NOT_YOURS', to('villageA')],
  ['registered', 'dispatcherA', 'requestVerify', 'ORG_ELSEWHERE', to('elsewhereDept')],
  ['verifying', 'gridA', 'verify', null, { result: 'confirmed', text }],
  ['verifying', 'gridB', 'verify', 'NOT_YOURS', { result: 'confirmed', text }],
  ['verifying', 'gridA', 'verify', 'INPUT_INVALID', { result: 'maybe', text }],
  ['registered', 'gridA', 'verify', 'ACTION_NOT_OPEN', { result: 'confirmed', text }],
  ['registered', 'dispatcherA', 'open', null],
  ['registered', 'clerkA', 'open', 'NOT_YOURS'],
  ['registered', 'dispatcherA', 'decline', null, { reason: text, legalBasis: text, reply: text }],
  ['registered', 'dispatcherA', 'decline', 'REPLY_MISSING', { reason: text, legalBasis: text }],
  ['registered', 'clerkA', 'answer', null, { reply: text }],
  ['handling', 'clerkA', 'answer', 'ACTION_NOT_OPEN', { reply: text }],
  ['handling', 'dispatcherA', 'refer', null, { body: '110', receipt: '1', reply: text }],
  ['handling', 'dispatcherA', 'refer', 'REPLY_MISSING', { body: '110', receipt: '1' }],
  ['registered', 'gridA', 'sendUp', null, { reason: text }],
  ['registered', 'gridB', 'sendUp', 'NOT_YOURS', { reason: text }],
  ['opened', 'dispatcherA', 'dispatch', null, to('deptA')],
  ['opened', 'dispatcherA', 'dispatch', 'ORG_ELSEWHERE', to('elsewhereDept')],
  ['opened', 'dispatcherB', 'dispatch', 'NOT_YOURS', to('deptA')],
  ['registered', 'dispatcherA', 'dispatch', 'ACTION_NOT_OPEN', to('deptA')],
  ['designated', 'dispatcherA', 'dispatch', 'DESIGNATED_STAYS', to('deptB')],
  ['dispatched', 'deptHandler', 'acknowledge', null],
  ['dispatched', 'unitHandler', 'acknowledge', null],
  ['dispatched', 'dept2Handler', 'acknowledge', 'NOT_YOURS'],
  ['objected', 'deptHandler', 'acknowledge', 'REQUEST_PENDING'],
  ['dispatched', 'deptHandler', 'object', null, objection],
  ['designated', 'deptHandler', 'object', 'DESIGNATED_STAYS', objection],
  ['designated', 'deptHandler', 'object', null, { ...objection, ground: 'noCompetence' }],
  ['objected', 'dispatcherA', 'decideObjection', null, granted],
  ['objected', 'dispatcherB', 'decideObjection', 'NOT_YOURS', granted],
  ['dispatched', 'dispatcherA', 'decideObjection', 'NO_SUCH_REQUEST', granted],
  ['handling', 'county', 'designate', null, { ...to('deptB'), reason: text }],
  ['handling', 'deptSupervisor', 'designate', 'NOT_YOURS', { ...to('deptB'), reason: text }],
  ['registered', 'supervisor', 'designate', null, { ...to('deptB'), reason: text }],
  ['handling', 'deptHead', 'appoint', null, { post: staff.unitHandler.post }],
  ['handling', 'deptHandler', 'appoint', 'NOT_YOURS', { post: staff.unitHandler.post }],
  ['handling', 'deptHandler', 'complete', null, result],
  ['handling', 'dispatcherA', 'complete', 'NOT_YOURS', result],
  ['supported', 'deptHandler', 'complete', 'SUPPORTING_OPEN', result],
  ['withSub', 'deptHandler', 'complete', 'SUB_MATTERS_OPEN', result],
  ['suspended', 'deptHandler', 'complete', 'MATTER_SUSPENDED', result],
  [
    'registered',
    'gridA',
    'selfHandle',
    null,
    { text, beforePhotos: photos(1), afterPhotos: photos(1) },
  ],
  [
    'registered',
    'gridB',
    'selfHandle',
    'NOT_YOURS',
    { text, beforePhotos: photos(1), afterPhotos: photos(1) },
  ],
  ['registered', 'gridA', 'selfHandle', 'INPUT_INVALID', { text }],
  ['handling', 'dispatcherA', 'addSupporting', null, supporting],
  ['handling', 'deptHandler', 'addSupporting', 'NOT_YOURS', supporting],
  ['handling', 'deptHandler', 'callIn', null, { ...supporting, note: text }],
  ['handling', 'dept2Handler', 'callIn', 'NOT_YOURS', { ...supporting, note: text }],
  ['supported', 'dept2Handler', 'reportIn', null],
  ['handling', 'dept2Handler', 'reportIn', 'NOT_YOURS'],
  ['supported', 'dept2Handler', 'finishSupport', null, { text }],
  ['handling', 'deptHandler', 'createSub', null, sub],
  ['registered', 'dispatcherA', 'createSub', 'ACTION_NOT_OPEN', sub],
  ['withSub', 'system', 'endSub', null, { otherId: other.state.matter.id }],
  ['withSub', 'county', 'endSub', 'NOT_YOURS', { otherId: other.state.matter.id }],
  ['handling', 'deptHandler', 'askSuspension', null, { ground: 'season', reason: text }],
  [
    'suspended',
    'deptHandler',
    'askSuspension',
    'MATTER_SUSPENDED',
    { ground: 'season', reason: text },
  ],
  ['suspensionAsked', 'deptHead', 'decideSuspension', null, granted],
  ['suspensionAsked', 'deptHandler', 'decideSuspension', 'NOT_YOURS', granted],
  ['suspended', 'dispatcherA', 'resume', null],
  ['handling', 'dispatcherA', 'resume', 'NOT_SUSPENDED'],
  ['handling', 'deptHandler', 'askExtension', null, extension],
  ['handling', 'deptHandler', 'askExtension', 'EXTENSION_TOO_LONG', { ...extension, amount: 11 }],
  ['handling', 'deptHandler', 'askExtension', 'INPUT_INVALID', { ...extension, amount: 1.5 }],
  ['extensionAsked', 'deptHead', 'decideExtension', null, granted],
  ['extensionAsked', 'dept2Head', 'decideExtension', 'NOT_YOURS', granted],
  ['checking', 'checker', 'check', null, { result: 'passed', text }],
  ['checking', 'deptChecker', 'check', 'NOT_YOURS', { result: 'passed', text }],
  ['checking', 'unitChecker', 'check', 'NOT_YOURS', { result: 'passed', text }],
  ['callingBack', 'caller', 'callBack', null, { result: 'satisfied', text }],
  ['callingBack', 'reporter', 'confirm', null, { result: 'satisfied' }],
  ['callingBack', 'follower', 'confirm', 'NOT_YOURS', { result: 'satisfied' }],
  ['calledBack', 'dispatcherA', 'close', null],
  ['callingBack', 'dispatcherA', 'close', 'CALL_BACK_MISSING'],
  ['calledBack', 'clerkA', 'close', 'NOT_YOURS'],
  ['closed', 'clerkA', 'reply', null, { text }],
  ['closed', 'dispatcherB', 'reply', 'NOT_YOURS', { text }],
  ['handling', 'leader', 'note', 'NOT_YOURS', { text }],
  ['handling', 'supervisor', 'note', null, { text }],
  ['handling', 'supervisor', 'noteReception', null, { receivedOn: '2026-03-09', ...to('deptA') }],
  ['handling', 'gridB', 'noteReception', 'NOT_YOURS', {}],
  ['handling', 'gridA', 'makePaper', 'NOT_YOURS', {}],
  ['handling', 'gridA', 'deliver', 'NOT_YOURS', {}],
  ['handling', 'gridA', 'addPhotos', null, { afterPhotos: photos(1) }],
  ['handling', 'gridB', 'addPhotos', 'NOT_YOURS', { afterPhotos: photos(1) }],
  ['handling', 'townCaller', 'attempt', null, { text }],
  ['handling', 'handlerA', 'attempt', 'NOT_YOURS', { text }],
  ['handling', 'dispatcherA', 'remind', null, { reason: text }],
  ['closed', 'dispatcherA', 'remind', 'ACTION_NOT_OPEN', { reason: text }],
  ['handling', 'supervisor', 'supervise', null, { kind: 'listed', reason: text }],
  [
    'handling',
    'supervisor',
    'supervise',
    'ORG_UNKNOWN',
    { kind: 'listed', target: uuid(9), reason: text },
  ],
  ['supervised', 'deptHandler', 'replySupervision', null, { text }],
  ['supervised', 'dept2Handler', 'replySupervision', 'NOT_YOURS', { text }],
  ['supervised', 'supervisor', 'closeSupervision', null, { result: text }],
  ['supervised', 'deptSupervisor', 'closeSupervision', 'NOT_YOURS', { result: text }],
  [
    'supervised',
    'supervisor',
    'closeSupervision',
    'NO_SUCH_SUPERVISION',
    { supervision: uuid(9), result: text },
  ],
  ['supervised', 'supervisor', 'withdrawSupervision', 'INPUT_INVALID', { reason: text }],
  [
    'supervised',
    'supervisor',
    'withdrawSupervision',
    'NO_SUCH_SUPERVISION',
    { supervision: uuid(9), reason: text },
  ],
  ['supervised', 'deptSupervisor', 'withdrawSupervision', 'NOT_YOURS', { reason: text }],
  ['handling', 'dispatcherA', 'merge', null, { into: 'x', reason: text }],
  ['checking', 'dispatcherA', 'merge', 'ACTION_NOT_OPEN', { into: 'x', reason: text }],
  ['handling', 'system', 'takeDuplicate', null],
  ['handling', 'county', 'takeDuplicate', 'NOT_YOURS'],
  ['merged', 'dispatcherA', 'unmerge', null, { stage: 'handling', reason: text }],
  ['merged', 'dispatcherA', 'unmerge', 'STAGE_NOT_BEFORE', { stage: 'opened', reason: text }],
  ['closed', 'dispatcherA', 'unmerge', 'NOT_MERGED', { stage: 'opened', reason: text }],
  ['handling', 'system', 'releaseDuplicate', null],
  ['handling', 'county', 'releaseDuplicate', 'NOT_YOURS'],
  ['handling', 'county', 'move', 'ACTION_NOT_OPEN', { region: '310117', reason: text }],
  ['registered', 'dispatcherA', 'move', 'NOT_YOURS', { region: '310117', reason: text }],
  ['registered', 'county', 'arrive', 'NOT_YOURS'],
  ['closed', 'reporter', 'addMessage', null, { text }],
  ['closed', 'follower', 'addMessage', 'NOT_YOURS', { text }],
  ['closed', 'follower', 'rate', null, { score: 4 }],
  ['closed', 'stranger', 'rate', 'NOT_YOURS', { score: 4 }],
  ['closed', 'follower', 'reopen', 'NOT_YOURS', { reason: text }],
  ['handling', 'stranger', 'follow', null],
  ['handling', 'reporter', 'follow', 'ALREADY_FOLLOWED'],
  ['handling', 'follower', 'unfollow', null],
  ['handling', 'stranger', 'unfollow', 'NOT_YOURS'],
  ['suspended', 'reporter', 'withdraw', null],
  ['closed', 'reporter', 'withdraw', 'ACTION_NOT_OPEN'],
  ['closed', 'reporter', 'rate', null, { score: 5 }],
  ['closed', 'reporter', 'rate', 'INPUT_INVALID', { score: 4.5 }],
  ['merged', 'reporter', 'rate', 'NOT_RATEABLE', { score: 5 }],
  ['closed', 'reporter', 'reopen', null, { reason: text }],
  ['merged', 'reporter', 'reopen', 'REOPEN_NOT_OPEN', { reason: text }],
  ['closed', 'stranger', 'reopen', 'NOT_YOURS', { reason: text }],
  // What is complained about is out of it, with all that stands below.
  ['complained', 'deptHandler', 'note', 'NOT_YOURS', { text }],
  ['complained', 'dispatcherA', 'open', null],
];

describe('an action of the process of reports', () => {
  it.each(rows)('%s: %s takes %s: %s', (stage, who, action, refusal, given = {}) => {
    expect(refusalOf(() => go(followed(stages[stage]()), who, action, given))).toBe(refusal);
  });

  it('stands in the table, each of them', () => {
    const told = new Set(rows.map(([, , action]) => action));
    expect(Object.keys(report.actions).filter((action) => !told.has(action))).toEqual([]);
  });

  it('is no name that every object has', () => {
    const view = viewOf(fresh(), staff.county);
    for (const name of ['constructor', 'toString', '__proto__', 'gone']) {
      expect(whyNot(names, view, { action: name, actor: staff.county, now: MORNING })).toBe(
        'ACTION_UNKNOWN',
      );
    }
  });

  it('is listed only for those whom it may concern', () => {
    const view = viewOf(stages.handling(), staff.leader);
    expect(allowedActions(names, view, staff.leader, MORNING)).toEqual([]);
    const handler = allowedActions(names, view, staff.deptHandler, MORNING);
    expect(handler.find((one) => one.action === 'complete')?.why).toBeNull();
    expect(handler.find((one) => one.action === 'acknowledge')?.why).toBe('ACTION_NOT_OPEN');
    expect(handler.some((one) => one.action === 'check')).toBe(false);
  });

  it('needs the version it saw when it changes the stage', () => {
    const view = viewOf(fresh(), staff.county);
    expect(['open', 'reply', 'decideObjection'].map((one) => changesStage(view, one))).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('the permission matrix', () => {
  /** Who sees a matter in village A, dispatched to department A, and may take which chief acts. */
  const chief = ['triage', 'acknowledge', 'complete', 'check', 'callBack', 'close', 'supervise'];
  const matrix: [who: Name, relation: string, sees: boolean, acts: string[]][] = [
    ['gridA', 'own grid', true, ['check']],
    ['gridB', 'other town', false, []],
    ['dispatcherA', 'own town', true, ['triage', 'close']],
    ['clerkA', 'own town', true, ['triage', 'callBack']],
    ['handlerA', 'own town, a stranger', true, []],
    ['dispatcherB', 'other town', false, []],
    ['handlerB', 'other town', false, []],
    ['county', 'above', true, ['triage', 'close']],
    ['deptHandler', 'handling', true, ['acknowledge', 'complete']],
    ['unitHandler', 'below the handling', true, ['acknowledge', 'complete']],
    ['deptChecker', 'handling', true, []],
    ['dept2Handler', 'supporting', true, []],
    ['checker', 'the county', true, ['check']],
    ['caller', 'the county', true, ['callBack', 'close']],
    ['supervisor', 'the county', true, ['supervise']],
    ['leader', 'the county', true, []],
    ['auditor', 'the county', false, []],
    ['elsewhereCounty', 'other county', false, []],
    ['elsewhereHandler', 'other county', false, []],
    ['reporter', 'own matter', true, []],
    ['follower', 'follows', true, []],
    ['stranger', 'a stranger', false, []],
    ['system', 'the program', true, []],
  ];

  it.each(matrix)('%s (%s)', (who, _relation, sees, acts) => {
    const live = followed(stages.supported());
    const actor = everyone[who] ?? system;
    const view = viewOf(live, actor);
    expect(maySee(view, actor)).toBe(sees);
    const yours = chief.filter(
      (action) => whyNot(names, view, { action, actor, now: MORNING }) !== 'NOT_YOURS',
    );
    expect(yours).toEqual(acts);
  });

  it.each<[Name, boolean]>([
    ['deptHandler', true],
    ['unitHandler', true],
    ['dept2Handler', false],
    ['county', false],
    ['reporter', false],
  ])('%s belongs to a complaint about the department: %s', (who, isOne) => {
    const actor = everyone[who] ?? system;
    expect(isSubject(viewOf(stages.complained(), actor), actor)).toBe(isOne);
  });

  it('lets a post that is complained about do nothing, wherever it stands', () => {
    const given = { subjectOrg: idOf('deptB'), subjectPost: staff.supervisor.post, reason: text };
    const live = go(fresh(), 'county', 'nameSubject', given);
    const refusal = refusalOf(() =>
      go(live, 'supervisor', 'supervise', { kind: 'talk', reason: text }),
    );
    expect(refusal).toBe('SUBJECT_OF_COMPLAINT');
  });
});
