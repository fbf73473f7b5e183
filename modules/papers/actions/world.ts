/** What the verbs of papers work with; made once in index.ts from the faces of other modules. */
import type { Paper } from '../../../kernel/paper.ts';
import type { Database, Tx } from '../../../platform/db/index.ts';
import type { FileStore } from '../../../platform/files/index.ts';
import type { RenderedPaper } from '../../../platform/papers/index.ts';
import type { Matters, MatterView, PaperTemplates } from '../../matters/index.ts';

export type PapersWorld = {
  db: Database;
  files: FileStore;
  zone: string;
  /** The documents of each kind of matter, by kind and code. */
  templates: Readonly<Record<string, PaperTemplates>>;
  /** What the kind's own module keeps for its papers; masked unless persons are opened. */
  kept: (tx: Tx, view: MatterView, how: { isOpened: boolean }) => Promise<unknown>;
  orgNamed: (id: string) => { id: string; zh: string; en: string | null };
  matters: Pick<
    Matters,
    | 'reading'
    | 'act'
    | 'whyNot'
    | 'wordsOf'
    | 'isSubject'
    | 'openPersons'
    | 'maskPersons'
    | 'openMatterKey'
    | 'maskText'
  >;
  render: (paper: Paper) => Promise<RenderedPaper>;
  renderDraft: (paper: Paper) => Promise<Buffer>;
};

/** The templates of a matter's kind; a kind without any has none. */
export function templatesOf(world: PapersWorld, { state }: MatterView): PaperTemplates {
  const { kind } = state.matter;
  return Object.hasOwn(world.templates, kind) ? (world.templates[kind] ?? {}) : {};
}
