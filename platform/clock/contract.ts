/** The clock over HTTP: read by everyone, moved in the demo only. */
import { z } from 'zod';
import type { EndpointTable } from '../../kernel/endpoint.ts';

const ClockView = z.object({ now: z.iso.datetime(), isMovable: z.boolean() });

export const clockApi = {
  getClock: {
    method: 'GET',
    path: '/api/clock',
    summary: { zh: '系统时间', en: 'The time of the house' },
    permission: 'public',
    journal: 'none',
    answer: ClockView,
    refusals: [],
  },
  moveClock: {
    method: 'PUT',
    path: '/api/clock',
    summary: { zh: '拨动时钟（仅演示）', en: 'Move the clock (demo only)' },
    permission: 'clock.move',
    journal: 'clock.move',
    body: z.strictObject({ at: z.iso.datetime({ offset: true }), frozen: z.boolean().optional() }),
    answer: ClockView,
    refusals: ['CLOCK_FIXED', 'CLOCK_BACKWARDS', 'INPUT_INVALID'],
  },
} as const satisfies EndpointTable;
