import { fileURLToPath } from 'node:url';

/**
 * Path of a built module of this package, for a thread or a process of its own. Where the sources
 * run as they stand (tests), Node cannot load them: the built module of the same name is taken.
 *
 * @param moduleUrl `import.meta.url` of the caller
 * @param relative from the caller to the module, as `./worker.js`
 */
export function ownFile(moduleUrl: string, relative: string): string {
  const built = moduleUrl.endsWith('.ts') ? moduleUrl.replace('/src/', '/dist/') : moduleUrl;
  return fileURLToPath(new URL(relative, built));
}
