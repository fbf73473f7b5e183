/** Every address within the faces, in one place; a test holds it against the lists of pages. */
export const portalPaths = {
  home: '/',
  report: '/report',
  signIn: '/sign-in',
  my: '/my',
  matter: (number: string) => `/matters/${number}`,
  query: '/query',
  services: '/services',
  board: '/board',
  publicMatter: (number: string) => `/board/${number}`,
  figures: '/figures',
  listed: '/listed',
} as const;

/** Below `/console`. */
export const consolePaths = {
  queue: '/',
  search: '/search',
  matter: (number: string) => `/matters/${number}`,
  register: '/register',
  dispatch: '/dispatch',
  unowned: '/unowned',
  supervision: '/supervision',
  orgs: '/orgs',
  figures: '/figures',
  map: '/map',
  places: '/places',
  notices: '/notices',
  wall: '/wall',
  admin: '/admin',
  account: '/account',
} as const;
