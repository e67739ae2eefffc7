// `import.meta.url` of a module in the bundle, which lies in dist/bin: as if it lay where tsc puts it.
import { pathToFileURL } from 'node:url';

export const moduleUrl = (path) => String(pathToFileURL(`${__filename}/../../${path}`));
