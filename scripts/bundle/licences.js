// The licences of packages whose copies a bundle holds go with it.
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Folders of the packages that went into a bundle. @param inputs of esbuild's metafile */
export function packagesOf(inputs, root) {
  const folders = Object.keys(inputs).flatMap((input) => {
    const [, folder] = /^((?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input) ?? [];
    return folder === undefined ? [] : [resolve(root, folder)];
  });
  return [...new Set(folders)].sort();
}

/** Name, version and licence of each. */
export function licences(folders) {
  return folders
    .map((folder) => {
      const { name, version, license } = JSON.parse(
        readFileSync(join(folder, 'package.json'), 'utf8'),
      );
      const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
      const text =
        file === undefined ? `License: ${license}` : readFileSync(join(folder, file), 'utf8');
      return `${name} ${version}\n\n${text.trim()}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
