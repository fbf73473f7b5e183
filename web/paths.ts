/** Every address within the faces, in one place; a test holds it against the lists of pages. */
export const portalPaths = {
  home: '/',
  report: '/report',
  signIn: '/sign-in',
  my: '/my',
  matter: (number: string) => `/matters/${number}`,
  agreement: (number: string) => `/matters/${number}/agreement`,
  query: '/query',
  services: '/services',
  mediators: '/mediators',
  notices: '/notices',
  board: '/board',
  publicMatter: (number: string) => `/board/${number}`,
  figures: '/figures',
  listed: '/listed',
} as const;

/** Below `/field`. */
export const fieldPaths = {
  home: '/',
  tasks: '/tasks',
  task: (number: string) => `/tasks/${number}`,
  report: '/report',
  patrol: '/patrol',
  queue: '/queue',
  item: (id: string) => `/queue/${id}`,
  settings: '/settings',
} as const;

/** The mediation room, by a link or by a known device. */
export const roomPaths = {
  room: (link: string) => `/rooms/${link}`,
} as const;

/** Below `/console`. */
export const consolePaths = {
  queue: '/',
  search: '/search',
  matter: (number: string) => `/matters/${number}`,
  agreement: (number: string) => `/matters/${number}/agreement`,
  register: '/register',
  agenda: '/agenda',
  grievances: '/grievances',
  dispatch: '/dispatch',
  unowned: '/unowned',
  supervision: '/supervision',
  orgs: '/orgs',
  figures: '/figures',
  map: '/map',
  places: '/places',
  patrol: '/patrol',
  petitions: '/petitions',
  placeSheets: '/places/sheets',
  notices: '/notices',
  wall: '/wall',
  adminOrgs: '/admin/orgs',
  adminPeople: '/admin/people',
  adminRoles: '/admin/roles',
  adminKeys: '/admin/keys',
  adminCommittees: '/admin/committees',
  adminJournal: '/admin/journal',
  adminRegions: '/admin/regions',
  adminBoundaries: '/admin/boundaries',
  adminCategories: '/admin/categories',
  adminRouting: '/admin/routing',
  adminClocks: '/admin/clocks',
  adminProcesses: '/admin/processes',
  adminProcess: (kind: string) => `/admin/processes/${kind}`,
  adminSettings: '/admin/settings',
  adminReplies: '/admin/replies',
  adminMap: '/admin/map',
  adminRules: '/admin/rules',
  adminRule: (kind: string, name: string) => `/admin/rules/${kind}/${name}`,
  adminTemplates: '/admin/templates',
  adminMessages: '/admin/messages',
  adminWebhooks: '/admin/webhooks',
  account: '/account',
} as const;
