// `import.meta.url` of a module in the bundle: as if it lay in dist/plot/render, where the fonts are.
import { pathToFileURL } from 'node:url';

export const moduleUrl = /* @__PURE__ */ String(
  /* @__PURE__ */ pathToFileURL(`${__filename}/../../plot/render/module.js`),
);
