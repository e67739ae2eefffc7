// Stands at the head of every program in dist/bin. Loads pieces of the bundle with V8's code cache,
// which holds them compiled; where the cache is missing or of another Node, V8 compiles as usual.
'use strict';
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { Script } = require('node:vm');

/** Compiled code fits one version of V8 on one kind of processor. */
const cacheOf = (file) => `${file}.${process.versions.v8}-${process.arch}.cache`;

function readCache(file) {
  try {
    return readFileSync(cacheOf(file));
  } catch {
    return undefined;
  }
}

/**
 * @param folder of the pieces
 * @param outside resolves what is no piece: packages and Node's own modules
 * @param onScript sees each compiled piece
 */
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- what follows this text calls it
function loader(folder, outside, onScript) {
  const loaded = new Map();
  return function load(name) {
    const known = loaded.get(name);
    if (known !== undefined) return known.exports;
    const file = join(folder, name);
    const cachedData = readCache(file);
    // The pieces are ASCII, which is quicker to read as Latin-1.
    const script = new Script(readFileSync(file, 'latin1'), { filename: file, cachedData });
    if (onScript !== undefined) onScript(script, cacheOf(file));
    const module = { exports: {} };
    loaded.set(name, module);
    const require = (id) => (id.startsWith('./piece-') ? load(id) : outside(id));
    script.runInThisContext()(require, module, module.exports, file);
    return module.exports;
  };
}
