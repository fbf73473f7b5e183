/** Every address that a link can lead to is a page, and every page has an address. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { consolePaths, portalPaths } from './paths.ts';

const MARK = 'NUMBER';

/** The paths of a face as the router knows them. */
function routesOf(paths: Readonly<Record<string, string | ((name: string) => string)>>): string[] {
  return Object.values(paths).map((path) =>
    typeof path === 'string' ? path : path(MARK).replace(MARK, '$'),
  );
}

/** The list of pages is read as text: to import it would load the pages. */
function pagesOf(file: string): string {
  return readFileSync(join(import.meta.dirname, file), 'utf8');
}

function missing(paths: Parameters<typeof routesOf>[0], file: string, name: string): string[] {
  const text = pagesOf(file);
  return Object.keys(paths).filter((key) => !new RegExp(`${name}\\.${key}\\b`).test(text));
}

describe('addresses', () => {
  it('are unlike each other within a face', () => {
    for (const paths of [portalPaths, consolePaths]) {
      const routes = routesOf(paths);
      expect(new Set(routes).size).toBe(routes.length);
    }
  });

  it('all lead to a page', () => {
    expect(missing(portalPaths, 'portal/pages.ts', 'portalPaths')).toEqual([]);
    expect(missing(consolePaths, 'console/pages.tsx', 'consolePaths')).toEqual([]);
  });
});
