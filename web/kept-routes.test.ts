import { describe, expect, it } from 'vitest';
import { endpointTables } from '../endpoints.ts';
import { keptRoutes } from './kept-routes.ts';

describe('what the portal keeps on a device', () => {
  it.each(keptRoutes)('%s is for everyone, and tells of nobody', (route) => {
    const all = endpointTables.flatMap(({ api }) => Object.values(api));
    const found = all.find(({ method, path }) => `${method} ${path}` === route);
    expect(found).toMatchObject({ permission: 'public', journal: 'none' });
  });
});
