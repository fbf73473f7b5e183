/** The portal's pages, each loaded when it is first opened. Modules add theirs here. */
import { portalPaths } from '../paths.ts';
import type { FacePage } from '../router.tsx';

export const portalPages: readonly FacePage[] = [
  {
    path: portalPaths.signIn,
    load: async () => (await import('./sign-in-page.tsx')).SignInPage,
  },
  {
    path: portalPaths.home,
    load: async () => (await import('../../modules/matters/web/portal/home.tsx')).HomePage,
  },
  {
    path: portalPaths.report,
    load: async () => (await import('../../modules/matters/web/portal/report/page.tsx')).ReportPage,
  },
  {
    path: portalPaths.notices,
    load: async () =>
      (await import('../../modules/notices/web/portal/notices-page.tsx')).NoticesPage,
  },
  {
    path: portalPaths.mediators,
    load: async () => (await import('../../modules/roster/web/portal/roster-page.tsx')).RosterPage,
  },
  {
    path: portalPaths.reception,
    load: async () =>
      (await import('../../modules/reception/web/portal/days-page.tsx')).ReceptionPage,
  },
  {
    path: portalPaths.receptionDay('$day'),
    load: async () =>
      (await import('../../modules/reception/web/portal/day-page.tsx')).ReceptionDayPage,
  },
  {
    path: portalPaths.myAppointments,
    load: async () =>
      (await import('../../modules/reception/web/portal/own-page.tsx')).OwnAppointmentsPage,
  },
  {
    path: portalPaths.services,
    load: async () =>
      (await import('../../modules/notices/web/portal/services-page.tsx')).ServicesPage,
  },
  {
    path: portalPaths.my,
    load: async () => (await import('../../modules/matters/web/portal/own/my-page.tsx')).MyPage,
  },
  {
    path: portalPaths.query,
    load: async () =>
      (await import('../../modules/matters/web/portal/own/query-page.tsx')).QueryPage,
  },
  {
    path: portalPaths.matter('$number'),
    load: async () =>
      (await import('../../modules/matters/web/portal/own/matter-page.tsx')).OwnMatterPage,
  },
  {
    path: portalPaths.petitionFor,
    load: async () =>
      (await import('../../modules/petitions/web/portal/file-page.tsx')).PetitionForPage,
  },
  {
    path: portalPaths.agreement('$number'),
    load: async () =>
      (await import('../../modules/agreements/web/portal/page.tsx')).OwnAgreementPage,
  },
  {
    path: portalPaths.invitation('$link'),
    load: async () =>
      (await import('../../modules/invitations/web/portal/page.tsx')).InvitationPage,
  },
  {
    path: portalPaths.listed,
    load: async () => (await import('../../modules/matters/web/portal/listed/page.tsx')).ListedPage,
  },
  {
    path: portalPaths.board,
    load: async () =>
      (await import('../../modules/matters/web/portal/board/board-page.tsx')).BoardPage,
  },
  {
    path: portalPaths.publicMatter('$number'),
    load: async () =>
      (await import('../../modules/matters/web/portal/board/public-page.tsx')).PublicMatterPage,
  },
  {
    path: portalPaths.figures,
    load: async () =>
      (await import('../../modules/matters/web/portal/board/figures-page.tsx')).FiguresPage,
  },
];
