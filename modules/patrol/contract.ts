/** Patrol over HTTP: the places that are looked at in turn, and the check-ins given there. */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';

export const everies = ['day', 'week', 'month', 'quarter'] as const;
export type Every = (typeof everies)[number];
export const results = ['ok', 'trouble'] as const;

const Time = z.iso.datetime();
const County = z.string().regex(/^[0-9A-Za-z]{1,12}$/);
const Named = z.object({ id: z.string(), zh: z.string(), en: z.string().nullable() });

const duty = {
  name: z.string().trim().min(1).max(100),
  /** What to look at there. */
  lookFor: z.string().trim().max(1000),
  /** One check-in in each day, week (from Monday), month or quarter. */
  every: z.enum(everies),
};

export const NewPatrolPoint = z.strictObject({
  ...duty,
  /** WGS-84 unless `crs` names gcj02 or bd09. */
  point: z.object({ lon: z.number(), lat: z.number(), crs: z.string().optional() }),
  /** The named place of the register that it stands for. */
  placeCode: z
    .string()
    .regex(/^[0-9A-Za-z-]{1,40}$/)
    .optional(),
});
export type NewPatrolPoint = z.output<typeof NewPatrolPoint>;

export const ChangedPatrolPoint = z.strictObject({
  ...duty,
  /** False: it is looked at no more. */
  isActive: z.boolean(),
  /** What the caller saw. */
  version: z.number().int().min(1),
});
export type ChangedPatrolPoint = z.output<typeof ChangedPatrolPoint>;

export const PatrolPoint = z.object({
  id: z.string(),
  county: z.string(),
  ...duty,
  region: z.string(),
  grid: z.string().nullable(),
  gridName: z.string().nullable(),
  placeCode: z.string().nullable(),
  lon: z.number(),
  lat: z.number(),
  isActive: z.boolean(),
  /** The latest check-in, without who gave it. */
  checkedAt: Time.nullable(),
  checkedResult: z.enum(results).nullable(),
  /** A check-in is wanted in the present day, week, month or quarter. */
  isDue: z.boolean(),
  /** The last day on which it counts, in the centre's zone. */
  dueOn: z.iso.date(),
  /** Whole periods that went by without one. */
  missed: z.number().int(),
  version: z.number().int(),
});
export type PatrolPoint = z.input<typeof PatrolPoint>;

export const NewCheckIn = z.strictObject({
  result: z.enum(results),
  /** The matter that was reported from here. */
  matter: z.string().max(40).optional(),
  note: z.string().trim().max(1000).optional(),
  /** Uploads of the caller. */
  photos: z.array(z.uuid()).max(10).optional(),
  /** For what was done offline: when it was done. */
  occurredAt: z.iso.datetime({ offset: true }).optional(),
});
export type NewCheckIn = z.output<typeof NewCheckIn>;

export const CheckIn = z.object({
  id: z.string(),
  result: z.enum(results),
  matter: z.string().nullable(),
  note: z.string(),
  /** The organisation that looked; which of its people, nobody keeps. */
  org: Named,
  occurredAt: Time,
  recordedAt: Time,
  photos: z.array(z.object({ id: z.string(), href: z.string() })),
});
export type CheckIn = z.input<typeof CheckIn>;

const PointParams = z.object({ county: County, id: z.uuid() });
const Page = { after: z.string().optional(), limit: z.coerce.number().int().optional() };
const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });
const pageRefusals = ['CURSOR_INVALID', 'PAGE_SIZE_INVALID'] as const;

const exampleId = '01981f3e-7c00-7000-8000-000000000001';
const examplePoint = {
  id: exampleId,
  county: '310116',
  name: '朱泾老街消防通道',
  lookFor: '通道有无堵塞，灭火器是否在位',
  every: 'week',
  region: '310116101201',
  grid: '310116101201003',
  gridName: '示例网格',
  placeCode: null,
  lon: 121.16,
  lat: 30.9,
  isActive: true,
  checkedAt: '2026-11-13T02:00:00.000Z',
  checkedResult: 'ok',
  isDue: true,
  dueOn: '2026-11-22',
  missed: 0,
  version: 1,
} as const;

