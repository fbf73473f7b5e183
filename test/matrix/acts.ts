/**
 * Who may take which action, in words and by hand: roles, and where they stand towards the matter.
 * The process definitions are not asked; the matrix compares the two over HTTP.
 */
import type { Place } from './cast.ts';

const desk = 'clerk townDispatcher countyDispatcher';
const dispatchers = 'townDispatcher countyDispatcher';
const workers = 'handler unitHead';
const anyone = '';

export type Standing =
  | 'at the owner'
  | 'at the owner or above'
  | 'above all who have it'
  | 'in place'
  | 'in place, apart from the handling'
  | 'at the handling organisation'
  | 'at a supporting organisation'
  | 'at the verifying organisation'
  | 'at the issuer of the supervision'
  | 'under supervision'
  | 'its reporter'
  | 'its follower'
  | 'any resident';
export type Takers = readonly (readonly [roles: string, standing: Standing])[];

const byDesk: Takers = [[desk, 'at the owner or above']];
const byOwnDesk: Takers = [[desk, 'at the owner']];
const byWorkers: Takers = [[workers, 'at the handling organisation']];
const byHead: Takers = [['unitHead', 'at the handling organisation']];
const byReporter: Takers = [[anyone, 'its reporter']];
const byReporters: Takers = [...byReporter, [anyone, 'its follower']];
const byProgram: Takers = [];

/** What every kind has. */
const common: Record<string, Takers> = {
  nameSubject: byDesk,
  triage: byDesk,
  sendUp: [
    [desk, 'at the owner'],
    ['gridWorker', 'in place'],
  ],
  attempt: [['callBackOperator clerk', 'in place']],
  remind: [
    [dispatchers, 'at the owner or above'],
    ['supervisor', 'in place'],
  ],
  supervise: [['supervisor', 'in place']],
  closeSupervision: [['supervisor', 'at the issuer of the supervision']],
  withdrawSupervision: [['supervisor', 'at the issuer of the supervision']],
  merge: byDesk,
  unmerge: [[dispatchers, 'at the owner or above']],
  takeDuplicate: byProgram,
  releaseDuplicate: byProgram,
  // With the result of a turn alone.
  noteReception: byProgram,
  addMessage: byReporter,
  withdraw: byReporter,
  rate: byReporters,
  reopen: byReporter,
};

export const acts: Record<'report' | 'intake', Record<string, Takers>> = {
  intake: {
    ...common,
    answer: byDesk,
    decline: [[dispatchers, 'at the owner or above']],
    refer: byDesk,
    reply: [[`${desk} callBackOperator`, 'at the owner or above']],
    note: [[`${desk} supervisor callBackOperator`, 'in place']],
    replySupervision: [[dispatchers, 'under supervision']],
  },
  report: {
    ...common,
    requestVerify: byOwnDesk,
    verify: [
      [anyone, 'at the verifying organisation'],
      ['gridWorker', 'in place'],
    ],
    open: [[dispatchers, 'at the owner']],
    decline: [[dispatchers, 'at the owner']],
    answer: byOwnDesk,
    refer: byDesk,
    dispatch: [[dispatchers, 'at the owner']],
    acknowledge: [[`${workers} gridWorker`, 'at the handling organisation']],
    object: byWorkers,
    decideObjection: [[dispatchers, 'at the owner or above']],
    designate: [['countyDispatcher supervisor', 'above all who have it']],
    appoint: byHead,
    complete: [[`${workers} gridWorker`, 'at the handling organisation']],
    selfHandle: [['gridWorker', 'in place']],
    addSupporting: [[dispatchers, 'at the owner or above']],
    callIn: [
      ['townDispatcher', 'at the owner'],
      [workers, 'at the handling organisation'],
    ],
    reportIn: [[workers, 'at a supporting organisation']],
    finishSupport: [[workers, 'at a supporting organisation']],
    createSub: [
      [dispatchers, 'at the owner or above'],
      [workers, 'at the handling organisation'],
    ],
    endSub: byProgram,
    askSuspension: byWorkers,
    decideSuspension: byHead,
    resume: [
      [workers, 'at the handling organisation'],
      [dispatchers, 'at the owner or above'],
    ],
    askExtension: byWorkers,
    decideExtension: byHead,
    check: [['checker gridWorker', 'in place, apart from the handling']],
    callBack: [['callBackOperator clerk', 'in place, apart from the handling']],
    confirm: byReporter,
    close: [[`${dispatchers} callBackOperator`, 'at the owner or above']],
    reply: [
      [workers, 'at the handling organisation'],
      [`${desk} callBackOperator`, 'at the owner or above'],
    ],
    note: [
      [workers, 'at the handling organisation'],
      [workers, 'at a supporting organisation'],
      [`${desk} supervisor callBackOperator`, 'in place'],
    ],
    addPhotos: [
      [workers, 'at the handling organisation'],
      ['gridWorker checker', 'in place'],
    ],
    replySupervision: [[`${workers} ${dispatchers}`, 'under supervision']],
    // Taken through the papers of the matter alone, which ask the same question.
    makePaper: byProgram,
    deliver: [
      [workers, 'at the handling organisation'],
      [desk, 'at the owner or above'],
    ],
    move: [['countyDispatcher', 'at the owner or above']],
    arrive: byProgram,
    follow: [[anyone, 'any resident']],
    unfollow: [[anyone, 'its follower']],
  },
};

const inPlace = 'ownGrid ownTown owner superior belowHandling subject belowSubject';

export type Scene = {
  /** Who has the matter in sight, beside its residents. */
  seenAt: string;
  standsAt: Partial<Record<Standing, string>>;
};

const everywhere: Partial<Record<Standing, string>> = {
  'at the owner': 'owner',
  'at the owner or above': 'owner superior',
  'above all who have it': 'superior',
  'in place': inPlace,
  'in place, apart from the handling': inPlace,
  'at the issuer of the supervision': 'superior',
};

/** Three matters in the first grid, as the test makes them. */
export const scenes = {
  /** A report that the department handles and another supports, under supervision. */
  handled: {
    seenAt: `${inPlace} handling supporting`,
    standsAt: {
      ...everywhere,
      'in place, apart from the handling': 'ownGrid ownTown owner superior subject belowSubject',
      'at the handling organisation': 'handling belowHandling',
      'at a supporting organisation': 'supporting',
      'under supervision': 'handling belowHandling',
    },
  },
  /** A report about the bureau, being verified by an office. */
  complaint: {
    seenAt: `${inPlace} verifying`,
    standsAt: {
      ...everywhere,
      'at the verifying organisation': 'verifying',
      'at the issuer of the supervision': '',
    },
  },
  /** A message without a kind; the town's centre (and what is below it) is under supervision. */
  unsorted: {
    seenAt: inPlace,
    standsAt: { ...everywhere, 'under supervision': 'owner ownGrid' },
  },
} satisfies Record<string, Scene>;
export type SceneName = keyof typeof scenes;

const has = (words: string, one: string) => words.split(' ').includes(one);

/** Whether a post of a role at a place should be among the takers. */
export function isAmong(takers: Takers, scene: Scene, role: string, place: Place): boolean {
  return takers.some(
    ([roles, standing]) =>
      (roles === anyone || has(roles, role)) && has(scene.standsAt[standing] ?? '', place),
  );
}

export const isSeenAt = (scene: Scene, place: Place) => has(scene.seenAt, place);
