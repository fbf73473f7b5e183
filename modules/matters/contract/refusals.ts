/**
 * What every act on a matter may refuse, whichever endpoint takes it. Modules that take acts by
 * endpoints of their own name these, and their own beside them.
 */
export const refusalsOfAct = [
  'NOT_FOUND',
  'NOT_YOURS',
  'ACTION_UNKNOWN',
  'ACTION_NOT_OPEN',
  'MATTER_MOVED',
  'MATTER_SUSPENDED',
  'SUBJECT_OF_COMPLAINT',
  'VERSION_STALE',
] as const;
