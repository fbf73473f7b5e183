/**
 * What a kind of matter is appraised by. Of one that is `timeOnly` (petitions) nothing is counted
 * for or against anybody but whether its duties were kept in time: not that it came, nor how it was
 * rated, nor what was asked after. It has no cell either, so that no map is coloured by it.
 */
import { cellOf } from './cells.ts';
import type { ProcessDefinition } from './process.ts';
import type { Matter, MatterState } from './state.ts';

export type Appraisal = 'timeOnly';

export const isTimeOnly = ({ matter }: Pick<MatterState, 'matter'>): boolean =>
  matter.facts.appraisal === 'timeOnly';

/** What a matter of that process carries; the fact stays away where all is counted. */
export function appraisedBy(
  { appraisal }: Pick<ProcessDefinition, 'appraisal'>,
  { lon, lat }: Pick<Matter, 'lon' | 'lat'>,
): { cell: string | null; appraisal: Appraisal | null } {
  return appraisal === undefined
    ? { cell: cellOf(lon, lat), appraisal: null }
    : { cell: null, appraisal };
}
