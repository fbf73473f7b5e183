/**
 * What of a session comes into no backup: all that dies with its end, and its key. A copy
 * made while people talk would keep what they were told is kept by nobody.
 */
import type { DB } from '../../../db/tables.ts';

/** Named by the schema itself: a table that is renamed does not slip back in. */
type Named = { [T in keyof DB]?: { rows?: string; nulls?: readonly (keyof DB[T])[] } };

export const roomsLeftOut = {
  'room.session': { nulls: ['sealed_key'] },
  'room.remark': { rows: 'false' },
  'room.signal': { rows: 'false' },
  'room.fact': { rows: 'one.is_agreed' },
  'room.confirmation': {
    rows: `EXISTS (SELECT 1 FROM room.fact f WHERE f.county = one.county
      AND f.matter_id = one.matter_id AND f.session_id = one.session_id
      AND f.id = one.fact_id AND f.is_agreed)`,
  },
} as const satisfies Named;
