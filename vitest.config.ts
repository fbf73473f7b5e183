import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    include: ['{kernel,platform,modules,bench,test}/**/*.test.ts'],
    exclude: ['**/node_modules/**', 'test/fixtures/**', 'data/**', 'dist/**'],
    // One server and one migrated template for the run.
    globalSetup: ['test/setup.ts'],
    // Two cores are what the smallest machine that we promise has, and each worker owns a database.
    maxWorkers: 2,
    passWithNoTests: false,
  },
});
