// Writes a long run: node scripts/run-ts.js bench/generate-run.ts [--connections N] [--clients N]
// [--seconds N] [--out FILE]. 1,000,000 connections make some 245 MB.
import { parseArgs } from 'node:util';
import { longRun } from './long-run.ts';
import { writePieces } from './write-pieces.ts';

const { values } = parseArgs({
  options: {
    connections: { type: 'string', default: '1000000' },
    clients: { type: 'string' },
    seconds: { type: 'string', default: '600' },
    out: { type: 'string' },
  },
});
const connections = Number(values.connections);
const path = values.out ?? `bench/data/${connections}.json`;
const clients = Number(values.clients ?? Math.ceil(connections / 50));
writePieces(path, longRun({ connections, clients, seconds: Number(values.seconds) }));
console.log(path);
