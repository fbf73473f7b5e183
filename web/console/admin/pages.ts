/** The pages of administration and their doors in the menu. */
import { consolePaths } from '../../paths.ts';
import type { ConsolePage } from '../pages.tsx';

const door = (zh: string, en: string, permission: string) => ({
  group: 'admin' as const,
  words: { zh, en },
  permission,
});

/** To what holds for a county as a whole: its rules, who hears of its matters. */
const countyDoor = (zh: string, en: string, permission: string) => ({
  ...door(zh, en, permission),
  isOfCounty: true as const,
});

const identityPages: readonly ConsolePage[] = [
  {
    path: consolePaths.adminOrgs,
    load: async () =>
      (await import('../../../modules/identity/web/console/orgs-page.tsx')).OrgsPage,
    menu: door('机构', 'Organisations', 'org.manage'),
  },
  {
    path: consolePaths.adminPeople,
    load: async () =>
      (await import('../../../modules/identity/web/console/people-page.tsx')).PeoplePage,
    menu: door('人员与岗位', 'People and posts', 'account.manage'),
  },
  {
    path: consolePaths.adminRoles,
    load: async () =>
      (await import('../../../modules/identity/web/console/roles-page.tsx')).RolesPage,
    menu: door('角色与权限', 'Roles and permissions', 'account.manage'),
  },
  {
    path: consolePaths.adminCommittees,
    load: async () =>
      (await import('../../../modules/roster/web/console/committees-page.tsx')).CommitteesPage,
    menu: door('调解组织', 'Mediation committees', 'org.manage'),
  },
  {
    path: consolePaths.adminKeys,
    load: async () =>
      (await import('../../../modules/identity/web/console/keys-page.tsx')).KeysPage,
    menu: door('接口密钥', 'API keys', 'key.manage'),
  },
  {
    path: consolePaths.adminJournal,
    load: async () =>
      (await import('../../../modules/identity/web/console/journal-page.tsx')).JournalPage,
    menu: door('访问日志', 'Access log', 'journal.read'),
  },
  {
    path: consolePaths.account,
    load: async () =>
      (await import('../../../modules/identity/web/console/account-page.tsx')).AccountPage,
  },
];

const geographyPages: readonly ConsolePage[] = [
  {
    path: consolePaths.adminRegions,
    load: async () =>
      (await import('../../../modules/geography/web/console/regions-page.tsx')).RegionsPage,
    menu: door('区划与网格', 'Regions and grids', 'region.import'),
  },
  {
    path: consolePaths.adminBoundaries,
    load: async () =>
      (await import('../../../modules/geography/web/console/import-page.tsx')).ImportPage,
    menu: door('边界导入', 'Import of borders', 'region.import'),
  },
];

const rulebookPages: readonly ConsolePage[] = [
  {
    path: consolePaths.adminCategories,
    load: async () =>
      (await import('../../../modules/rulebook/web/console/categories/page.tsx')).CategoriesPage,
    menu: countyDoor('类别与表单', 'Categories and forms', 'rulebook.publish'),
  },
  {
    path: consolePaths.adminRouting,
    load: async () =>
      (await import('../../../modules/rulebook/web/console/routing/page.tsx')).RoutingPage,
    menu: countyDoor('派遣规则', 'Routing rules', 'rulebook.publish'),
  },
  {
    path: consolePaths.adminClocks,
    load: async () =>
      (await import('../../../modules/rulebook/web/console/calendar/page.tsx')).CalendarPage,
    menu: countyDoor('时限与日历', 'Clocks and calendar', 'rulebook.publish'),
  },
  {
    path: consolePaths.adminSettings,
    load: async () =>
      (await import('../../../modules/rulebook/web/console/settings/page.tsx')).SettingsPage,
    menu: countyDoor('中心设置', 'Settings', 'rulebook.publish'),
  },
  {
    path: consolePaths.adminReplies,
    load: async () =>
      (await import('../../../modules/rulebook/web/console/replies/page.tsx')).RepliesPage,
    menu: countyDoor('答复模板', 'Templates of replies', 'rulebook.publish'),
  },
  {
    path: consolePaths.adminMap,
    load: async () =>
      (await import('../../../modules/rulebook/web/console/map/page.tsx')).MapSettingsPage,
    menu: countyDoor('地图设置', 'Map settings', 'rulebook.publish'),
  },
  {
    path: consolePaths.adminProcesses,
    load: async () =>
      (await import('../../../modules/rulebook/web/console/process/list-page.tsx')).ProcessListPage,
    menu: countyDoor('流程', 'Processes', 'rulebook.publish'),
  },
  {
    path: consolePaths.adminProcess('$kind'),
    load: async () =>
      (await import('../../../modules/rulebook/web/console/process/page.tsx')).ProcessPage,
  },
  {
    path: consolePaths.adminRules,
    load: async () =>
      (await import('../../../modules/rulebook/web/console/raw/list-page.tsx')).RuleListPage,
    menu: countyDoor('全部规则', 'All rules', 'rulebook.publish'),
  },
  {
    path: consolePaths.adminRule('$kind', '$name'),
    load: async () =>
      (await import('../../../modules/rulebook/web/console/raw/page.tsx')).RawRulePage,
  },
];

const messagingPages: readonly ConsolePage[] = [
  {
    path: consolePaths.adminTemplates,
    load: async () =>
      (await import('../../../modules/messaging/web/console/templates-page.tsx')).TemplatesPage,
    menu: countyDoor('通知模板', 'Templates of notices', 'rulebook.publish'),
  },
  {
    path: consolePaths.adminMessages,
    load: async () =>
      (await import('../../../modules/messaging/web/console/messages-page.tsx')).MessagesPage,
    menu: door('消息记录', 'Message log', 'message.read'),
  },
  {
    path: consolePaths.adminWebhooks,
    load: async () =>
      (await import('../../../modules/messaging/web/console/webhooks-page.tsx')).WebhooksPage,
    menu: countyDoor('对外推送', 'Webhooks', 'key.manage'),
  },
];

export const adminPages: readonly ConsolePage[] = [
  ...identityPages,
  ...geographyPages,
  ...rulebookPages,
  ...messagingPages,
];
