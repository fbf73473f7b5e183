import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/**
 * test/db.ts starts the database of the run once and stops it after; it exports `setup` (and
 * `teardown`), the form that vitest asks of a global setup.
 */
const database = 'test/db.ts';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['{kernel,platform,modules,bench,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/fixtures/**', 'data/**', 'dist/**'],
    globalSetup: existsSync(new URL(database, import.meta.url)) ? [database] : [],
    // Two cores are what the smallest machine that we promise has, and each worker owns a database.
    maxWorkers: 2,
    passWithNoTests: false,
  },
});
