/** Keeps the search table with the acts that bring words. Words are masked before they come here. */
import type { Tx } from '../../../platform/db/index.ts';
import type { Given } from '../rules/draft.ts';
import type { MatterState } from '../rules/state.ts';

/** Adds an act's words that people may search: replies and results. */
export async function indexWords(
  _tx: Tx,
  _state: MatterState,
  _action: string,
  _given: Given,
): Promise<void> {}
