/**
 * Who may import whom. The rules read as the architecture; each is proved to fire by a planted
 * violation in test/fixtures/boundaries. A rule without one fails test/boundaries.test.ts.
 */

/** A role of a module: a file, or the folder that the file grew into. */
const role = (names) => `^modules/([^/]+)/(?:${names})(?:[.]ts$|/)`;
const ownRole = (names) => `^modules/$1/(?:${names})(?:[.]ts$|/)`;
const anyContract = '^modules/[^/]+/contract(?:[.]ts$|/)|^platform/[^/]+/contract[.]ts$';
const faces = '^modules/[^/]+/(?:index|contract|engine)[.]ts$';
/** The words in which kinds write their guards and effects: nothing that runs by itself. */
const engine = '^modules/[^/]+/engine[.]ts$';
const tests = '[.](?:test|e2e)[.]tsx?$|^test/';
const npm = (names) => `(?:^|/)node_modules/(?:@types/)?(?:${names})(?:/|$)`;

/** What the loop itself may lean on. A kind is not among them, however useful it looks. */
const belowMatters = 'geography|identity|messaging|rulebook';

/** Arithmetic without IO: geometry and coordinates may be reckoned with inside rules. */
const pureLibraries = 'flatbush|point-in-polygon-hao|robust-predicates|clipper2-ts|gcoord';

