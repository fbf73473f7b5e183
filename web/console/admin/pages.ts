/** The pages of administration and their doors in the menu. */
import { consolePaths } from '../../paths.ts';
import type { ConsolePage } from '../pages.tsx';

export const adminPages: readonly ConsolePage[] = [
  {
    path: consolePaths.adminRouting,
    load: async () =>
      (await import('../../../modules/rulebook/web/console/routing/page.tsx')).RoutingPage,
    menu: {
      group: 'admin',
      words: { zh: '派遣规则', en: 'Routing rules' },
      permission: 'rulebook.publish',
    },
  },
];
