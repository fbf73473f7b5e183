/**
 * The answers that the portal keeps on the device for when there is no network. The promise not to
 * break: each is the same for everyone, and a test holds them to the contracts.
 */
export const keptRoutes = [
  'GET /api/public/centres',
  'GET /api/public/centre',
  'GET /api/categories',
  'GET /api/regions',
] as const;
export type KeptRoute = (typeof keptRoutes)[number];
