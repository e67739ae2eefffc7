import { readFileSync } from 'node:fs';

const manifest = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
) as { readonly version: string };

/**
 * Version of the package, which the library reads when it runs: tsc takes no file from outside `src`.
 * The programs have theirs bundled (`cli/shared/program/version.ts`), as reading it takes start-up time.
 */
export const VERSION: string = manifest.version;