export const patrolApi = {
  listPatrolPoints: {
    method: 'GET',
    path: '/api/patrol/points',
    summary: { zh: '巡查点清单', en: 'The patrol points of a region' },
    permission: 'patrol.read',
    journal: 'none',
    query: z.strictObject({
      county: County.optional(),
      /** Town (9 digits), village (12) or grid (15). */
      region: z
        .string()
        .regex(/^\d{9}(\d{3}(\d{3})?)?$/)
        .optional(),
      isActive: z.enum(['true', 'false']).optional(),
      ...Page,
    }),
    answer: page(PatrolPoint),
    refusals: pageRefusals,
    example: { answer: { items: [examplePoint], next: null } },
  },
  listPatrolDue: {
    method: 'GET',
    path: '/api/patrol/due',
    summary: {
      zh: '我的网格今天应巡查的点',
      en: 'The points in my grids that want a check-in today',
    },
    permission: 'patrol.read',
    journal: 'none',
    answer: z.object({ on: z.iso.date(), items: z.array(PatrolPoint), isMore: z.boolean() }),
    refusals: [],
    example: { answer: { on: '2026-11-20', items: [examplePoint], isMore: false } },
  },
  addPatrolPoint: {
    method: 'POST',
    path: '/api/patrol/points',
    summary: { zh: '设立巡查点', en: 'Add a patrol point' },
    permission: 'patrol.manage',
    journal: 'patrolPoint.change',
    body: NewPatrolPoint,
    answer: PatrolPoint,
    status: 201,
    refusals: [
      'INPUT_INVALID',
      'PLACE_UNKNOWN',
      'PLACE_OUT_OF_SCOPE',
      'POINT_OUT_OF_RANGE',
      'POINT_AXES_SWAPPED',
      'CRS_UNKNOWN',
    ],
    example: {
      body: {
        name: '朱泾老街消防通道',
        lookFor: '通道有无堵塞，灭火器是否在位',
        every: 'week',
        point: { lon: 121.16, lat: 30.9 },
      },
      answer: examplePoint,
    },
  },
  changePatrolPoint: {
    method: 'PUT',
    path: '/api/patrol/points/{county}/{id}',
    summary: { zh: '修改或停用巡查点', en: 'Change a patrol point, or end it' },
    permission: 'patrol.manage',
    journal: 'patrolPoint.change',
    params: PointParams,
    body: ChangedPatrolPoint,
    answer: PatrolPoint,
    refusals: ['NOT_FOUND', 'INPUT_INVALID', 'VERSION_STALE'],
  },
  checkIn: {
    method: 'POST',
    path: '/api/patrol/points/{county}/{id}/check-ins',
    summary: {
      zh: '到点检查：正常，或发现问题（不记录轨迹）',
      en: 'A check-in at a point: all well, or trouble; never a path',
    },
    permission: 'patrol.checkIn',
    // The access log names the actor: a line a check-in would be the list that must not exist.
    journal: 'none',
    params: PointParams,
    body: NewCheckIn,
    answer: z.object({ checkIn: CheckIn, point: PatrolPoint, isRepeat: z.boolean() }),
    status: 201,
    refusals: [
      'NOT_FOUND',
      'INPUT_INVALID',
      'TIME_IN_FUTURE',
      'KEY_REUSED',
      'KEY_MISSING',
      'POINT_ENDED',
      'TROUBLE_UNSAID',
      'MATTER_UNKNOWN',
      'ATTACHMENT_UNKNOWN',
      'ATTACHMENTS_TOO_MANY',
    ],
    example: { body: { result: 'ok', occurredAt: '2026-11-20T02:00:00.000Z' } },
  },
  listCheckIns: {
    method: 'GET',
    path: '/api/patrol/points/{county}/{id}/check-ins',
    summary: {
      zh: '一个巡查点的检查记录（按地点，不按人）',
      en: 'The check-ins of a point: by place, never by person',
    },
    permission: 'patrol.read',
    journal: 'none',
    params: PointParams,
    query: z.strictObject(Page),
    answer: page(CheckIn),
    refusals: ['NOT_FOUND', ...pageRefusals],
  },
  openCheckInPhoto: {
    method: 'GET',
    path: '/api/patrol/points/{county}/{id}/photos/{photo}',
    summary: { zh: '查看到点检查的照片', en: 'A photo of a check-in' },
    permission: 'patrol.read',
    journal: 'none',
    params: PointParams.extend({ photo: z.uuid() }),
    refusals: ['NOT_FOUND', 'FILE_LOST'],
  },
} as const satisfies EndpointTable;
