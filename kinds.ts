/**
 * The kinds of matter that this program has, in order: the house, the command line and the tests
 * open the same. Each is a folder that brings a process and, where it needs them, names of its own.
 */
import { must } from './kernel/refusal.ts';
import { kind as dispute } from './modules/disputes/index.ts';
import { engineNames, type Kind, readDefinition } from './modules/matters/index.ts';
import { kind as petition } from './modules/petitions/index.ts';
import { kind as report } from './modules/reports/index.ts';

/** The kind `intake` (what is not known yet) is the engine's own. */
const kinds: readonly Kind[] = [report, petition, dispute];

export const kindCodes: ReadonlySet<string> = new Set(['intake', ...kinds.map(({ code }) => code)]);

/** Guards and effects by the names that definitions use: the engine's, then each kind's. */
export const names = kinds.reduce(
  (all, kind) => ({
    guards: joined(all.guards, kind.guards),
    effects: joined(all.effects, kind.effects),
  }),
  engineNames as Pick<Kind, 'guards' | 'effects'>,
);

function joined<T>(known: Readonly<Record<string, T>>, own: Readonly<Record<string, T>>) {
  for (const name of Object.keys(own)) must(!Object.hasOwn(known, name), `${name} is named once`);
  return { ...known, ...own };
}

/** What guards of kinds refuse, in words. */
export const kindTexts = Object.assign({}, ...kinds.map(({ texts }) => texts)) as Kind['texts'];

/** The documents of each kind, by kind and code. */
export const paperTemplates = Object.fromEntries(
  kinds.map(({ code, papers }) => [code, papers ?? {}]),
);

/** The processes of the kinds, as documents to publish before anything names their clocks. */
export function kindDocuments() {
  return kinds.map(({ code, processFile }) => ({
    kind: 'process',
    name: code,
    body: readDefinition(processFile),
  }));
}
