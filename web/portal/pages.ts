/** The portal's pages, each loaded when it is first opened. Modules add theirs here. */
import { portalPaths } from '../paths.ts';
import type { FacePage } from '../router.tsx';

export const portalPages: readonly FacePage[] = [
  {
    path: portalPaths.signIn,
    load: async () => (await import('./sign-in-page.tsx')).SignInPage,
  },
];
