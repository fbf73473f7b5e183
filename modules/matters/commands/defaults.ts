/**
 * The rules that an installation begins with, as documents to publish. A centre publishes its own
 * later; nothing here is read again once they stand.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export type DefaultDocument = { kind: string; name: string; body: unknown };

/** Reads a definition written in YAML; `<<` takes over what another entry says. */
export function readDefinition(file: string): unknown {
  return parse(readFileSync(file, 'utf8'), { merge: true });
}

const here = (name: string) => join(import.meta.dirname, '../process', name);

/**
 * The documents of the loop itself, in the order in which they must be published. The processes of
 * kinds come before: their clocks are named by categories.
 */
export function defaultDocuments(): DefaultDocument[] {
  const main = (kind: string) => ({
    kind,
    name: 'main',
    body: readDefinition(here(`defaults/${kind}.yaml`)),
  });
  const intake = readDefinition(here('intake.yaml'));
  return [
    { kind: 'process', name: 'intake', body: intake },
    ...['categories', 'routing', 'settings', 'replies'].map(main),
  ];
}
