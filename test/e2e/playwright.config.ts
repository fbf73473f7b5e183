/**
 * Journeys in a real browser against a real server with the demo district: `npm run e2e`.
 * E2E_SERVER names a server that runs already (with an open demo); else one is started.
 */
import { defineConfig } from '@playwright/test';
import { browserFlags, CHROMIUM } from './browser.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '*.e2e.ts',
  outputDir: '../../test-results',
  // Six browsers with sound and picture need both cores for themselves.
  projects: [
    { name: 'journeys', testIgnore: '**/rooms-six.e2e.ts' },
    { name: 'six', testMatch: '**/rooms-six.e2e.ts', dependencies: ['journeys'] },
  ],
  globalSetup: './server.ts',
  // Two cores serve the database, the program and the browsers.
  workers: 2,
  fullyParallel: false,
  forbidOnly: !!process.env.CI,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  use: {
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    actionTimeout: 20_000,
    // What a trace records (every step with its picture) costs a quarter of the time; asked for by
    // `npm run e2e -- --trace retain-on-failure`.
    trace: 'off',
    launchOptions: { executablePath: CHROMIUM, args: [...browserFlags] },
  },
});
