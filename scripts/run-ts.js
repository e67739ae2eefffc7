// Runs a TypeScript program of this repository: node scripts/run-ts.js FILE [ARGUMENT…]
// Node 20 cannot; esbuild, which is here anyway, makes one JavaScript module of it.
import { mkdir, rm } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [file, ...rest] = process.argv.slice(2);
if (file === undefined) {
  console.error('usage: node scripts/run-ts.js FILE [ARGUMENT…]');
  process.exit(2);
}

// Inside node_modules, so that the program's own imports of packages resolve.
const folder = resolve(import.meta.dirname, '../node_modules/.cache/run-ts');
const outfile = resolve(folder, `${basename(file, '.ts')}.${process.pid}.mjs`);
await mkdir(folder, { recursive: true });
try {
  await build({
    entryPoints: [file],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  process.argv = [process.argv[0] ?? 'node', resolve(file), ...rest];
  await import(pathToFileURL(outfile).href);
} finally {
  await rm(outfile, { force: true });
}
