/** Which of a matter's clocks its head names. Pure. */
import type { Matter } from './form-rules.ts';

export type Clock = Matter['clocks'][number];

/**
 * What must happen first, and the time of the whole where that is another: right after a dispatch
 * the acknowledgement is nearer than the handling. Neither a supporter's clock nor a window, which
 * is somebody's right and no duty.
 */
export function nextClocks(matter: Pick<Matter, 'clocks' | 'dueAt' | 'handlingOrg'>): Clock[] {
  const running = matter.clocks
    .filter((clock) => clock.state === 'running' && clock.nature !== 'window')
    .filter(({ org }) => org === null || org.id === matter.handlingOrg?.id)
    .toSorted((a, b) => Date.parse(a.dueAt) - Date.parse(b.dueAt));
  const whole = running.find((clock) => clock.dueAt === matter.dueAt);
  return [...new Set([running[0], whole])].filter((clock) => clock !== undefined);
}