const dependencyRules = [
  {
    name: 'no-cycles',
    comment: 'A cycle means that no file of it can be understood, tested or moved alone.',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'must-resolve',
    comment: 'An import that leads nowhere works only on the machine of the one who wrote it.',
    from: {},
    // geojson is types alone: there is nothing to find at run time.
    to: { couldNotResolve: true, pathNot: '^geojson$' },
  },
  {
    name: 'modules-meet-at-index',
    comment: 'What a module does not show in index.ts or contract.ts it may change at any time.',
    from: { path: '^modules/([^/]+)/', pathNot: '^modules/[^/]+/web/' },
    to: { path: '^modules/', pathNot: ['^modules/$1/', faces] },
  },
  {
    name: 'root-wires-faces',
    comment: 'server.ts and cli.ts are lists of modules; what they need stands in an index.ts.',
    from: { path: '^(?:server|cli)[.]ts$' },
    to: { path: '^modules/', pathNot: faces },
  },
  {
    name: 'rules-are-pure',
    comment:
      'Rules are tried by generated examples and rerun on past dates: no IO, no clock, no chance,' +
      ' nothing but words of the kernel, contracts and arithmetic.',
    from: { path: role('rules'), pathNot: tests },
    to: { pathNot: ['^kernel/', anyContract, engine, ownRole('rules'), npm(pureLibraries)] },
  },
  {
    name: 'engine-face-is-pure',
    comment: 'Rules of kinds import it: what it shows is as pure as they are.',
    from: { path: '^modules/([^/]+)/engine[.]ts$' },
    to: { pathNot: ['^kernel/', anyContract, ownRole('rules')] },
  },
  {
    name: 'process-is-data',
    comment: 'A process definition is read by the engine and drawn for people; it does nothing.',
    from: { path: role('process'), pathNot: tests },
    to: { pathNot: ['^kernel/', anyContract, ownRole('process')] },
  },
  {
    name: 'contract-is-a-leaf',
    comment: 'The browser bundles contracts, so that whatever they import is sent to phones.',
    from: { path: anyContract, pathNot: tests },
    to: { pathNot: ['^kernel/', anyContract, npm('zod')] },
  },
  {
    name: 'sql-lives-in-store',
    comment: 'One place to read all statements about a table, and to see that each is walled.',
    from: {
      path: '^(?:modules/|web/|server[.]ts|cli[.]ts)',
      pathNot: [role('store|reports'), tests],
    },
    to: { path: [npm('kysely|pg'), '^db/'] },
  },
  {
    name: 'verbs-do-not-open-connections',
    comment:
      'Actions and routes are handed their transaction. Opening a second one inside would escape ' +
      'the first, so they see the types of platform/db and nothing that runs.',
    from: { path: role('actions|routes|texts'), pathNot: tests },
    to: { path: '^platform/db(?:[.]ts$|/)', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'routes-never-touch-store',
    comment: 'A route gives shape; guards and the log are in actions. Wide reads have reports.',
    from: { path: role('routes'), pathNot: tests },
    to: { path: ownRole('store') },
  },
  {
    name: 'store-looks-down-only',
    comment: 'Routes call actions call store: never the other way, or a read starts to act.',
    from: { path: role('store|reports'), pathNot: tests },
    to: { path: ownRole('actions|routes|jobs|commands|texts|index|web') },
  },
  {
    name: 'actions-do-not-know-their-callers',
    comment: 'The same verb serves HTTP, the command line, a job and a test.',
    from: { path: role('actions'), pathNot: tests },
    to: { path: ownRole('routes|commands|index|web') },
  },
  {
    name: 'matters-never-imports-a-kind',
    comment: 'The loop knows kinds by the definitions they register; else each new kind edits it.',
    from: { path: '^modules/matters/', pathNot: tests },
    to: { path: '^modules/', pathNot: `^modules/(?:matters|${belowMatters})/` },
  },
  {
    name: 'web-sees-contracts-only',
    comment: 'The browser decides nothing: it reads shapes and allowedActions, never rules or SQL.',
    from: { path: '^(?:web/|modules/[^/]+/web/)', pathNot: tests },
    to: {
      path: '^(?:modules|platform|db|bench)/|^house/|^(?:server|cli|house)[.]ts$',
      pathNot: [anyContract, '^modules/[^/]+/web/'],
    },
  },
  {
    name: 'web-has-no-node',
    comment: 'Node core does not exist in a browser.',
    from: { path: '^(?:web/|modules/[^/]+/web/)', pathNot: [tests, '^web/make/'] },
    to: { dependencyTypes: ['core'] },
  },
  {
    name: 'web-slices-are-strangers',
    comment: 'Pages of different modules meet in the shell, by its slots, and nowhere else.',
    from: { path: '^modules/([^/]+)/web/' },
    to: { path: '^modules/[^/]+/web/', pathNot: '^modules/$1/web/' },
  },
  {
    name: 'kernel-is-a-leaf',
    comment: 'Words that everyone uses lean on nothing. A type of zod leaves no trace when run.',
    from: { path: '^kernel/', pathNot: tests },
    to: { pathNot: '^kernel/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'kernel-knows-no-house',
    comment: 'Not even by a type: the kernel is read before anything else of ours.',
    from: { path: '^kernel/', pathNot: tests },
    to: { path: '^(?:platform|modules|web|db|bench)/' },
  },
  {
    name: 'platform-knows-no-module',
    comment: 'Platform does IO for whoever comes; a module named there would be a hidden cycle.',
    from: { path: '^platform/', pathNot: tests },
    to: { path: '^(?:modules|web|bench)/|^house/|^(?:server|cli|house)[.]ts$' },
  },
  {
    name: 'nothing-imports-tests',
    comment:
      'What serves people must not need what serves tests. Benchmarks and generators may use the ' +
      'harness.',
    from: { path: '^(?:kernel|platform|modules|web)/|^house/|^(?:server|cli|house)[.]ts$', pathNot: tests },
    to: { path: tests },
  },
  {
    name: 'production-needs-no-dev-tools',
    comment: 'An installation is made with --omit=dev: what runs there may not need the rest.',
    from: {
      path: '^(?:kernel|platform|modules)/|^house/|^(?:server|cli|house)[.]ts$',
      pathNot: [tests, '^modules/[^/]+/web/'],
    },
    to: {
      dependencyTypes: ['npm-dev'],
      dependencyTypesNot: ['type-only'],
      pathNot: '(?:^|/)node_modules/@types/',
    },
  },
];

export default {
  forbidden: dependencyRules.map((rule) => ({ severity: 'error', ...rule })),
  options: {
    exclude: { path: '^(?:dist|data|docs|test/fixtures)/' },
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
};
