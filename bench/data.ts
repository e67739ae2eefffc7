import { existsSync } from 'node:fs';
import { runParts, writeStats } from '../src/stats/index.ts';
import { ecmpRun } from '../test/support/ecmp/traffic.ts';
import { longRun } from './long-run.ts';
import { writePieces } from './write-pieces.ts';

const FOLDER = 'bench/data';

/** A file of so many connections, which is made once. */
export function longRunFile(connections: number, clients: number, seconds: number): string {
  const path = `${FOLDER}/${connections}-connections-${clients}-clients.json`;
  return made(path, () => longRun({ connections, clients, seconds }));
}

const TARGETS = ['e', 'b', 'h', 'a', 'g', 'c', 'f', 'd'].map((name) => [name, 1] as const);
/** The third of eight is removed and added again: so many clients make some 100,000 connections. */
const ECMP_CLIENTS = 68_500;

/** A run of some 100,000 connections on 8 targets behind a router that hashes by thresholds. */
export async function ecmpFile(): Promise<string> {
  const path = `${FOLDER}/ecmp-8-targets.json`;
  if (existsSync(path)) return path;
  const run = await ecmpRun({
    seed: 1,
    kind: 'hash-threshold',
    clients: ECMP_CLIENTS,
    intervalS: 0.5,
    endS: 20,
    steps: [
      { timeS: 0, targets: TARGETS },
      { timeS: 6, targets: TARGETS.toSpliced(2, 1) },
      { timeS: 13, targets: TARGETS },
    ],
  });
  return made(path, () => writeStats(runParts(run)));
}

function made(path: string, pieces: () => Iterable<string>): string {
  if (existsSync(path)) return path;
  console.log(`writing ${path} …`);
  writePieces(path, pieces());
  return path;
}
