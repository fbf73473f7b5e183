/**
 * The console's pages and their places in the menu, each loaded when it is first opened. Modules
 * add theirs here. `permission` only hides a door that leads nowhere: the server decides.
 */
import { consolePaths } from '../paths.ts';
import type { FacePage } from '../router.tsx';
import { adminPages } from './admin/pages.ts';
import type { Door } from './doors.ts';
import type { consoleTexts } from './texts.ts';

type Key<T> = T extends { readonly keys?: infer K } ? K : never;

export type ConsolePage = FacePage & {
  menu?: {
    group: Extract<Key<typeof consoleTexts>, 'work' | 'lead' | 'admin'>;
    words: { zh: string; en: string };
  } & Door;
  /** The whole screen, without header and menu (the wall display). */
  isBare?: boolean;
};

export const consolePages: readonly ConsolePage[] = [
  {
    path: consolePaths.queue,
    load: async () => (await import('../../modules/matters/web/console/queue/page.tsx')).QueuePage,
    menu: {
      group: 'work',
      words: { zh: '工作队列', en: 'Queues' },
      permission: 'matter.read',
    },
  },
  {
    path: consolePaths.search,
    load: async () =>
      (await import('../../modules/matters/web/console/search/page.tsx')).SearchPage,
    menu: {
      group: 'work',
      words: { zh: '查询', en: 'Search' },
      permission: 'matter.search',
    },
  },
  {
    path: consolePaths.matter('$number'),
    load: async () =>
      (await import('../../modules/matters/web/console/matter/page.tsx')).MatterPage,
  },
  {
    path: consolePaths.agenda,
    load: async () => (await import('../../modules/agenda/web/console/agenda-page.tsx')).AgendaPage,
    menu: { group: 'work', words: { zh: '日程', en: 'Agenda' }, permission: 'matter.read' },
  },
  {
    path: consolePaths.reception,
    load: async () =>
      (await import('../../modules/reception/web/console/days-page.tsx')).ReceptionDaysPage,
    menu: {
      group: 'work',
      words: { zh: '接访日', en: 'Reception days' },
      permission: 'reception.desk',
    },
  },
  {
    path: consolePaths.receptionDesk('$day'),
    load: async () =>
      (await import('../../modules/reception/web/console/desk-page.tsx')).ReceptionDeskPage,
  },
  {
    path: consolePaths.agreement('$number'),
    load: async () => (await import('../../modules/agreements/web/console/page.tsx')).AgreementPage,
  },
  {
    path: consolePaths.grievances,
    load: async () =>
      (await import('../../modules/roster/web/console/grievances-page.tsx')).GrievancesPage,
    menu: {
      group: 'lead',
      words: { zh: '对调解员的投诉', en: 'Grievances' },
      permission: 'matter.act',
    },
  },
  {
    path: consolePaths.map,
    load: async () => (await import('../../modules/matters/web/console/map/page.tsx')).MapPage,
    menu: { group: 'work', words: { zh: '地图', en: 'Map' }, permission: 'matter.read' },
  },
  {
    path: consolePaths.dispatch,
    load: async () =>
      (await import('../../modules/matters/web/console/dispatch/board.tsx')).DispatchPage,
    menu: {
      group: 'lead',
      words: { zh: '派遣台', en: 'Dispatch board' },
      permission: 'matter.read',
      queue: 'toDispatch',
    },
  },
  {
    path: consolePaths.unowned,
    load: async () =>
      (await import('../../modules/matters/web/console/dispatch/board.tsx')).UnownedPage,
    menu: {
      group: 'lead',
      words: { zh: '无主事项台', en: 'No-owner desk' },
      permission: 'matter.read',
      queue: 'unowned',
    },
  },
  {
    path: consolePaths.supervision,
    load: async () =>
      (await import('../../modules/matters/web/console/desk/desk.tsx')).SupervisionPage,
    menu: {
      group: 'lead',
      words: { zh: '督导台', en: 'Supervision desk' },
      permission: 'matter.read',
    },
  },
  {
    path: consolePaths.orgs,
    load: async () => (await import('../../modules/matters/web/console/orgs/page.tsx')).OrgsPage,
    menu: {
      group: 'lead',
      words: { zh: '单位对比', en: 'Organisations side by side' },
      permission: 'figures.read',
    },
  },
  {
    path: consolePaths.figures,
    load: async () =>
      (await import('../../modules/matters/web/console/figures/page.tsx')).FiguresPage,
    menu: { group: 'lead', words: { zh: '统计', en: 'Figures' }, permission: 'figures.read' },
  },
  {
    path: consolePaths.disputes,
    load: async () =>
      (await import('../../modules/disputes/web/console/analysis-page.tsx')).AnalysisPage,
    menu: {
      group: 'lead',
      words: { zh: '矛盾纠纷分析', en: 'Disputes' },
      permission: 'figures.read',
    },
  },
  {
    path: consolePaths.wall,
    load: async () => (await import('../../modules/matters/web/console/wall/wall.tsx')).WallPage,
    menu: {
      group: 'lead',
      words: { zh: '大厅大屏', en: 'Wall display' },
      permission: 'figures.read',
    },
    isBare: true,
  },
  {
    path: consolePaths.register,
    load: async () =>
      (await import('../../modules/matters/web/console/register/page.tsx')).RegisterPage,
    menu: {
      group: 'work',
      words: { zh: '登记事项', en: 'Register' },
      permission: 'matter.register',
    },
  },
  {
    path: consolePaths.notices,
    load: async () =>
      (await import('../../modules/notices/web/console/notices-page.tsx')).NoticesAdminPage,
    menu: { group: 'lead', words: { zh: '公告', en: 'Notices' }, permission: 'notice.publish' },
  },
  {
    path: consolePaths.patrol,
    load: async () =>
      (await import('../../modules/patrol/web/console/points-page.tsx')).PatrolPointsPage,
    menu: {
      group: 'lead',
      words: { zh: '巡查点', en: 'Patrol points' },
      permission: 'patrol.manage',
    },
  },
  {
    path: consolePaths.petitions,
    load: async () => (await import('../../modules/petitions/web/console/page.tsx')).PetitionsPage,
    menu: {
      group: 'lead',
      words: { zh: '信访工作', en: 'Petition work' },
      permission: 'petition.read',
    },
  },
  ...adminPages,
  {
    path: consolePaths.places,
    load: async () =>
      (await import('../../modules/geography/web/console/places/page.tsx')).PlacesPage,
    menu: {
      group: 'admin',
      words: { zh: '点位与二维码', en: 'Places and QR codes' },
      permission: 'place.manage',
    },
  },
  {
    path: consolePaths.placeSheets,
    load: async () =>
      (await import('../../modules/geography/web/console/places/sheets.tsx')).PlaceSheetsPage,
    isBare: true,
  },
];
