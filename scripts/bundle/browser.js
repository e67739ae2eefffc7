// Bundles a part of the library for browsers, which have no node_modules: one module that imports nothing.
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { licences, packagesOf } from './licences.js';

/** @param entry source, as src/analyze/index.ts */
export async function bundleForBrowser({ root, entry, outfile }) {
  const { metafile, outputFiles } = await build({
    entryPoints: [resolve(root, entry)],
    outfile: join(root, outfile),
    bundle: true,
    platform: 'browser',
    format: 'esm',
    target: 'es2023',
    metafile: true,
    write: false,
    absWorkingDir: root,
    logLevel: 'warning',
  });
  const packages = packagesOf(metafile.inputs, root);
  const notice = packages.length === 0 ? '' : `/*! Holds copies of:\n\n${licences(packages)}*/\n`;
  writeFileSync(join(root, outfile), notice + outputFiles[0].text);
}
