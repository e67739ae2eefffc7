// Preloaded into programs: the optional package koffi is not installed. It is heard that somebody asked.
'use strict';
const Module = require('node:module');
const { appendFileSync } = require('node:fs');

const load = Module._load;
Module._load = function (id, ...rest) {
  if (id !== 'koffi') return load.call(this, id, ...rest);
  appendFileSync(process.env.KOFFI_ASKED, 'koffi\n');
  throw Object.assign(new Error(`Cannot find module '${id}'`), { code: 'MODULE_NOT_FOUND' });
};
