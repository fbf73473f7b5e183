/** What the verbs of the rulebook work with; made once in `index.ts`. */
import type { Actor } from '../../../kernel/actor.ts';
import type { Database } from '../../../platform/db/index.ts';
import type { DocumentChecker } from '../contract.ts';
import type { Memory } from '../store/memory.ts';

export type RulebookWorld = {
  db: Database;
  memory: Memory;
  /** By kind of document; a kind without a checker cannot be published. */
  checkers: Readonly<Record<string, DocumentChecker>>;
  /** A process as a Mermaid diagram. */
  drawProcess: (body: unknown) => string;
  /** Whether an actor may set rules for all counties. */
  mayPublishForAll: (actor: Actor) => boolean;
};
