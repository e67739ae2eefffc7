// Bundles the programs into pieces: one for each program, and one for each module that is
// imported when it is needed. Every piece is a function expression that launch.cjs runs.
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build } from 'esbuild';
import { licences, packagesOf } from './licences.js';

/** Loaded from node_modules: a native library, and a package that may not be there. */
const EXTERNAL = ['@resvg/resvg-js', 'canvas', 'koffi'];

const here = (file) => join(import.meta.dirname, file);

/** What takes time to load and is never called, and Vega with only the parts that the charts use. */
const ALIAS = {
  vega: here('vega.js'),
  'd3-geo': here('unused.js'),
  'topojson-client': here('unused.js'),
  'vega-canvas': here('unused.js'),
};

/** @param programs [{ name, entry }] */
export async function bundlePrograms(programs, { root, outdir }) {
  const wanted = new Map(
    programs.map(({ name, entry }) => [`piece-${name}`, resolve(root, entry)]),
  );
  const packages = new Set();
  // A piece may name further ones while it is bundled.
  for (const [piece, entry] of wanted) {
    const { metafile } = await build({
      entryPoints: [entry],
      outfile: join(outdir, `${piece}.cjs`),
      bundle: true,
      minify: true,
      charset: 'ascii',
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      legalComments: 'none',
      metafile: true,
      logLevel: 'warning',
      external: EXTERNAL,
      alias: ALIAS,
      plugins: [lazyPieces({ root, wanted }), quickCommander(), moduleUrls(root)],
      // What a script compiled by vm.Script cannot do by itself.
      supported: { 'dynamic-import': false },
      banner: { js: '(function(require,module,exports,__filename){' },
      footer: { js: '})' },
      inject: [here('module-url.js')],
    });
    for (const folder of packagesOf(metafile.inputs, root)) packages.add(folder);
  }
  writeFileSync(join(outdir, 'THIRD-PARTY-LICENSES.txt'), licences([...packages].sort()));
}

/** Makes a piece of every module of ours that is imported when it is needed. */
function lazyPieces({ root, wanted }) {
  return {
    name: 'lazy-pieces',
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ kind, path, resolveDir }) => {
        if (kind !== 'dynamic-import') return undefined;
        const file = resolve(resolveDir, path);
        const name = relative(join(root, 'src'), file).replace(/\.ts$/, '').replaceAll('/', '-');
        wanted.set(`piece-${name}`, file);
        return { path: `./piece-${name}.cjs`, external: true };
      });
    },
  };
}

/** Commander names Node's child_process, which takes time to load, for commands that no program here has. */
function quickCommander() {
  return {
    name: 'quick-commander',
    setup({ onResolve }) {
      onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
        /[\\/]node_modules[\\/]commander[\\/]/.test(importer)
          ? { path: here('unused.js') }
          : undefined,
      );
    },
  };
}

/** `import.meta.url` of a module in the bundle: where tsc puts the same module in dist. */
function moduleUrls(root) {
  const source = join(root, 'src');
  return {
    name: 'module-urls',
    setup({ onLoad }) {
      onLoad({ filter: /\/src\/.*\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        if (!path.startsWith(source) || !text.includes('import.meta.url')) return undefined;
        const built = relative(source, path).replace(/\.ts$/, '.js');
        const contents = text.replaceAll('import.meta.url', `moduleUrl('${built}')`);
        return { contents, loader: 'ts' };
      });
    },
  };
}
