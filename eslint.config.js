import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Who may import whom. `pure` layers run in a browser: nothing of Node in them. */
const LAYERS = {
  stats: { imports: [], pure: true },
  analyze: { imports: ['stats'], pure: true },
  plot: { imports: ['analyze', 'stats'], pure: false },
  engine: { imports: ['stats'], pure: false },
  lab: { imports: ['engine', 'stats'], pure: false },
  cli: { imports: ['lab', 'plot', 'engine', 'analyze', 'stats'], pure: false },
};

/**
 * Rooms of the engine, lowest first, and the rooms that each may import. A file at its root is a
 * room of its own.
 */
const ENGINE_ROOMS = {
  'errors.ts': [],
  'version.ts': [],
  platform: [],
  'platform/datagrams': ['platform'],
  protocol: ['platform'],
  notices: [],
  addresses: ['errors.ts'],

  'client/options': ['errors.ts', 'platform', 'protocol'],
  'client/sources': ['errors.ts', 'addresses', 'client/options'],
  'client/plan': ['platform', 'protocol', 'addresses', 'client/options', 'client/sources'],
  'client/traffic/timing': ['platform'],
  'client/traffic/pacing': ['platform'],
  'client/traffic/channels': ['platform', 'protocol', 'addresses', 'client/plan'],
  'client/traffic/connections': ['platform', 'addresses', 'client/traffic/channels'],
  'client/traffic/connecting': [
    ...['platform', 'notices', 'addresses', 'client/sources', 'client/plan'],
    ...['client/traffic/timing', 'client/traffic/channels', 'client/traffic/connections'],
  ],
  'client/traffic': [
    ...['platform', 'client/plan', 'client/traffic/timing', 'client/traffic/pacing'],
    ...['client/traffic/channels', 'client/traffic/connections', 'client/traffic/connecting'],
  ],
  'client/measure': ['platform'],
  'client/parts': ['platform', 'client/plan', 'client/traffic', 'client/measure'],
  'client/tester': ['platform', 'protocol', 'client/measure'],
  'client/hooks': [],
  'client/record': [
    ...['errors.ts', 'client/options', 'client/plan', 'client/measure', 'client/parts'],
    ...['client/tester', 'client/hooks'],
  ],
  'client/workers': ['errors.ts', 'platform', 'client/traffic', 'client/parts'],
  client: [
    ...['version.ts', 'addresses', 'client/options', 'client/sources', 'client/plan'],
    ...['client/traffic', 'client/parts', 'client/hooks', 'client/record', 'client/workers'],
  ],

  'server/serving': ['errors.ts', 'platform', 'protocol', 'notices'],
  'server/replicas': ['errors.ts', 'platform', 'protocol', 'notices', 'server/serving'],
  server: [
    ...['errors.ts', 'platform', 'platform/datagrams', 'protocol', 'notices', 'addresses'],
    ...['server/serving', 'server/replicas'],
  ],

  'light.ts': ['platform', 'addresses', 'client/options'],
  'index.ts': [
    ...['errors.ts', 'platform', 'protocol', 'client/options', 'client/hooks', 'client', 'server'],
  ],
};

/** What the rest of the house may import of the engine. */
const ENGINE_ENTRIES = '/engine/(?!(?:index|light)\\.ts$)';

/** Files that are the rim of a pure layer: they open paths. */
const RIM = ['src/stats/file.ts', 'src/stats/index.ts'];

/** What a pure layer does not import: Node's modules, and packages but the one that is bundled for browsers. */
const OUTSIDE = '^(?!d3-array$)(node:|[a-z@])';

const NODE_GLOBALS = ['process', 'Buffer', 'require', '__dirname', 'setImmediate'];

const layerRules = Object.entries(LAYERS).map(([layer, { imports, pure }]) => {
  const forbidden = Object.keys(LAYERS).filter(
    (other) => other !== layer && !imports.includes(other),
  );
  const patterns = forbidden.map((other) => ({
    regex: `/${other}/`,
    message: `${layer} may import only ${[layer, ...imports].join(', ')}`,
  }));
  if (layer !== 'engine') {
    patterns.push({ regex: ENGINE_ENTRIES, message: 'of the engine only index.ts and light.ts' });
  }
  if (pure) {
    patterns.push({ regex: OUTSIDE, message: `${layer} is pure` });
    patterns.push({ regex: '/stats/(?!pure)', message: 'of stats only pure.ts runs in a browser' });
  }
  const inward = forbidden.length > 0 ? `/(${forbidden.join('|')})/` : null;
  return {
    files: [`src/${layer}/**/*.ts`],
    ignores: RIM,
    rules: {
      'no-restricted-imports': ['error', { patterns }],
      'no-restricted-globals': pure ? ['error', ...NODE_GLOBALS] : 'off',
      'no-restricted-syntax': [
        'error',
        ...(inward
          ? [
              {
                selector: `ImportExpression[source.value=/${inward.replaceAll('/', '\\u002F')}/]`,
                message: `${layer} may import only ${[layer, ...imports].join(', ')}`,
              },
            ]
          : []),
        ...(pure
          ? [
              {
                selector: `ImportExpression[source.value=/${OUTSIDE}/]`,
                message: `${layer} is pure`,
              },
            ]
          : []),
        { selector: 'ExportDefaultDeclaration', message: 'no default exports' },
      ],
    },
  };
});

/** Keeps what a layer's rooms import to its table. */
function roomRule(layer, rooms) {
  for (const [at, [room, imports]] of Object.entries(rooms).entries()) {
    const lower = Object.keys(rooms).slice(0, at);
    const higher = imports.filter((other) => !lower.includes(other));
    if (higher.length > 0) throw new Error(`${room}: ${higher.join(', ')} is not a lower room`);
  }
  const root = join(import.meta.dirname, 'src', layer);
  const roomOf = (path) => {
    const folder = relative(root, dirname(path));
    return folder === '' ? basename(path) : folder.split(sep).join('/');
  };
  return {
    create: (context) => ({
      ':matches(ImportDeclaration, ExportNamedDeclaration, ImportExpression)'(node) {
        const source = node.source?.value;
        if (typeof source !== 'string' || !source.startsWith('.')) return;
        const path = resolve(dirname(context.filename), source);
        if (!path.startsWith(`${root}${sep}`)) return;
        const [from, to] = [roomOf(context.filename), roomOf(path)];
        if (from === to || rooms[from]?.includes(to)) return;
        context.report({ node, message: `${layer}: ${from} may not import ${to}` });
      },
    }),
  };
}

export default defineConfig(
  { ignores: ['dist/', 'coverage/', 'node_modules/', 'demo/'] },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  ...layerRules,
  {
    files: ['src/engine/**/*.ts'],
    plugins: { engine: { rules: { rooms: roomRule('engine', ENGINE_ROOMS) } } },
    rules: { 'engine/rooms': 'error' },
  },
  {
    files: [
      'scripts/**',
      'bench/**',
      'examples/**',
      'fixtures/**',
      'test/support/fail-on-console.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.{js,cjs}'], ...tseslint.configs.disableTypeChecked },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
);
