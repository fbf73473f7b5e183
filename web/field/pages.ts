/** The field app's pages. All are loaded with the app: it must open without a network. */
import type { FacePage } from '../router.tsx';

export const fieldPages: readonly FacePage[] = [];
