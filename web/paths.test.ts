/** Every address that a link can lead to is a page, and every page has an address. */

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { consolePaths, fieldPaths, portalPaths } from './paths.ts';

type Paths = Readonly<Record<string, string | ((one: string, two: string) => string)>>;

/** The paths of a face as the router knows them. */
function routesOf(paths: Paths): string[] {
  return Object.values(paths).map((path) =>
    typeof path === 'string' ? path : path('$one', '$two'),
  );
}

/** The lists of pages are read as text: to import them would load the pages. */
function pagesOf(face: string): string {
  const files = globSync(`${face}/**/pages.{ts,tsx}`, { cwd: import.meta.dirname });
  return files.map((file) => readFileSync(join(import.meta.dirname, file), 'utf8')).join('\n');
}

function missing(paths: Paths, face: string): string[] {
  const text = pagesOf(face);
  return Object.keys(paths).filter((key) => !new RegExp(`${face}Paths\\.${key}\\b`).test(text));
}

describe('addresses', () => {
  it('are unlike each other within a face', () => {
    for (const paths of [portalPaths, consolePaths, fieldPaths]) {
      const routes = routesOf(paths);
      expect(new Set(routes).size).toBe(routes.length);
    }
  });

  it('all lead to a page', () => {
    expect(missing(portalPaths, 'portal')).toEqual([]);
    expect(missing(consolePaths, 'console')).toEqual([]);
    expect(missing(fieldPaths, 'field')).toEqual([]);
  });
});
