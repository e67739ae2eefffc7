// Runs a piece of the bundle as its program would, then keeps what V8 compiled meanwhile:
// node warm.cjs FOLDER PIECE [ARGUMENT…]. A second run adds to what the first one kept.
'use strict';
const { readFileSync, writeFileSync } = require('node:fs');
const { createRequire } = require('node:module');
const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');
const { runInThisContext } = require('node:vm');

const [, , folder, piece, ...rest] = process.argv;
const launch = readFileSync(join(__dirname, 'launch.cjs'), 'utf8');
const outside = createRequire(join(folder, piece));
const loader = runInThisContext(`(require) => { ${launch}\nreturn loader; }`)(require);

// Code must not be dropped while it waits to be kept. The flag goes back before the cache is made:
// V8 compares the flags of the maker with those of the user.
setFlagsFromString('--no-flush-bytecode');
const kept = [];
process.argv = [process.argv[0], join(folder, piece), ...rest];
loader(folder, outside, (script, cache) => kept.push({ script, cache }))(piece);
process.on('exit', () => {
  setFlagsFromString('--flush-bytecode');
  for (const { script, cache } of kept) writeFileSync(cache, script.createCachedData());
});
