import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['*.test.ts', '{kernel,platform,modules,bench,test,web}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/fixtures/**', 'data/**', 'dist/**'],
    // One server and one migrated template for the run.
    globalSetup: ['test/setup.ts'],
    setupFiles: ['test/seed.ts'],
    // Two cores are what the smallest machine that we promise has, and each worker owns a database.
    maxWorkers: 2,
    // Files of one worker share its modules, which halves what starting costs: a house, its clock
    // and its people are made by each file for itself, and nothing is kept beside them.
    isolate: false,
    // No test measures time; a busy machine must not fail one that waits for its database.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    passWithNoTests: false,
  },
});
