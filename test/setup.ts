/** Runs once before all tests: one server, one migrated template. */
import type { TestProject } from 'vitest/node';
import { makeTemplate, testServer } from './server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    superUrl: string;
    template: string;
  }
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  project.provide('superUrl', server.superUrl);
  project.provide('template', await makeTemplate(server.superUrl));
  return server.stop;
}
