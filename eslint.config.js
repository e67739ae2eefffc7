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
