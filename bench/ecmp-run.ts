import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { connectionRows, sampleRows, writeStats } from '../src/stats/index.ts';
import { ecmpRun } from '../test/support/ecmp/traffic.ts';

const TARGETS = ['e', 'b', 'h', 'a', 'g', 'c', 'f', 'd'].map((name) => [name, 1] as const);
/** The third of eight is removed and added again: so many clients make some 100,000 connections. */
const CLIENTS = 68_500;

/** Writes a run of some 100,000 connections on 8 targets behind a router that hashes by thresholds. */
export async function writeEcmpRun(path: string): Promise<void> {
  if (existsSync(path)) return;
  const run = await ecmpRun({
    seed: 1,
    kind: 'hash-threshold',
    clients: CLIENTS,
    intervalS: 0.5,
    endS: 20,
    steps: [
      { timeS: 0, targets: TARGETS },
      { timeS: 6, targets: TARGETS.toSpliced(2, 1) },
      { timeS: 13, targets: TARGETS },
    ],
  });
  const { header, connections, samples } = run;
  mkdirSync(dirname(path), { recursive: true });
  const text = [
    ...writeStats({
      header,
      connections: connectionRows(connections),
      samples: sampleRows(samples),
    }),
  ].join('');
  writeFileSync(`${path}.part`, text);
  renameSync(`${path}.part`, path);
}
